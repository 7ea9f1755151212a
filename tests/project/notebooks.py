"""Notebooks written down in a test."""

from __future__ import annotations

import json


def notebook(*cells: str | list[str], indent: int | None = None, **others: object) -> str:
    """The text of a notebook of version 4 with these code cells."""
    listed: list[dict[str, object]] = [
        {"cell_type": "code", "execution_count": None, "metadata": {}, "outputs": [], "source": cell} for cell in cells
    ]
    return json.dumps({"cells": listed, "metadata": {}, "nbformat": 4, "nbformat_minor": 5, **others}, indent=indent)
