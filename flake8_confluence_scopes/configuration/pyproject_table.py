"""The table ``[tool.flake8]`` of a pyproject.toml, which flake8 reads where the package Flake8-pyproject is installed.

Part of door 1. That package replaces two functions of flake8 as soon as its plugin is asked for its options.
"""

from __future__ import annotations

import contextlib
import importlib.util
import os
import re
import sys
from collections.abc import Iterator
from importlib import metadata
from typing import Any

from flake8.options import aggregator, config
from flake8.options.manager import OptionManager

FILE = "pyproject.toml"
_PACKAGE = "Flake8-pyproject"
# A look at the text, which need not be right in a text of several lines: it leads to a hint only.
_TABLE = re.compile(r"^\s*\[\s*tool\s*\.\s*([\"']?)flake8\1\s*[.\]]", re.MULTILINE)


@contextlib.contextmanager
def hooked(manager: OptionManager) -> Iterator[bool]:
    """While it lasts, options are read as that plugin has flake8 read them; gives whether it is installed."""
    before = aggregator.aggregate_options, config.parse_config
    plugin = _plugin()
    try:
        if plugin is not None:
            plugin.add_options(manager)
        yield plugin is not None
    finally:
        aggregator.aggregate_options, config.parse_config = before


def has_table(path: str = FILE) -> bool:
    """Whether the file, by default that of the working directory as the plugin has it, holds the table."""
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return _TABLE.search(file.read()) is not None
    except OSError:
        return False


def _plugin() -> Any:
    """The plugin's class, as its package declares it to flake8; None where it is not installed.

    A package of that name in the working directory is the project's, of which nothing shall run.
    """
    here = os.path.realpath(os.curdir)
    elsewhere = [entry for entry in sys.path if os.path.realpath(entry or os.curdir) != here]
    for found in metadata.distributions(name=_PACKAGE, path=elsewhere):
        for entry in found.entry_points.select(group="flake8.report"):
            spec = importlib.util.find_spec(entry.module.partition(".")[0])
            folder = os.path.realpath(str(found.locate_file("")))
            if spec and spec.origin and os.path.realpath(spec.origin).startswith(os.path.join(folder, "")):
                return entry.load()
    return None
