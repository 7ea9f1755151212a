"""The scopes of a project now and at a git revision."""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from flake8_confluence_scopes.project.report import Audit


class RevisionError(ValueError):
    """The revision cannot be compared with; the text is a sentence."""


class Difference(NamedTuple):
    """What changed in one set of scopes."""

    title: str
    added: tuple[str, ...]
    dropped: tuple[str, ...]


def differences(before: Sequence[Audit], after: Sequence[Audit]) -> list[Difference]:
    """What the project declares and what its calls need, each against what it was."""
    return [
        _difference("declared", _declared(before), _declared(after)),
        _difference("required by calls", _required(before), _required(after)),
    ]


def rendered(revision: str, found: Iterable[Difference]) -> str:
    """The differences for people: a customer's admin has to approve each scope that is added."""
    lines = [f"Scopes since {revision}"]
    for title, added, dropped in found:
        lines.append(f"  {title}:" + ("" if added or dropped else " no change"))
        lines += [f"    + {scope}" for scope in added] + [f"    - {scope}" for scope in dropped]
    return "\n".join(lines) + "\n"


@contextlib.contextmanager
def checked_out(revision: str) -> Iterator[str]:
    """The working directory as it was at the revision, in a folder that is gone afterwards. Raises RevisionError.

    The files are laid out as text; nothing of them is run, and the work tree and index are not touched.
    """
    top = os.fsdecode(_git("rev-parse", "--show-toplevel", advice="run this in a git repository")).rstrip("\r\n")
    below = os.fsdecode(_git("rev-parse", "--show-prefix")).rstrip("\r\n")
    commit = _git("rev-parse", "--verify", "--end-of-options", revision + "^{commit}").decode().strip()
    data = _git("archive", "--format=tar", commit, folder=top)
    with tempfile.TemporaryDirectory(prefix="confluence-scopes-", ignore_cleanup_errors=True) as name:
        folder = os.path.realpath(name)
        lay_out(data, folder)
        # Where the project ends upward, as in the repository.
        os.makedirs(os.path.join(folder, ".git"), exist_ok=True)
        here = os.path.join(folder, below)
        os.makedirs(here, exist_ok=True)
        yield here


def lay_out(data: bytes, folder: str) -> None:
    """Writes the files of a tar archive below a folder; links, and names that lead out of it, are passed over.

    tarfile's own filter for that is not in the first releases of Python 3.10 and 3.11.
    """
    with tarfile.open(fileobj=io.BytesIO(data)) as archive:
        for member in archive:
            path = os.path.normpath(os.path.join(folder, member.name))
            content = archive.extractfile(member) if member.isfile() else None
            if content is not None and path.startswith(os.path.join(folder, "")):
                os.makedirs(os.path.dirname(path), exist_ok=True)
                with open(path, "wb") as file:
                    shutil.copyfileobj(content, file)


def _git(*arguments: str, folder: str | None = None, advice: str = "name a commit, branch or tag") -> bytes:
    # Neither hooks nor a monitor of the file system, which a repository's config can name, shall run.
    command = ["git", "-c", "core.fsmonitor=false", "-c", f"core.hooksPath={os.devnull}", *arguments]
    try:
        return subprocess.run(command, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, check=True).stdout
    except FileNotFoundError as error:
        raise RevisionError("--since needs git, which is not installed; install it") from error
    except subprocess.CalledProcessError as error:
        lines = os.fsdecode(error.stderr).strip().splitlines() or ["git failed"]
        raise RevisionError(f"--since: git says {lines[-1]!r}; {advice}") from error


def _declared(audits: Iterable[Audit]) -> frozenset[str]:
    return frozenset(scope for audit in audits for scope in audit.declared)


def _required(audits: Iterable[Audit]) -> frozenset[str]:
    return frozenset(entry.subject for audit in audits for entry in audit.of("required"))


def _difference(title: str, before: frozenset[str], after: frozenset[str]) -> Difference:
    return Difference(title, tuple(sorted(after - before)), tuple(sorted(before - after)))
