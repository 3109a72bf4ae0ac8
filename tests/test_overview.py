"""All tenders on one page: the boards of a work folder."""

import gc
from datetime import timedelta
from pathlib import Path

import pytest

from flows.settings import Settings
from flows.watching import overview
from flows.workplace import Workplace
from tests import plans


def test_every_tender_has_its_board_and_garbage_is_searched_for_again(tmp_path: Path) -> None:
    plans.open_tender(tmp_path, plans.step(1, "Nota publiceren", plans.now().date() + timedelta(days=9)))
    work = Workplace(Settings(map=tmp_path))
    (shown,) = overview.boards(work, plans.now())
    assert shown.lines[0].title == "Nota publiceren"
    assert gc.isenabled()
    work.close()


def test_garbage_is_searched_for_again_after_a_board_that_failed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: object) -> None:
        raise ValueError

    plans.open_tender(tmp_path)
    monkeypatch.setattr(overview, "board_of", failing)
    work = Workplace(Settings(map=tmp_path))
    with pytest.raises(ValueError):
        overview.boards(work, plans.now())
    assert gc.isenabled()
    work.close()
