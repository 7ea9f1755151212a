"""Links in answers: what Confluence links to from a resource is more of it, as its next page."""

from __future__ import annotations

import re

from flake8_confluence_scopes.calls.values.domain import Hole

_FROM_ANSWER = re.compile(r"\]|\.(?:get|json|pop)\(|next|link", re.IGNORECASE)
_FROM_SETTING = re.compile(r"env|conf|setting|option|arg|param", re.IGNORECASE)


def may_come_from_answer(hole: Hole) -> bool:
    """Whether an unknown part may be a piece of an answer, by the expression that it stands for."""
    return _FROM_ANSWER.search(hole.name) is not None


def comes_from_answer(hole: Hole) -> bool:
    """Whether an unknown part is one, as far as its name tells: nothing that callers or settings give."""
    return not hole.open and may_come_from_answer(hole) and _FROM_SETTING.search(hole.name) is None


def renamed(hole: Hole, name: str) -> Hole:
    """An unknown part by the name that it has elsewhere, unless that would hide where it comes from."""
    shown = hole._replace(name=name)
    is_made_here = hole.name.startswith("a ")  # a dict[...]
    return hole if comes_from_answer(hole) and not (is_made_here or comes_from_answer(shown)) else shown
