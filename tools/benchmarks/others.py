"""Other tools on the same files: two plugins of flake8, and semgrep with a rule for the job.

They are no dependency of the project; what is not installed is left out.
"""

from __future__ import annotations

import shutil
import sysconfig
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from tools.benchmarks.processes import OURS, flake8, medians
from tools.benchmarks.rows import Row

RULE = Path(__file__).with_name("semgrep.yml")
PLUGINS = {"flake8-async": "flake8_async", "flake8-bugbear": "bugbear"}


def rows(files: Sequence[Path], folder: Path, rounds: int) -> list[Row]:
    """What each tool takes, against flake8 without any plugin. Semgrep is a program of its own."""
    names = [str(file) for file in files]
    commands = {
        "flake8": flake8((), *names),
        OURS: flake8((OURS,), "--confluence-scopes=READ", f"--confluence-root={folder}", *names),
    }
    commands |= {name: flake8((name,), *names) for name, module in PLUGINS.items() if find_spec(module)}
    semgrep = shutil.which("semgrep", path=sysconfig.get_path("scripts"))
    if semgrep:
        options = ("--metrics=off", "--disable-version-check", "--no-git-ignore", "--jobs=1", "--quiet")
        commands["semgrep"] = [semgrep, "scan", *options, f"--config={RULE}", *names]
    found = medians(commands, folder, rounds)
    bare = found.pop("flake8").cpu
    return [
        Row(f"{name} against flake8 without a plugin", used.cpu / bare, None, f"{used.cpu:.2f} s against {bare:.2f} s")
        for name, used in found.items()
    ]
