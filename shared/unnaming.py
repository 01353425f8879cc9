"""The names of who was erased, in what others wrote: "een lid" stands in their place (erasure matrix, DOMAIN 9)."""

import re
from collections.abc import Collection, Iterable
from typing import Any, Final

from sqlalchemy import ColumnElement, String, Table, cast, or_, select, true, update

from shared.database import Session

SOMEBODY: Final = "een lid"
"""What stands where a name stood; texts are Dutch, whoever reads them."""
FEWEST_LETTERS: Final = 3
WORDS_OF_ALL_DAYS: Final = frozenset(
    """
    aan alle alles als alsof altijd anderen anders beide ben bent bij daar daarna dag dan dat deze dit doe doen dus een
    eens enkel erg even gaan gaat geen goed graag had hallo heb hebben heeft heel het hier hij hoe hun iedereen iemand iets
    ik in is ja jij jou jouw jullie kan komt kunnen later lid maar mag man meer men met mij mijn misschien moet naar nee
    niemand niet niets nog nooit nou nu om omdat ons onze ook op over samen soms te tot uit van veel voor vraag vrouw waar
    wanneer want waren was wat we weer weg wel welke werd wie wij wil willen worden wordt zal zegt zei zelf zij zijn zo zou
    anoniem begeleider coach coördinator dochter gast groep jongen jongere jongeren kind kinderen meisje moeder nieuw ouder
    ouders pleegmoeder pleegouder pleegvader professional steunpersoon team vader voogd zoon
    """.split()  # noqa: SIM905 -- read as a text
)
"""A name of such words alone is left where it stands: it cannot be told from the words, which others wrote, and names nobody."""
BEGINS_A_SENTENCE = re.compile(r"(?:\A|[.!?:\n])[\s\"'‘“„(*>•-]*\Z")
PLAIN_LETTERS = re.compile(r"[A-Za-z0-9]+")


class Names:
    """Names as others may have written them: as whole words, over a line end too, and with the s of whose something is."""

    def __init__(self, names: Iterable[str], others: Iterable[str] = ()) -> None:
        """Names of one or two letters, and names that are a word of all days, are left out: they stand everywhere.

        others: names of others in which one of these stands; where they stand nothing changes.
        """
        self.names = sorted(
            {
                name
                for name in (" ".join(one.split()) for one in names)
                if len(name) >= FEWEST_LETTERS and not WORDS_OF_ALL_DAYS.issuperset(name.casefold().split())
            },
            key=lambda name: (-len(name), name),
        )
        kept = "|".join(_written(name.split()) for name in sorted(others, key=len, reverse=True))
        stays = rf"(?P<stays>(?<!\w)(?i:{kept})(?:['’]?s)?(?!\w))" if kept else "(?P<stays>(?!))"
        self._found = re.compile("|".join([stays, *map(_pattern, self.names)])) if self.names else None

    def __bool__(self) -> bool:
        """Whether there is any name."""
        return self._found is not None

    def out_of(self, text: str) -> str:
        """A text with "een lid" where a name stood."""
        return text if self._found is None else self._found.sub(_stand_in, text)

    def may_stand_in(self, column: Any) -> ColumnElement[bool]:
        """What every row meets in which a name may stand; out_of tells whether one does."""
        letters = [max(PLAIN_LETTERS.findall(name), key=len, default="") for name in self.names]
        if not all(letters):
            return true()
        return or_(*(cast(column, String).icontains(one, autoescape=True) for one in letters))


def _pattern(name: str) -> str:
    written = _written(name.split())
    if name.isalpha():
        # A name of one word can be a word as well (Merel, Zee): it counts with a capital only, as names are written.
        as_names = (name if name != name.lower() else name[0].upper() + name[1:], name.upper())
        written = f"(?:{'|'.join(dict.fromkeys(map(re.escape, as_names)))})"
    else:
        written = f"(?i:{written})"
    return rf"(?<!\w){written}(['’]?s|['’](?=\s))?(?!\w)"


def _written(words: Iterable[str]) -> str:
    return r"\s+".join(map(re.escape, words))


def _stand_in(found: re.Match[str]) -> str:
    if found["stays"] is not None:
        return found[0]
    somebody = SOMEBODY
    if BEGINS_A_SENTENCE.search(found.string, max(0, found.start() - 20), found.start()):
        somebody = somebody[0].upper() + somebody[1:]
    return somebody + ("s" if any(found.groups()) else "")


async def unname(
    session: Session,
    table: Table,
    columns: Collection[str],
    names: Names,
    *rows: ColumnElement[bool],
    keeps_version: bool = False,
) -> list[Any]:
    """Take names out of some texts, and hold the rows that change; gives the first key of each.

    A row that people change under the version they saw gets another one, so that nobody puts back what they have before them.
    keeps_version: not where the version tells that nobody changed it.
    """
    keys = list(table.primary_key.columns)
    texts = [table.c[name] for name in columns]
    found = select(*keys, *texts).where(or_(*map(names.may_stand_in, texts)), *rows).with_for_update()
    changed = []
    for row in (await session.execute(found)).all():
        old = {text.name: row._mapping[text] for text in texts if row._mapping[text]}
        new = {name: names.out_of(text) for name, text in old.items()}
        if new == old:
            continue
        anew = {"version": table.c.version + 1} if "version" in table.c and not keeps_version else {}
        same = [key == row._mapping[key] for key in keys]
        await session.execute(update(table).where(*same).values(**new, **anew))
        changed.append(row._mapping[keys[0]])
    return changed
