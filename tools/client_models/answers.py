"""What a Confluence may answer, for code that asks for any key of it.

An answer is one letter, and a run is given several of them; the last one is repeated. What is read out of an answer are
numbers that begin with ``ANSWERED``, so that a path shows where it comes from.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import requests

ANSWERED = "913"
TEXT = f"{ANSWERED}0001"

SEQUENCES = "F E FE EF FFE FEF B L N X C FX XF FFX XXF PE PF T TF R RE EX".split()
"""Runs of answers: Full, Empty lists, Bare object, List, No JSON, X not found, Conflict, Page with a link to the next one,
Text of a page of the user interface, and full with the arguments Repeated."""

_STATUS = {"X": 404, "C": 409}
_NUMBERS = {"percentageComplete": 100, "progress": 100}
_LISTS = frozenset("results ancestors values labels versions permissions".split())
_COUNTS = frozenset("number size limit start total totalSize count".split())
_TEXTS = frozenset(
    """id key title name username userName userKey accountId type status state href value displayName token
    representation filename mediaType operation editor email publicName""".split()
)
_HTML = (
    f'<meta name="ajs-taskId" content="{TEXT}"><meta name="ajs-page-id" content="{TEXT}">'
    f'<meta name="ajs-atl-token" content="{TEXT}"><a class="space-export-download-path" href="/x/{TEXT}">'
)


class Mood(NamedTuple):
    """How an answer is: its letter, the text of its texts, the arguments of the call, the URL that was asked."""

    letter: str
    text: str
    arguments: Mapping[str, str]
    url: str


class Answer(dict[Any, Any]):
    """An object that has every key that code asks for; where it should be a list or a text, it is that, too."""

    def __init__(self, mood: Mood) -> None:
        super().__init__()
        self.mood = mood

    def __getitem__(self, key: Any) -> Any:
        if isinstance(key, slice):
            return list(self)[key]
        if not isinstance(key, str):
            return Answer(self.mood)
        if key in _LISTS:
            return [] if self.mood.letter == "E" else [Answer(self.mood)]
        if key in _COUNTS or key in _NUMBERS:
            return 0 if self.mood.letter == "E" else _NUMBERS.get(key, 1)
        return self._text(key)

    def _text(self, key: str) -> Any:
        split = urlsplit(self.mood.url)
        links = {
            "download": f"/download/attachments/{TEXT}/{TEXT}",
            "base": f"{split.scheme}://{split.netloc}",
            "webui": f"/spaces/{TEXT}/pages/{TEXT}",
            "self": self.mood.url,
            # Links of v1 count from the context path, those of v2 from the host.
            "next": f"{split.path[max(split.path.find('/rest/api/'), 0) :]}?cursor={TEXT}" if self.mood.letter == "P" else None,
            "result": f"/wiki/{TEXT}/{TEXT}",
        }
        if key in links:
            return links[key]
        if key not in _TEXTS:
            return Answer(self.mood)
        text = TEXT if key in ("id", "key") else self.mood.text
        return self.mood.arguments.get(key.lower(), text) if self.mood.letter == "R" else text

    def get(self, key: Any, default: Any = None) -> Any:
        found = self[key]
        return default if found is None else found

    def __contains__(self, key: object) -> bool:
        return key not in ("next", "statusCode", "errors", "errorMessages") or (key == "next" and self.mood.letter == "P")

    def keys(self) -> Any:
        return _TEXTS | _LISTS

    def values(self) -> Any:
        return list(self)

    def items(self) -> Any:
        return [(TEXT, Answer(self.mood))]

    def __iter__(self) -> Iterator[Any]:
        return iter([] if self.mood.letter == "E" else [Answer(self.mood)])

    def __len__(self) -> int:
        return int(self.mood.letter != "E")

    def __bool__(self) -> bool:
        return True

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(TEXT)

    def __str__(self) -> str:
        return TEXT

    def __format__(self, how: str) -> str:
        return TEXT

    def __int__(self) -> int:
        return int(TEXT)

    def __add__(self, other: Any) -> Any:
        return self.mood.text + other if isinstance(other, str) else int(TEXT) + other

    def __getattr__(self, name: str) -> Any:
        """What texts have, such as ``strip``."""
        return getattr(self.mood.text, name)


_OBJECTS = frozenset("_links version space body history".split())
_LINKS = frozenset("download base webui self result".split())


def plain(answer: Answer) -> Any:
    """An answer as JSON brings it: the same for known keys, with objects and lists that hold no more of them."""
    mood = answer.mood
    return json.loads(_written(mood.letter, mood.text, tuple(mood.arguments.items()), mood.url))


@functools.lru_cache(1_000)
def _written(letter: str, text: str, arguments: tuple[tuple[str, str], ...], url: str) -> str:
    return json.dumps(_finite(Answer(Mood(letter, text, dict(arguments), url)), True))


def _finite(answer: Answer, is_top: bool) -> dict[str, Any]:
    keys = {*_TEXTS, *_COUNTS, *_NUMBERS, *_LINKS, *(("next",) if "next" in answer else ())}
    found = {key: answer[key] for key in sorted(keys)}
    if is_top:
        found.update((key, _finite(answer[key], False)) for key in sorted(_OBJECTS))
        found.update((key, [_finite(item, False) for item in answer[key]]) for key in sorted(_LISTS))
    return found


class _Headers(requests.structures.CaseInsensitiveDict[str]):
    """Headers, of which one that code reads without a question is there."""

    def __getitem__(self, key: str) -> str:
        return str(dict(self.lower_items()).get(key.lower(), TEXT))

    def __contains__(self, key: object) -> bool:
        return str(key).lower() in dict(self.lower_items())


class Response(requests.Response):
    """What the recording session gives. ``is_plain``: its JSON comes to an end."""

    def __init__(self, mood: Mood, is_plain: bool = False) -> None:
        super().__init__()
        self.mood, self.is_plain = mood, is_plain
        self.status_code = _STATUS.get(mood.letter, 200)
        self.url = mood.url
        self.encoding = "utf-8"
        self.reason = "as asked"
        self.headers = _Headers({"Content-Type": "application/json"})
        self._content = _HTML.encode() if mood.letter == "T" else b"" if mood.letter == "N" else b'{"id": 1}'
        self._content_consumed = True

    def json(self, **_: Any) -> Any:
        if self.mood.letter in "NT":
            raise ValueError("no JSON")
        if self.mood.letter in "BXC":
            return {}
        answer = plain(Answer(self.mood)) if self.is_plain else Answer(self.mood)
        return [answer] if self.mood.letter == "L" else answer
