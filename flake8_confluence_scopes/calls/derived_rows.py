"""Requests of a method as rows of a client model: with the names of its parameters in the place of holes."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from flake8_confluence_scopes.calls import finder
from flake8_confluence_scopes.calls.libraries.client_models import RELATIVE, REST
from flake8_confluence_scopes.calls.libraries.clients import VERBS
from flake8_confluence_scopes.calls.reasons import Reason
from flake8_confluence_scopes.calls.sending.request import Request, Requests
from flake8_confluence_scopes.calls.values import urls
from flake8_confluence_scopes.calls.values.domain import Hole, Text
from flake8_confluence_scopes.calls.values.links import may_come_from_answer
from flake8_confluence_scopes.path_template import HOLE, fits, root_of

_PATH = re.compile(r"/(?:[^{}?#\s]|\{\w*\})*")
_WITHOUT_ROOT = {
    RELATIVE: re.compile(f"{HOLE}(/[^{HOLE}?#&/][^?#&]*)"),
    "other": re.compile(f"(?:[A-Za-z]+://[^/{HOLE}]+)?(/[^{HOLE}?#&/][^?#&]*)"),
}
"""The kinds of rows whose URL shows no REST root: behind one that is not known, and by itself or behind a host."""
_SLASHES = re.compile("/{2,}")
_FIELD = re.compile(r"\{(\w+)\}")
_ANY_FIELD = re.compile(r"\{(\w*)\}")


class Row(NamedTuple):
    """``path`` has a field for each part that is not known: ``{page_id}`` for a parameter, ``{}`` for anything else."""

    method: str
    path: str
    kind: str = REST

    def without_fields(self, names: Collection[str] | None = None) -> Row:
        """The row with nothing in the fields of these names, or of any."""
        return self._replace(
            path=_FIELD.sub(lambda field: "{}" if names is None or field[1] in names else field[0], self.path)
        )

    def may_be(self, other: Row) -> bool:
        """Whether it is the other one: each field is for the same, or one of them for anything."""
        pairs = zip(_ANY_FIELD.findall(self.path), _ANY_FIELD.findall(other.path))
        return self.without_fields() == other.without_fields() and all(
            mine == its or not mine or not its for mine, its in pairs
        )


class Rows(NamedTuple):
    """Rows with whether each is sent for sure, and reasons why more may be sent."""

    rows: dict[Row, bool]
    left_open: frozenset[str]


def in_rows(
    requests: Requests, tokens: Mapping[str, str], parameters: Collection[str], named: Collection[str] = ()
) -> Rows:
    """Requests as rows. ``tokens`` are texts that stand for parameters, with their names; ``parameters`` are names of holes
    that may stand for the others, those ``named`` are fields, whatever the code makes of them."""
    rows: dict[Row, bool] = {}
    left_open: set[str] = set()
    in_capitals = {token.upper(): name for token, name in tokens.items()}
    requests = tuple(
        one._replace(url=_named(_with_holes(one.url, tokens), named), method=_with_holes(one.method, in_capitals))
        for one in requests
    )
    told = {request: row for request in requests if (row := _row(request, parameters)) is not None}
    rest = [request for request in requests if request not in told]
    for request, row in told.items():
        if not any(_says_more(other, known, request, row) for other, known in told.items()):
            rows[row] = rows.get(row, False) or not request.doubtful
            if row.kind == RELATIVE:
                left_open.add(f"its path counts from the URL that the object is made with: {request.url.holes[0].name}")
    for request in rest:
        if not any(_is_told_by(other, request, parameters) for other in told):
            left_open.update(reason.replace("{", "").replace("}", "") for reason in _why_open(request))
    return Rows(rows, frozenset(left_open))


def _says_more(other: Request, known: Row, request: Request, row: Row) -> bool:
    """Whether another request is the same, of which more is known: such as the URL that an object is made with by default."""
    if row.kind == known.kind:
        return finder.says_more(other, request) if row.kind == REST else row.path == known.path + "{}"
    return known.kind == REST and row.method == known.method and known.path.endswith(row.path)


def _with_holes(text: Text, tokens: Mapping[str, str]) -> Text:
    """A text with holes in the place of tokens; their names are fields."""
    if not any(token in text.template for token in tokens):
        return text
    holes = iter(text.holes)
    parts = re.split(f"({'|'.join((HOLE, *tokens))})", text.template)
    found = [next(holes) if part == HOLE else Hole(f"{{{tokens[part]}}}", True) for part in parts[1::2]]
    return Text(HOLE.join(parts[::2]), tuple(found), text.when)


def _named(text: Text, names: Collection[str]) -> Text:
    """A text whose holes with these names are fields."""
    holes = tuple(Hole(f"{{{hole.name}}}", True) if hole.name in names else hole for hole in text.holes)
    return Text(text.template, holes, text.when)


def _row(request: Request, parameters: Collection[str]) -> Row | None:
    """None where the code leaves the request open."""
    method, template = request.method.template, request.url.template
    if method.lower() not in VERBS:
        return None
    if request.path is not None:
        start, end = root_of(template) or (0, 0)
        path = _with_fields(request.path.text, template[start:end], request.url.holes[template[:start].count(HOLE) :])
        return Row(method, path) if request.settled and _PATH.fullmatch(path) else None
    for kind, expression in _WITHOUT_ROOT.items():
        found = expression.match(template)
        before = request.url.holes[: template[: found.start(1)].count(HOLE)] if found else ()
        if found and not any(_may_be_parameter(hole, parameters) for hole in before):
            path = _with_fields(_SLASHES.sub("/", found[1]), found[1], request.url.holes[len(before) :])
            return Row(method, path, kind) if _PATH.fullmatch(path) else None
    return None


def _may_be_parameter(hole: Hole, parameters: Collection[str]) -> bool:
    return hole.name in parameters or _FIELD.fullmatch(hole.name) is not None


def _with_fields(path: str, written: str, holes: Sequence[Hole]) -> str:
    """The path with fields for its holes; ``written`` is what it was made of, with these holes."""
    names: list[str] = []
    place = 0
    for run in re.findall(f"{HOLE}+", written):
        fields = [hole.name for hole in holes[place : place + len(run)] if _FIELD.fullmatch(hole.name)]
        # What else code adds to an argument, without a question mark, is a query.
        names.append(fields[0] if fields == [holes[place].name] else "{}")
        place += len(run)
    if len(names) != path.count(HOLE):
        names = ["{}"] * path.count(HOLE)
    left = iter(names)
    return re.sub(HOLE, lambda _: next(left), path)


def _is_told_by(told: Request, request: Request, parameters: Collection[str]) -> bool:
    """Whether a request of which less is known is the same as one in a row, or what an answer to that links to, as the next
    page; or whether a function inside of another sends it, which was looked at for callers that nobody knows as well."""
    if request.said and told.origin == request.origin and not told.said:
        return True
    if request.path is not None or told.path is None or told.method != request.method:
        return False
    behind = request.url.holes[1:] or request.url.holes
    if any(_may_be_parameter(hole, parameters) or hole.name.startswith("self.") for hole in behind):
        return False
    if any(map(may_come_from_answer, behind)):
        return True
    return told.origin == request.origin and fits(request.url.template, told.url.template)


def _why_open(request: Request) -> Iterator[str]:
    """Why a request is in no row, where it may be one of Confluence's."""
    if request.path is not None:
        yield finder.reason_of(request) or Reason.METHOD.of(name=request.method.template)
    elif request.method.holes and request.method == request.url:
        yield Reason.UNLISTED.of(client=request.url.holes[0].name.removeprefix("of "))
    elif urls.may_lead_anywhere(request.url):
        yield Reason.URL.of(name=request.url.holes[0].name)
