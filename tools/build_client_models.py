#!/usr/bin/env python3
"""Build the packaged client models by running the libraries: build_client_models.py [--only NAME] [--folder DIR] [--date DAY]

Each version of a library is downloaded into a folder of its own, DIR/NAME/VERSION (default: .clients). Of releases with the same
source of the client one is run, in a process of its own; a method whose code and layer below are those of a version that was
run is not run again. The file that comes out is named by the library, in flake8_confluence_scopes/calls/libraries/data/.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tools.client_models.libraries import LIBRARIES
from tools.client_models.merging import Seen, merged, ranges

GENERATOR = "tools/build_client_models.py"
SCHEMA = 1
REPOSITORY = Path(__file__).resolve().parent.parent
_PIP = [sys.executable, "-m", "pip", "--disable-pip-version-check"]
PACKAGE_DATA = REPOSITORY / "flake8_confluence_scopes" / "calls" / "libraries" / "data"


def numbers(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))


def supported(listed: str, first: str) -> list[str]:
    """The versions from ``first`` on out of what ``pip index versions`` prints, the oldest first."""
    line = re.search(r"^Available versions: (.*)$", listed, re.MULTILINE)
    found = line[1].split(", ") if line else []
    return sorted((one for one in found if re.fullmatch(r"[\d.]+", one) and numbers(one) >= numbers(first)), key=numbers)


def offered(library: dict[str, Any]) -> list[str]:
    """The supported versions, the oldest first. Ends the program where there is none."""
    done = subprocess.run([*_PIP, "index", "versions", library["package"]], check=True, capture_output=True, text=True)
    versions = supported(done.stdout, library["first"])
    if not versions:
        sys.exit(f"pip knows no version of {library['package']} from {library['first']} on; see what `pip index versions` says")
    return versions


def download(library: dict[str, Any], folder: Path, versions: Iterable[str]) -> None:
    """Downloads the versions that are not there."""
    for version in versions:
        place = folder / version
        if not _package(library, place).is_dir():
            wanted = f"{library['package']}=={version}"
            subprocess.run([*_PIP, "install", "--quiet", "--no-deps", "--no-compile", "--target", str(place), wanted], check=True)


def _package(library: dict[str, Any], place: Path) -> Path:
    """The folder of the library's top-level package."""
    return place / str(library["module"]).partition(".")[0]


def source_key(library: dict[str, Any], place: Path) -> str:
    """Equal where the source of the client and of the layer below is."""
    top = _package(library, place)
    below = {place.joinpath(*name.split(".")).with_suffix(".py") for name in library["probed"]}
    files = sorted({file for file in top.rglob("*.py") if library["word"] in file.relative_to(place).as_posix()} | below)
    return hashlib.sha256(b"\0".join(file.read_bytes() for file in (*files, top / "__init__.py"))).hexdigest()


def run(order: dict[str, Any], place: Path) -> Any:
    """What the worker answers. Raises CalledProcessError."""
    command = [sys.executable, "-m", "tools.client_models.worker", str(place)]
    done = subprocess.run(command, input=json.dumps(order), check=True, stdout=subprocess.PIPE, text=True, cwd=REPOSITORY)
    return json.loads(done.stdout)


def built(library: dict[str, Any], folder: Path, versions: list[str], date: str) -> dict[str, Any]:
    """The model of these versions, which stand below the folder."""
    keys = {version: source_key(library, folder / version) for version in versions}
    trials: dict[str, Any] = {}
    runs: dict[str, Any] = {}
    executed = []
    for version, key in keys.items():
        if key not in runs:
            runs[key] = run({"library": library, "known": sorted(trials)}, folder / version)
            trials.update(runs[key]["trials"])
            executed += [version] if runs[key]["methods"] else []
            print(f"{library['package']} {version}: {runs[key]['broken'] or len(runs[key]['trials'])}", file=sys.stderr)
    failed = {version: runs[keys[version]]["broken"] for version in versions if not runs[keys[version]]["methods"]}
    unexpected = sorted(failed.keys() - set(library["broken"]))
    if unexpected:
        last = unexpected[-1]
        sys.exit(f"{library['package']} {', '.join(unexpected)} cannot be run here ({failed[last]}): install what is missing")
    # What nobody can import is used by nobody.
    versions = [version for version in versions if version not in failed]
    usual = max(place for place, one in enumerate(versions) if one.startswith(library["usual"]) or place == 0)
    methods: dict[str, dict[str, list[Seen]]] = {}
    classes: dict[str, tuple[str, set[int]]] = {}
    for place, version in enumerate(versions):
        for name, model in runs[keys[version]]["classes"].items():
            classes.setdefault(name, (model, set()))[1].add(place)
        for model, side, name, method, signature in runs[keys[version]]["methods"]:
            methods.setdefault(model, {}).setdefault(name, []).append(Seen(place, side, method, signature))
    sides = {model: sorted({one.side for every in found.values() for one in every}) for model, found in methods.items()}
    since = {name: ranges(found, versions) for name, (_, found) in sorted(classes.items()) if len(found) < len(versions)}
    return {
        "schema": SCHEMA,
        "name": library["package"],
        "package": library["package"],
        "versions": {"from": versions[0], "to": versions[-1], "executed": executed},
        "date": date,
        "source": f"the package's versions {versions[0]} to {versions[-1]} from PyPI, run against a session that records",
        "generator": GENERATOR,
        "classes": {name: model for name, (model, _) in sorted(classes.items())},
        "since": since,
        "models": {
            model: {name: merged(found[name], trials, versions, usual, sides[model]) for name in sorted(found)}
            for model, found in sorted(methods.items())
        },
    }


def rendered(model: dict[str, Any]) -> str:
    """The file's text: JSON with one method a line."""
    lines = []
    for key, value in model.items():
        if key == "models":
            inner = []
            for name, methods in value.items():
                rows = ",\n".join(f"   {json.dumps(method)}: {_short(row)}" for method, row in methods.items())
                inner.append(f"  {json.dumps(name)}: {{\n{rows}\n  }}")
            lines.append(f' "models": {{\n{",".join(inner)}\n }}')
        else:
            lines.append(f" {json.dumps(key)}: {json.dumps(value)}")
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _short(value: object) -> str:
    return json.dumps(value, separators=(",", ":"))


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", choices=LIBRARIES, action="append")
    parser.add_argument("--folder", type=Path, default=REPOSITORY / ".clients")
    parser.add_argument("--output", type=Path, default=PACKAGE_DATA)
    parser.add_argument("--date", required=True)
    arguments = parser.parse_args(argv)
    for name in arguments.only or LIBRARIES:
        folder = arguments.folder / name
        versions = offered(LIBRARIES[name])
        download(LIBRARIES[name], folder, versions)
        text = rendered(built(LIBRARIES[name], folder, versions, arguments.date))
        (arguments.output / f"{name}.json").write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
