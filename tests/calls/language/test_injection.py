"""Parameters that a framework fills, whatever their annotation says."""

from __future__ import annotations

import pytest

from tests.calls.snippets import found

BEFORE = """
from typing import Annotated, Any, Optional
import fastapi
import httpx
from fastapi import Depends, Header
BASE = "https://example.atlassian.net/wiki/rest/api"
def make() -> httpx.Client:
    return httpx.Client(base_url=BASE)
async def kept():
    async with httpx.AsyncClient(base_url=BASE) as client:
        yield client
Made = Annotated[httpx.Client, Depends(make)]
Kept = Annotated[Any, "text", Header, Depends(kept)]
"""


@pytest.mark.parametrize(
    "parameter",
    [
        "client: httpx.Client = Depends(make)",
        "client: httpx.AsyncClient = fastapi.Depends(kept)",
        "client: Annotated[httpx.Client, Depends(make)]",
        "client: Annotated[httpx.Client, Header(), Depends(make)] = None",
        "client: Made",
        "client: Kept",
    ],
)
def test_what_is_injected_counts_before_the_annotation(parameter: str) -> None:
    source = f"{BEFORE}\ndef send({parameter}):\n    client.get('/content/search')"
    assert found(source) == ["GET /wiki/rest/api/content/search"]


def test_what_a_class_is_made_with() -> None:
    source = f"""{BEFORE}
class Service:
    def __init__(self, client: Made):
        self.client = client
    def send(self):
        self.client.get('/content/search')
"""
    assert found(source) == ["GET /wiki/rest/api/content/search"]


@pytest.mark.parametrize(
    "parameter",
    [
        "client: httpx.Client",
        "client: httpx.Client = nowhere(make)",
        "client: Annotated[httpx.Client, Depends(nowhere)]",
        "client: Annotated[httpx.Client, make]",
        "client: Annotated[httpx.Client]",
        "client: Optional[httpx.Client] = Depends(nowhere())",
    ],
)
def test_a_parameter_that_nothing_known_fills_is_what_its_annotation_says(parameter: str) -> None:
    source = f"{BEFORE}\ndef send({parameter}):\n    client.get('/wiki/rest/api/space')"
    assert found(source) == ["GET /wiki/rest/api/space"]


def test_a_caller_s_own_argument_counts() -> None:
    source = f"""{BEFORE}
def send(path, client: httpx.Client = Depends(make)):
    client.get(path)
send("/rest/api/space", httpx.Client(base_url="https://example.org"))
"""
    assert found(source)[:1] == ["GET /rest/api/space"]
