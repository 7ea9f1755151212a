"""What a constructor keeps of what it was given, and what conditions ask of it elsewhere."""

from __future__ import annotations

import textwrap

import pytest

from tests.calls.snippets import found

BOTH = ["GET /api/v2/spaces", "GET /rest/api/space"]
CROSSED = ["GET /api/v2/space", "GET /api/v2/spaces", "GET /rest/api/space", "GET /rest/api/spaces"]

CHOSEN = 'f"{host}/api/v2" if %s else f"{host}/rest/api"'
BRANCHES = """
if %s:
    self.root = f"{host}/api/v2"
else:
    self.root = f"{host}/rest/api"
"""


def requested(parameter: str, setup: str, condition: str, base: bool = False) -> list[str]:
    """What a method requests that chooses a resource by a condition, below the root that the constructor set up."""
    return sorted(
        found(
            f"""
import requests
class Client:
    def __init__(self, host, {parameter}):
{textwrap.indent(setup, " " * 8)}
{"class Spaces(Client):" if base else ""}
    def spaces(self, other, cloud):
        if {condition}:
            return requests.get(f"{{self.root}}/spaces")
        return requests.get(f"{{self.root}}/space")
"""
        )
    )


@pytest.mark.parametrize("base", [False, True])
@pytest.mark.parametrize(
    ("parameter", "setup", "condition"),
    [
        ("cloud", f"self.cloud = cloud; self.root = {CHOSEN % 'cloud'}", "self.cloud"),
        ("cloud", f"self.root = {CHOSEN % 'cloud'}; self.cloud = cloud", "self.cloud"),
        ("cloud", f"self.cloud = cloud; self.root = {CHOSEN % 'self.cloud'}", "self.cloud"),
        ("cloud=True", f"self.cloud = cloud; self.root = {CHOSEN % 'cloud'}", "self.cloud"),
        ("*, cloud: bool = False", f"self._cloud: bool = cloud; self.root = {CHOSEN % 'cloud'}", "self._cloud"),
        ("cloud", f"self.cloud = bool(cloud); self.root = {CHOSEN % 'self.cloud'}", "self.cloud"),
        ("server", f"self.old = server; self.root = {CHOSEN % 'not server'}", "not self.old"),
        ("kind", f"self.kind = kind; self.root = {CHOSEN % '''kind == 'cloud' '''}", 'self.kind == "cloud"'),
        ("kind", f"self.kind = kind; self.root = {CHOSEN % '''kind == 'cloud' '''}", 'not self.kind != "cloud"'),
        ("n", f"self.version = n; self.root = {CHOSEN % 'n == 2'}", "2 == self.version"),
        ("n", f"self.cloud = 'x' in host; self.root = {CHOSEN % 'self.cloud'}", "self.cloud"),
        ("n", f"cloud = 'x' in host; self.cloud = cloud; self.root = {CHOSEN % 'cloud'}", "self.cloud"),
        ("n", f"cloud = self.cloud = is_cloud(host); self.root = {CHOSEN % 'cloud'}", "self.cloud"),
        ("config", f"self.config = config; self.root = {CHOSEN % 'config.cloud'}", "self.config.cloud"),
        ("config", f"self.config = config; self.root = {CHOSEN % 'config.is_cloud()'}", "self.config.is_cloud()"),
        ("cloud", f"self.cloud = cloud{BRANCHES % 'cloud'}", "self.cloud"),
        ("cloud", f"{BRANCHES % 'cloud'}self.cloud = cloud", "self.cloud"),
    ],
)
def test_a_constructor_keeps_what_conditions_ask(parameter: str, setup: str, condition: str, base: bool) -> None:
    assert requested(parameter, setup, condition, base) == BOTH


@pytest.mark.parametrize(
    ("parameter", "setup", "condition"),
    [
        ("cloud", f"self.cloud = host; self.root = {CHOSEN % 'cloud'}", "self.cloud"),
        ("cloud", f"self.cloud, self.host = cloud, host; self.root = {CHOSEN % 'cloud'}", "self.host"),
        ("cloud, old", f"self.cloud = cloud; self.old = old; self.root = {CHOSEN % 'cloud'}", "self.old"),
        ("cloud", f"self.root = {CHOSEN % 'cloud'}\nif host:\n    self.cloud = cloud", "self.cloud"),
        ("cloud", f"self.cloud = cloud; self.root = {CHOSEN % 'cloud'}", "other"),
        ("cloud", f"self.cloud = cloud; self.root = {CHOSEN % 'cloud'}", "other.cloud"),
        ("kind", f"self.kind = kind; self.root = {CHOSEN % '''kind == 'cloud' '''}", "self.kind == b'cloud'"),
    ],
)
def test_a_constructor_keeps_something_else(parameter: str, setup: str, condition: str) -> None:
    assert requested(parameter, setup, condition) == CROSSED


def test_a_constructor_has_asked_its_caller() -> None:
    source = """
    import requests
    class Client:
        def __init__(self, new):
            self.root = "https://x/api/v2" if new else "https://x/rest/api"
    def fetch(cloud, {other}):
        client = Client(cloud)
        requests.get(client.root + ("/spaces" if {asked} else "/space"))
    """
    assert sorted(found(source.format(other="other", asked="cloud"))) == BOTH
    assert sorted(found(source.format(other="other", asked="other"))) == CROSSED


def test_an_argument_and_a_name_of_the_module_differ() -> None:
    assert sorted(
        found("""
    import requests
    from .settings import CLOUD
    def root(CLOUD):
        return "https://x/api/v2" if CLOUD else "https://x/rest/api"
    def name():
        return "/spaces" if CLOUD else "/space"
    def fetch(CLOUD):
        requests.get(root(CLOUD) + name())
    """)
    ) == CROSSED


def test_arguments_that_a_dict_holds_differ() -> None:
    assert sorted(
        found("""
    import requests
    def url(new=False, plural=False):
        root = "https://x/api/v2" if new else "https://x/rest/api"
        return root + ("/spaces" if plural else "/space")
    def fetch(**options):
        requests.get(url(**options))
    """)
    ) == CROSSED


def test_a_chain_of_names_ends() -> None:
    names = "\n".join(f"    n{i} = n{i - 1}" for i in range(1, 40))
    source = f"""
import requests
def fetch(n0):
{names}
    root = "https://x/api/v2" if n{{first}} else "https://x/rest/api"
    requests.get(root + ("/spaces" if n{{second}} else "/space"))
"""
    assert sorted(found(source.format(first=5, second=0))) == BOTH
    assert sorted(found(source.format(first=39, second=0))) == CROSSED
