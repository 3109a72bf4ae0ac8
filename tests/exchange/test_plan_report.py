"""What ``inkoop planning`` tells about a planning that stands on its own."""

import json
from datetime import date
from pathlib import Path

import pytest

from flows import cli
from flows.exchange.plan_files import shipped
from flows.exchange.plan_report import lines, plan_named, report
from schemas.errors import InputRefusedError


@pytest.mark.parametrize("code", shipped())
def test_every_shipped_planning_is_told_whole(code: str) -> None:
    plan = plan_named(code)
    told = report(plan)
    assert [row["nr"] for row in told["stappen"]] == [step.number for step in plan.steps]
    said = "\n".join(lines(told))
    assert all(step.title in said and step.printed in said for step in plan.steps)
    assert all(row["zin"] in said for row in told["bevindingen"])


def test_the_latest_dates_of_mij_ov_are_worked_back_from_its_hard_date() -> None:
    told = report(plan_named("mij-ov"), date(2024, 6, 3))
    assert told["harde_datum"] == "2026-01-01"
    assert [row["uiterlijk"] for row in told["stappen"]][-2:] == ["2025-12-31", None]
    assert told["speling"] == 0
    assert len(told["bevindingen"]) == 5


def test_a_name_that_is_not_there_gets_the_nearest_one() -> None:
    with pytest.raises(InputRefusedError, match="Bedoelt u flevoland"):
        plan_named("flevolnd")


def test_a_file_of_ones_own_is_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "eigen.yaml"
    path.write_text(
        "code: eigen\ntitel: Zorg & Co\nregio: Proef\nstand: 2026-01-05\nharde_datum: 2026-06-01\nstappen:\n"
        "- {nr: 1, stap: Stuk af, door: [Team], datum: '1 mei 2026'}\n",
        encoding="utf-8",
    )
    assert cli.main(["planning", str(path), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["titel"], told["stappen"][0]["uiterlijk"]) == ("Zorg & Co", "2026-05-29")
