"""Whose garbage collector is touched: that of the doors' processes, never a library's."""

from __future__ import annotations

import gc
import subprocess
import sys
import textwrap

import pytest

from flake8_confluence_scopes import collector

SOURCE = "import requests\nrequests.get('/rest/api/content')\n"


def said_by(program: str) -> list[str]:
    """The words that a program prints in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-I", "-c", textwrap.dedent(program)], capture_output=True, encoding="utf-8", check=True
    )
    return done.stdout.split()


@pytest.mark.parametrize("collects", [True, False])
def test_what_was_so_before_is_so_again(collects: bool) -> None:
    was = gc.isenabled()
    (gc.enable if collects else gc.disable)()
    try:
        with pytest.raises(ValueError), collector.paused():
            assert not gc.isenabled()
            raise ValueError
        assert gc.isenabled() == collects
    finally:
        (gc.enable if was else gc.disable)()


def test_the_end_of_the_process_looks_for_no_garbage() -> None:
    program = """
        import atexit, gc
        atexit.register(lambda: print(gc.get_freeze_count() > 0))
        from flake8_confluence_scopes import collector
        with collector.paused():
            pass
        """
    assert said_by(program) == ["True"]


def test_what_flake8_keeps_is_set_aside_and_no_garbage_stays_for_good() -> None:
    program = """
        import gc, weakref
        gc.set_threshold(1_000_000_000)  # nobody else looks for garbage meanwhile
        from flake8_confluence_scopes import collector
        class Knot:
            def __init__(self):
                self.itself = self
                self.parts = [[] for _ in range(10_000)]
        def look():
            with collector.paused(sets_aside=True):
                made = [Knot() for _ in range(2)]
                made[0].itself = None
        at_first = gc.get_freeze_count()
        look()
        print(gc.get_freeze_count() - at_first)
        others = weakref.ref(Knot())
        kept = Knot()
        late = weakref.ref(kept)
        look()
        print(gc.get_freeze_count() > at_first + 20_000, others() is None)
        del kept
        for _ in range(22):
            look()
        print(others() is None, late() is None)
        look()
        print(others() is None, late() is None)
        """
    assert said_by(program) == ["0", "True", "False", "False", "False", "True", "True"]


def test_where_nobody_else_makes_garbage_it_is_searched_for_seldom() -> None:
    program = """
        import gc, weakref
        from flake8_confluence_scopes import collector
        class Knot:
            def __init__(self):
                self.itself = self
        at_first, kept = gc.get_freeze_count(), []
        collector._WORTH_IT = 10
        for number in range(200):
            with collector.paused(sets_aside=True, alone=True):
                kept += [[] for _ in range(100)]
                knot = weakref.ref(Knot()) if number == 0 else knot
            if number == 0:
                print(gc.get_freeze_count() > at_first + 100)
            if number == 198:
                print(knot() is None)
        print(knot() is None)
        """
    assert said_by(program) == ["True", "False", "True"]


def test_who_looks_for_calls_by_themselves_keeps_their_collector() -> None:
    program = f"""
        import atexit, gc
        registered = []
        atexit.register = registered.append
        frozen = gc.get_freeze_count()
        from flake8_confluence_scopes.calls import find_calls
        print(len(find_calls({SOURCE!r}, "app.py")), gc.isenabled(), gc.get_freeze_count() - frozen)
        print(sum(getattr(item, "__module__", "") == "gc" for item in registered))
        """
    assert said_by(program) == ["1", "True", "0", "0"]
