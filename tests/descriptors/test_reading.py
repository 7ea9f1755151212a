"""Reading whatever may stand at a descriptor's path."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from flake8_confluence_scopes.descriptors import Descriptor, UnreadableDescriptor, files, read, reading

NAME = "atlassian-connect.json"
PUT = Callable[..., str]
AGE = Callable[[str], None]

needs_fifo = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")


def unreadable(reason: str) -> UnreadableDescriptor:
    return UnreadableDescriptor(NAME, reason)


def test_a_descriptor(put: PUT) -> None:
    path = put(NAME, '{"scopes": ["read"]}')
    assert read(path) == Descriptor(NAME, path, "connect", ("READ",))


def test_a_template_is_edited_by_hand(put: PUT) -> None:
    path = put(NAME, '{"key": "{{ key }}", "name": {{ name }}, "scopes": ["READ"]}')
    assert read(path) == Descriptor(NAME, path, "connect", ("READ",), by_hand=True)


def test_a_relative_path_counts_from_the_working_directory(
    put: PUT, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = put("conf/my-app.json", '{"scopes": ["READ"]}')
    monkeypatch.chdir(os.path.dirname(path))
    assert read("my-app.json") == Descriptor("my-app.json", path, "connect", ("READ",))
    assert read("../conf/missing.json") == UnreadableDescriptor("missing.json", "does not exist")


def test_a_broken_descriptor_has_a_reason(put: PUT) -> None:
    assert read(put(NAME, "")) == unreadable("is empty")


def test_a_directory(tmp_path: Path) -> None:
    (tmp_path / NAME).mkdir()
    assert read(str(tmp_path / NAME)) == unreadable("is a directory")


def test_the_root_of_the_file_system() -> None:
    assert read("/") == UnreadableDescriptor(os.path.abspath("/"), "is a directory")


def test_a_dangling_link(tmp_path: Path) -> None:
    (tmp_path / NAME).symlink_to(tmp_path / "missing.json")
    assert read(str(tmp_path / NAME)) == unreadable("is a link to a file that does not exist")


def test_a_link_to_itself(tmp_path: Path) -> None:
    (tmp_path / NAME).symlink_to(tmp_path / NAME)
    assert read(str(tmp_path / NAME)) == unreadable("cannot be read: Too many levels of symbolic links")


def test_a_link_to_a_descriptor(put: PUT, tmp_path: Path) -> None:
    (tmp_path / NAME).symlink_to(put("elsewhere.json", '{"scopes": ["READ"]}'))
    assert read(str(tmp_path / NAME)) == Descriptor(NAME, str(tmp_path / NAME), "connect", ("READ",))


def test_a_path_that_no_system_takes() -> None:
    assert read(f"/a\0b/{NAME}") == unreadable("does not exist")


def test_a_device() -> None:
    assert read(os.devnull) == UnreadableDescriptor("null", "is not a regular file")


@needs_fifo
def test_a_named_pipe_does_not_block(tmp_path: Path, run_python: Callable[..., str]) -> None:
    os.mkfifo(tmp_path / NAME)
    code = "from flake8_confluence_scopes.descriptors import find; print(find('a.py').reason)"
    assert run_python(code) == "is not a regular file\n"


@needs_fifo
def test_a_named_pipe_in_the_last_moment_does_not_block(
    put: PUT, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = put(NAME, "{}")
    os.mkfifo(tmp_path / "pipe")
    before = files.version(path)
    os.replace(tmp_path / "pipe", path)
    monkeypatch.setattr(files, "version", lambda path: before)
    assert read(path) == unreadable("is not a regular file")


def test_a_sparse_file_of_50_megabytes(put: PUT) -> None:
    path = put(NAME, '{"scopes": []}')
    os.truncate(path, 50_000_000)
    assert read(path) == unreadable("is larger than 1 MiB; set confluence-scopes instead")


def test_the_largest(put: PUT) -> None:
    text = '{"scopes": ["READ"]}'
    assert isinstance(read(put(NAME, text.ljust(1 << 20))), Descriptor)
    assert read(put(NAME, text.ljust((1 << 20) + 1))) == unreadable("is larger than 1 MiB; set confluence-scopes instead")


@pytest.mark.parametrize("size", [2 << 20, 50 << 20])
def test_a_file_that_grows_while_it_is_read(put: PUT, monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    path = put(NAME, "{}")
    small, version = os.stat(path), files.version(path)
    os.truncate(path, size)
    monkeypatch.setattr(os, "fstat", lambda handle: small)
    monkeypatch.setattr(files, "version", lambda path: version)
    assert read(path) == unreadable("is larger than 1 MiB; set confluence-scopes instead")


def test_a_file_that_vanishes_before_it_is_opened(put: PUT, monkeypatch: pytest.MonkeyPatch) -> None:
    path = put(NAME, "{}")
    before = files.version(path)
    os.remove(path)
    monkeypatch.setattr(files, "version", lambda path: before)
    assert read(path) == unreadable("does not exist")


def test_a_file_that_may_not_be_opened(put: PUT, monkeypatch: pytest.MonkeyPatch, age: AGE) -> None:
    path = put(NAME, '{"scopes": ["READ"]}')
    age(path)
    with monkeypatch.context() as patch:
        patch.setattr(os, "open", _refuse)
        assert read(path) == unreadable("cannot be read: Permission denied")
    assert isinstance(read(path), Descriptor), "a refusal is not cached"


def test_an_error_without_a_text(put: PUT, monkeypatch: pytest.MonkeyPatch) -> None:
    path = put(NAME, "{}")
    monkeypatch.setattr(os, "open", _fail)
    assert read(path) == unreadable("cannot be read: broken")


def _refuse(path: str, flags: int) -> int:
    raise PermissionError(13, "Permission denied", path)


def _fail(path: str, flags: int) -> int:
    raise OSError("broken")


def test_no_handle_stays_open(put: PUT, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    closed: list[int] = []
    close = os.close

    def noted_close(handle: int) -> None:
        closed.append(handle)
        close(handle)

    monkeypatch.setattr(os, "close", noted_close)
    assert isinstance(read(put("a.json", "{}")), Descriptor)
    before = files.version(str(tmp_path / "a.json"))
    monkeypatch.setattr(files, "version", lambda path: before)
    assert read(str(tmp_path)) == UnreadableDescriptor(tmp_path.name, "is a directory")
    assert len(closed) == 2


def test_an_unchanged_file_is_read_once(put: PUT, monkeypatch: pytest.MonkeyPatch, age: AGE) -> None:
    good, bad = put(NAME, '{"scopes": ["READ"]}'), put("bad.json", "[]")
    age(good)
    age(bad)
    first = read(good), read(bad)
    monkeypatch.setattr(files, "content", _unexpected)
    assert (read(good), read(bad)) == first


def _unexpected(path: str) -> bytes:
    raise AssertionError(path)


def test_the_guard_of_the_test_above(put: PUT, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "content", _unexpected)
    with pytest.raises(AssertionError):
        read(put(NAME, "{}"))


def test_a_changed_file_is_read_again(put: PUT, age: AGE) -> None:
    path = put(NAME, '{"scopes": ["READ"]}')
    age(path)
    assert read(path) == Descriptor(NAME, path, "connect", ("READ",))
    put(NAME, '{"scopes": ["WRITE"]}')
    assert read(path) == Descriptor(NAME, path, "connect", ("WRITE",))
    os.remove(path)
    assert read(path) == unreadable("does not exist")


def test_two_changes_of_one_size_within_a_step_of_the_clock(put: PUT) -> None:
    path = put(NAME, '{"scopes": ["WRITE"]}')
    times = os.stat(path).st_mtime_ns
    assert read(path) == Descriptor(NAME, path, "connect", ("WRITE",))
    put(NAME, '{"scopes": ["ADMIN"]}')
    os.utime(path, ns=(times, times))
    assert read(path) == Descriptor(NAME, path, "connect", ("ADMIN",))


def test_the_cache_is_bounded() -> None:
    assert reading._parsed.cache_info().maxsize == 64
