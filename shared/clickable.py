"""What mail programs make a link of by themselves, and how words of people are kept from that (A-70)."""

import re

_DOT = "[.\u3002\uff0e\uff61]"
_BREAKS = re.compile(
    rf"(?<=\w){_DOT}(?=[^\W\d_]{{2}})|(?<=\bwww){_DOT}(?=\w)|(?<=\w)[@\uff20](?=\w)|(?<=\w):(?=//)", re.IGNORECASE
)
"""Where a program would find an address: the dot before a domain's last part, after www, an @ between words, a scheme."""


def looks_clickable(text: str) -> bool:
    """Whether a mail program may read a web or mail address in this: ``koop.nu``, ``www.kwaad.nl``, ``a@b.nl``; not ``B.V.``"""
    return _BREAKS.search(text) is not None


def unclickable(text: str) -> str:
    """The same words, with a space after each sign that would make them an address: ``koop. nu``."""
    return _BREAKS.sub(lambda sign: f"{sign[0]} ", text)
