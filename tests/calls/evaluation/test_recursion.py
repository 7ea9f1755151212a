"""Questions that lead back to themselves."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flake8_confluence_scopes.calls.evaluation.evaluator import Evaluator
from flake8_confluence_scopes.calls.flow.blocks import Module
from flake8_confluence_scopes.calls.language.rules import RULES
from flake8_confluence_scopes.calls.modules.project import Modules
from flake8_confluence_scopes.calls.values.domain import Frame

Graph = dict[int, tuple[int, ...]]
Found = tuple[int, ...]


class Asker:
    """Asks which of ``marked`` can be reached from a node of a graph, each node being a question of its own."""

    def __init__(self, graph: Graph, marked: set[int]) -> None:
        self.graph, self.marked = graph, marked
        self.ev = Evaluator(RULES, Modules(None))
        self.frame = Frame(Module("m", None))
        self.answered = 0

    def ask(self, node: int) -> Any:
        return self.ev.ask(self.frame, node, lambda: self._answer(node), ())

    def _answer(self, node: int) -> Generator[Any, Any, Found]:
        self.answered += 1
        found = {node} & self.marked
        for other in self.graph[node]:
            found |= set((yield self.ask(other)))
        return tuple(sorted(found))


def reached(graph: Graph, start: int) -> set[int]:
    seen, waiting = set(), [start]
    while waiting:
        node = waiting.pop()
        if node not in seen:
            seen.add(node)
            waiting.extend(graph[node])
    return seen


GRAPHS = st.integers(1, 7).flatmap(
    lambda size: st.fixed_dictionaries(
        {node: st.lists(st.integers(0, size - 1), max_size=4).map(tuple) for node in range(size)}
    )
)


@given(GRAPHS, st.sets(st.integers(0, 6)), st.lists(st.integers(0, 6), max_size=12))
def test_every_first_question_has_the_full_answer(graph: Graph, marked: set[int], questions: list[int]) -> None:
    asker = Asker(graph, marked)
    for node in questions:
        if node in graph:
            assert asker.ev.run(asker.ask(node)) == tuple(sorted(reached(graph, node) & marked))
    state = asker.ev.recursion
    assert not state.asked
    assert not state.provisional


@given(GRAPHS)
def test_circles_that_have_nothing_to_say_are_gone_through_once(graph: Graph) -> None:
    asker = Asker(graph, set())
    for node in graph:
        assert asker.ev.run(asker.ask(node)) == ()
    assert asker.answered == len(graph)


def test_what_rests_on_no_circle_is_answered_once() -> None:
    asker = Asker({0: (1, 1), 1: (2, 2), 2: ()}, {2})
    assert [asker.ev.run(asker.ask(node)) for node in (0, 1, 2, 0)] == [(2,)] * 4
    assert asker.answered == 3


@pytest.mark.parametrize("left", [-1, 1_000])
def test_without_steps_left_nothing_more_is_found(left: int) -> None:
    asker = Asker({0: ()}, {0})
    asker.ev.steps_left = left
    assert asker.ev.run(asker.ask(0)) == (() if left < 0 else (0,))
