#!/usr/bin/env python3
"""Call client libraries by chance, and see whether their models predict it: check_client_models.py [--version V] [--calls N]

Without --version it takes those that ``libraries.py`` names as checked, and the newest one.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from flake8_confluence_scopes import calls
from tools.build_client_models import PACKAGE_DATA, REPOSITORY, download, offered, run
from tools.client_models.libraries import LIBRARIES
from tools.client_models.predicting import surprises


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--version", action="append", dest="versions")
    parser.add_argument("--calls", type=int, default=7_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--folder", type=Path, default=REPOSITORY / ".clients")
    parser.add_argument("--data", type=Path, default=PACKAGE_DATA)
    arguments = parser.parse_args(argv)
    wrong = 0
    for name, library in LIBRARIES.items():
        model = calls.read_client_model(str(arguments.data / f"{name}.json"))
        versions = arguments.versions or [*library["checked"], offered(library)[-1]]
        folder = arguments.folder / name
        download(library, folder, versions)
        for version in versions:
            order = {"library": library, "random": arguments.calls, "seed": arguments.seed}
            made = run(order, folder / version)
            found = list(surprises(model, version, made))
            sent = sum(len(call[-1]) for call in made)
            print(f"{name} {version}: {len(made)} calls sent {sent} requests, {len(found)} of them not predicted")
            for surprise in found[:20]:
                print(f"  {surprise.request}, by {surprise.call}")
            wrong += len(found)
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
