"""``client``: lists, shows, derives and checks the client models."""

from __future__ import annotations

import argparse
import itertools
import json
import sys
import time
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from flake8_confluence_scopes import __version__
from flake8_confluence_scopes.commands.actions import action, actions_of, add_format, answer
from flake8_confluence_scopes.usage import PROG, UsageError, check_paths, print_line, remark, save

if TYPE_CHECKING:
    from flake8_confluence_scopes.calls import ClientModel, ModelRequest, NamedMethod, Range
    from flake8_confluence_scopes.commands.looking import Commands


def add(commands: Commands) -> None:
    """Adds the command."""
    actions = actions_of(
        commands,
        "client",
        "list, show, derive and check the client models",
        "Lists, shows, derives and checks the client models: what the named methods of a client class request.",
    )
    lister = action(actions, "list", _list, "list the packaged models", "Lists the packaged client models.")
    show = action(
        actions,
        "show",
        _show,
        "show what a model's methods request",
        "Shows every method of a client model, the versions that have it, and what it requests.",
    )
    show.add_argument("model", metavar="NAME-or-PATH", help="a packaged model's name, or a model's file")
    show.add_argument("method", nargs="?", metavar="METHOD", help="one method (default: all)")
    add_format(lister, show)
    derive = action(
        actions,
        "derive",
        _derive,
        "make a model of a client's source",
        "Makes a client model for --confluence-clients of a class whose source is here, or installed beside this program. "
        "The source is read, and never run. What it does not tell is listed.",
    )
    derive.add_argument("name", metavar="PACKAGE.Class", help="the class, by its full name")
    derive.add_argument("--folder", metavar="FOLDER", help="the folder in which the package lies (default: here, then src)")
    derive.add_argument("-o", "--output", metavar="FILE", help="where to write it (default: print it)")
    check = action(
        actions, "check", _check, "check a model's file", "Checks the file of a client model for --confluence-clients."
    )
    check.add_argument("file", metavar="FILE", help="the file")


def _list(arguments: argparse.Namespace) -> None:
    from flake8_confluence_scopes import calls

    models = calls.client_models()
    answer(arguments.format, list(map(_about, models)), map(_summary, models))


def _derive(arguments: argparse.Namespace) -> None:
    from flake8_confluence_scopes import calls

    folder, output = arguments.folder, arguments.output
    if folder is not None:
        check_paths([folder])
    own, installed = ([".", "src"], [path for path in sys.path if path]) if folder is None else ([folder], [])
    generator = f"{PROG} {__version__} client derive"
    try:
        found = calls.derive_client_model(arguments.name, own, installed, time.strftime("%Y-%m-%d"), generator)
    except calls.ClientModelError as error:
        raise UsageError(str(error)) from error
    if not found.left_open and not any(method["requests"] for method in found.methods.values()):
        raise UsageError(f"no method of {arguments.name} sends requests; name the class that does")
    text = json.dumps(found.data, indent=1) + "\n"
    if output is None:
        print(text, end="")
    else:
        save(output, text)
    for name, reason in found.left_open:
        remark(f"{name}: {reason}")
    number = f"{len(found.methods)} method{'s' * (len(found.methods) != 1)}"
    more = "; the lines above say what it leaves open" if found.left_open else ""
    remark(f"{arguments.name}: {number} in the model, {found.data['source']}{more}")


def _check(arguments: argparse.Namespace) -> None:
    from flake8_confluence_scopes import calls

    try:
        print_line(_summary(calls.read_client_model(arguments.file)))
    except calls.ClientModelError as error:
        raise UsageError(str(error)) from error


def _show(arguments: argparse.Namespace) -> None:
    model = _named(arguments.model)
    found = [
        (kind, method)
        for kind in sorted(set(model.classes.values()))
        for name in model.names(kind)
        if arguments.method in (None, name) and (method := model.method(kind, name))
    ]
    if not found:
        if arguments.method is None:
            raise UsageError(f"{model.name} has no methods; derive or name a model of another class")
        raise UsageError(f"{model.name} has no method {arguments.method}; see confluence-scopes client show {arguments.model}")
    rows = [{"model": kind, "method": method.name, "requests": list(map(_as_object, method.requests))} for kind, method in found]
    lines = (line for kind, method in found for line in _lines(kind, method))
    answer(arguments.format, _about(model) | {"methods": rows}, itertools.chain([_summary(model)], lines))


def _named(name: str) -> ClientModel:
    from flake8_confluence_scopes import calls

    models = {model.name: model for model in calls.client_models()}
    if name in models:
        return models[name]
    try:
        return calls.read_client_model(name)
    except calls.ClientModelError as error:
        raise UsageError(f"{error} (the packaged models are {', '.join(models)})") from error


def _about(model: ClientModel) -> dict[str, object]:
    return {
        "name": model.name,
        "package": model.package,
        "versions": list(map(_dotted, model.versions)),
        "executed": list(model.executed),
        "date": model.date,
        "source": model.source,
        "generator": model.generator,
        "classes": dict(model.classes),
    }


def _summary(model: ClientModel) -> str:
    methods = sum(len(model.names(kind)) for kind in set(model.classes.values()))
    classes = "1 class" if len(model.classes) == 1 else f"{len(model.classes)} classes"
    first, last = map(_dotted, model.versions)
    number = "1 method" if methods == 1 else f"{methods} methods"
    return f"{model.name}: {model.package} {first} to {last}, {classes}, {number}, {model.date}"


def _lines(kind: str, method: NamedMethod) -> Iterator[str]:
    parameters = ", ".join("/".join(one.names) for one in method.parameters)
    yield f"{kind}.{method.name}({parameters})"
    for side, ranges in method.exists.items():
        yield f"    on {side}: {_spans(ranges) or 'in no version'}"
    if method.incomplete:
        yield f"    in {_spans(method.incomplete)} it may send more, which nobody knows"
    for request in method.requests:
        yield f"    {request.method} {request.path}{''.join(_remarks(request))}"


def _remarks(request: ModelRequest) -> Iterator[str]:
    when = request.when
    conditions = [
        *(f"{name} given" for name in when.given),
        *(f"{name} absent" for name in when.absent),
        *(f"{name} is {' or '.join(map(repr, values))}" for name, values in when.equal),
        *(f"{name} is not {' or '.join(map(repr, values))}" for name, values in when.unequal),
        *(["the answer asks for it"] if when.answer else []),
    ]
    if conditions:
        yield f", if {' and '.join(conditions)}"
    if request.sides:
        yield f", on {' and '.join(sorted(request.sides))}"
    if request.versions:
        yield f", in {_spans(request.versions)}"
    if request.kind != "rest":
        yield f" ({request.kind})"


def _as_object(request: ModelRequest) -> dict[str, object]:
    when = {key: dict(value) if key in ("equal", "unequal") else value for key, value in request.when._asdict().items() if value}
    return {
        "method": request.method,
        "path": request.path,
        "when": when,
        "on": sorted(request.sides),
        "in": _spans(request.versions),
        "kind": request.kind,
    }


def _spans(ranges: Sequence[Range]) -> str:
    return ", ".join(
        _dotted(first) if first == last else f"{_dotted(first)} to {_dotted(last)}" for first, last in ranges
    )


def _dotted(version: tuple[int, ...]) -> str:
    return ".".join(map(str, version))
