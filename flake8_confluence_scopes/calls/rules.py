"""The table of contents of what each construct of Python gives."""

from __future__ import annotations

from flake8_confluence_scopes.calls import definitions, expressions, functions, scope_names, string_literals
from flake8_confluence_scopes.calls.evaluation.evaluator import Rules

RULES = Rules(
    name=scope_names.name,
    literal=string_literals.simple_string,
    expression=expressions.evaluate,
    definition=definitions.evaluate,
    guard=definitions.decide,
    call=functions.apply,
)
