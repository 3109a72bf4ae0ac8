"""What the tests with a browser share: the browser itself, and where its pictures go."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.chromium import Page, page
from tests.browser.served import Served


@pytest.fixture(scope="module")
def screen(tmp_path_factory: pytest.TempPathFactory, served: Served) -> Iterator[Page]:
    with page(tmp_path_factory.mktemp("chromium") / "profiel") as opened:
        yield opened


@pytest.fixture(scope="session")
def shots(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the pictures go, for a person to look at."""
    kept = os.environ.get("INKOOP_SHOTS")
    folder = Path(kept) if kept else tmp_path_factory.mktemp("beelden")
    folder.mkdir(parents=True, exist_ok=True)
    return folder
