"""Fields of dataclasses and of classes like them, and what runs behind their constructors."""

from __future__ import annotations

import pytest

from tests.calls.snippets import found

HEAD = """
import attr, dataclasses, pydantic, requests
from dataclasses import dataclass, field
"""


def paths(source: str) -> list[str]:
    """The paths of the calls in code behind the imports."""
    return [call.partition(" ")[2] for call in found(HEAD + source)]


@pytest.mark.parametrize(
    "head, method",
    [
        ("@dataclass\nclass Settings:", "__post_init__(self)"),
        ("@dataclass(slots=True)\nclass Settings:", "__post_init__(self)"),
        ("@attr.define\nclass Settings:", "__attrs_post_init__(self)"),
        ("class Settings(pydantic.BaseModel):", "model_post_init(self, context)"),
    ],
)
def test_what_runs_behind_the_constructor_sets_fields(head: str, method: str) -> None:
    source = f"""
{head}
    host: str
    base: str = ""
    def {method}:
        self.host = self.host.rstrip("/")
        self.base = self.host + "/wiki/rest/api"
def page(settings: Settings):
    requests.get(settings.base + "/content/1")
    requests.get(settings.host + "/rest/api/space")
    requests.get(Settings("https://x.atlassian.net/").base + "/group")
"""
    assert paths(source) == ["/wiki/rest/api/content/1", "/rest/api/space", "/wiki/rest/api/group"]


def test_a_frozen_class_sets_its_fields_by_the_name() -> None:
    source = """
@dataclass(frozen=True)
class Settings:
    host: str
    base: str = field(init=False)
    def __post_init__(self):
        object.__setattr__(self, "base", self.host + "/rest/api")
def page(settings: Settings):
    requests.get(settings.base + "/content/1")
"""
    assert paths(source) == ["/rest/api/content/1"]


def test_a_field_that_is_only_filled_where_it_is_empty() -> None:
    source = """
@dataclass
class Settings:
    host: str
    base: str = ""
    def __post_init__(self):
        if not self.base:
            self.base = self.host + "/rest/api"
requests.get(Settings("x").base + "/content/1")
requests.get(Settings("x", "y/rest/api").base + "/content/2")
requests.get(Settings("x", base="y/rest/experimental").base + "/content/3")
"""
    assert paths(source) == ["/rest/api/content/1", "/rest/api/content/2", "/rest/experimental/content/3"]


def test_the_nearest_class_that_runs_behind_the_constructor_counts() -> None:
    source = """
class Other:
    pass
@dataclass
class Settings(Other):
    base: str = "/rest/api"
    def __post_init__(self):
        self.base = "/wiki/rest/api"
@dataclass
class Inherits(Settings):
    key: str = "1"
@dataclass
class Replaces(Settings):
    def __post_init__(self):
        self.key = "1"
@dataclass
class PassesOn(Settings):
    def __post_init__(self):
        super().__post_init__()
        self.key = "1"
requests.get(Inherits("/").base + "/content/1")
requests.get(Replaces("/rest/api").base + "/content/2")
requests.get(PassesOn("/rest/api").base + "/content/3")
"""
    assert paths(source) == ["/wiki/rest/api/content/1", "/rest/api/content/2", "/wiki/rest/api/content/3"]


def test_a_method_of_another_name_does_not_run_behind_the_constructor() -> None:
    source = """
@dataclass
class Settings:
    base: str
    def post_init(self):
        self.base = "/wiki/rest/api"
requests.get(Settings("/rest/api").base + "/content/1")
"""
    assert paths(source) == ["/rest/api/content/1"]


def test_a_field_that_the_constructor_does_not_take_has_no_place_in_it() -> None:
    source = """
@dataclass
class Base:
    made: str = field(init=False, default="")
    kept: str = field(default="/rest/api", init=True)
@dataclass
class Settings(Base):
    made: str = field(init=False)
    kept: str = field(init=False, default="/rest/experimental")
    path: str = field(default="/content")
requests.get(Base("/wiki/rest/api").kept + "/content/1")
requests.get(Base().kept + "/content/2")
requests.get(Settings("/group").kept + "/content/3")
requests.get("/rest/api" + Settings("/group").path)
"""
    assert paths(source) == [
        "/wiki/rest/api/content/1",
        "/rest/api/content/2",
        "/rest/experimental/content/3",
        "/rest/api/group",
    ]
