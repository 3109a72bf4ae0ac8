"""The Gantt picture: right size, same bytes, every step and name in it, and the same in words."""

import io
import re
from datetime import date, time, timedelta
from itertools import pairwise
from typing import Any

import matplotlib as mpl
import pytest
from lxml import etree
from PIL import Image

from flows.tasks._gantt_page import place_rows
from flows.tasks._gantt_time import RECESS_MORE, RECESS_ONE
from flows.tasks._lettering import em_width, wrap
from flows.tasks.charts import MAX_BARS, alt_text, gantt
from schemas.planning import Board, DeadlineLine, FreePeriod, LineStatus, Milestone, Precision, Schedule, Timing
from schemas.terms import FreeDayKind
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


def undated(number: int, **fields: object) -> Milestone:
    return milestone(number, precision=Precision.NONE, first=None, last=None, printed="", **fields)


def timing(number: int, latest: date) -> Timing:
    return Timing(
        number=number, earliest_start=START, earliest=START, latest_start=latest, latest=latest, raw_latest=latest,
        slack=1, critical=False, why="Omdat.",
    )  # fmt: skip


def scheduled(given: Board, *timings: Timing, path: tuple[int, ...] = (), slack: int | None = 3) -> Board:
    schedule = Schedule(hard_date=HARD, today=START, timings=timings, critical_path=path, slack=slack)
    return given.model_copy(update={"schedule": schedule})


def free(
    first: date,
    last: date,
    name: str = "zomerreces",
    place: str | None = None,
    kind: FreeDayKind = FreeDayKind.RECESS,
) -> FreePeriod:
    return FreePeriod(
        id=f"{first}-{place}", tender_id="T", first=first, last=last, name=name, kind=kind, source="griffie",
        applies_to=place,
    )  # fmt: skip


def svg(given: Board, **fields: Any) -> bytes:
    return gantt(given, form="svg", **fields)


def words_in(picture: bytes) -> str:
    """Matplotlib draws letters as outlines and keeps the words as comments."""
    return "\n".join(re.findall(r"<!-- (.*?) -->", picture.decode(), re.DOTALL))


def test_the_picture_is_a4_landscape() -> None:
    image = Image.open(io.BytesIO(gantt(MIXED, dpi=100)))
    assert image.format == "PNG"
    assert image.size == (1169, 826)


def test_the_same_board_gives_the_same_bytes_whatever_the_settings_of_the_process() -> None:
    first = {form: gantt(MIXED, dpi=60, form=form) for form in ("png", "svg")}
    with mpl.rc_context({"font.size": 22, "svg.hashsalt": "x", "lines.dashed_pattern": [9, 9]}):
        assert {form: gantt(MIXED, dpi=60, form=form) for form in ("png", "svg")} == first
        assert mpl.rcParams["font.size"] == 22
    assert b"<dc:date>" not in first["svg"]
    assert gantt(MIXED, dpi=60, title="Anders") != first["png"]


def test_a_step_that_moves_changes_the_picture() -> None:
    later = board(*(step.model_copy(update={"last": HARD}) if step.number == 1 else step for step in MIXED.milestones))
    assert gantt(later, dpi=60) != gantt(MIXED, dpi=60)


def test_months_are_dutch_and_dates_stand_as_printed() -> None:
    words = words_in(svg(MIXED))
    for word in ("mrt", "mei", "okt", "2025", "Jan. 2025", "1 jan. 2026", "harde datum, 1 jan 2026", "✓ klaar"):
        assert word in words
    assert "vandaag, 6 jan 2025" in words


def test_a_phase_is_named_in_words_beside_its_colour() -> None:
    words = words_in(svg(MIXED))
    assert "Strategie · Team" in words
    assert "Datum niet precies bekend" in words
    assert "Datum niet precies" not in words_in(svg(board(milestone(1))))


@pytest.mark.parametrize("name", NAMES)
def test_a_name_survives_to_the_letter(name: str) -> None:
    words = words_in(svg(board(milestone(1, name)), title=name[:40]))
    # The words of the file are escaped for XML, and a long name stands on several lines.
    plain = words.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">").replace("\n", "")
    assert name in plain


def test_too_many_steps_are_counted_and_finished_ones_give_way() -> None:
    steps = [milestone(n, f"Titel-{n:02}.", done_on=START if n <= 4 else None) for n in range(1, MAX_BARS + 4)]
    words = words_in(svg(board(*steps)))
    assert "Niet getekend: 3 stappen" in words
    drawn = {number for number in range(1, MAX_BARS + 4) if f"Titel-{number:02}." in words}
    assert drawn == set(range(1, MAX_BARS + 4)) - {2, 3, 4}


def test_finished_steps_that_are_left_out_are_counted_as_such() -> None:
    steps = [milestone(n, done_on=START if n <= 4 else None) for n in range(1, MAX_BARS + 2)]
    assert "Niet getekend: 1 stap (1 klaar), zie de tabel." in words_in(svg(board(*steps)))
    steps = [*(milestone(n) for n in range(1, MAX_BARS + 1)), undated(90), undated(91)]
    assert "Niet getekend: 2 stappen (2 nog zonder datum), zie de tabel." in words_in(svg(board(*steps)))


def test_a_full_picture_has_fewer_rows_before_it_has_letters_too_small_to_read() -> None:
    steps = [milestone(number, "Naam " * 24) for number in range(1, MAX_BARS + 1)]
    rows = place_rows(steps, 842, 400)
    assert 1 < len(rows) < MAX_BARS
    assert min(row.size for row in rows) >= 6.5
    assert rows[-1].top + rows[-1].height <= 400.01
    assert all(row.needed <= row.height for row in rows)
    assert len(place_rows(steps, 842, 10)) == 1


@pytest.mark.parametrize("count", [1, 2, 9, 25])
def test_rows_follow_each_other_and_stay_inside_the_page(count: int) -> None:
    steps = [milestone(number, "Naam " * (number % 9 + 1)) for number in range(1, count + 1)]
    rows = place_rows(steps, 842, 415)
    assert rows[0].top == 0
    for upper, lower in pairwise(rows):
        assert lower.top == pytest.approx(upper.top + upper.height)
    assert rows[-1].top + rows[-1].height <= 415.01


def test_a_row_with_many_words_is_higher_and_the_others_give() -> None:
    steps = [milestone(number, "Naam " * 60 if number == 4 else "Naam") for number in range(1, 13)]
    rows = place_rows(steps, 842, 415)
    assert len({round(row.height, 6) for row in rows if row.step.number != 4}) == 1
    assert rows[3].height == max(row.height for row in rows) > rows[0].height
    assert all(row.needed <= row.height for row in rows)
    assert rows[-1].top + rows[-1].height == pytest.approx(415)


def test_the_hard_date_is_always_drawn() -> None:
    steps = [milestone(n) for n in range(1, MAX_BARS + 3)]
    last = milestone(99, "Overeenkomst gaat in", first=HARD, last=None, hard=True)
    assert "Overeenkomst gaat in" in words_in(svg(board(*steps, last)))


def test_one_owner_too_many_is_counted_and_not_cut_off() -> None:
    owners = tuple(f"Gemeente met een lange naam {n}" for n in range(4))
    words = words_in(svg(board(milestone(1, owners=owners))))
    assert "Gemeente met een lange naam 0 en 3 anderen" in words
    assert "Team, Raad" in words_in(svg(board(milestone(1, owners=("Team", "Raad")))))


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"stage": Stage.AWARD, "owners": ()}, ("Besluit",)),
        ({"stage": None, "owners": ("Team",)}, ("Team",)),
        ({"stage": None, "owners": ()}, ()),
        ({"stage": Stage.AWARD, "owners": ("Team",)}, ("Besluit · Team",)),
    ],
)
def test_what_is_not_known_leaves_no_trace(fields: dict[str, Any], said: tuple[str, ...]) -> None:
    (row,) = place_rows([milestone(1, **fields)], 842, 400)
    assert row.small == said


def test_a_step_without_a_date_says_so_in_its_row() -> None:
    plan = board(milestone(1), undated(2), undated(3, done_on=START))
    words = words_in(svg(scheduled(plan, timing(2, date(2025, 5, 12)))))
    assert "nog geen datum, uiterlijk 12 mei 2025" in words
    assert "nog geen datum  ✓ klaar" in words
    assert words_in(svg(board(undated(1)))).count("nog geen datum") == 1


def test_what_is_late_says_so() -> None:
    past = {"first": START - timedelta(days=9), "last": START - timedelta(days=2)}
    assert "⚠ te laat" in words_in(svg(board(milestone(1, **past))))
    assert "⚠ gemist" in words_in(svg(board(milestone(1, **past, hard=True))))
    assert "⚠" not in words_in(svg(board(milestone(1, **past, done_on=START))))
    assert "⚠" not in words_in(svg(board(milestone(1))))


def test_late_is_what_the_board_calls_late() -> None:
    """A deadline of today with a clock is late at noon; only the board knows what time it is."""
    step = milestone(1, first=START, last=START)
    assert "⚠ te laat" in words_in(svg(board(step, lines=(line("stap-1", START, LineStatus.LATE),))))
    assert "⚠ gemist" in words_in(svg(board(step, lines=(line("stap-1-2", START, LineStatus.MISSED),))))
    assert "⚠" not in words_in(svg(board(step, lines=(line("stap-10", START, LineStatus.LATE),))))


def test_the_critical_path_has_a_star_and_a_bold_edge() -> None:
    plan = board(milestone(1), milestone(2))
    path = svg(scheduled(plan, timing(1, HARD), timing(2, HARD), path=(2,)))
    # Once beside the step, once in the legend.
    assert words_in(path).count("★") == 2
    assert "Kritieke pad" in words_in(path)
    assert path.count(b"stroke-width: 2.2") == 2
    without = svg(scheduled(plan, timing(1, HARD), timing(2, HARD)))
    assert "★" not in words_in(without)
    assert b"stroke-width: 2.2" not in without


def test_a_critical_step_that_is_done_holds_nothing_up_any_more() -> None:
    plan = scheduled(board(milestone(1, done_on=START)), timing(1, HARD), path=(1,))
    assert "★" not in words_in(svg(plan))


def test_the_latest_date_is_marked_and_explained() -> None:
    plan = board(milestone(1))
    assert "Uiterlijk klaar, met speling" in words_in(svg(scheduled(plan, timing(1, HARD))))
    assert "Uiterlijk" not in words_in(svg(plan))
    one, other = (gantt(scheduled(plan, timing(1, day)), dpi=60) for day in (HARD, date(2025, 6, 2)))
    assert one != other


@pytest.mark.parametrize(
    ("slack", "said"),
    [
        (1, "Speling tot de harde datum: 1 werkdag."),
        (12, "Speling tot de harde datum: 12 werkdagen."),
        (0, "Er is geen speling tot de harde datum."),
        (-1, "De planning komt 1 werkdag tekort voor de harde datum."),
    ],
)
def test_the_slack_is_said_in_the_picture_and_in_the_words(slack: int, said: str) -> None:
    plan = scheduled(board(milestone(1)), slack=slack)
    assert said in words_in(svg(plan))
    assert said in alt_text(plan)
    assert "harde datum:" not in words_in(svg(scheduled(board(milestone(1)), slack=None)))


def test_recess_is_shaded_with_its_name() -> None:
    summer = free(date(2025, 7, 7), date(2025, 8, 17))
    picture = svg(MIXED, recess=[summer])
    assert {"zomerreces", "Reces"} <= set(words_in(picture).split("\n"))
    assert RECESS_ONE.encode() in picture
    assert RECESS_MORE.encode() not in picture
    assert RECESS_ONE.encode() not in svg(MIXED)


def test_recess_of_other_years_is_not_in_the_picture() -> None:
    picture = svg(MIXED, recess=[free(date(2031, 7, 7), date(2031, 8, 17))])
    assert "reces" not in words_in(picture).lower()
    assert RECESS_ONE.encode() not in picture


def test_recess_of_two_municipalities_that_overlaps_is_one_name_and_two_greys() -> None:
    epe = free(date(2025, 7, 7), date(2025, 8, 17), place="Epe")
    apeldoorn = free(date(2025, 7, 14), date(2025, 8, 24), place="Apeldoorn")
    picture = svg(MIXED, recess=[epe, apeldoorn])
    assert "zomerreces Epe, Apeldoorn" in words_in(picture)
    assert "Reces in meer gemeenten" in words_in(picture)
    # Once in the legend; in between both are free, on either side one of them.
    assert picture.count(RECESS_ONE.encode()) == 3
    assert picture.count(RECESS_MORE.encode()) == 2
    assert picture == svg(MIXED, recess=[apeldoorn, epe])


def test_recess_of_many_municipalities_is_counted() -> None:
    periods = [free(date(2025, 7, 7), date(2025, 8, 17), place=f"Gemeente {n}") for n in range(14)]
    assert "zomerreces 14 gemeenten" in words_in(svg(MIXED, recess=periods))
    short = [free(date(2025, 7, 7), date(2025, 8, 17), place=place) for place in ("Epe", "Ede", "Wijchen", "Druten")]
    assert "zomerreces 4 gemeenten" in words_in(svg(MIXED, recess=short))
    assert "zomerreces Ede, Epe, Wijchen" in words_in(svg(MIXED, recess=short[:3]))


def test_names_of_recess_never_run_through_each_other() -> None:
    mondays = [START + timedelta(days=7 * n) for n in range(50)]
    weeks = [free(day, day + timedelta(days=4), name=f"reces {n}") for n, day in enumerate(mondays)]
    words = words_in(svg(MIXED, recess=weeks)).split("\n")
    named = [word for word in words if word.startswith("reces ")]
    assert 3 < len(named) < 50


def test_other_free_days_are_ticks_as_long_as_that_stays_quiet() -> None:
    def bridges(count: int) -> list[FreePeriod]:
        days = [START + timedelta(days=3 * n) for n in range(count)]
        return [free(day, day, "brugdag", kind=FreeDayKind.BRIDGE) for day in days]

    assert "Vrije dag" in words_in(svg(MIXED, recess=bridges(3)))
    assert svg(MIXED, recess=bridges(60)) == svg(MIXED)


def test_the_svg_tells_what_it_shows() -> None:
    plan = board(milestone(1, stage=Stage.AWARD), lines=(line("<&> --> 'x'", HARD),))
    root = etree.fromstring(svg(plan, title="Zorg & Co <BV> --> ']]>"))
    space = "{http://www.w3.org/2000/svg}"
    assert (root.get("role"), root.get("lang")) == ("img", "nl")
    title, description = root[0], root[1]
    assert (title.tag, description.tag) == (f"{space}title", f"{space}desc")
    assert title.text == "Zorg & Co <BV> --> ']]>"
    assert description.text == alt_text(plan)
    assert "Termijn <&> --> 'x'" in str(description.text)
    assert (root.get("aria-labelledby"), root.get("aria-describedby")) == (title.get("id"), description.get("id"))


def test_the_png_tells_what_it_shows() -> None:
    image = Image.open(io.BytesIO(gantt(MIXED, dpi=60, title="Jeugdhulp é 2026")))
    image.load()
    assert image.info["Title"] == "Jeugdhulp é 2026"
    assert image.info["Description"] == alt_text(MIXED)


@pytest.mark.parametrize("size", [{"dpi": 100}, {"width_mm": 262, "height_mm": 185, "dpi": 100}])
def test_nothing_is_drawn_outside_the_page(size: dict[str, Any]) -> None:
    """The outermost dots stay white, however long the names and however close the dates."""
    steps = [milestone(n, NAMES[n % 5], owners=(NAMES[4], "Team"), stage=list(Stage)[n % 10]) for n in range(1, 31)]
    plan = scheduled(board(*steps), *(timing(n, HARD) for n in range(1, 31)), path=(1, 2, 30))
    periods = [free(date(2025, 12, 22), date(2026, 1, 4), "kerstreces", place="Apeldoorn")]
    image = Image.open(io.BytesIO(gantt(plan, recess=periods, title="Een heel lange titel " * 24, **size)))
    wide, high = image.size
    for edge in ((0, 0, wide, 4), (0, high - 4, wide, high), (0, 0, 4, high), (wide - 4, 0, wide, high)):
        assert image.convert("L").crop(edge).getextrema() == (255, 255), edge


def test_a_planning_of_years_and_a_today_far_away_can_be_drawn() -> None:
    long = board(milestone(1, last=date(2039, 1, 1)), hard_date=None).model_copy(update={"today": date(2099, 1, 1)})
    assert "vandaag" not in words_in(svg(long))


def test_a_board_without_steps_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="zonder stappen"):
        gantt(board())


def test_the_words_name_the_hard_date_what_is_late_and_the_next_five_deadlines() -> None:
    lines = tuple(line(str(n), START + timedelta(days=n)) for n in range(7, 0, -1))
    late = line("laat", START - timedelta(days=1), LineStatus.LATE)
    done = line("klaar", START + timedelta(days=1), LineStatus.DONE)
    said = alt_text(board(milestone(1), lines=(late, *lines, done)))
    assert said.startswith("Planning van MIJOV-J26 op maandag 6 januari 2025: 1 stap. ")
    assert "Harde datum: donderdag 1 januari 2026." in said
    assert "Termijn 1, dinsdag 7 januari 2025; Termijn 2" in said
    assert "Termijn 5, zaterdag 11 januari 2025." in said
    assert "Termijn 6" not in said
    assert "Termijn klaar" not in said
    assert "Te laat of gemist: Termijn laat, zondag 5 januari 2025." in said


def test_the_words_say_the_clock_and_how_much_more_is_late() -> None:
    closing = line("sluit", START, LineStatus.THIS_WEEK).model_copy(update={"at": time(12, 0)})
    late = tuple(line(str(n), START - timedelta(days=9 - n), LineStatus.LATE) for n in range(7))
    said = alt_text(board(milestone(1), undated(2), lines=(*late, closing)))
    assert "Termijn sluit, maandag 6 januari 2025 om 12.00 uur." in said
    assert "; en nog 2." in said
    assert "Nog zonder datum: 1 stap." in said


def test_a_deadline_of_today_that_is_late_is_not_to_come() -> None:
    said = alt_text(board(milestone(1), lines=(line("noen", START, LineStatus.LATE),)))
    assert "Te laat of gemist: Termijn noen" in said
    assert "Er komt geen deadline meer." in said


def test_the_words_say_so_when_nothing_is_left() -> None:
    assert "Er is niets te laat. Er komt geen deadline meer." in alt_text(board(milestone(1)))


@pytest.mark.parametrize("room", [6.0, 12.0, 40.0])
@pytest.mark.parametrize("name", [*NAMES, "Een lange titel met veel woorden over de inkoopovereenkomst", ""])
def test_wrapped_text_keeps_every_letter_and_stays_inside(name: str, room: float) -> None:
    lines = wrap(name, room)
    assert "".join(lines).replace(" ", "") == name.replace(" ", "")
    assert all(em_width(text) <= room for text in lines)
