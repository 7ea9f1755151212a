"""flake8 plugin: Confluence REST calls whose scope the app's descriptor does not declare."""

__version__ = "0.1.0"

ISSUES = "https://github.com/flake8-confluence-scopes/flake8-confluence-scopes/issues"
"""Where people report mistakes of the project."""

PAGES = f"{ISSUES.removesuffix('/issues')}/blob/main/docs"
"""Where its documentation can be read."""
