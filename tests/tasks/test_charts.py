"""The Gantt picture: right size, same bytes, every step and name in it, and the same in words."""

import io
import re
from datetime import date, timedelta

import matplotlib as mpl
import pytest
from PIL import Image

from flows.tasks._lettering import em_width, wrap
from flows.tasks.charts import MAX_BARS, alt_text, gantt
from schemas.planning import Board, DeadlineLine, LineStatus, Milestone, Precision
from schemas.terms import FreeDay, FreeDayKind
from schemas.values import Stage

START = date(2025, 1, 6)
HARD = date(2026, 1, 1)
NAMES = ("Zorg & Co <BV>", "'t Hofje", "{{ 7*7 }} B.V.", "$x$ en $y$", "N" * 120)


def milestone(number: int, title: str = "Besluit", **fields: object) -> Milestone:
    first = START + timedelta(days=14 * number)
    given = {"precision": Precision.DAY, "first": first, "last": first + timedelta(days=20), "printed": "januari 2025"}
    whole = {
        "id": str(number),
        "tender_id": "T",
        "number": number,
        "title": title,
        "owners": ("Team",),
        **given,
        **fields,
    }
    return Milestone.model_validate(whole)


def line(key: str, due: date, status: LineStatus = LineStatus.LATER) -> DeadlineLine:
    return DeadlineLine(key=key, title=f"Termijn {key}", due=due, owner="", status=status, why="Omdat.", kind="termijn")


def board(*steps: Milestone, lines: tuple[DeadlineLine, ...] = (), hard_date: date | None = HARD) -> Board:
    return Board(tender_id="MIJOV-J26", today=START, lines=lines, milestones=steps, findings=(), hard_date=hard_date)


MIXED = board(
    milestone(1, stage=Stage.STRATEGY, precision=Precision.MONTH, printed="Jan. 2025"),
    milestone(2, precision=Precision.MOMENTS, moments=(START, START + timedelta(days=28)), first=START,
              last=START + timedelta(days=28)),
    milestone(3, stage=Stage.EXECUTION, first=HARD, last=None, hard=True, printed="1 jan. 2026"),
    milestone(4, stage=Stage.AWARD, done_on=START),
)  # fmt: skip


def words_in(svg: bytes) -> str:
    """Matplotlib draws letters as outlines and keeps the words as comments."""
    return "\n".join(re.findall(r"<!-- (.*?) -->", svg.decode(), re.DOTALL))


def test_the_picture_is_a4_landscape() -> None:
    image = Image.open(io.BytesIO(gantt(MIXED, dpi=100)))
    assert image.format == "PNG"
    assert image.size == (1169, 826)


def test_the_same_board_gives_the_same_bytes_whatever_the_settings_of_the_process() -> None:
    first = {form: gantt(MIXED, dpi=60, image=form) for form in ("png", "svg")}
    with mpl.rc_context({"font.size": 22, "svg.hashsalt": "x", "legend.borderpad": 9}):
        assert {form: gantt(MIXED, dpi=60, image=form) for form in ("png", "svg")} == first
        assert mpl.rcParams["font.size"] == 22
    assert b"<dc:date>" not in first["svg"]
    assert gantt(MIXED, dpi=60, title="Anders") != first["png"]


def test_a_step_that_moves_changes_the_picture() -> None:
    later = board(*(step.model_copy(update={"last": HARD}) if step.number == 1 else step for step in MIXED.milestones))
    assert gantt(later, dpi=60) != gantt(MIXED, dpi=60)


def test_months_are_dutch_and_dates_stand_as_printed() -> None:
    words = words_in(gantt(MIXED, image="svg"))
    for word in ("mrt", "mei", "okt", "2025", "Jan. 2025", "1 jan. 2026", "harde datum, 1 jan 2026", "✓ klaar"):
        assert word in words
    assert "vandaag, 6 jan 2025" in words


def test_a_phase_is_named_in_words_beside_its_colour() -> None:
    words = words_in(gantt(MIXED, image="svg"))
    assert "Strategie · Team" in words
    assert "Alleen maand of kwartaal bekend" in words
    assert "Alleen maand" not in words_in(gantt(board(milestone(1)), image="svg"))


@pytest.mark.parametrize("name", NAMES)
def test_a_name_survives_to_the_letter(name: str) -> None:
    words = words_in(gantt(board(milestone(1, name)), image="svg", title=name[:40]))
    # The words of the file are escaped for XML, and a long name stands on several lines.
    plain = words.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">").replace("\n", "")
    assert name in plain


def test_too_many_steps_are_counted_and_finished_ones_give_way() -> None:
    steps = [milestone(n, f"Titel-{n:02}.", done_on=START if n <= 4 else None) for n in range(1, MAX_BARS + 4)]
    words = words_in(gantt(board(*steps), image="svg"))
    assert "Niet getekend: 3 stappen" in words
    drawn = {number for number in range(1, MAX_BARS + 4) if f"Titel-{number:02}." in words}
    assert drawn == set(range(1, MAX_BARS + 4)) - {2, 3, 4}


def test_recess_is_shaded() -> None:
    day = FreeDay(day=START + timedelta(days=30), name="reces", kind=FreeDayKind.RECESS, source="griffie")
    assert "Reces" in words_in(gantt(MIXED, image="svg", free_days=[day]))
    assert gantt(MIXED, dpi=60, free_days=[day]) != gantt(MIXED, dpi=60)


def test_a_planning_of_years_and_a_today_far_away_can_be_drawn() -> None:
    long = board(milestone(1, last=date(2039, 1, 1)), hard_date=None).model_copy(update={"today": date(2099, 1, 1)})
    assert "vandaag" not in words_in(gantt(long, image="svg"))


def test_a_board_without_steps_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="zonder stappen"):
        gantt(board())


def test_the_words_name_the_next_five_deadlines_what_is_late_and_the_hard_date() -> None:
    lines = tuple(line(str(n), START + timedelta(days=n)) for n in range(7, 0, -1))
    late = line("laat", START - timedelta(days=1), LineStatus.LATE)
    done = line("klaar", START + timedelta(days=1), LineStatus.DONE)
    said = alt_text(board(milestone(1), lines=(late, *lines, done)))
    assert "Termijn 1, dinsdag 7 januari 2025; Termijn 2" in said
    assert "Termijn 5" in said
    assert "Termijn 6" not in said
    assert "Termijn klaar" not in said
    assert "Te laat of gemist: 1." in said
    assert said.endswith("Harde datum: donderdag 1 januari 2026.")


def test_the_words_say_so_when_nothing_is_left() -> None:
    assert "Er zijn geen deadlines meer." in alt_text(board(milestone(1)))


@pytest.mark.parametrize("room", [6.0, 12.0, 40.0])
@pytest.mark.parametrize("name", [*NAMES, "Een lange titel met veel woorden over de inkoopovereenkomst", ""])
def test_wrapped_text_keeps_every_letter_and_stays_inside(name: str, room: float) -> None:
    lines = wrap(name, room)
    assert "".join(lines).replace(" ", "") == name.replace(" ", "")
    assert all(em_width(text) <= room for text in lines)
