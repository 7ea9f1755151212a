"""The projects in examples/: their scopes, and how to start each and use all of it."""

from __future__ import annotations

import contextlib
import json
import os
import re
import shlex
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from configparser import ConfigParser
from pathlib import Path
from typing import NamedTuple

import yaml

from acceptance.fakes.connect import ConnectSite
from acceptance.fakes.gateway import Gateway
from acceptance.fakes.server import FakeSite, Request
from tests.blocks import block

_ADDRESS = re.compile(r"running on (http://127\.0\.0\.1:\d+)", re.IGNORECASE)


class Step(NamedTuple):
    """A route or command that was used: whether it succeeded, and what it asked of Confluence."""

    name: str
    succeeded: bool
    requests: list[Request]


class Example(NamedTuple):
    """One of the projects. ``folder`` is a copy of it in all three functions."""

    name: str
    declared: Callable[[Path], list[str]]
    """The scopes that the project declares."""
    declare: Callable[[Path, Sequence[str]], None]
    """Declares these scopes in place of the others."""
    use: Callable[[Path], list[Step]]
    """Runs the project against a fake Confluence that has granted the declared scopes."""


def environment(**more: str) -> dict[str, str]:
    """Ours, without what is set for the Python of the tests, and with nothing between a process and loopback."""
    ours = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PYTHON", "COV")) and not name.lower().endswith("_proxy")
    }
    return ours | {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONUNBUFFERED": "1"} | more


@contextlib.contextmanager
def served(folder: Path, command: str, **more: str) -> Iterator[str]:
    """Starts a web app of ``folder`` on a free port, and yields its address."""
    log = folder.parent / f"{folder.name}.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", *shlex.split(command), "--port", "0"],
            cwd=folder,
            env=environment(**more),
            stdout=output,
            stderr=output,
        )
    try:
        yield _address(process, log)
    finally:
        process.terminate()
        process.wait(30)


def _address(process: subprocess.Popen[bytes], log: Path) -> str:
    end = time.monotonic() + 60
    while time.monotonic() < end and process.poll() is None:
        if found := _ADDRESS.search(log.read_text(encoding="utf-8")):
            return found[1]
        time.sleep(0.05)
    raise AssertionError(log.read_text(encoding="utf-8"))


def _web_step(site: FakeSite, name: str, send: Callable[[], int]) -> Step:
    before = len(site.requests)
    status = send()
    assert status in {200, 204, 502}, f"{name} answers {status}"
    return Step(name, status < 400, site.requests[before:])


# The Connect apps.


def _connect_scopes(folder: Path) -> list[str]:
    scopes: list[str] = json.loads((folder / "atlassian-connect.json").read_text(encoding="utf-8"))["scopes"]
    return scopes


def _declare_in_json(folder: Path, scopes: Sequence[str]) -> None:
    file = folder / "atlassian-connect.json"
    descriptor = json.loads(file.read_text(encoding="utf-8")) | {"scopes": scopes}
    file.write_text(json.dumps(descriptor, indent=2), encoding="utf-8")


def _connect_app(name: str, commands: str, *routes: str) -> Example:
    """A Connect app that ``commands`` install and start, and whose ``routes`` make all its calls; the last one is tried
    with a wrong secret, too."""

    def use(folder: Path) -> list[Step]:
        _, command = commands.splitlines()
        with contextlib.closing(ConnectSite()) as site, served(folder, command) as app:
            site.install(app)
            method, path = routes[-1].split()
            assert site.send(method, path, secret="a secret that the site does not know") == 401
            return [_web_step(site, route, lambda: site.send(*route.split())) for route in routes]

    return Example(name, _connect_scopes, _declare_in_json, use)


# The back end of the Forge app.


def _forge_scopes(folder: Path) -> list[str]:
    scopes: list[str] = _manifest(folder)["permissions"]["scopes"]
    return scopes


def _manifest(folder: Path) -> dict[str, dict[str, list[str]]]:
    manifest: dict[str, dict[str, list[str]]] = yaml.safe_load((folder / "manifest.yml").read_text(encoding="utf-8"))
    return manifest


def _declare_in_yaml(folder: Path, scopes: Sequence[str]) -> None:
    manifest = _manifest(folder)
    manifest["permissions"]["scopes"] = list(scopes)
    (folder / "manifest.yml").write_text(yaml.safe_dump(manifest), encoding="utf-8")


def _use_forge(folder: Path) -> list[Step]:
    routes = ("GET /pages/7", "POST /pages/7/tasks/8/close", "POST /pages/7/done")
    with contextlib.closing(Gateway()) as gateway:
        keys = f"{gateway.url}/.well-known/jwks.json"
        token = gateway.token(_forge_scopes(folder))
        _, command = block("examples/forge-remote-fastapi/README.md", "Run it", "sh").splitlines()
        with served(folder, command, FORGE_KEYS=keys) as backend:

            def send(method: str, path: str, app: str = str(_manifest(folder)["app"]["id"])) -> int:
                headers = {"Authorization": f"Bearer {gateway.invocation(app)}", "x-forge-oauth-system": token}
                return gateway.browser.request(method, backend + path, headers=headers, timeout=30).status_code

            assert send("GET", "/pages/7", app="ari:cloud:ecosystem::app/another") == 401
            return [_web_step(gateway, route, lambda: send(*route.split())) for route in routes]


# The script.


def _option(folder: Path) -> ConfigParser:
    config = ConfigParser(interpolation=None)
    config.read(folder / ".flake8", encoding="utf-8")
    return config


def _script_scopes(folder: Path) -> list[str]:
    return _option(folder)["flake8"]["confluence-scopes"].split()


def _declare_in_option(folder: Path, scopes: Sequence[str]) -> None:
    config = _option(folder)
    config["flake8"]["confluence-scopes"] = "\n".join(["", *scopes])
    with (folder / ".flake8").open("w", encoding="utf-8") as file:
        config.write(file)


def _use_script(folder: Path) -> list[Step]:
    steps = []
    with contextlib.closing(Gateway()) as gateway:
        consent = {"refresh_token": gateway.refresh_token(_script_scopes(folder))}
        (folder / "token.json").write_text(json.dumps(consent), encoding="utf-8")
        urls = {"ATLASSIAN_AUTH": gateway.url, "ATLASSIAN_API": gateway.url}
        _, *commands = block("examples/oauth-script/README.md", "Run it", "sh").splitlines()
        for command in commands:
            before = len(gateway.requests)
            python, *arguments = shlex.split(command)
            assert python == "python"
            done = subprocess.run(
                [sys.executable, *arguments],
                cwd=folder,
                env=environment(CLIENT_ID="client", CLIENT_SECRET="secret", **urls),
                capture_output=True,
                encoding="utf-8",
                timeout=60,
                check=False,
            )
            expected = "Confluence says 401:" if done.returncode else ""
            assert done.stderr[: len("Confluence says 401:")] == expected, done.stderr
            steps.append(Step(command, done.returncode == 0, gateway.requests[before:]))
    return steps


EXAMPLES = (
    _connect_app(
        "connect-flask",
        block("examples/connect-flask/README.md", "Run it", "sh"),
        "GET /stale?space=DEV",
        "POST /pages/7/mark",
        "DELETE /pages/7",
    ),
    _connect_app(
        "connect-named-methods",
        block("examples/connect-named-methods/README.md", "Run it", "sh"),
        "GET /minutes",
        "POST /minutes?space=DEV&title=Minutes",
        "POST /minutes/7/decisions?title=Minutes",
        "POST /minutes/7/settled",
        "DELETE /minutes/7",
    ),
    Example("forge-remote-fastapi", _forge_scopes, _declare_in_yaml, _use_forge),
    Example("oauth-script", _script_scopes, _declare_in_option, _use_script),
)
