"""Several tenders side by side: what needs somebody first stands on top, and each row says how it stands."""

from datetime import date

import pytest

from flows.rules.planning.overview import overview, stand
from schemas.planning import Board, DeadlineLine, LineStatus, Schedule
from tests.builders import NAMES

TODAY = date(2026, 3, 2)
HARD = date(2027, 1, 1)


def line(title: str, due: date, status: LineStatus, owner: str = "Projectteam") -> DeadlineLine:
    return DeadlineLine(key=title, title=title, due=due, owner=owner, status=status, why="Omdat.", kind="stap")


def board(name: str, *lines: DeadlineLine, slack: int | None = 12) -> Board:
    made = Schedule(hard_date=HARD, today=TODAY, timings=(), critical_path=(), slack=slack)
    return Board(tender_id=name, today=TODAY, lines=lines, milestones=(), findings=(), hard_date=HARD, schedule=made)


NOTA = line("Nota publiceren", date(2026, 3, 4), LineStatus.THIS_WEEK)
AFTER = line("Besluit", date(2026, 5, 1), LineStatus.LATER)
LATE = line("Concept", date(2026, 2, 20), LineStatus.LATE)
DONE = line("Strategie", date(2026, 1, 5), LineStatus.DONE)


def rows(*boards: Board) -> list[list[str]]:
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in overview(boards).splitlines()[2:]]


def test_a_row_counts_what_is_late_and_due_and_names_what_is_next() -> None:
    assert rows(board("MIJOV-J26", LATE, NOTA, AFTER, DONE)) == [
        [
            "MIJOV-J26",
            "12 werkdagen",
            "1",
            "1",
            "4 maart 2026: Nota publiceren",
            "Eerst doen: Concept (Projectteam). Dit had op 20 februari 2026 klaar moeten zijn. "
            "De harde datum 1 januari 2027 is haalbaar.",
        ]
    ]


def test_what_needs_somebody_first_stands_on_top() -> None:
    boards = (
        board("RUIM", AFTER, slack=40),
        board("ONBEKEND", AFTER, slack=None),
        board("LAAT", LATE),
        board("KRAP", AFTER, slack=-3),
        board("LATER", LATE, NOTA.model_copy(update={"status": LineStatus.MISSED})),
    )
    assert [row[0] for row in rows(*boards)] == ["LATER", "LAAT", "KRAP", "RUIM", "ONBEKEND"]
    assert overview(boards) == overview(reversed(boards))


@pytest.mark.parametrize(
    ("shown", "sentence"),
    [
        (board("A", NOTA), "Op schema. De harde datum 1 januari 2027 is haalbaar."),
        (
            board("A", NOTA, slack=-1),
            "Er is niets te laat. De harde datum 1 januari 2027 lukt zo niet: 1 werkdag te kort.",
        ),
        (board("A", NOTA, slack=None), "Op schema."),
        (board("A", DONE), "Alles is klaar."),
        (board("A"), "Er is nog geen planning ingelezen."),
        (
            board("A", LATE.model_copy(update={"owner": ""}), slack=None),
            "Eerst doen: Concept. Dit had op 20 februari 2026 klaar moeten zijn.",
        ),
    ],
)
def test_the_sentence_says_how_a_tender_stands(shown: Board, sentence: str) -> None:
    assert stand(shown) == sentence


def test_without_tenders_it_says_so() -> None:
    assert overview([]) == "Er is nog geen traject geopend."


@pytest.mark.parametrize("name", NAMES)
def test_no_name_breaks_the_table(name: str) -> None:
    late = line(name, date(2026, 2, 20), LineStatus.LATE, owner=name)
    (row,) = rows(board("MIJOV-J26", late, line(name, date(2026, 3, 4), LineStatus.LATER)))
    assert len(row) == 6
