"""Words in the place of holes, for functions of Python that know no holes."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import replace

from flake8_confluence_scopes.calls.values.domain import Hole, Text
from flake8_confluence_scopes.calls.values.texts import concatenate
from flake8_confluence_scopes.path_template import HOLE


class Marks:
    """``texts`` are the templates with a mark for each hole: a word of small letters and digits, which may stand
    anywhere in a URL and which none of the texts has. ``host`` is a URL of the same kind, in the place of a base URL."""

    def __init__(self, *texts: Text) -> None:
        self._word = "z"
        while any(self._word in text.template.lower() for text in texts):
            self._word += "z"
        numbers = itertools.count()
        self.texts = [re.sub(HOLE, lambda _: self.mark(next(numbers)), text.template) for text in texts]
        self.host = f"https://{self._word}host{self._word}"
        self._holes = [hole for text in texts for hole in text.holes]
        self._when = frozenset[tuple[object, bool]]().union(*(text.when for text in texts))

    def mark(self, number: int) -> str:
        """What stands for a hole, counted through all texts."""
        return f"{self._word}{number}{self._word}"

    def restored(self, text: str) -> Text:
        """The text with each mark as its hole; the ``host`` is the first one."""
        return replace(concatenate(self._parts(text)), when=self._when)

    def _parts(self, text: str) -> Iterator[Text]:
        end = 0
        for match in re.finditer(f"(?:{self.host}/)?{self.mark(0).replace('0', '([0-9]+)')}|{self.host}", text):
            yield Text(text[end : match.start()])
            yield Text(HOLE, (self._holes[int(match[1] or 0)],))
            end = match.end()
        yield Text(text[end:])


def lost(name: str, *texts: Text) -> Text:
    """What is not known of the texts."""
    return Text(HOLE, (Hole(name, any(hole.open for text in texts for hole in text.holes)),))
