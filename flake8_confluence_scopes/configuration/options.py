"""The settings as flake8 would have them in the working directory: its config files, read by its own parser.

Part of door 1. Only this plugin's options are asked for, and no other plugin is loaded but Flake8-pyproject, which
brings one more config file: a config file can name modules of the project as plugins of flake8, and nothing of the
project shall run.
"""

from __future__ import annotations

import argparse
import configparser
import difflib
import functools
import logging
import os
from collections.abc import Callable, Sequence
from typing import NamedTuple

from flake8 import utils
from flake8.exceptions import ExecutionError
from flake8.main import options
from flake8.options import aggregator, config
from flake8.options.manager import OptionManager

from flake8_confluence_scopes import tool_table
from flake8_confluence_scopes.configuration import pyproject_table
from flake8_confluence_scopes.configuration.decisions import Decisions, as_it_stands
from flake8_confluence_scopes.plugin import Plugin
from flake8_confluence_scopes.settings import Settings
from flake8_confluence_scopes.silence import Decide

_LOG = logging.getLogger(__name__)

_NOT_READ = (
    f"{pyproject_table.FILE}: its table [tool.flake8] is not read, since Flake8-pyproject is not installed here; "
    "install it beside this program and flake8, or write the settings into a file .flake8"
)
_NOT_COUNTED = (
    f"{tool_table.FILE}: its table {tool_table.NAME} does not count, since flake8 has a config of its own; "
    "keep the settings there"
)
_OURS = "confluence-"
_NOT_TOML = ("TOMLDecodeError", "UnicodeDecodeError")
"""What reading a file that is no TOML raises, be it by tomllib or by tomli."""


class ConfigurationError(ValueError):
    """What flake8 says of its config files or options, as one sentence."""


class Configuration(NamedTuple):
    """The plugin's settings, the paths that flake8 passes over, and what silences a finding."""

    settings: Settings
    excluded: Callable[[str], bool]
    decide: Decide
    remark: str = ""
    """What flake8 does not read either, as one sentence; empty where there is nothing to say."""


def read(
    arguments: Sequence[str] = (), lines_of: Callable[[str], list[str] | None] = as_it_stands
) -> Configuration:
    """What flake8 would be configured to with these ``arguments``; for ``lines_of`` see ``decisions.Decisions``.

    Raises ConfigurationError.
    """
    first = options.stage1_arg_parser()
    early, rest = first.parse_known_args(list(arguments))
    manager = OptionManager(version="", plugin_versions="", parents=[first], formatter_names=[])
    options.register_default_options(manager)
    Plugin.add_options(manager)
    # Which flake8 does for the plugins that it loads.
    manager.extend_default_select(["CFS"])
    before = Plugin.settings
    try:
        values, remark = _values(manager, early, rest)
        Plugin.parse_options(values)
        excluded = functools.partial(_is_excluded, (*values.exclude, *values.extend_exclude))
        return Configuration(Plugin.settings, excluded, Decisions(values, lines_of), remark)
    except configparser.Error as error:
        raise ConfigurationError(f"flake8 cannot read its config file: {' '.join(str(error).split())}; mend it") from error
    except (ExecutionError, ValueError) as error:
        raise ConfigurationError(" ".join(str(error).split())) from error
    finally:
        Plugin.settings = before


def _values(manager: OptionManager, early: argparse.Namespace, rest: Sequence[str]) -> tuple[argparse.Namespace, str]:
    """All options, and what is to be said of tables in pyproject.toml that do not count."""
    with pyproject_table.hooked(manager) as is_hooked:
        if early.config and not os.path.exists(early.config):
            raise ConfigurationError(f"--config: there is no file {early.config}; name a config file of flake8")
        cfg, folder = config.load_config(config=early.config, extra=early.append_config, isolated=early.isolated)
        of_flake8 = pyproject_table.has_table()
        remark = _NOT_READ if of_flake8 and not is_hooked else ""
        if not (early.isolated or early.config or cfg.sections()):
            remark = remark or _not_parsed()
        if not early.isolated and (found := tool_table.find()):
            if early.config or cfg.sections() or (of_flake8 and is_hooked):
                remark = remark or _NOT_COUNTED
            elif table := tool_table.read(found, manager.config_options_dict):
                cfg, folder = table
        _must_exist([*cfg["flake8"]] if "flake8" in cfg else [], manager)
        try:
            return aggregator.aggregate_options(manager, cfg, folder, rest), remark
        except (ExecutionError, ValueError) as error:
            if type(error).__name__ in _NOT_TOML:
                raise ConfigurationError(f"{pyproject_table.FILE} is not TOML: {error}; mend it") from error
            raise
        except Exception as error:
            # What the plugin makes of values that no option has, such as a table in place of a list.
            if not is_hooked:
                raise
            raise ConfigurationError(
                f"{pyproject_table.FILE}: Flake8-pyproject cannot read its table [tool.flake8] "
                f"({type(error).__name__}: {error}); write each value as a text or a list of texts"
            ) from error


def _not_parsed() -> str:
    """A sentence on the config file here that flake8 passes over since it is none; empty where there is no such file."""
    for name in ("setup.cfg", "tox.ini", ".flake8"):
        try:
            configparser.RawConfigParser().read(name, encoding="utf-8")
        except (UnicodeDecodeError, configparser.ParsingError) as error:
            return f"{name}: flake8 passes over it, since it cannot be parsed: {' '.join(str(error).split())}; mend it"
    return ""


def _must_exist(names: Sequence[str], manager: OptionManager) -> None:
    """Raises ConfigurationError for the first of the names that only looks like an option of ours: flake8 passes over it."""
    known = manager.config_options_dict
    for name in names:
        prefix = name[: len(_OURS)].replace("_", "-")
        if prefix == _OURS and name not in known:
            ends = sorted(other.removeprefix(_OURS) for other in known if other.startswith(_OURS))
            near = difflib.get_close_matches(name[len(_OURS) :], ends, 1)
            hint = f"did you mean {_OURS}{near[0]}?" if near else f"behind {_OURS} write some of {', '.join(ends)}"
            raise ConfigurationError(f"flake8's config file: there is no option {name}; {hint}")


def _is_excluded(patterns: Sequence[str], path: str) -> bool:
    return utils.matches_filename(
        os.path.normpath(path), patterns=patterns, log_message='"%(path)s" has %(whether)sbeen excluded', logger=_LOG
    )
