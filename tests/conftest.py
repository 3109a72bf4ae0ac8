"""Tests that need a program outside Python: skipped with a sentence at home, failing in CI."""

import os
import shutil
import signal

import pytest

# A runner that starts the tests in the background ignores Ctrl-C, and what the tests start would inherit that.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

_PROGRAMS = {
    "libreoffice": (("soffice", "libreoffice"), "LibreOffice ontbreekt: apt-get install libreoffice-writer-nogui"),
    "browser": (("chromium", "chromium-browser", "google-chrome"), "Chromium ontbreekt: apt-get install chromium"),
}


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a marked test whose program is missing; in CI a missing program is a failure, or it would never be seen."""
    for marker, (programs, how_to_get_it) in _PROGRAMS.items():
        if item.get_closest_marker(marker) is None or any(shutil.which(program) for program in programs):
            continue
        if os.environ.get("CI", "").lower() in ("1", "true"):
            pytest.fail(how_to_get_it, pytrace=False)
        pytest.skip(how_to_get_it)
