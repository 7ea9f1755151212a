"""The packaged client models predict what the installed libraries do; ``tox -e client-models`` has the long form."""

from __future__ import annotations

import importlib.util
from importlib import metadata
from pathlib import Path

import pytest

from flake8_confluence_scopes import calls
from tools.build_client_models import PACKAGE_DATA, run
from tools.client_models.libraries import LIBRARIES
from tools.client_models.predicting import surprises

pytestmark = pytest.mark.once


@pytest.mark.parametrize("name", LIBRARIES)
def test_calls_by_chance_are_predicted(name: str) -> None:
    library = LIBRARIES[name]
    pytest.importorskip(library["module"], reason=f"{name} is not installed; tox -e client-models brings it")
    found = importlib.util.find_spec(library["module"])
    assert found is not None and found.origin is not None
    made = run({"library": library, "random": 300, "seed": 7}, Path(found.origin).parent.parent)
    model = calls.read_client_model(str(PACKAGE_DATA / f"{name}.json"))
    assert sum(len(call[-1]) for call in made) > 200
    assert list(surprises(model, metadata.version(name), made)) == []
