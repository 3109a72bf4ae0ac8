"""What holds for all tests: in which process they run, and what happens when a program outside Python is missing.

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


@pytest.hookimpl(tryfirst=True)  # before pytest-xdist reads the groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Divide the tests over processes: one file stays together, and so do the stories of one rehearsal.

    What takes minutes begins first, so that no process ends long after the others.
    """
    for item in items:
        shared = [name for name in ("rehearsed", "undisturbed") if name in getattr(item, "fixturenames", ())]
        item.add_marker(pytest.mark.xdist_group(shared[0] if shared else item.nodeid.partition("::")[0]))
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
