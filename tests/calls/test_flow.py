"""Which definitions reach which use of a name, against what Python really sees."""

from __future__ import annotations

from random import Random

from hypothesis import HealthCheck, given, note, settings

from tests.calls.flows import ANY, block_of, programs, reported, run, straight_programs

RELAXED = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
RUNS = 20


@RELAXED
@given(programs())
def test_what_a_use_sees_is_among_its_definitions(program: str) -> None:
    note(program)
    known = reported(block_of(program))
    for seed in range(RUNS):
        for use, number in run(program, Random(seed)):
            assert number in known[use] or ANY in known[use], (use, number, known[use])


@RELAXED
@given(straight_programs())
def test_without_branches_each_use_has_one_definition(program: str) -> None:
    note(program)
    known = reported(block_of(program))
    for use, number in run(program, Random(0)):
        assert known[use] == [number]
