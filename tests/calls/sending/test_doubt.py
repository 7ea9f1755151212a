"""Which calls of a function run whenever it does."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.calls.deriving import method

SURE, DOUBTFUL = ["GET /rest/api/space"], ["GET /rest/api/space maybe"]
SENDS = "self._send('GET', 'space')"


@pytest.mark.parametrize(
    "statement, expected",
    [
        (SENDS, SURE),
        (f"return [{SENDS}]", SURE),
        (f"while True: {SENDS}", SURE),
        (f"while self.on: {SENDS}", DOUBTFUL),
        (f"for one in self.all: {SENDS}", DOUBTFUL),
        (f"return [{SENDS} for one in self.all]", DOUBTFUL),
        (f"try: {SENDS}\n    except KeyError: pass", SURE),
        (f"try: print()\n    except KeyError: {SENDS}", DOUBTFUL),
        (f"return {SENDS} if self.on else 1", DOUBTFUL),
        (f"return 1 if True else {SENDS}", []),
        (f"return {SENDS} if True else 1", SURE),
        (f"return {SENDS} or 1", SURE),
        (f"return self.on and {SENDS}", DOUBTFUL),
        (f"return 1 and {SENDS}", SURE),
        (f"return 0 and {SENDS}", []),
        (f"return 1 or {SENDS}", []),
        (f"return 0 or {SENDS}", SURE),
        (f"if self.on: {SENDS}", DOUBTFUL),
        (f"if True: {SENDS}", SURE),
        (f"return lambda: {SENDS}", DOUBTFUL),
        ("return self._send('GET', 'space' if self.on else 'space?x=1')", SURE),
        ("return self._send('GET', 'space' if self.on else 'group')", ["GET /rest/api/space maybe", "GET /rest/api/group maybe"]),
    ],
)
def test_which_calls_run(tmp_path: Path, statement: str, expected: list[str]) -> None:
    assert method(tmp_path, f"def do(self):\n    {statement}") == (expected, [])
