"""What is said of random programs, against what they request when Python runs them.

``CFS_TEST_PROGRAMS`` sets how many programs are tried.
"""

from __future__ import annotations

import itertools
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, note, settings

from flake8_confluence_scopes.calls import UNKNOWN_METHOD, Call, find_calls, look_into
from flake8_confluence_scopes.path_template import HOLE
from tests.calls.programs import ELSEWHERE, FLAGS, PARAMETERS, PRELUDE, Program, Sent, programs, run

PROGRAMS = int(os.environ.get("CFS_TEST_PROGRAMS", "300"))
INPUTS = [
    {name: f"{name}x" for name in PARAMETERS} | dict(zip(FLAGS, flags))
    for flags in itertools.product((False, True), repeat=len(FLAGS))
]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the programs' other module."""
    folder = tmp_path_factory.mktemp("project")
    (folder / "elsewhere.py").write_text(ELSEWHERE, encoding="utf-8")
    return folder


def says(call: Call, sent: Sent) -> bool:
    """Whether a reported call may be the request that was sent."""
    if call.place.line not in sent.lines or call.method not in (sent.method, UNKNOWN_METHOD):
        return False
    path = sent.path
    # What is unknown may be empty, as a last part that is cut off.
    covers = call.path.covers(path) or (path.trailing_slash and call.path.covers(path._replace(text=f"{path.text}x")))
    return covers and call.path.wiki <= path.wiki


def with_more(call: Call, sent: Sent) -> bool:
    """Whether what was sent is a reported path with more behind it: something unknown there counts as a query where the
    path may stand alone as well."""
    path, more = call.path.text, sent.path.text.removeprefix(call.path.text)
    return call.place.line in sent.lines and call.method == sent.method and not path.endswith("/") and "/" not in more


def leaves_open(call: Call, sent: Sent) -> bool:
    """Whether a call that is not decided begins as what was sent: how much of a path a hole stands for, nobody says."""
    begins = sent.path.text.startswith(call.path.text.partition(HOLE)[0])
    return begins and not call.decided and call.place.line in sent.lines and call.method in (sent.method, UNKNOWN_METHOD)


def on_default_base(call: Call, sent: Sent) -> bool:
    """Whether a class says it of the base that is its default, ``/rest/api/proxy``, in whose place an object was given one of
    which the code tells nothing: it counts as having the same root (docs/limits.md)."""
    ends = zip(reversed(call.path.segments[3:]), reversed(sent.path.segments))
    is_same = all(HOLE in mine or mine == theirs for mine, theirs in ends)
    is_class = call.place.line <= PRELUDE.count("\n") and call.place.line in sent.lines
    return is_class and is_same and call.method in (sent.method, UNKNOWN_METHOD)


@settings(max_examples=PROGRAMS, deadline=None, suppress_health_check=list(HealthCheck))
@given(program=programs())
def test_what_is_said_is_what_python_does(project: Path, program: Program) -> None:
    note("\n".join(f"{number:3} {line}" for number, line in enumerate(program.source.splitlines(), 1)))
    calls = find_calls(program.source, str(project / "program.py"), root=str(project))
    # A path with two roots is passed over: no service has one.
    sent = [request for request in run(program, INPUTS) if not request.path.has_two_roots]
    reported = {call.place.line for call in calls}
    for request in (request for request in sent if program.exact or not reported.isdisjoint(request.lines)):
        as_good = () if program.exact else (with_more, leaves_open, on_default_base)
        # What is open is asked for where the rest does not say it.
        looks = (look_into(program.source, str(project / "program.py"), root=str(project)) for _ in range(not program.exact))
        rooted = (one.call for look in looks for one in look.open if not str(one.call.path).startswith("{}"))
        said = itertools.chain(calls, rooted)
        assert any(is_said(call, request) for call in said for is_said in (says, *as_good)), (request, calls)
    if program.exact:
        for call in (call for call in calls if call.place.line > PRELUDE.count("\n")):
            assert call.decided, call
            assert any(call.path == request.path and says(call, request) for request in sent), call
