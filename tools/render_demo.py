"""Renders the README's picture: a terminal in which ``confluence-scopes check`` looks at examples/connect-flask.

Run it in an environment that has the plugin: ``python -m tools.render_demo docs/demo.svg``.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tools.terminal_picture import COLUMNS, Terminal, picture

PROJECT = Path(__file__).resolve().parents[1] / "examples" / "connect-flask"
COMMAND = "confluence-scopes check"


def checked(project: Path) -> Terminal:
    """The command in a project, and what it prints.

    Raises RuntimeError with its own words if it does not show findings.
    """
    command = [sys.executable, "-I", "-m", "flake8_confluence_scopes", "check", "--color=always"]
    environment = os.environ | {"COLUMNS": str(COLUMNS)}
    done = subprocess.run(command, cwd=project, env=environment, capture_output=True, encoding="utf-8", check=False)
    if done.returncode != 1 or done.stderr:
        raise RuntimeError(f"there are no findings: {done.stdout}{done.stderr}")
    return Terminal(COMMAND, done.stdout)


def render() -> str:
    """The picture."""
    return picture(f"{COMMAND} shows a finding with its line of source and the next step", [[checked(PROJECT)]])


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(render(), encoding="utf-8", newline="\n")
