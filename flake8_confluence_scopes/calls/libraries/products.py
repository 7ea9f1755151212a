"""Atlassian's products by their names."""

from __future__ import annotations

PRODUCT = "confluence"

NAMES = (PRODUCT, "atlassian")
"""Words that a module has in it that calls Confluence."""

DOMAINS = ("atlassian.net", "atlassian.com", "jira.com")
"""Where Atlassian's clouds are."""

OTHER_PRODUCTS = ("jira", "bitbucket", "bamboo")
"""Products that have resources at some of the same paths."""
