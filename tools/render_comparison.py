"""Renders the picture of docs/check.md: ``confluence-scopes check`` beside ruff and zizmor, each on a finding of several lines.

Run it in an environment that has the plugin, ruff and zizmor: ``python -m tools.render_comparison docs/side-by-side.svg``.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tools.render_demo import checked
from tools.terminal_picture import Terminal, picture

FILES = {
    "atlassian-connect.json": '{"key": "tidy", "scopes": ["READ"]}\n',
    "tidy.py": """\
import requests

SITE = "https://example.atlassian.net/wiki"


def tidy(page: str) -> None:
    requests.delete(
        "{}/rest/api/content/{}".format(
            SITE,
            page,
        ),
        timeout=10,
    )
""",
    ".github/workflows/tidy.yml": """\
name: Tidy
on: push
permissions: {}
jobs:
  tidy:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@34e114876b0b11c390a56381ad16ebd13914f8d5
        with:
          fetch-depth: 0
      - run: python tidy.py
""",
}
OTHERS = ("ruff check --isolated --no-cache --select UP032", "zizmor --offline --quiet --color always .")


def put(folder: Path) -> None:
    """Writes the files that all of them look at."""
    for name, text in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def printed(command: str, folder: Path) -> Terminal:
    """What one of the others prints of the files there.

    Raises OSError where it is not installed.
    """
    environment = os.environ | {"FORCE_COLOR": "1"}
    done = subprocess.run(
        command.split(), cwd=folder, env=environment, stdout=subprocess.PIPE, encoding="utf-8", check=False
    )
    program, *words = command.split()
    return Terminal(" ".join([program, *(word for word in words if word in ("check", "."))]), done.stdout)


def render(others: tuple[str, ...] = OTHERS) -> str:
    """The picture, with what the commands of the ``others`` print at its right."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        put(folder)
        columns = [[checked(folder)], [printed(command, folder) for command in others]]
    return picture("confluence-scopes check beside ruff and zizmor", columns)


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(render(), encoding="utf-8", newline="\n")
