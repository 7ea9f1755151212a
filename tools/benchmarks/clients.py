"""A large project: many files, some of which use clients of very different sizes that inherit from each other and lead to
each other."""

from __future__ import annotations

import tempfile
from pathlib import Path

from tools.benchmarks import alone, editor
from tools.benchmarks.rows import Row

MOST_SECONDS = 60
MOST_FOR_A_FILE = 5

CLIENTS = 24
SHRINKS = 0.8
"""How large each client is beside the one before."""

USED_BY = 5
"""Of so many files, one uses a client."""

_BASE = '''\
import requests


class Api:
    root = ""

    def __init__(self, site, token):
        self.base = site
        self.token = token
        self.session = requests.Session()
        self.session.headers["Authorization"] = token

    def request(self, method, path, params=None):
        return self.session.request(method, self.base + self.root + path, params=params).json()
'''
_CLIENT = '''\
from {base} import {parent}
from client_{other} import Client{other}


class Client{n}({parent}):
    root = "{root}"

    def __init__(self, site, token):
        super().__init__(site, token)
        self.site = site

    def beside(self, key):
        return Client{other}(self.site, self.token).part_{other}_0(key)
'''
_OPERATION = '''
    def part_{client}_{n}(self, key, fields=None, expand=None):
        """Asks for part {n} of a page, with the fields that are named."""
        params = {{}}
        if fields is not None:
            params["fields"] = ",".join(fields)
        if expand:
            params["expand"] = expand
        return self.request("GET", f"/content/{{key}}/child/part{n}", params=params)
'''
_USER = '''\
from jobs import Job
from client_{client} import Client{client}


class Job{n}(Job):
    def __init__(self, settings):
        super().__init__(settings)
        self.client = Client{client}(f"https://{{settings.site}}.atlassian.net/wiki{root}", settings.token)

    def run(self, key):
        found = self.client.part_{client}_0(key, fields=["title"])
        return [item["id"] for item in found["results"]] + self.client.part_{inherited}_0(key)["results"]
'''
_ROOT = "/rest/api"
_JOBS = '''\
class Job:
    def __init__(self, settings):
        self.settings = settings
'''


def rows(rounds: int, files: int = 2_500, lines: int = 20_000) -> list[Row]:
    """The calls of such a tree, and what its slowest file takes, in seconds. The largest client has so many ``lines``."""
    with tempfile.TemporaryDirectory() as name:
        size = write(Path(name), files, lines)
        taken = alone.medians("calls", (), Path(name), rounds)
    detail = f"{taken['memory']:.0f} MiB; {files // USED_BY} of {files:,} files use them, which have {size:,} lines together"
    title = f"{CLIENTS} clients of up to {lines:,} lines: "
    return [
        Row(f"{title}the calls of a tree, in seconds", taken["calls"], MOST_SECONDS, detail),
        Row(f"{title}the slowest file, in seconds", taken["slowest"], MOST_FOR_A_FILE, ""),
    ]


def write(folder: Path, files: int, lines: int) -> int:
    """Writes the tree; returns how many lines its clients have."""
    texts = {"base": _BASE, "jobs": _JOBS}
    for client in range(CLIENTS):
        texts[f"client_{client}"] = _client(client, int(lines * SHRINKS**client))
    size = sum(text.count("\n") for text in texts.values())
    for number in range(files):
        client = number // USED_BY * 7 % CLIENTS
        inherited = _parent(client) or client
        root = "" if _has_root(client) else _ROOT
        user = _USER.format(n=number, client=client, inherited=inherited, root=root)
        texts[f"part_{number}"] = editor.OTHER.format(n=number) if number % USED_BY else user
    for name, text in texts.items():
        (folder / f"{name}.py").write_text(text, encoding="utf-8")
    return size


def _parent(client: int) -> int | None:
    """The client that one inherits from: of the smaller half, where it is one of the larger."""
    return client + CLIENTS // 2 if client < CLIENTS // 2 else None


def _has_root(client: int) -> bool:
    """Whether a client knows the REST root itself; to the others, those who use them give it."""
    return client % 2 == 0


def _client(number: int, lines: int) -> str:
    parent, other = _parent(number), (number + CLIENTS // 3) % CLIENTS
    base, name = ("base", "Api") if parent is None else (f"client_{parent}", f"Client{parent}")
    head = _CLIENT.format(n=number, base=base, parent=name, other=other, root=_ROOT if _has_root(number) else "")
    count = max(1, (lines - head.count("\n")) // _OPERATION.count("\n"))
    return head + "".join(_OPERATION.format(client=number, n=part) for part in range(count))
