"""Which definitions reach which use of a name, against what Python really sees."""

from __future__ import annotations

from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from tests.calls.flows import ANY, block_of, programs, reported, run, straight_programs

RELAXED = settings(deadline=None, suppress_health_check=list(HealthCheck))


@RELAXED
@given(programs(), st.lists(st.booleans(), max_size=40))
def test_what_a_use_sees_is_among_its_definitions(program: str, flips: list[bool]) -> None:
    note(program)
    known = reported(block_of(program))
    for use, number in run(program, flips):
        assert number in known[use] or ANY in known[use], (use, number, known[use])


@RELAXED
@given(straight_programs())
def test_without_branches_each_use_has_one_definition(program: str) -> None:
    note(program)
    known = reported(block_of(program))
    for use, number in run(program, []):
        assert known[use] == [number]
