"""The rehearsals that several stories look at: one without Prefect and PDF, one as a user plays it."""

from pathlib import Path

import pytest

from tests.stories.playing import Ended, play


@pytest.fixture(scope="session")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Ended:
    folder: Path = tmp_path_factory.mktemp("ongestoord")
    play(folder)
    return Ended(folder)


@pytest.fixture(scope="session")
def rehearsed(tmp_path_factory: pytest.TempPathFactory) -> Ended:
    """The whole rehearsal through the real Prefect flows, with PDF where LibreOffice is present."""
    folder: Path = tmp_path_factory.mktemp("oefening")
    play(folder, "flows.cli", "demo", "--map", str(folder))
    return Ended(folder)
