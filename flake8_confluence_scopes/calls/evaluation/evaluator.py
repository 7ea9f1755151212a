"""The evaluator: what an expression may evaluate to in a frame.

An evaluation is a generator that yields the evaluations it needs and is sent their results. One loop drives
them all from a list, so that neither long chains of wrappers nor deep expressions use Python's stack.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Mapping
from types import GeneratorType
from typing import Any, NamedTuple

from flake8_confluence_scopes.calls.evaluation import assumptions
from flake8_confluence_scopes.calls.evaluation.frames import Frames
from flake8_confluence_scopes.calls.evaluation.recursion import Recursion
from flake8_confluence_scopes.calls.evaluation.steps import Steps, T, is_pending
from flake8_confluence_scopes.calls.flow.blocks import (
    Block,
    CallSite,
    Definition,
    Definitions,
    Guard,
    Kept,
    Module,
    Parameter,
    Phi,
)
from flake8_confluence_scopes.calls.flow.reaching import MOST_DEFINITIONS
from flake8_confluence_scopes.calls.libraries.client_models import ClientModel
from flake8_confluence_scopes.calls.modules.project import Modules
from flake8_confluence_scopes.calls.reasons import Reason
from flake8_confluence_scopes.calls.values import told
from flake8_confluence_scopes.calls.values.alternatives import unconditional, union
from flake8_confluence_scopes.calls.values.domain import (
    ALWAYS,
    CIRCULAR,
    Arguments,
    Conditions,
    Frame,
    Given,
    Lazy,
    Value,
    Values,
    unknown,
)

MOST_STEPS = 150_000
MOST_STEPS_A_LINE = 125
"""Steps of the evaluation of one file; beyond, the rest counts as unknown. Real files with calls need at most two thirds of
them: a ``__main__`` of five lines leads into all of its program."""


class Rules(NamedTuple):
    """What each construct of Python gives: functions of the evaluator, of what is asked about and, but for ``literal``
    and ``call``, of the frame."""

    name: Callable[[Evaluator, ast.Name, Frame], Steps[Values]]
    literal: Callable[[ast.Constant], Values]
    expression: Callable[[Evaluator, ast.expr, Frame], Steps[Values]]
    definition: Callable[[Evaluator, Definition, Frame], Steps[Values]]
    guard: Callable[[Evaluator, Guard, Frame], Steps[bool | None]]
    call: Callable[[Evaluator, Value, Arguments, str], Steps[Values]]
    lengthened: Callable[[Evaluator, Mapping[Definition, Conditions | None], Frame], Steps[Values]]


class Evaluator:
    """Evaluates expressions of a project's modules; keeps what it has found for the next question. ``lines`` are
    those of the file in question. With ``open_urls``, requests are followed whose URL never shows a REST root; ``alone``, only
    those that a call sends by itself. ``origin`` makes what requests keep of the call that sends them, and of its block."""

    def __init__(
        self,
        rules: Rules,
        modules: Modules,
        lines: int = 0,
        open_urls: bool = False,
        origin: Callable[[CallSite, Block], Any] | None = None,
        alone: bool = False,
    ) -> None:
        self.rules = rules
        self.modules = modules
        self.lines = lines
        self.open_urls = open_urls
        self.origin = origin
        self.alone = alone
        self.reached: set[Block] = set()
        """The functions of the project that a call leads into."""
        self.walked: dict[Frame, None] | None = None
        """The runs of functions that a call leads into, where somebody wants all that one of them sends, be it reported
        inside of it or not."""
        self.models_near: dict[Module, tuple[ClientModel, ...]] = {}
        """The models of the libraries with named methods that a module leads to, once somebody has asked."""
        self.cut = False
        """Whether a function sends more requests than are kept."""
        self.frames = Frames()
        self.decidable: dict[ast.expr, tuple[ast.Call, ...] | None] = {}
        """The predicates in each condition; None where that is not worth evaluating."""
        self.inside: dict[ast.AST, frozenset[ast.AST]] = {}
        """The nodes of each comprehension."""
        self.active: Counter[Block] = Counter()
        self.running: list[Definition] = []
        self.recursion = Recursion()
        self.steps_left = MOST_STEPS + MOST_STEPS_A_LINE * lines

    def for_open_urls(self, origin: Callable[[CallSite, Block], Any], alone: bool = False) -> Evaluator:
        """An evaluator of the same file that follows requests whose URL never shows a REST root; for ``alone`` see the class.
        What expressions are, it knows from this one, unless something was given up here: a third of the time of both."""
        other = Evaluator(self.rules, self.modules, self.lines, True, origin, alone)
        if self.steps_left >= 0:
            other.frames, other.decidable, other.inside = self.frames, self.decidable, self.inside
        return other

    def spent(self) -> tuple[str, ...]:
        """The bounds at which something was given up, as reasons."""
        reasons = [Reason.STEPS.of(steps=MOST_STEPS, more=MOST_STEPS_A_LINE)] * (self.steps_left < 0)
        reasons += [Reason.REQUESTS.of()] * self.cut
        return (*reasons, *self.modules.spent())

    def run(self, steps: Steps[T]) -> T:
        """Drive an evaluation to its result. What is yielded is an evaluation, or a result that is at hand."""
        waiting: list[Any] = []
        send: Any = None
        result: Any = steps
        while True:
            if type(result) is GeneratorType:
                self.steps_left -= 1
                waiting.append(send)
                send, result = result.send, None
            elif send is None:
                answer: T = result
                return answer
            try:
                result = send(result)
            except StopIteration as stop:
                send, result = waiting.pop(), stop.value

    def remember(self, frame: Frame, key: object, start: Callable[[], Steps[T]], meanwhile: T) -> Steps[T]:
        """The result of ``start()`` for ``key`` in ``frame``, evaluated once. ``meanwhile`` is the answer
        to a question that comes back to itself."""
        known: T | None = frame.memo.get(key)
        if known is not None:
            return known
        frame.memo[key] = meanwhile
        return meanwhile if self.steps_left < 0 else self._remembered(frame, key, start())

    def keep(self, frame: Frame, key: object, start: Callable[[], Steps[T]]) -> Steps[T]:
        """What ``remember`` gives, for a question that comes back to itself only by way of one that has an answer meanwhile."""
        known: T | None = frame.memo.get(key)
        return self._remembered(frame, key, start()) if known is None else known

    def _remembered(self, frame: Frame, key: object, steps: Steps[T]) -> Steps[T]:
        if is_pending(steps):
            return self._awaited(frame, key, steps)
        frame.memo[key] = steps
        return steps

    def _awaited(self, frame: Frame, key: object, steps: Steps[T]) -> Generator[Any, Any, T]:
        answer: T = yield steps
        frame.memo[key] = answer
        return answer

    def value(self, node: ast.expr, frame: Frame) -> Steps[Values]:
        """The alternatives of an expression."""
        # What is evaluated at once needs no memory.
        if type(node) is ast.Name:
            return self.rules.name(self, node, frame)
        if type(node) is ast.Constant:
            return self.rules.literal(node)
        known: Values | None = frame.memo.get(node)
        if known is not None:
            return known
        frame.memo[node] = CIRCULAR
        return CIRCULAR if self.steps_left < 0 else self._remembered(frame, node, self.rules.expression(self, node, frame))

    def given(self, item: Given) -> Steps[Values]:
        """The alternatives of an argument."""
        return self.value(item.node, item.frame) if isinstance(item, Lazy) else item

    def call(self, callee: Value, given: Arguments, name: str) -> Steps[Values]:
        """What calling a value gives; ``name`` stands for the call in a reason."""
        return self.rules.call(self, callee, given, name)

    def ask(self, frame: Frame, key: object, start: Callable[[], Steps[T]], nothing: T) -> Steps[T]:
        """The result of ``start()`` for ``key`` in ``frame``, a question of what is sent, which may lead back to itself.
        Meanwhile the answer is ``nothing``, which is false; what was found with its help is asked again. With ``open_urls``
        the result is another one, and ``alone`` a third."""
        if self.open_urls:
            key = (key, "alone" if self.alone else "open URLs")
        return self.recursion.ask(frame, key, start, nothing, self.steps_left < 0)

    def definition(self, item: Definition, frame: Frame) -> Steps[Values]:
        """The alternatives that a definition gives its name; none where it cannot have run."""
        if frame.around is not None:
            frame = frame.of(item)
        if type(item) is Parameter:
            bound = frame.bindings.get(item.name)
            if type(bound) is tuple:
                return bound
        known: Values | None = frame.memo.get(item)
        if known is not None:
            return known
        frame.memo[item] = CIRCULAR
        return CIRCULAR if self.steps_left < 0 else self._defined(item, frame)

    def _defined(self, item: Definition, frame: Frame) -> Generator[Any, Any, Values]:
        self.running.append(item)
        found = self.rules.definition(self, item, frame)
        if is_pending(found):
            found = yield found
        self.running.pop()
        frame.memo[item] = found
        return found

    def each_definition(self, items: Iterable[Definition], frame: Frame) -> Steps[Values]:
        """The alternatives of several definitions of one name."""
        items = tuple(items)
        if len(items) == 1 and type(items[0]) not in (Kept, Phi):
            return self.definition(items[0], frame)
        return self._each(items, frame)

    def _each(self, items: Definitions, frame: Frame) -> Generator[Any, Any, Values]:
        found: dict[Definition, Conditions | None] | None = yield from self.reaching(items, frame)
        if found is None:
            return (unknown("a name with many definitions", True),)
        if self.running and self.running[-1] in found:
            # A loop changes the name from what it was: what the first round makes of it may be passed by.
            return CIRCULAR
        if len(found) > 1:
            lengthened = self.rules.lengthened(self, found, frame)
            known: Values = (yield lengthened) if is_pending(lengthened) else lengthened
            if known:
                return known
        return (yield from self.together(found, frame))

    def together(
        self, reached: Mapping[Definition, Conditions | None], frame: Frame
    ) -> Generator[Any, Any, Values]:
        """The alternatives of definitions that reach a place, under what each of them takes for granted; see ``reaching``."""
        groups = []
        for item, when in reached.items():
            group = self.definition(item, frame)
            values: Values = (yield group) if is_pending(group) else group
            groups.append(unconditional(values) if when is None else told.where(when, values) if when else values)
        return groups[0] if len(groups) == 1 else union(*groups)

    def reaching(
        self, items: Definitions, frame: Frame
    ) -> Generator[Any, Any, dict[Definition, Conditions | None] | None]:
        """The definitions that loops' starts and branches' ends stand for, as far as their guards can be met, each with
        what those take for granted; None for that of an earlier round, whose conditions are not this one's. None where
        the definitions are too many."""
        found: dict[Definition, Conditions | None] = {}
        seen: dict[Definition, Conditions | None] = {}
        waiting: list[tuple[Definition, Conditions | None]] = [(item, ALWAYS) for item in reversed(items)]
        while waiting and len(found) <= MOST_DEFINITIONS:
            item, when = waiting.pop()
            if item in seen:
                before = seen[item]
                when = None if before is None or when is None else before & when
                if when == before:
                    continue
            seen[item] = when
            if item.guard is not None:
                met = self.holds(item.guard, frame.of(item))
                if is_pending(met):
                    met = yield met
                if not met:
                    continue
            if type(item) is Phi:
                waiting += ((inner, None) for inner in reversed(item.operands[item.entering :]) if inner is not item)
                waiting += ((inner, when) for inner in reversed(item.operands[: item.entering]))
            elif type(item) is Kept:
                after = None if when is None else when | assumptions.of_guard(item.guard, frame.of(item))
                if after is not None and item.told is not None:
                    after |= {(item.told, True)}
                waiting += ((inner, after) for inner in reversed(item.before))
            else:
                found[item] = when
        return None if waiting else found

    def holds(self, guard: Guard | None, frame: Frame) -> Steps[bool]:
        """False where the code says that the guard cannot be met in this frame."""
        waiting: list[Guard] = []
        while guard is not None and guard not in frame.memo:
            waiting.append(guard)
            guard = guard.outer
        met: bool = guard is None or frame.memo[guard]
        while waiting:
            item = waiting.pop()
            truth = self.rules.guard(self, item, frame) if met else False
            if is_pending(truth):
                return self._holds(item, truth, waiting, frame)
            met = frame.memo[item] = truth is not False
        return met

    def _holds(
        self, item: Guard, truth: Steps[bool | None], waiting: list[Guard], frame: Frame
    ) -> Generator[Any, Any, bool]:
        frame.memo[item] = (yield truth) is not False
        # Those that stand in it.
        return (yield self.holds(waiting[0], frame)) if waiting else bool(frame.memo[item])

    def for_each(self, values: Values, apply: Callable[[Value], Steps[Values]]) -> Steps[Values]:
        """The alternatives that ``apply`` gives for each of the values."""
        if len(values) == 1:
            return apply(values[0])
        return self._for_each(values, apply) if values else ()

    def _for_each(
        self, values: Values, apply: Callable[[Value], Steps[Values]]
    ) -> Generator[Any, Any, Values]:
        groups = []
        for value in values:
            groups.append((yield apply(value)))
        return union(*groups)
