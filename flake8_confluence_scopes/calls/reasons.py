"""Why a call is not decided, and why not all calls of a file are known: each sentence that this room has for it.

docs/rules.md lists them below CFS301.
"""

from __future__ import annotations

from enum import Enum


class Reason(Enum):
    """A sentence whose fields stand in braces."""

    METHOD = "the method {name} is not known"
    RESOURCE = "the resource is not known: {name}"
    NO_RESOURCE = "the path names no resource"
    URL = "the URL is not known: {name}"
    UNLISTED = "what {client} requests is not known"
    CALLER = "the way from its caller is not followed"
    STEPS = "{steps} steps of evaluation, and {more} more a line, were not enough"
    REQUESTS = "a function sends more different requests than are kept"
    CHARACTERS = "more than {most} characters of other modules would have to be read, {name} among them"

    def of(self, **fields: object) -> str:
        """The sentence with its fields filled."""
        sentence: str = self.value
        return sentence.format(**fields)
