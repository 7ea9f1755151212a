"""The settings as flake8 would have them in the working directory: its config files, read by its own parser.

Part of door 1. Only this plugin's options are asked for, and no other plugin is loaded: a config file can name
modules of the project as plugins of flake8, and nothing of the project shall run.
"""

from __future__ import annotations

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

from flake8_confluence_scopes.plugin import Plugin
from flake8_confluence_scopes.settings import Settings

_LOG = logging.getLogger(__name__)


class ConfigurationError(ValueError):
    """What flake8 says of its config files or options, as one sentence."""


class Configuration(NamedTuple):
    """The plugin's settings, and the paths that flake8 passes over."""

    settings: Settings
    excluded: Callable[[str], bool]


def read(arguments: Sequence[str] = ()) -> Configuration:
    """What flake8 would be configured to with these ``arguments``. Raises ConfigurationError."""
    first = options.stage1_arg_parser()
    early, rest = first.parse_known_args(list(arguments))
    manager = OptionManager(version="", plugin_versions="", parents=[first], formatter_names=[])
    options.register_default_options(manager)
    Plugin.add_options(manager)
    before = Plugin.settings
    try:
        cfg, folder = config.load_config(config=early.config, extra=early.append_config, isolated=early.isolated)
        values = aggregator.aggregate_options(manager, cfg, folder, rest)
        Plugin.parse_options(values)
        return Configuration(Plugin.settings, functools.partial(_is_excluded, tuple(values.exclude)))
    except (ExecutionError, ValueError) as error:
        raise ConfigurationError(" ".join(str(error).split())) from error
    finally:
        Plugin.settings = before


def _is_excluded(patterns: Sequence[str], path: str) -> bool:
    return utils.matches_filename(
        os.path.normpath(path), patterns=patterns, log_message='"%(path)s" has %(whether)sbeen excluded', logger=_LOG
    )
