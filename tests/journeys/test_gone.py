"""Being gone: within a minute, over all services, in both shapes, also out of what others wrote (J20, P20, A-88)."""

from time import monotonic

from tests.journeys.shapes import Shape
from tests.journeys.test_away_and_back import AWAY, COORDINATOR, MINE, ask, fill, question
from tests.journeys.test_canary import rows
from tests.servers.processes import wait_for

NAME = "Stille Waterspreeuw"
ONLINE_SECONDS = 60.0
"""P20."""
HERE = 'query { network(slug: "praktijkleernetwerk-kleinschaligheid") { questions { nodes { title } } } }'
HOW_FAR = "query($reference: String!) { erasure(reference: $reference) { status steps { doneAt } } }"


def test_p20_a88_who_asks_to_be_erased_is_gone_everywhere_within_a_minute(shape: Shape) -> None:
    fill(shape)
    lies, coby = shape.sign_in(AWAY), shape.sign_in(COORDINATOR)
    network = ask(coby, MINE)["id"]
    lies.do("changeMe", "Viewer { email }", displayName=NAME, isPseudonym=True)
    question(coby, network, f"Wat bracht {NAME} mee?", opens=True)
    question(lies, network, "Wat vraagt wie weggaat?", opens=False)
    assert {"network.person", "agenda.question"} <= {table for table, row in rows(shape) if NAME in row}

    asked_at = monotonic()
    asked = lies.do("requestErasure", "Erasure { reference }", confirmation="wissen", atOnce=True)
    reference = {"reference": asked["reference"]}
    assert wait_for(
        lambda: coby.ask(HOW_FAR, **reference)["erasure"]["status"] == "COMPLETED", ONLINE_SECONDS, step=0.5
    ), coby.ask(HOW_FAR, **reference)
    assert monotonic() - asked_at <= ONLINE_SECONDS

    assert all(step["doneAt"] for step in coby.ask(HOW_FAR, **reference)["erasure"]["steps"])
    assert [table for table, row in rows(shape) if NAME in row] == []
    assert {table for table, row in rows(shape) if AWAY in row} <= {"notifications.mailbox_mail"}
    titles = [one["title"] for one in coby.ask(HERE)["network"]["questions"]["nodes"]]
    assert {"Wat bracht een lid mee?", "Wat vraagt wie weggaat?"} <= set(titles)
    assert reference["reference"] in shape.mails(AWAY)[-1].text
