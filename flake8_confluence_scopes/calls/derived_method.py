"""What one method of a client requests, derived from its source: it is evaluated with its parameters in one state after the
other, never run.

A trial is an evaluation with some parameters in fixed states, and anything in the others.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from flake8_confluence_scopes.calls.derived_rows import Row, in_rows
from flake8_confluence_scopes.calls.derived_states import OTHER_TOKEN, Method, Tried, asked_of, tried
from flake8_confluence_scopes.calls.evaluation.evaluator import Evaluator
from flake8_confluence_scopes.calls.flow.syntax import ListedParameter
from flake8_confluence_scopes.calls.language import bindings
from flake8_confluence_scopes.calls.libraries.client_models import REST
from flake8_confluence_scopes.calls.loosest_conditions import ABSENT, GIVEN, MOST, Condition, conditions, holds, when
from flake8_confluence_scopes.calls.sending import sites
from flake8_confluence_scopes.calls.sending.request import Requests
from flake8_confluence_scopes.calls.values.domain import Constant, Frame, Lazy, Text, Values
from flake8_confluence_scopes.calls.values.texts import as_text

MOST_TRIALS = 64
"""Trials of all parameters that matter together; beyond, each of them is tried alone."""


class DerivedMethod(NamedTuple):
    """A method as the file of a client model has it, and why it may request more than that, one reason each."""

    data: dict[str, Any]
    left_open: tuple[str, ...]


class _Trial(NamedTuple):
    """What a method sends in ``states``: rows with whether each is sent for sure, and why it may send more."""

    states: Mapping[str, str]
    rows: dict[Row, bool]
    left_open: frozenset[str]


def derive(ev: Evaluator, method: Method) -> DerivedMethod:
    """What a method requests whose receiver is known. The evaluator is one for this method alone."""
    trials = _Trials(ev, method)
    defaults = {one.name: one.default[0] for one in trials.parameters.values() if one.default is not None}
    data: dict[str, Any] = {}
    if method.parameters:
        data["parameters"] = _written(method.parameters)
    if defaults:
        data["defaults"] = defaults
    data["requests"] = [_as_object(row, condition) for row, condition in trials.conditions(defaults)]
    left_open = dict.fromkeys(reason for trial in trials.telling for reason in sorted(trial.left_open))
    return DerivedMethod(data, (*left_open, *ev.spent()))


class _Trials:
    """``telling`` are those that tell what the method sends, ``matter`` the parameters whose states differ in them."""

    def __init__(self, ev: Evaluator, method: Method) -> None:
        self._ev, self._function = ev, method.function
        self._fixed: dict[str, Values] = {name: ev.run(ev.given(given)) for name, given in method.fixed.items()}
        self._general: Frame = ev.run(bindings.general_frame(ev, self._function))
        self.parameters = {one.name: one for one in tried(ev, method, self._general)}
        ev.walked = {}
        self._widest = self._trial({}, named=self.parameters)
        asked = asked_of(ev, tuple(ev.walked), self.parameters)
        for one in self.parameters.values():
            one.fill(asked[one.name])
        self._alone = {name: _known_again(self._each_alone(one), self.parameters) for name, one in self.parameters.items()}
        self._texts = {name: GIVEN for name, one in self.parameters.items() if one.token}
        self._plain = {name: GIVEN for name in self._texts if len(self.parameters[name].states) == 1}
        self._defaults = {name: ABSENT for name, one in self.parameters.items() if ABSENT in one.states}
        self.matter = [name for name, one in self.parameters.items() if len(one.states) > 1]
        if self._number() > MOST_TRIALS:
            self.matter = [name for name in self.matter if self._matters(name)]
        self._together = self._number() <= MOST_TRIALS
        if self._together:
            states = [[(name, state) for state in self.parameters[name].states] for name in self.matter]
            trials = [self._whole(dict(chosen)) for chosen in itertools.product(*states)]
            self.telling = _known_again(trials, self.parameters)
        else:
            named = self._trial(self._texts)
            self._alone = {name: _named_as(named, trials) for name, trials in self._alone.items()}
            self.telling = [trial for name in self.matter for trial in self._alone[name]]

    def conditions(self, defaults: Mapping[str, Any]) -> Iterator[tuple[Row, dict[str, Any]]]:
        """Each row with a condition, as a file has it, under which it is sent; more than once where several are."""
        states = {name: tuple(one.states) for name, one in self.parameters.items()}
        rows = dict.fromkeys(row for trial in self.telling for row in trial.rows)
        for row in rows:
            for condition in self._conditions_of(row):
                meant = [trial for trial in self.telling if holds(condition, trial.states)] if self._together else []
                always = bool(meant) and all(trial.rows.get(row) for trial in meant)
                yield row, when(condition, states, defaults, always)
        others = (row for row in self._widest.rows if not any(row.may_be(told) for told in rows))
        for row in dict.fromkeys(row.without_fields() for row in others):
            yield row, when(self._of_no_trial(row), states, defaults, False)

    def _conditions_of(self, row: Row) -> Sequence[Condition]:
        sent = [trial.states for trial in self.telling if row in trial.rows]
        if self._together:
            found = list(conditions(sent, [trial.states for trial in self.telling if row not in trial.rows]))
            return found if len(found) <= MOST else [{}]
        having = {name: [one for one in self._alone[name] if row in one.rows] for name in self.matter}
        return [
            {
                name: frozenset(one.states[name] for one in trials)
                for name, trials in having.items()
                if len(trials) < len(self._alone[name])
            }
        ]

    def _of_no_trial(self, row: Row) -> Condition:
        """Of a row that only a value sends that no trial has: without the states that keep it away, whatever the others are."""
        kept = {
            name: frozenset(
                trial.states[name]
                for trial in trials
                if trial.states[name] == GIVEN or any(one.without_fields() == row for one in trial.rows)
            )
            for name, trials in self._alone.items()
        }
        return {name: states for name, states in kept.items() if len(states) < len(self.parameters[name].states)}

    def _each_alone(self, one: Tried) -> list[_Trial]:
        """A trial for each state of a parameter, with anything in the others."""
        trials = [self._trial({one.name: state}) for state in one.states]
        widest = {row.without_fields() for row in self._widest.rows}
        if one.token and any(row.without_fields() not in widest for row in trials[-1].rows):
            one.give_text(OTHER_TOKEN)
            if self._trial({one.name: GIVEN}).rows != trials[-1].rows:
                # What is sent hangs on the letters: it is an object, or a list.
                one.give_anything()
                trials[-1] = self._trial({one.name: GIVEN})
        return trials

    def _number(self) -> int:
        """Of the trials of all that matter, together."""
        return math.prod(len(self.parameters[name].states) for name in self.matter)

    def _matters(self, name: str) -> bool:
        """Whether a parameter keeps a request away, or brings one: with anything in the others, with all that they can be
        given, or with their defaults."""
        states = self.parameters[name].states
        return any(
            len({(frozenset(one.rows), one.left_open) for one in trials}) > 1
            for trials in (
                self._alone[name],
                *(
                    _known_again([self._trial({**others, name: state}) for state in states], self.parameters)
                    for others in (self._texts, {**self._texts, **self._defaults})
                ),
            )
        )

    def _whole(self, states: Mapping[str, str]) -> _Trial:
        """A trial with all parameters that matter; texts show where the others go, and what is sent for sure is so whatever
        they are."""
        found = self._trial({**self._texts, **states})._replace(states=states)
        if self._texts.keys() <= self._plain.keys() | states.keys():
            return found
        loose = self._trial({**self._plain, **states}).rows
        sure = {row.without_fields() for row, is_sure in loose.items() if is_sure}
        return found._replace(rows={row: is_sure and row.without_fields() in sure for row, is_sure in found.rows.items()})

    def _trial(self, states: Mapping[str, str], named: Collection[str] = ()) -> _Trial:
        """What the method sends with these states, and anything in the others; those ``named`` have fields."""
        given = {**self._fixed, **{name: one.anything for name, one in self.parameters.items()}}
        given.update({name: self.parameters[name].states[state] for name, state in states.items()})
        block = self._function.block
        others = {name: item for name, item in self._general.bindings.items() if not isinstance(item, Lazy)}
        frame = self._ev.frames.get(block, self._function.frame, {**others, **given})
        requests: Requests = self._ev.run(sites.all_sent(self._ev, frame, block.name))
        tokens = {one.token: name for name, one in self.parameters.items() if one.token and states.get(name) == GIVEN}
        return _Trial(states, *in_rows(requests, tokens, self.parameters, named))


def _known_again(trials: list[_Trial], parameters: Mapping[str, Tried]) -> list[_Trial]:
    """Trials whose rows are those of one with a field, where they have what fills it in the same place."""
    fields = dict.fromkeys(row for trial in trials for row in trial.rows if row.without_fields() != row)
    return [
        trial._replace(
            rows={
                next((one for one in fields if one != row and _filled(one, trial, parameters) == row), row): is_sure
                for row, is_sure in trial.rows.items()
            }
        )
        for trial in trials
    ]


def _filled(row: Row, trial: _Trial, parameters: Mapping[str, Tried]) -> Row:
    """A row with what the parameters are in a trial."""
    path = row.path
    for name, state in trial.states.items():
        values = parameters[name].states[state]
        if state != GIVEN and len(values) == 1 and isinstance(values[0], (Text, Constant)):
            path = path.replace(f"{{{name}}}", as_text(values[0]).template)
    return row._replace(path=path)


def _named_as(named: _Trial, trials: list[_Trial]) -> list[_Trial]:
    """Trials with the fields that the rows of another one have."""
    names = {row.without_fields(): row for row in named.rows}
    return [
        trial._replace(
            rows={
                names.get(row.without_fields(), row.without_fields()): is_sure for row, is_sure in trial.rows.items()
            }
        )
        for trial in trials
    ]


def _written(listed: Sequence[ListedParameter]) -> list[str]:
    found: list[str] = []
    for one in listed:
        if one.by_name and not any(name.startswith("*") and not name.startswith("**") for name in found):
            found.append("*")
        found.append(one.star + one.name)
    return found


def _as_object(row: Row, condition: dict[str, Any]) -> dict[str, Any]:
    kind = {} if row.kind == REST else {"kind": row.kind}
    return {"method": row.method, "path": row.path, **({"when": condition} if condition else {}), **kind}
