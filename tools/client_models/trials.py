"""The calls to try of one method, and what came of them."""

from __future__ import annotations

import functools
import inspect
import io
import itertools
import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from tools.client_models.answers import TEXT, Mood, Response
from tools.client_models.recording import GIVEN, Request, Run, ran, sequences

ABSENT, GIVEN_STATE = "-", "+"
"""States of a parameter: with its default, and with a value that nothing is known of. A literal's state is its ``repr``."""

SHAPES = ("text", "url", "object", "list", "file", "number", "stream", "response", "record")
"""Which value stands for one that nothing is known of; the first with which a call comes to its end."""

_WORTH = ("F", "FE", "E", "B")
"""The answers with which shapes are compared."""

_PLAIN = re.compile(r"[\w{}/.-]*")
"""Paths into which no value went that has no text of its own."""

_MOST_PAIRS, _MOST_CHANCES, _MOST_ROUNDS = 40, 40, 4


class _Everything(dict[str, str]):
    """An object that has every key."""

    def __init__(self, number: str) -> None:
        super().__init__(id=number)

    def __missing__(self, key: str) -> str:
        return self["id"]

    def __contains__(self, key: object) -> bool:
        return True


class _Record:
    """An object whose attributes, and whose one item, are what it is itself: a text, or a number."""

    def __init__(self, number: str) -> None:
        self.__number = number

    def __getattr__(self, name: str) -> _Record:
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __getitem__(self, key: object) -> _Record:
        if isinstance(key, int) and key > 0:
            raise IndexError(key)
        return self

    def __str__(self) -> str:
        return self.__number

    def __add__(self, other: int) -> int:
        return int(self.__number) + other


class Trial(NamedTuple):
    """A call with these states; each request with the runs of answers to which it is sent, as bits; what it sends with
    every answer, and what all its runs ended by.

    ``regular`` are the runs of answers, as bits, that end like those of the plainest call. In the others something is
    refused, so that what they do not send says nothing."""

    states: dict[str, str]
    sent: dict[Request, int]
    always: frozenset[Request]
    early: str
    regular: int

    @property
    def may(self) -> frozenset[Request]:
        """What it may send."""
        return frozenset(self.sent)


class Method:
    """A method of an object, as it can be called. ``compared`` is of ``source_keys.Sources``."""

    def __init__(self, owner: object, name: str, base: str, compared: Mapping[str, list[Any]]) -> None:
        self.call: Callable[..., object] = getattr(owner, name)
        self.name, self.base = name, base
        self.parameters = parameters(self.call)
        usual = [one for one in self.parameters if one.kind in (one.POSITIONAL_OR_KEYWORD, one.KEYWORD_ONLY)]
        self.usual = {one.name: one for one in usual}
        self.numbers = {one.name: f"{GIVEN}{index:04}" for index, one in enumerate(usual, 1)}
        self.names = {number: name for name, number in self.numbers.items()}
        self.usual_failures: list[bool] = []
        self.shapes = {one.name: self._first_shape(one) for one in usual}
        self.literals = {one.name: self._literals(one, compared) for one in usual}
        self.rest = [one for one in self.parameters if one.kind is one.VAR_POSITIONAL and not usual]
        self.extra: tuple[str, ...] = ()
        self.required = [one.name for one in usual if one.default is one.empty]
        self.sequences = sequences([word for word in compared.get("", ()) if word][:8])

    def _first_shape(self, one: inspect.Parameter) -> str:
        if isinstance(one.default, bool):
            return "true"
        return "number" if isinstance(one.default, (int, float)) else "text"

    def _literals(self, one: inspect.Parameter, compared: Mapping[str, list[Any]]) -> list[Any]:
        switch = [not one.default] if isinstance(one.default, bool) else []
        return [*switch, *(value for value in compared.get(one.name, ())[:10] if value != one.default)]

    def value(self, name: str, state: str) -> Any:
        if state != GIVEN_STATE:
            return next(value for value in self.literals[name] if repr(value) == state)
        number = self.numbers[name]
        shape = self.shapes[name]
        if shape == "file":
            Path(number).write_text("text", encoding="utf-8")
        return {
            "text": number,
            "list": [number],
            "object": _Everything(number),
            "file": number,
            "number": int(number),
            "url": f"{self.base}/x/{number}",
            "stream": io.BytesIO(b"text"),
            "response": Response(Mood("F", TEXT, {}, self.base)),
            "record": _Record(number),
            "true": True,
        }[shape]

    def runs(self, states: Mapping[str, str], chosen: Sequence[tuple[str, str]] | None = None) -> list[Run]:
        found = []
        for sequence, text in self.sequences if chosen is None else chosen:
            arguments = {name: self.value(name, state) for name, state in states.items() if state != ABSENT}
            call = functools.partial(self.call, *self.extra, **arguments)
            found.append(ran(call, sequence, text, self.names, self.base))
        return found

    def trial(self, states: Mapping[str, str]) -> Trial:
        runs = self.runs(states)
        ended = [frozenset(run.requests) for run in runs if not run.early] or [frozenset()]
        early = "" if any(not run.early for run in runs) else runs[0].early
        sent: dict[Request, int] = {}
        for place, run in enumerate(runs):
            for request in run.requests:
                sent[request] = sent.get(request, 0) | 1 << place
        full = {name: states.get(name, ABSENT) for name in self.usual}
        # The first trial is that of the plainest call.
        failures = [run.failed for run in runs]
        self.usual_failures = self.usual_failures or failures
        regular = (usually or not failed for failed, usually in zip(failures, self.usual_failures))
        said = {name: _state(self, name, state) for name, state in full.items()}
        return Trial(said, sent, frozenset.intersection(*ended), early, sum(one << place for place, one in enumerate(regular)))

    def fit(self) -> dict[str, str]:
        """Settles the shapes, and gives the states of the plainest call that comes to its end."""
        states = dict.fromkeys(self.required, GIVEN_STATE)
        if self.rest:
            self.extra = max(((), *(tuple(f"{GIVEN}9{count:03}" for count in range(most)) for most in (1, 2, 3))), key=self._with)
        self._settle(states, self.required, eager=True)
        if self._worth(states)[0] == 0:
            # Where no parameter alone is what keeps it from its end, all of them may be.
            self._settle_together(states)
        if self._worth(states)[0] == 0:
            for name in self.required:
                choice = [GIVEN_STATE, *map(repr, self.literals[name])]
                states[name] = max(choice, key=lambda one: self._worth({**states, name: one}))
        for name in self.usual.keys() - set(self.required):
            self._settle({**states, name: GIVEN_STATE}, [name])
        return states

    def _with(self, extra: tuple[str, ...]) -> tuple[int, int]:
        self.extra = extra
        return self._worth({})

    def _settle(self, states: Mapping[str, str], names: Sequence[str], eager: bool = False) -> None:
        """``eager`` looks for a better shape also where the first one comes to an end."""
        for name in sorted(names):
            if self.shapes[name] == "true" or not eager and self._worth(states)[0]:
                continue
            best = (self._worth(states), self.shapes[name])
            for shape in SHAPES[:4] if self._worth(states)[0] else SHAPES:
                self.shapes[name] = shape
                worth = self._worth(states)
                if worth > best[0]:
                    best = (worth, shape)
            self.shapes[name] = best[1]

    def _settle_together(self, states: Mapping[str, str]) -> None:
        before = dict(self.shapes)
        found = {}
        for shape in SHAPES:
            self.shapes = {name: shape if name in self.required else own for name, own in before.items()}
            found[shape] = self._worth(states)
        best = max(SHAPES, key=lambda shape: found[shape])
        self.shapes = {name: best if name in self.required and found[best][0] else own for name, own in before.items()}

    def _worth(self, states: Mapping[str, str]) -> tuple[int, int]:
        runs = self.runs(states, [(sequence, TEXT) for sequence in _WORTH])
        plain = {request for run in runs for request in run.requests if _PLAIN.fullmatch(request[1])}
        return min(1, sum(not run.early for run in runs)), len(plain)

    def states_of(self, name: str) -> list[str]:
        """The states to try of a parameter beside its absence."""
        literals = list(map(repr, self.literals[name]))
        return literals if self.shapes[name] == "true" and literals else [GIVEN_STATE, *literals]

    def trials(self) -> list[Trial]:
        """One for each value of each parameter, then pairs and chances, until no request comes that was not there."""
        base = self.fit()
        found = [self.trial(base)]
        singles = [{**base, name: state} for name in self.usual for state in self.states_of(name) if base.get(name) != state]
        everything = {**{name: self.states_of(name)[0] for name in self.usual}, **base}
        found += map(self.trial, [*singles, everything])
        if len({trial.may for trial in found}) == 1:
            return found
        chance = random.Random(self.name)
        # Only what makes a difference by itself is combined with others.
        telling = [states for states, trial in zip(singles, found[1:]) if trial.may != found[0].may]
        pairs = [
            {**one, **{name: state for name, state in other.items() if base.get(name) != state}}
            for one, other in itertools.combinations(telling, 2)
        ]
        found += map(self.trial, pairs[:_MOST_PAIRS])
        for _ in range(_MOST_ROUNDS):
            known = {request for trial in found for request in trial.may}
            more = [self.trial(self.by_chance(chance, base)) for _ in range(_MOST_CHANCES)]
            found += more
            if all(trial.may <= known for trial in more):
                break
        return found

    def by_chance(self, chance: random.Random, base: Mapping[str, str]) -> dict[str, str]:
        states = dict(base)
        for name in self.usual:
            if name not in self.required and chance.random() < 0.5 or name in self.required and chance.random() < 0.2:
                states[name] = chance.choice(self.states_of(name))
        return states


def _state(method: Method, name: str, state: str) -> str:
    """``+`` of a switch is the truth value that it is not by default."""
    switch = state == GIVEN_STATE and method.shapes[name] == "true" and method.usual[name].default is not inspect.Parameter.empty
    return repr(method.value(name, state)) if switch else state


def parameters(call: Callable[..., object]) -> list[inspect.Parameter]:
    """Those of a call; none where Python does not know them."""
    try:
        return list(inspect.signature(call).parameters.values())
    except (TypeError, ValueError):
        return []


def public(owner: object, inner: object) -> Iterator[str]:
    """The names of the methods of an object and of the one that it hands on to."""
    for name in sorted({*dir(type(owner)), *dir(type(inner))}):
        kind = getattr(type(owner), name, None) or getattr(type(inner), name, None)
        if not name.startswith("_") and callable(kind) and not isinstance(kind, type):
            yield name
