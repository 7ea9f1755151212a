"""``python -m flake8_confluence_scopes``."""

from __future__ import annotations

import sys

from flake8_confluence_scopes.cli import main

sys.exit(main())
