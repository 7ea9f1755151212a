"""The table of contents of what each construct of Python gives."""

from __future__ import annotations

from flake8_confluence_scopes.calls.evaluation.evaluator import Rules
from flake8_confluence_scopes.calls.language import calling, definitions, expressions, name_lookup, rounds, string_literals

RULES = Rules(
    name=name_lookup.name,
    literal=string_literals.literal,
    expression=expressions.evaluate,
    definition=definitions.evaluate,
    guard=definitions.decide,
    call=calling.apply,
    lengthened=rounds.lengthened,
)
