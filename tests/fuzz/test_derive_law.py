"""What a derived model predicts of calls of a random client class, against what Python sends when it runs the class, and what
our own analysis says where the class's source is at hand."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, Phase, given, note, settings
from hypothesis import strategies as st

from flake8_confluence_scopes.calls import Call, ClientModel, derive_client_model, find_calls, use_clients
from flake8_confluence_scopes.calls.libraries.client_model_file import parse
from flake8_confluence_scopes.path_template import HOLE, PathTemplate
from tests.calls.client_classes import METHODS, ROOT, Client, calls, clients, exact_calls, exact_clients
from tests.calls.client_runs import GIVEN, run, states
from tools.client_models.predicting import predicted

FEWER = settings(
    max_examples=settings().max_examples // 2,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),  # making a class smaller takes minutes
)
Arguments = tuple[str, ...]
_FIELD = re.compile(r"\{\w*\}")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    yield tmp_path_factory.mktemp("derived")
    use_clients([])


class Predicted(NamedTuple):
    """What a model says of a call, and whether it lists the method as one that it does not know all of."""

    method: str
    arguments: Arguments
    calls: list[Call]
    listed: bool

    def covers(self, method: str, path: PathTemplate) -> bool:
        return self.listed or any(call.method == method and call.path.covers(path) for call in self.calls)


def texts(said: list[Call]) -> set[str]:
    return {f"{call.method} {call.path.text}".replace(HOLE, GIVEN) for call in said}


def sure_of(model: ClientModel, one: Predicted) -> list[tuple[str, PathTemplate]]:
    """What a model claims to be sent by a call, whatever the answers are."""
    known = filter(None, (model.method("client", one.method),))
    rows = [row for method in known for row in predicted(method, "0", "cloud", states(one.arguments))]
    return [(row.method, PathTemplate(_FIELD.sub(HOLE, row.path))) for row in rows if not row.when.answer]


def covers(row: tuple[str, PathTemplate], call: tuple[str, PathTemplate]) -> bool:
    return row[0] == call[0] and row[1].covers(call[1])


def said_of(made: str, wanted: list[tuple[str, Arguments]], folder: Path) -> list[list[Call]]:
    """What is said of these calls of an object that is made in this way, by a module beside the class, if that is here."""
    folder.mkdir(exist_ok=True)
    lines = ["import acme, os", "x = os.environ['x']", *(f"{made}.{name}({', '.join(given)})" for name, given in wanted)]
    found: list[list[Call]] = [[] for _ in lines]
    for call in find_calls("\n".join(lines), str(folder / "app.py"), root=str(folder)):
        found[call.place.line - 1].append(call)
    return found[2:]


def written(client: Client, folder: Path) -> None:
    """The class, with and without a REST root of its own."""
    for name, source in (("derived", client.with_root), ("source", client.source)):
        (folder / name).mkdir(exist_ok=True)
        (folder / name / "acme.py").write_text(source, encoding="utf-8")


def predictions(client: Client, given: list[Arguments], folder: Path) -> tuple[ClientModel, list[Predicted]]:
    note("\n".join(f"{number:3} {line}" for number, line in enumerate(client.source.splitlines(), 1)))
    written(client, folder)
    model = derive_client_model("acme.Wiki", [str(folder / "derived")], [], "2026-01-01", "a test")
    (folder / "acme.json").write_text(json.dumps(model.data), encoding="utf-8")
    listed = {name for name, _ in model.left_open}
    assert listed <= {*METHODS}
    wanted = [(name, one) for name in METHODS for one in given]
    use_clients([str(folder / "acme.json")])
    said = said_of("acme.Wiki()", wanted, folder / "elsewhere")
    use_clients([])
    found = [Predicted(name, one, calls, name in listed) for (name, one), calls in zip(wanted, said)]
    return parse(model.data, "the model"), found


@FEWER
@given(clients(), st.lists(calls(), min_size=4, max_size=4))
def test_what_is_sent_is_predicted_and_what_is_sure_is_sent(folder: Path, client: Client, given: list[Arguments]) -> None:
    model, found = predictions(client, given, folder)
    for one in found:
        sure = sure_of(model, one)
        for ran in run(client, one.method, one.arguments):
            assert [call for call in ran.sent if not one.covers(*call)] == [], one
            # A call that ends with an error was no right one.
            assert [row for row in sure * ran.ended if not any(covers(row, call) for call in ran.sent)] == [], one


@FEWER
@given(exact_clients(), st.lists(exact_calls(), min_size=4, max_size=4))
def test_all_is_sure_where_arguments_decide(folder: Path, client: Client, given: list[Arguments]) -> None:
    model, found = predictions(client, given, folder)
    by_source = said_of(f"acme.Wiki({ROOT!r})", [(one.method, one.arguments) for one in found], folder / "source")
    for one, own in zip(found, by_source):
        assert not one.listed, one
        sure = sure_of(model, one)
        sent = [call for ran in run(client, one.method, one.arguments) for call in ran.sent]
        assert [call for call in sent if not any(covers(row, call) for row in sure)] == [], one
        assert [row for row in sure if not any(covers(row, call) for call in sent)] == [], one
        # The source says as much, where it stands beside the call.
        assert {f"{method} {path.text}" for method, path in sent} <= texts(own), one
