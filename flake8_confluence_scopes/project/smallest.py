"""Of what each call can be opened with: the fewest scopes that open them all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from flake8_confluence_scopes.scopes import Alternatives

_MOST_STEPS = 20_000
"""Sets that are tried; beyond them, the best that was found so far counts, which then may not be the smallest."""


def smallest(needs: Iterable[Alternatives]) -> frozenset[str]:
    """The fewest scopes that hold an alternative of each need whole; of several such sets one whose alternatives stand
    first. A need without alternatives asks for nothing."""
    distinct = [one for one in dict.fromkeys(needs) if one]
    taken = frozenset(scope for one in distinct if len(one) == 1 for scope in one[0])
    open_needs = sorted((one for one in distinct if len(one) > 1), key=len)
    return _Search(open_needs).best(taken)


class _Search:
    """A search in depth, which leaves a way as soon as it cannot lead to fewer scopes."""

    def __init__(self, needs: Sequence[Alternatives]) -> None:
        self._needs = needs
        self._steps = 0
        self._found: frozenset[str] | None = None

    def best(self, taken: frozenset[str]) -> frozenset[str]:
        ways = [(taken, 0)]
        while ways:
            known, place = ways.pop()
            if self._found is not None and (len(known) >= len(self._found) or self._steps > _MOST_STEPS):
                continue
            self._steps += 1
            while place < len(self._needs) and any(known.issuperset(one) for one in self._needs[place]):
                place += 1
            if place == len(self._needs):
                self._found = known
                continue
            # The last one is looked into first: the smallest addition, and of those the one that is named first.
            fresh = sorted((known.union(one) for one in self._needs[place]), key=len)
            ways += [(one, place + 1) for one in reversed(fresh)]
        return taken if self._found is None else self._found
