"""What flake8 is configured to in a folder, for those who ask without a flake8 run; part of door 1."""

from flake8_confluence_scopes.configuration.decisions import Decisions
from flake8_confluence_scopes.configuration.options import Configuration, ConfigurationError, read

__all__ = ["Configuration", "ConfigurationError", "Decisions", "read"]
