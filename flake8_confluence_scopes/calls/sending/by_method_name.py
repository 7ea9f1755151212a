"""Named methods of objects that nothing resolves: ``confluence.update_page(...)`` on a parameter without a type.

Such a call counts where the file that it stands in, or a module that this imports, imports the library, and the method has
a name that hardly anything else has, and that none of these modules defines. Any other is left to a function's callers, who
may hand in an object of the library.
"""

from __future__ import annotations

from flake8_confluence_scopes.calls.evaluation.evaluator import Evaluator
from flake8_confluence_scopes.calls.evaluation.steps import Steps
from flake8_confluence_scopes.calls.first_look.may_hold import libraries_near
from flake8_confluence_scopes.calls.first_look.named_methods import method_names
from flake8_confluence_scopes.calls.flow.blocks import Module
from flake8_confluence_scopes.calls.libraries import models_in_force
from flake8_confluence_scopes.calls.libraries.client_models import ClientModel, NamedMethod
from flake8_confluence_scopes.calls.libraries.method_names import is_confluences
from flake8_confluence_scopes.calls.libraries.models_in_force import ModelledClass
from flake8_confluence_scopes.calls.sending import named
from flake8_confluence_scopes.calls.sending.request import GUESSED, Request, Requests
from flake8_confluence_scopes.calls.values.domain import Arguments, External, ExternalObject, Hole, Member, Text, Value
from flake8_confluence_scopes.calls.values.openness import is_open
from flake8_confluence_scopes.calls.values.texts import describe
from flake8_confluence_scopes.path_template import HOLE


def is_worth_it(ev: Evaluator, callee: Value) -> bool:
    """Whether a callee has the name of a library's method, and the library is near the file in question."""
    if isinstance(callee, External):
        name = callee.name.rpartition(".")[2]
    elif isinstance(callee, Member) and callee.name is not None:
        name = callee.name
    else:
        return False
    models = _near(ev, ev.modules.first)
    return bool(models) and name in method_names(models)


def _near(ev: Evaluator, module: Module) -> tuple[ClientModel, ...]:
    """The models of the libraries that a module leads to."""
    found = ev.models_near.get(module)
    if found is None:
        near = libraries_near(module.text, module.path, ev.modules.root)
        found = ev.models_near[module] = models_in_force.models_of(near)
    return found


def sent(ev: Evaluator, receiver: Value, name: str, given: Arguments, module: Module) -> Steps[Requests]:
    """The requests of a method of what may be a library's object; what stands for them where only callers can tell.
    ``module`` is where the call stands: far from the library it is not reported there, so that callers have to be."""
    if isinstance(receiver, ExternalObject) or not is_worth_it(ev, Member(receiver, name)):
        return ()  # an object of another library has methods of its own
    is_telling = is_confluences(name, describe(receiver)) and not ev.modules.have(f"def {name}(")
    if is_telling and name in method_names(models := _near(ev, module)):
        full_name, cls, method = _first_with(name, models)
        return named.requests_of(ev, f"{full_name}.{name}", cls, method, None, given)
    if not is_open(receiver):
        return ()
    waiting = Text(HOLE, (Hole(f"{describe(receiver)}.{name}(...)", True),))
    return (Request(GUESSED, waiting, waiting),)


def _first_with(name: str, models: tuple[ClientModel, ...]) -> tuple[str, ModelledClass, NamedMethod]:
    """The full name of the first class that has a method of this name, which one of the models has, and the method."""
    classes = ((model, *item) for model in models for item in model.classes.items())
    having = ((full, ModelledClass(model, kind), model.method(kind, name)) for model, full, kind in classes)
    return next((full, cls, method) for full, cls, method in having if method is not None)
