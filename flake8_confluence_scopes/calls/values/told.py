"""Values behind conditions that some of them cannot meet: no None behind ``if x is None: return``."""

from __future__ import annotations

from flake8_confluence_scopes.calls.flow.told_values import Told
from flake8_confluence_scopes.calls.values.alternatives import under
from flake8_confluence_scopes.calls.values.comparisons import equal, truth
from flake8_confluence_scopes.calls.values.domain import NONE, Conditions, Value, Values, unknown


def left(told: Told, values: Values, name: str) -> Values:
    """The values that a condition leaves. Where it leaves none, they stay, but for None: what the condition has found in its
    place is unknown, and has that name."""
    found = tuple(value for value in values if not _excludes(told, value))
    if found or not values:
        return found
    return (unknown(name),) if all(value == NONE for value in values) else values


def where(when: Conditions, values: Values) -> Values:
    """The values where conditions hold, of which some may be what is told of the values themselves."""
    tells = [condition for condition, _ in when if isinstance(condition, Told)]
    if not tells:
        return under(when, values)
    others = frozenset(item for item in when if not isinstance(item[0], Told))
    return under(others, tuple(value for value in values if not any(_excludes(told, value) for told in tells)))


def _excludes(told: Told, value: Value) -> bool:
    """Whether what is told is wrong of a value."""
    if told is Told.SOMETHING:
        return value == NONE
    if told is Told.NOTHING:
        return equal(value, NONE) is False
    return truth(value) is (told is Told.FALSE)
