"""Methods of the project that hand what they are given to something that nothing resolves: by its name alone, such a method
may be a request, as one of an object without a type may."""

from __future__ import annotations

from flake8_confluence_scopes.calls.evaluation.evaluator import Evaluator
from flake8_confluence_scopes.calls.evaluation.steps import Steps
from flake8_confluence_scopes.calls.flow.statements import flow_of
from flake8_confluence_scopes.calls.language import arguments, bindings
from flake8_confluence_scopes.calls.language.arguments import Evaluated, evaluated
from flake8_confluence_scopes.calls.libraries.receiver_names import VERB_FIRST, sends_by
from flake8_confluence_scopes.calls.sending import receivers
from flake8_confluence_scopes.calls.sending.direct import guessed
from flake8_confluence_scopes.calls.sending.request import Requests
from flake8_confluence_scopes.calls.values.domain import Arguments, Frame, Function, Member, Unknown, Value, Values
from flake8_confluence_scopes.calls.values.texts import as_text


def is_named_like_request(function: Function) -> bool:
    """Whether it is a method of what may be a client, with the name of a request."""
    if function.receiver is None or sends_by(function.block.name) in (None, VERB_FIRST):
        return False
    return receivers.may_be_client(function.receiver)


def by_name(ev: Evaluator, method: Function, given: Arguments) -> Steps[Requests]:
    """The request of a method so named that has none of its own; none where it does not hand on what it gets."""
    assert method.receiver is not None  # so is a method called
    hands_on: bool = yield ev.remember(method.frame, ("hands on", method.block), lambda: _hands_on(ev, method), False)
    return (yield guessed(ev, method.receiver, method.block.name, given)) if hands_on else ()


def _hands_on(ev: Evaluator, method: Function) -> Steps[bool]:
    frame: Frame = yield bindings.general_frame(ev, method)
    own = {parameter.name for parameter in method.block.parameters[1:]}
    for site in flow_of(method.block).calls:
        callees: Values = yield ev.value(site.node.func, frame)
        if any(map(_is_of_unknown, callees)):
            given: Arguments = yield arguments.of_call(ev, site.node, frame)
            handed: Evaluated = yield evaluated(ev, given)
            if any(hole.name in own for value in handed.values for hole in as_text(value).holes):
                return True
    return False


def _is_of_unknown(callee: Value) -> bool:
    """Whether it is a method of an object of which nothing is known."""
    return isinstance(callee, Member) and isinstance(callee.receiver, (Unknown, Member))
