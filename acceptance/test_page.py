"""The page that ``justify --format html`` writes, in a real browser: it asks nothing of any other place, and follows the
colours of the reader's system."""

from __future__ import annotations

import http.server
import re
import shutil
import struct
import subprocess
import threading
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import pytest

from flake8_confluence_scopes import cli
from tests.support import FIXTURES

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium")

GROUND = {"light": (0xFF, 0xFF, 0xFF), "dark": (0x12, 0x16, 0x1C)}


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(FIXTURES / "forge-remote")
    file = tmp_path / "scopes.html"
    assert cli.main(["justify", "--format=html", "-o", str(file)]) == 0
    return file


def shown(page: Path, width: int, scheme: str, *options: str) -> bytes:
    """A picture of the page, as PNG."""
    picture = page.with_suffix(".png")
    colours = f"--blink-settings=preferredColorScheme={int(scheme == 'light')}"
    always = ("--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={page.parent / 'profile'}")
    size = (f"--window-size={width},1200", f"--screenshot={picture}")
    subprocess.run(
        [str(CHROMIUM), *always, colours, *size, *options, page.as_uri()], capture_output=True, check=True, timeout=120
    )
    return picture.read_bytes()


def first_pixel(png: bytes) -> tuple[int, ...]:
    """Red, green and blue at the top left: whatever its row's filter, it stands there as it is."""
    place, data = 8, b""
    while place < len(png):
        (length,) = struct.unpack(">I", png[place : place + 4])
        data += png[place + 8 : place + 8 + length] * (png[place + 4 : place + 8] == b"IDAT")
        place += length + 12
    return tuple(zlib.decompress(data)[1:4])


@pytest.mark.parametrize("width", [400, 1200])
@pytest.mark.parametrize("scheme", GROUND)
def test_it_has_the_colours_of_the_reader(scheme: str, width: int, page: Path) -> None:
    assert first_pixel(shown(page, width, scheme)) == GROUND[scheme]


class Proxy(http.server.BaseHTTPRequestHandler):
    """Writes down who is asked for, and answers nobody."""

    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.send_error(404)

    def do_CONNECT(self) -> None:
        self.do_GET()

    def log_message(self, *arguments: object) -> None:
        pass


@pytest.fixture
def proxy() -> Iterator[str]:
    """The option for a browser whose every request comes to us; ``Proxy.asked`` lists them."""
    Proxy.asked.clear()
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Proxy) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"--proxy-server=http://127.0.0.1:{server.server_port}"
        server.shutdown()


def asked(page: Path, proxy: str) -> list[str]:
    """What the page asks for, without what the browser looks up for itself."""
    shown(page, 1200, "light", proxy, "--disable-background-networking", "--disable-component-update")
    return [url for url in Proxy.asked if not re.search(r"google(apis)?\.com|gvt\d\.com", url)]


def test_it_asks_nothing_of_any_other_place(page: Path, proxy: str) -> None:
    assert asked(page, proxy) == []


def test_a_page_that_asks_is_found_and_the_policy_of_ours_refuses(page: Path, proxy: str) -> None:
    text = page.read_text(encoding="utf-8").replace("<main", '<img src="http://elsewhere.example/x.png"><main')
    page.write_text(text, encoding="utf-8")
    assert asked(page, proxy) == []
    page.write_text(text.replace("default-src 'none'", "default-src *"), encoding="utf-8")
    assert asked(page, proxy) == ["http://elsewhere.example/x.png"]
