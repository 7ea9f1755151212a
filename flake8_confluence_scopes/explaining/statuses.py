"""What an HTTP status that a call was answered with says of its scopes.

Sources: Atlassian's developer documentation, "OAuth 2.0 (3LO) apps" and "Scopes" of the Connect apps, for the words of the
answers; RFC 9110 for the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from flake8_confluence_scopes.explaining.catalog_answers import Answer
from flake8_confluence_scopes.scopes import Needs, named


def meaning(status: str, answers: Sequence[Answer]) -> Iterator[str]:
    """What the status, a key of ``STATUSES``, means for the call that the answers are about: sentences, the last of which
    says what to do."""
    yield from _SAID[status](answers)


def _unauthorized(answers: Sequence[Answer]) -> Iterator[str]:
    yield "401 comes from the token: it is missing, has expired, was made for another site, or lacks a scope."
    yield 'Only for the last does the answer\'s body say "scope does not match"; it never names the scope.'
    needed = _needed(answers, "oauth")
    if needed is None:
        yield "No OAuth scope opens this call: use another one, or a Connect app where that is open."
    elif needed == "no scope":
        yield "This call needs no scope: get a new token for the site that the URL names."
    else:
        yield f"This call needs {needed}: add what is missing where the app or token declares it, and get a new token."
        yield "A token keeps the scopes that it was made with: users consent again, a scoped API token is made again."


def _forbidden(answers: Sequence[Answer]) -> Iterator[str]:
    yield "403 has two causes, which the answer's body tells apart."
    needed = _needed(answers, "connect")
    if needed is None:
        scopes = "is not open to Connect apps, whatever they declare: use another call"
    elif needed == "no scope":
        scopes = "needs no scope of a Connect app, so this is not the cause"
    else:
        scopes = f"needs {needed} in atlassian-connect.json: declare it, and have the site take up the new descriptor"
    yield f'"Request not in an authorized API scope": a Connect app declares too little. This call {scopes}.'
    yield (
        "Anything else: the user, or the app's own user, lacks a permission in Confluence. No scope helps: "
        "look at the permissions of the space and the restrictions of the page."
    )


def _gone(answers: Sequence[Answer]) -> Iterator[str]:
    for _, table, _, lifecycle in answers:
        if lifecycle.removed or lifecycle.deprecated:
            when = f"no longer lists it, as of {lifecycle.removed}" if lifecycle.removed else "calls it deprecated"
            yield f"410 says that Confluence Cloud no longer has this operation: {table.name} {when}. No scope brings it back."
            if lifecycle.successor:
                yield f"Call its successor {lifecycle.successor} with the same method."
            else:
                yield "Look for its successor in API v2: `confluence-scopes catalog show cloud` lists what there is."
            return
    yield "410 says that Confluence Cloud no longer has this operation, but no catalog knows that yet."
    yield (
        "Import Atlassian's present document with `confluence-scopes catalog import`, and ask again with --catalog; "
        "no scope brings the operation back."
    )


def _needed(answers: Sequence[Answer], family: str) -> str | None:
    """What the newest answer of a family says that the call needs; None where no scope opens it."""
    found = [answer for answer in answers if answer.catalog.family == family]
    found.sort(key=lambda answer: answer.catalog.date, reverse=True)
    opening = (one.requirement for one in found if isinstance(one.requirement, Needs))
    needs = next(opening, None)
    return named(needs.alternatives) if needs else None


_SAID: dict[str, Callable[[Sequence[Answer]], Iterator[str]]] = {
    "401": _unauthorized,
    "403": _forbidden,
    "410": _gone,
}
STATUSES = tuple(_SAID)
"""The statuses of which something can be said."""
