"""What a with statement binds."""

from __future__ import annotations

from flake8_confluence_scopes.calls.evaluation.evaluator import Evaluator
from flake8_confluence_scopes.calls.evaluation.steps import Steps
from flake8_confluence_scopes.calls.language import attributes
from flake8_confluence_scopes.calls.values.alternatives import union
from flake8_confluence_scopes.calls.values.domain import NO_ARGUMENTS, Function, Instance, Items, Unknown, Value, Values


def entered(ev: Evaluator, value: Value) -> Steps[Values]:
    """What ``with value as name`` binds."""
    if isinstance(value, Items):
        return union(*value.items)  # a generator under contextlib.contextmanager
    if isinstance(value, Instance):
        for name in ("__enter__", "__aenter__"):
            methods: Values = yield attributes.attribute(ev, value, name)
            own = tuple(method for method in methods if isinstance(method, Function))
            if own:
                found: Values = yield ev.for_each(
                    own, lambda method: ev.call(method, NO_ARGUMENTS, "__enter__()")
                )
                return tuple(item for item in found if not isinstance(item, Unknown)) or (value,)
    return (value,)
