"""Beginning to be erased: who may ask it at once, and what is over in that moment."""

from shared.api.network.privacy import ErasureView, RequestErasure
from shared.events.network import AuthSessionEnded, MachineTokenRevoked
from tests.network.steps import sign_in
from tests.network.test_machine_tokens import make
from tests.workplace import Workplace


async def test_a15_programs_of_who_is_erased_are_refused_from_that_moment(place: Workplace) -> None:
    sanne = await sign_in(place, "sanne@voorbeeld.example")
    token = await make(place, sanne)
    body = RequestErasure(confirmation="wissen", at_once=True, session=sanne.token)

    await place.ask("POST", "/erasures/mine", ErasureView, person_id=sanne.person_id, body=body)

    over = [event for event in await place.announced() if isinstance(event, AuthSessionEnded | MachineTokenRevoked)]
    assert over == [
        AuthSessionEnded(version=1, auth_session_id=sanne.auth_session_id, person_id=sanne.person_id),
        MachineTokenRevoked(version=1, machine_token_id=token.made.id, person_id=sanne.person_id),
    ]


async def test_a13_at_once_is_for_who_signed_in_just_now(sqlite_place: Workplace) -> None:
    sanne, daan = [await sign_in(sqlite_place, f"{name}@voorbeeld.example") for name in ("sanne", "daan")]
    codes = []

    for minutes, session in ((0, None), (0, daan.token), (11, sanne.token)):
        sqlite_place.clock.forward(minutes=minutes)
        body = RequestErasure(confirmation="wissen", at_once=True, session=session)
        refusal = await sqlite_place.refusal("POST", "/erasures/mine", person_id=sanne.person_id, body=body)
        codes.append(refusal.code)
    waits = await sqlite_place.ask(
        "POST", "/erasures/mine", ErasureView, person_id=sanne.person_id, body=RequestErasure(confirmation="wissen")
    )

    assert codes == ["OTHER_SESSION", "OTHER_SESSION", "SIGN_IN_AGAIN"]
    assert waits.status == "RECEIVED"
