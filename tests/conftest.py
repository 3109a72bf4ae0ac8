"""What holds for all tests: in which order they run, and what happens when a program outside Python is missing.

A test that needs such a program is skipped with a sentence at home and fails in CI.
"""

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


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes minutes begins first: with the files divided over processes none ends long after the others."""
    items.sort(key=_is_short)


def _is_short(item: pytest.Item) -> bool:
    return item.get_closest_marker("story") is None and item.get_closest_marker("browser") is None


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a marked test whose program is missing; in CI a missing program is a failure, or it would never be seen."""
    for marker, (programs, how_to_get_it) in _PROGRAMS.items():
        if item.get_closest_marker(marker) is None or any(shutil.which(program) for program in programs):
            continue
        if os.environ.get("CI", "").lower() in ("1", "true"):
            pytest.fail(how_to_get_it, pytrace=False)
        pytest.skip(how_to_get_it)
