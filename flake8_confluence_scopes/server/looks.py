"""The looks at whole projects, by the descriptors that they are for: which are under way, and what they have found."""

from __future__ import annotations

from flake8_confluence_scopes.server.folders import Folders
from flake8_confluence_scopes.server.project_look import Looked, Steps, look


class Looks:
    """A look is worth as much as nothing has changed since: ``generation`` counts the changes, and what has been found at
    another one is old."""

    def __init__(self, folders: Folders) -> None:
        self._folders = folders
        self._steps: dict[str, tuple[int, Steps]] = {}
        self._looked: dict[str, tuple[int, Looked]] = {}
        self._refused: set[str] = set()

    def known(self, path: str) -> Looked | None:
        """What was found last, be it old."""
        known = self._looked.get(path)
        return known[1] if known else None

    def is_current(self, path: str, generation: int) -> bool:
        """Whether that has been found since the last change."""
        known = self._looked.get(path)
        return known is not None and known[0] == generation

    def take_step(self, path: str, generation: int) -> tuple[int, int]:
        """One step: how many files have been read, of how many; both 0 at the end."""
        known = self._steps.get(path)
        if known is None or known[0] != generation:
            known = self._steps[path] = (generation, look(path, self._folders))
        try:
            return next(known[1])
        except StopIteration as end:
            self._looked[path] = (generation, end.value)
            del self._steps[path]
            return 0, 0

    def refuse(self) -> None:
        """Nobody wants what is under way; it is not begun again until somebody asks. What is known is not kept up either."""
        self._refused.update(self._steps)
        for path in self._refused:
            self.forget(path)

    def is_refused(self, path: str) -> bool:
        """Whether a look at that project was not wanted."""
        return path in self._refused

    def want(self, path: str) -> None:
        """From here on, a look is wanted again."""
        self._refused.discard(path)

    def forget(self, path: str) -> None:
        """Nothing is known of that project."""
        self._steps.pop(path, None)
        self._looked.pop(path, None)
