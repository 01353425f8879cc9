"""Pages on which one of the people of a network is chosen: everybody is there, however many take part."""

from tests.gateway.web.conftest import SLUG, Page, Village
from tests.gateway.web.test_every_page import check
from tests.gateway.web.test_minutes import wrote


def found(page: Page, name: str) -> tuple[int, int]:
    """How many of the crowd can be chosen in a field, and how often Sam."""
    check(page, "nl")
    options = page.text.split(f'<select id="{name}"')[1].split("</select>")[0]
    return options.count(">Lid"), options.count(">Sam")


async def test_somebody_beyond_a_hundred_can_be_chosen(village: Village) -> None:
    for number in range(101):
        await village.town.join(SLUG, f"Lid{number:03}")
    kim = await village.reader("Kim")
    story, agreed = f"{village.session}/verslag/verhaal", f"{village.session}/verslag/afspraken"

    point = await kim.get(f"/agendapunten/{village.point.id}/veranderen")
    kim, _ = await wrote(village)
    told, asked = await kim.get(story), await kim.get(agreed)
    owner = next(name for name in asked.fields(agreed) if name.startswith("owner-"))
    action = await kim.get(f"/acties/{owner.removeprefix('owner-')}")

    assert found(point, "owner") == (101, 1)
    assert found(told, "teller") == (101, 1)
    assert found(asked, owner) == (101, 1)
    assert found(action, "owner") == (101, 1)
