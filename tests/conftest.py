"""Lets the tests import ``tests`` and ``tools``; an installed package still comes before the source tree."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import hypothesis

sys.path.append(str(Path(__file__).resolve().parents[1]))

# One environment looks for counterexamples in earnest; the others show that the laws hold there too.
hypothesis.settings.register_profile("few", max_examples=10, deadline=None)
hypothesis.settings.register_profile("many", max_examples=100, deadline=None)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "many"))
