"""Random projects of three modules that request resources of the catalogs, with parts that only a run knows: settings,
answers, arguments of a framework, functions that somebody else calls. And what they request when Python runs them."""

from __future__ import annotations

import builtins
import json
import re
import types
from collections.abc import Callable, Iterator
from functools import lru_cache, partial
from random import Random
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from flake8_confluence_scopes.path_template import PathTemplate
from tests.support import PACKAGE

HOSTS = ("https://site.atlassian.net", "https://api.atlassian.com/ex/confluence/1f2e", "https://confluence.example.com")
"""All name the product: a host that does not is taken for somebody else's where the code fixes it."""
ELSEWHERE = "https://elsewhere.example/v1/things"
MODULES = ("tools", "client", "app")
"""Each may import those before it."""

PRELUDE = """\
import os
import subprocess
import threading
from functools import partial
from urllib.parse import urljoin
import httpx
import requests
import frame
"""

# By the name under which they are used: what nobody calls would leave all open.
TOOLS = {
    "SESSION": "SESSION = requests.Session()",
    "send": """\
def send(method, url, **options):
    return requests.request(method, url, **options)""",
    "call_with": """\
def call_with(function, *values):
    return function(*values)""",
    "Client": """\
class Client:
    prefix = ""

    def __init__(self, base, session=None):
        self.base = base
        self.session = session or requests.Session()

    def _send(self, method, path, **options):
        return self.session.request(method, self.base + self.prefix + path, **options)

    def send(self, method, path):
        return self._send(method, path)""",
    "Holder": """\
class Holder:
    def __init__(self, function):
        self.function = function

    def go(self, value):
        return self.function(value)""",
}
MORE_OF_CLIENT = """

    def get(self, path):
        return self._send("GET", path)"""

# <u> is the whole URL, <m> its method in quotes, <v> the client's method; <b> + <p> are the URL in two parts, <q> the
# second one without its first slash.
SENDERS = (
    "requests.<v>(<u>)", "requests.<v>(<u>)", "requests.request(<m>, <u>)", "requests.Session().<v>(<u>)",
    "requests.request(method=<m>, url=<u>)", "<t>SESSION.<v>(<u>)", "<t>SESSION.request(<m>, <u>)",
    "httpx.<v>(<u>)", "httpx.Client(base_url=<b>).<v>(<p>)", "httpx.Client().request(<m>, <u>)",
    "<t>send(<m>, <u>)", "<t>send(url=<u>, method=<m>)", "<t>Client(<b>).send(<m>, <p>)",
    "<t>Client(<b>, requests.Session()).send(<m>, path=<p>)", "partial(<t>send, <m>)(<u>)",
    "getattr(requests, <vq>)(<u>)", "requests.<v>(urljoin(<b> + '/', <q>))",
)  # fmt: skip

# How a function gets its values from somebody outside: <f> is the function, <k> what the framework knows it by.
HANDED = (
    "frame.on(<k>, <f>)", "frame.on(<k>, callback=<f>)", "frame.on(<k>, [<f>])", "frame.on(<k>, {'x': <f>})",
    "frame.on(<k>, (1, <f>))", "frame.on(<k>, lambda *values: <f>(*values))", "frame.on(<k>, partial(<f>))",
    "frame.handlers[<k>] = <f>", "frame.handlers.update({<k>: <f>})", "TABLE = {<k>: <f>}; frame.on(<k>, TABLE)",
    "LIST = [<f>]; frame.on(<k>, LIST)", "setattr(frame.box, <k>, <f>)", "frame.on(<k>, <f> if frame.flag else None)",
    "frame.on(<k>, frame.same(<f>))", "frame.on(<k>, *[<f>])", "frame.on(<k>, **{'callback': <f>})",
    "frame.on(<k>, tools.Holder(<f>).go)", "other = <f>; frame.on(<k>, other)", "frame.on(<k>)(<f>)",
    "frame.on(<k>, [one for one in (<f>,)])", "frame.box.<n> = <f>", "frame.on(<k>, [[<f>]])",
    "frame.handlers[<k>] = [<f>]", "frame.handlers |= {<k>: <f>}", "frame.on(<k>, frame.flag and <f>)",
)  # fmt: skip

# How the project itself calls a function with the values <a>, by a way that is not its name.
INDIRECT = (
    "for one in [<f>]: one(<a>)", "{'x': <f>}['x'](<a>)", "{'x': <f>}[frame.name](<a>)", "list(map(<f>, [<a>]))",
    "partial(<f>, <a>)()", "tools.call_with(<f>, <a>)", "tools.Holder(<f>).go(<a>)", "(lambda value: <f>(value))(<a>)",
    "(<f> if frame.flag else print)(<a>)", "[<f>][0](<a>)", "[<f>(one) for one in [<a>]]", "(other := <f>)(<a>)",
    "threading.Thread(target=<f>, args=(<a>,)).run()", "frame.run(<f>, <a>)", "<f>(*[<a>])", "TABLE = [<f>]; TABLE[-1](<a>)",
    "TABLE = {}; TABLE['x'] = <f>; TABLE[frame.name](<a>)", "TABLE = {'x': <f>}; [one(<a>) for one in TABLE.values()]",
    "tools.call_with(tools.call_with, <f>, <a>)",
)  # fmt: skip

# How another program sends a request; <l> is the whole URL as a literal.
COMMANDS = (
    "subprocess.run(['curl', '-X', <m>, <l>])", "subprocess.run('curl -X ' + <m> + ' ' + <l>, shell=True)",
    "subprocess.run(['/usr/bin/wget', '--method', <m>, <l>])",
)  # fmt: skip

_HOLE = re.compile("<([a-z]+)>")
_ROOT = re.compile("/(?:rest|download|api/v2)/")
_RESOURCE = re.compile("/(?:rest/[^/]+|download|api/v2)/[^/]+/")


class Target(NamedTuple):
    """A request that some catalog has: its method, and a real path from ``/wiki`` on."""

    method: str
    path: str


class Project(NamedTuple):
    """The modules' texts, and what only the run knows: settings by their names, and the values with which the framework
    calls what was handed to it."""

    modules: dict[str, str]
    settings: dict[str, str]
    calls: dict[str, tuple[str, ...]]


@lru_cache
def targets(family: str) -> tuple[Target, ...]:
    """The requests of the catalogs for ``oauth`` or ``connect`` scopes, without those that a parameter could be as well,
    as ``/rest/api/content/search``: something unknown in that place counts as an id (docs/limits.md)."""
    found: dict[Target, None] = {}
    patterns: list[tuple[str, re.Pattern[str]]] = []
    for name in ("cloud",) if family == "oauth" else ("cloud", "connect-2016", "connect-2014"):
        table = json.loads((PACKAGE / "scopes" / "data" / f"{name}.json").read_text(encoding="utf-8"))
        for operation in table.get("operations", ()):
            found[Target(operation["method"], re.sub(r"\{[^}]*\}", "k7", operation["path"]))] = None
            patterns.append((operation["method"], re.compile(re.sub(r"\{[^}]*\}", "[^/]+", operation["path"]))))
        for row in table.get("rows", ()):
            for method in (method for method, scope in row["scopes"].items() if scope != "N/A"):
                path = row["path"].replace("{version}", row["versions"][0] if row["versions"] else "")
                found[Target(method, "/wiki" + re.sub(r"\.[*+]", "7/x", path))] = None
    return tuple(
        target
        for target in found
        if sum(method == target.method and bool(pattern.fullmatch(target.path)) for method, pattern in patterns) < 2
    )


class Writer:
    """Writes one project. ``known`` of ten parts are fixed by the code."""

    def __init__(self, random: Random, family: str) -> None:
        self.random = random
        self.family = family
        self.known = random.choice((0, 5, 8, 9, 10, 10))
        self.lines: dict[str, list[str]] = {name: [PRELUDE] for name in MODULES}
        self.lines["client"].append("import tools\n")
        self.lines["app"].append("import tools, client\n")
        self.main: list[str] = []
        self.settings: dict[str, str] = {}
        self.calls: dict[str, tuple[str, ...]] = {}
        self.count = 0

    def project(self) -> Project:
        for _ in range(self.random.randint(1, 3)):
            parts = (self.plain, self.plain, self.handler, self.handler, self.method, self.view, self.pages)
            self.random.choice(parts if self.random.randrange(20) else (self.command,))()
        main = ["def main():", *("    " + line for line in self.main or ["pass"])]
        texts = {name: "\n".join(lines) + "\n" for name, lines in self.lines.items()}
        used = " ".join([*texts.values(), *main])
        for name, text in TOOLS.items():
            if re.search(rf"\b(?:tools\.|return ){name}\b", used):
                more = MORE_OF_CLIENT if name == "Client" and self.chance(4) else ""
                texts["tools"] += "\n" + text + more + "\n"
        texts["app"] += "\n" + "\n".join(main) + "\n\nif __name__ == '__main__':\n    main()\n"
        return Project(texts, self.settings, self.calls)

    # Parts of a project: each sends one request or more.

    def plain(self) -> None:
        """A request whose URL stands where it is sent."""
        target = self.target()
        self.main.append(self.sent("app", target.method, self.host() + target.path))

    def command(self) -> None:
        """A request that another program sends."""
        target = self.target()
        filled = {"m": repr(target.method), "l": repr(self.host() + target.path)}
        self.main.append(_HOLE.sub(lambda match: filled[match[1]], self.random.choice(COMMANDS)))

    def handler(self) -> None:
        """A function that puts a parameter into its URL, and who calls it."""
        where = self.random.choice(("client", "app"))
        name, (before, value, after), target = self.new("handle"), *self.cut()
        parts = [self.text(where, before)] if before else []
        parts += ["value", *([repr(after) if _RESOURCE.search(before) else self.text(where, after)] if after else [])]
        body = self.sent(where, target.method, parts)
        form = self.random.choice(("direct", "handed", "handed", "indirect", "indirect", "registered"))
        wrapped = ["@frame.on(" + repr(name) + ")"] if form == "registered" else []
        inside = form in ("handed", "indirect") and self.chance(6)
        written = [*wrapped, f"def {name}(value):", "    return " + body]
        if inside and where == "app":
            self.main += written
        else:
            self.lines[where] += ["", *written]
        called = name if where == "app" else f"client.{name}"
        if form != "indirect" and self.chance(2):
            self.main.append(f"{called}({self.text('app', self.decoy())})")
        match form:
            case "direct":
                self.main.append(f"{called}({self.text('app', value)})")
            case "registered":
                self.calls[name] = (value,)
            case "handed":
                self.calls[name] = (value,)
                self.statement(self.random.choice(HANDED), called, name, not (inside and where == "app"))
            case _:
                form = self.random.choice(INDIRECT).replace("<f>", called).replace("<a>", self.text("app", value))
                self.main += form.split("; ")

    def method(self) -> None:
        """A class with a base of its own, and methods with names of their own."""
        (before, value, after), target = self.cut()
        name, cut = self.new("Api"), self.random.randint(0, len(before))
        lines = [
            f"class {name}(tools.Client):",
            f"    prefix = {before[cut:]!r}",
            "    def item(self, value):",
            f"        return self.send({target.method!r}, value + {after!r})",
        ]
        where = self.random.choice(("client", "app"))
        self.lines[where] += ["", *lines]
        made = f"{name if where == 'app' else 'client.' + name}({self.text('app', before[:cut])})"
        match self.random.randrange(5):
            case 0:
                self.main.append(f"{made}.item({self.text('app', value)})")
            case 1:
                self.main += [f"api = {made}", f"api.item({self.text('app', self.decoy())})"]
                self.calls[name] = (value,)
                self.statement(self.random.choice(HANDED), "api.item", name, False)
            case 2:
                self.main.append(f"frame.on({name!r}, {made})")
                self.calls[name] = (value,)
            case 3:
                self.main.append(f"getattr({made}, frame.item)({self.text('app', value)})")
            case _:
                function = self.new("use")
                self.lines["app"] += ["", f"def {function}(api):", f"    api.item({self.text('app', value)})"]
                self.main.append(f"{function}({made})")

    def view(self) -> None:
        """A class whose method the framework calls."""
        (before, value, after), target = self.cut()
        name, where = self.new("View"), self.random.choice(("client", "app"))
        parts = [self.text(where, before)] if before else []
        body = self.sent(where, target.method, [*parts, "value", *([repr(after)] if after else [])])
        base = self.random.choice(("frame.View", ""))
        lines = [f"class {name}({base}):", "    def item(self, value):", f"        return {body}"]
        self.lines[where] += ["", *lines]
        called = name if where == "app" else f"client.{name}"
        if self.chance(2):
            self.main.append(f"{called}().item({self.text('app', self.decoy())})")
        self.calls[name] = (value,)
        self.main.append(f"frame.on({name!r}, {called}{self.random.choice(('', '()'))})")

    def pages(self) -> None:
        """The pages of a list, by the links in the answers."""
        target = self.target("GET")
        url = self.host() + target.path
        self.settings[key := self.new("NEXT")] = url + "?cursor=2"
        self.main += [
            f"url = {self.text('app', url)}",
            "while url:",
            f"    url = requests.get(url).json()['_links'].get({key!r})",
        ]

    # Texts.

    def statement(self, form: str, called: str, name: str, may_be_outside: bool) -> None:
        lines = form.replace("<f>", called).replace("<k>", repr(name)).replace("<n>", name).split("; ")
        if may_be_outside and "other" not in form and self.chance(2):
            self.lines["app"] += lines
        else:
            self.main += lines

    def sent(self, where: str, method: str, url: str | list[str]) -> str:
        """An expression that sends a request; ``url`` is a text, or the expressions of its parts."""
        form = self.random.choice(SENDERS)
        if isinstance(url, str):
            borders = [match.start() for match in re.finditer("(?<!/)/(?!/)", url)]
            borders = [it for it in borders if not _RESOURCE.search(url[: it + 1]) or "/" not in url[it + 1 :]]
            cut = self.random.choice(borders)
            parts = [self.text(where, url[:cut]), self.text(where, url[cut:])]
            last = self.text(where, url[cut + 1 :])
        else:
            parts = [url[0], " + ".join(url[1:]) or "''"]
            last = f"({parts[1]}).lstrip('/')"
            if "<q>" in form or "base_url" in form:
                form = "requests.<v>(<u>)"
        filled = {
            "m": repr(method), "v": method.lower(), "vq": repr(method.lower()), "b": parts[0], "p": parts[1], "q": last,
            "u": self.joined(parts), "t": "" if where == "tools" else "tools.",
        }  # fmt: skip
        return _HOLE.sub(lambda match: filled[match[1]], form)

    def joined(self, parts: list[str]) -> str:
        match self.random.randrange(4):
            case 0:
                return "''.join([" + ", ".join(parts) + "])"
            case 1:
                return "'" + "{}" * len(parts) + "'.format(" + ", ".join(parts) + ")"
            case 2:
                return "'" + "%s" * len(parts) + "' % (" + ", ".join(parts) + ",)"
        return " + ".join(parts)

    def text(self, where: str, text: str) -> str:
        """An expression for a text, in one of the modules."""
        fixed = self.random.randrange(10) < self.known
        match self.random.randrange(6 if fixed else 7):
            case 0 | 1 if fixed:
                return repr(text)
            case 2 if fixed and "/" in text:
                cut = text.rindex("/") + self.random.randrange(2)
                return f"({text[:cut]!r} + {text[cut:]!r})"
            case _ if fixed:
                return self.constant(where, text)
            case 0 | 1:
                self.settings[name := self.new("SETTING")] = text
                return self.random.choice((f"os.environ[{name!r}]", f"os.environ.get({name!r}, 'x')", f"os.getenv({name!r})"))
            case 2:
                self.settings[name := self.new("setting")] = text
                return self.random.choice((f"frame.config[{name!r}]", f"frame.setting({name!r})", f"frame.config.get({name!r})"))
            case 3:
                self.settings[name := self.new("field")] = text
                site = self.random.choice((ELSEWHERE, HOSTS[0] + "/wiki/rest/api/space"))
                return f"requests.get({site!r}).json()['results'][0][{name!r}]"
            case 4:
                self.settings[name := self.new("SETTING")] = text
                constant = self.new("BASE")
                self.lines[where].insert(1, f"{constant} = os.environ[{name!r}]")
                return constant
            case 5:
                found = _RESOURCE.search(text)
                # Never inside of a scheme or of the product's name.
                ends = [match.end() for match in re.finditer("(?<!/)/(?!/)", text[: found.start() + 1 if found else None])]
                cut = self.random.choice([0, *ends])
                return f"({text[:cut]!r} + {self.text(where, text[cut:])})"
        self.settings[name := self.new("setting")] = text
        function = self.new("of_setting")
        self.lines["tools"] += ["", f"def {function}(name={name!r}):", "    return frame.config[name]"]
        return f"{'' if where == 'tools' else 'tools.'}{function}()"

    def constant(self, where: str, text: str) -> str:
        """A name, an entry, an attribute or a call that is the text."""
        home = self.random.choice((where, "tools"))
        name, owner = self.new("CONSTANT"), "" if home == where else f"{home}."
        forms = (
            (f"{name} = {text!r}", name), (f"{name} = {{'x': {text!r}, 'y': 'z'}}", f"{name}['x']"),
            (f"class {name}:\n    text = {text!r}", f"{name}.text"), (f"def {name}():\n    return {text!r}", f"{name}()"),
            (f"def {name}(text={text!r}):\n    return text", f"{name}()"),
        )  # fmt: skip
        line, use = self.random.choice(forms)
        self.lines[home].insert(1, line)
        return owner + use

    def target(self, method: str = "") -> Target:
        chosen = [target for target in targets(self.family) if method in ("", target.method)]
        return self.random.choice(chosen)

    def cut(self) -> tuple[tuple[str, str, str], Target]:
        """A URL in three parts, of which the first or the last may be empty, and the request."""
        target = self.target()
        url = self.host() + target.path
        borders = [0, *(match.start() + self.random.randrange(2) for match in re.finditer("(?<!/)/(?!/)", url)), len(url)]
        start, end = sorted(self.random.sample(borders, 2))
        # Behind a resource, what begins with a slash is taken for the query, as it nearly always is: docs/limits.md.
        if url[start:].startswith("/") and _ROOT.search(url[: start + 1]):
            start += 1
        # So is what stands for an id: it is one segment.
        if _RESOURCE.search(url[: start + 1]):
            end = min(end, start + len(url[start:].split("/")[0]))
        return (url[:start], url[start:end], url[end:]), target

    def decoy(self) -> str:
        """A value that a caller in sight gives to the same parameter."""
        if self.chance(2):
            return self.random.choice((ELSEWHERE, "7", "/7", "", "/wiki/rest/api/space"))
        (_, value, _), _ = self.cut()
        return value

    def host(self) -> str:
        return self.random.choice(HOSTS)

    def chance(self, one_in: int) -> bool:
        return self.random.randrange(one_in) == 0

    def new(self, kind: str) -> str:
        self.count += 1
        return f"{kind}{self.count}"


def written(seed: int, family: str) -> Project:
    """The project with this seed."""
    return Writer(Random(seed), family).project()


class _Answer:
    def __init__(self, settings: dict[str, str]) -> None:
        self.settings = dict(settings)

    def json(self) -> Any:
        return {"results": [self.settings], "_links": self.settings}


def run(project: Project) -> list[Target]:
    """What a project requests of the hosts that may be Confluence's, each request once."""
    sent: list[Target] = []

    def request(method: str, url: str) -> _Answer:
        if url.startswith(HOSTS):
            path = urlsplit(url).path
            template = PathTemplate.of_url(url)
            # No service has a path with two roots.
            if template is None or not template.has_two_roots:
                sent.append(Target(method.upper(), path[max(path.find("/wiki/"), 0) :]))
        # A list has two pages.
        is_last = "cursor" in url
        kept = {name: text for name, text in project.settings.items() if not (is_last and name.startswith("NEXT"))}
        return _Answer(kept)

    def command(line: str | list[str], shell: bool = False) -> None:
        *_, method, url = line.split() if isinstance(line, str) else line
        request(method, url)

    requests, httpx = _client(request), _client(request)
    frame = _Framework(project.settings)
    system = types.SimpleNamespace(environ=project.settings, getenv=project.settings.get)
    known: dict[str, Any] = {"requests": requests, "httpx": httpx, "frame": frame, "os": system}
    known["subprocess"] = types.SimpleNamespace(run=command)

    def imported(name: str, *details: Any) -> object:
        return known[name] if name in known else builtins.__import__(name, *details)

    names = {key: value for key, value in vars(builtins).items() if key not in ("open", "exec", "eval", "input")}
    for name, text in project.modules.items():
        module = types.ModuleType(name)
        vars(module)["__builtins__"] = names | {"__import__": imported}
        exec(compile(text, f"<{name}>", "exec"), vars(module))
        known[name] = module
    known["app"].main()
    for key, values in project.calls.items():
        for function in frame.functions(key):
            function(*values)
    return list(dict.fromkeys(sent))


def _client(request: Callable[[str, str], _Answer]) -> Any:
    """A module such as ``requests`` or ``httpx`` that asks ``request``."""

    class Session:
        def __init__(self, base_url: str = "") -> None:
            self.base = base_url

        def request(self, method: str, url: str) -> _Answer:
            return request(method, self.base.rstrip("/") + "/" + url.lstrip("/") if self.base else url)

    verbs = ("get", "put", "post", "delete", "patch", "head", "options")
    for verb in verbs:
        setattr(Session, verb, lambda self, url, verb=verb: self.request(verb, url))
    functions = {verb: partial(request, verb) for verb in verbs}
    return types.SimpleNamespace(Session=Session, Client=Session, request=request, **functions)


class _Framework:
    """Takes functions, alone or in something, and calls them later."""

    flag = True
    name = "x"
    item = "item"
    same = staticmethod(lambda function: function)

    class View:
        """What some handlers inherit from."""

    def __init__(self, settings: dict[str, str]) -> None:
        self.config = settings
        self.setting = settings.get
        self.handlers: dict[str, Any] = {}
        self.box = types.SimpleNamespace()

    def on(self, key: str, *handed: Any, callback: Any = None) -> Any:
        def taken(function: Any) -> Any:
            self.handlers[key] = function
            return function

        if handed or callback:
            return taken([*handed, callback])
        return taken

    def run(self, function: Callable[..., object], *values: str) -> None:
        function(*values)

    def functions(self, key: str) -> Iterator[Callable[..., object]]:
        """What was handed over under a key."""
        return _functions([self.handlers.get(key), vars(self.box).get(key)])


def _functions(handed: Any) -> Iterator[Callable[..., object]]:
    if isinstance(handed, (list, tuple, dict)):
        for one in handed.values() if isinstance(handed, dict) else handed:
            yield from _functions(one)
    elif isinstance(handed, type):
        yield from _functions(handed())
    elif hasattr(handed, "item"):
        yield handed.item
    elif callable(handed):
        yield handed
