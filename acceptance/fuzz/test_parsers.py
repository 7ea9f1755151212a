"""The readers of texts that people bring, under atheris.

``CFS_FUZZ_SECONDS`` sets how long each of them is tried.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("atheris", reason="atheris is not installed")

SECONDS = int(os.environ.get("CFS_FUZZ_SECONDS", "60"))
SCRIPT = Path(__file__).with_name("parsers.py")


@pytest.mark.parametrize("target", ["json", "yaml", "template", "url"])
def test_no_text_fails_a_reader(target: str, tmp_path: Path) -> None:
    options = [f"-max_total_time={SECONDS}", "-max_len=600", "-timeout=20", "-rss_limit_mb=2000"]
    done = subprocess.run(
        [sys.executable, SCRIPT, target, tmp_path, *options],
        cwd=tmp_path,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        errors="backslashreplace",
        timeout=SECONDS + 120,
        check=False,
    )
    # libFuzzer writes the input that fails as Base64, behind the traceback.
    assert done.returncode == 0, done.stderr[-5000:]
    runs = re.search(r"^Done (\d+) runs", done.stderr, re.MULTILINE)
    assert runs is not None
    assert int(runs[1]) > 100
    print(f"{target}: {runs[1]} inputs")
