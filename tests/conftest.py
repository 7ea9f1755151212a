"""Lets the tests import ``tests`` and ``tools``; an installed package still comes before the source tree."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1]))
