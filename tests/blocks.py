"""The fenced blocks of the project's pages, so that tests run what the pages show."""

from __future__ import annotations

import re
from typing import NamedTuple

from tests.support import ROOT

PAGES = (
    "README.md",
    "CONTRIBUTING.md",
    *sorted(page.relative_to(ROOT).as_posix() for folder in ("docs", "examples") for page in (ROOT / folder).rglob("*.md")),
)

_LINE = re.compile(r"^(?P<fence>`{3,})(?P<language>\w*)\n(?P<text>.*?)^(?P=fence)$|^#+ (?P<heading>[^\n]+)$", re.M | re.S)


class Block(NamedTuple):
    """One fenced block; ``number`` counts those of the same language under the same heading."""

    page: str
    heading: str
    language: str
    number: int
    text: str


def blocks_of(page: str, text: str) -> list[Block]:
    """The blocks of a page's text, in its order."""
    heading = ""
    found: list[Block] = []
    for match in _LINE.finditer(text):
        if match["heading"] is not None:
            heading = match["heading"]
            continue
        number = sum(other[1:3] == (heading, match["language"]) for other in found)
        found.append(Block(page, heading, match["language"], number, match["text"]))
    return found


BLOCKS = [one for page in PAGES for one in blocks_of(page, (ROOT / page).read_text(encoding="utf-8"))]


def block(page: str, heading: str, language: str, number: int = 0) -> str:
    """The text of one block. Raises ValueError where the page has no such block or more than one."""
    (found,) = (one for one in BLOCKS if one[:4] == (page, heading, language, number))
    return found.text
