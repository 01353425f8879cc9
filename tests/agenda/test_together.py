"""Several questions in one call are answered as if each had come alone."""

from services.agenda.main import SERVICE
from shared.api.agenda.questions import ProposeQuestion, QuestionView
from shared.asking import Part
from shared.errors import Refusal
from shared.web.limits import MOST_BODY_BYTES
from tests.agenda.steps import Cast
from tests.workplace import Workplace


async def test_words_that_fit_alone_fit_together_in_any_script(place: Workplace, cast: Cast) -> None:
    words = "漢" * 7500
    proposal = ProposeQuestion(
        network_id=cast.network_id, title="Past dit?", why=words, who_notices=words, origin=words
    )
    app = SERVICE.app()
    app.state.desk = place.app.state.desk
    asking = place.asking_as("gateway")
    asking.owners["agenda"] = app

    part = Part("POST", "/questions", QuestionView, proposal)
    (answer,) = await asking.ask_together("agenda", [part], person_id=cast.member)

    assert len(proposal.model_dump_json().encode()) < MOST_BODY_BYTES
    assert isinstance(answer, Refusal)
    assert answer.code == "QUESTION_INCOMPLETE"
