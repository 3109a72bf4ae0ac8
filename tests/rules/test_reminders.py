"""Reminders: on which day, to whom, for whom, and what a message needs to leave without a form."""

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.rules.calendar import FreeDays
from flows.rules.planning.watch import board_of
from flows.rules.procedures import OPEN_HOUSE_SCREENING_FIRST as PROCEDURE
from flows.rules.reminders.colleagues import (
    LEAD,
    MOMENTS,
    Reminder,
    answers_for,
    due_today,
    is_away,
    moment_of,
    of_providers,
    owners_of,
)
from flows.rules.reminders.covering import why_not
from flows.rules.reminders.providers import (
    Answers,
    Asked,
    ProviderReminder,
    due_to_providers,
    unknown_answers,
)
from flows.rules.reminders.texts import (
    LONGEST_SUBJECT,
    digest_values,
    missed_values,
    provider_values,
    reminder_values,
    slack_sentence,
)
from schemas.message import Message, MessageAttachment, MessageState
from schemas.planning import (
    Board,
    Colleague,
    DeadlineLine,
    LineStatus,
    Mark,
    PlanFinding,
    Schedule,
    Timing,
)
from schemas.record import TenderRecord
from schemas.screening import ApplicationStatus
from schemas.terms import FreeDay, FreeDayKind
from schemas.values import Stage
from tests.builders import CALM, NAMES, agreement, message, milestone, promise
from tests.rules.cases import CLOSING_DAY, REFERENCE, SHA, application, paper, provider, record, remedy

LEADER = ("P. Leider", "lead@proef.example")
TEAM = "Projectteam inkoop"
MONDAY = date(2026, 5, 18)
PLAIN = FreeDays()
BRIDGE = FreeDays(
    extra=(FreeDay(day=date(2026, 5, 15), name="brugdag", kind=FreeDayKind.BRIDGE, source="besluit van de regio"),)
)


def colleague(name: str, *roles: str, **changed: object) -> Colleague:
    row = Colleague(
        id=f"C-{name.split()[-1].lower()}",
        tender_id=REFERENCE,
        name=name,
        email=f"{name.split()[-1].lower()}@proef.example",
        roles=roles,
    )
    return row.model_copy(update=changed)


def line(key: str = "stap-1", due: date = MONDAY, **changed: object) -> DeadlineLine:
    row = DeadlineLine(
        key=key,
        title=f"Titel van {key}",
        due=due,
        owner=TEAM,
        owners=(TEAM,),
        status=LineStatus.LATER,
        why="Dat staat in de planning.",
        kind="stap",
    )
    return row.model_copy(update=changed)


ANNA = colleague("Anna Aarden", TEAM)
BO = colleague("Bo Berg", "Werkgroep Jeugd", "jurist")
CAS = colleague("Cas Cramer", "PFO Zorgregio")
ALL = (ANNA, BO, CAS)


def of(
    today: date, *lines: DeadlineLine, people: tuple[Colleague, ...] = ALL, calendar: FreeDays = PLAIN
) -> dict[str, list[tuple[str, str]]]:
    """Recipient -> what that person hears: key and moment."""
    found = due_today(lines, people, calendar, today, LEADER)
    return {row.recipient: [(item.line.key, item.moment) for item in row.items] for row in found}


def only(today: date, one: DeadlineLine, people: tuple[Colleague, ...] = ALL) -> Reminder:
    (found,) = due_today([one], people, PLAIN, today, LEADER)
    return found


# When


@pytest.mark.parametrize(
    ("calendar", "days"),
    [
        (PLAIN, {"T-10": date(2026, 4, 30), "T-5": date(2026, 5, 8), "T-1": date(2026, 5, 15)}),
        (BRIDGE, {"T-10": date(2026, 4, 29), "T-5": date(2026, 5, 7), "T-1": date(2026, 5, 13)}),
    ],
    ids=["no day off after Ascension", "bridge day"],
)
def test_the_worked_case_of_monday_18_may_2026(calendar: FreeDays, days: dict[str, date]) -> None:
    told = {}
    for offset in range(60):
        today = date(2026, 4, 1) + timedelta(days=offset)
        for _, moment in of(today, line(), calendar=calendar).get("C-aarden", []):
            told[moment] = today
    assert told == {**days, "T+1": date(2026, 5, 19)}


def test_a_deadline_in_the_weekend_is_told_on_the_working_days_around_it() -> None:
    sunday = line(due=date(2026, 3, 15))
    told = {moment_of(sunday, PLAIN, day): day for day in (date(2026, 3, 1) + timedelta(days=n) for n in range(20))}
    assert told["T-1"] == date(2026, 3, 13) and told["T+1"] == date(2026, 3, 16)


@CALM
@given(
    dues=st.lists(st.dates(date(2026, 1, 1), date(2026, 12, 31)), min_size=1, max_size=12),
    start=st.dates(date(2026, 1, 1), date(2026, 11, 30)),
)
def test_in_a_month_of_days_every_moment_is_told_once_and_nothing_on_a_free_day(dues: list[date], start: date) -> None:
    lines = [line(f"stap-{number}", due) for number, due in enumerate(dues, start=1)]
    told: Counter[tuple[str, str]] = Counter()
    for offset in range(31):
        today = start + timedelta(days=offset)
        found = due_today(lines, ALL, PLAIN, today, LEADER)
        assert not found or PLAIN.is_working_day(today)
        assert len({row.address for row in found}) == len(found)
        told.update((item.line.key, item.moment) for row in found for item in row.items)
    days = {start + timedelta(days=offset) for offset in range(31)}
    assert told == {
        (row.key, name): 1
        for row in lines
        for name, offset in MOMENTS.items()
        if PLAIN.add_working_days(row.due, offset) in days
    }


def test_what_is_done_and_what_is_not_near_is_no_mail() -> None:
    assert of(date(2026, 5, 15), line(status=LineStatus.DONE)) == {}
    assert of(date(2026, 5, 13), line()) == {}
    assert due_today([], ALL, PLAIN, MONDAY, LEADER) == ()


def test_one_mail_has_all_that_is_due_that_day() -> None:
    near, far = line("stap-1", MONDAY), line("stap-2", date(2026, 5, 22), owners=("Werkgroep Jeugd", TEAM))
    assert of(date(2026, 5, 15), near, far) == {
        "C-aarden": [("stap-1", "T-1"), ("stap-2", "T-5")],
        "C-berg": [("stap-2", "T-5")],
    }


# What was missed because the machine was off


def caught_up(today: date, told: set[str], *lines: DeadlineLine) -> list[tuple[str, str]]:
    found = due_today(lines, ALL, PLAIN, today, LEADER, told=told)
    told.update(token for row in found for item in row.items for token in item.tokens)
    return [(item.line.key, item.moment) for row in found for item in row.items]


def test_a_moment_on_a_day_without_a_run_is_told_on_the_next_day_and_once() -> None:
    told: set[str] = set()
    assert caught_up(date(2026, 4, 29), told, line()) == []
    assert caught_up(date(2026, 5, 3), told, line()) == []  # Sunday
    assert caught_up(date(2026, 5, 4), told, line()) == [("stap-1", "T-10")]
    assert caught_up(date(2026, 5, 6), told, line()) == []
    assert caught_up(date(2026, 5, 19), told, line()) == [("stap-1", "T+1")]
    assert caught_up(date(2026, 6, 30), told, line()) == []


def test_another_date_of_the_same_deadline_is_told_again() -> None:
    told: set[str] = set()
    assert caught_up(date(2026, 5, 8), told, line()) == [("stap-1", "T-5")]
    assert caught_up(date(2026, 5, 11), told, line(due=date(2026, 5, 22))) == [("stap-1", "T-10")]


@CALM
@given(st.sets(st.integers(0, 60)))
def test_whatever_days_are_skipped_nothing_is_told_twice_and_the_last_word_is_told(off: set[int]) -> None:
    lines = [line(f"stap-{number}", date(2026, 5, 4) + timedelta(days=number)) for number in range(1, 25)]
    told: set[str] = set()
    heard: Counter[tuple[str, str]] = Counter()
    for offset in range(75):
        if offset not in off:
            heard.update(caught_up(date(2026, 4, 13) + timedelta(days=offset), told, *lines))
    assert set(heard.values()) == {1}
    assert {key for key, moment in heard if moment == "T+1"} == {row.key for row in lines}


# To whom


@pytest.mark.parametrize("owner", ["Anna Aarden", "ANNA  AARDEN", " projectteam Inkoop ", "ProjectteamInkoop"])
def test_an_owner_is_a_name_or_a_role_whatever_the_capitals_and_spaces(owner: str) -> None:
    assert list(of(MONDAY + timedelta(days=1), line(owners=(owner,)))) == ["C-aarden"]


def test_a_line_that_has_its_owner_as_text_only_is_read_as_one_owner() -> None:
    assert list(of(date(2026, 5, 15), line(owners=(), owner="jurist"))) == ["C-berg"]


@pytest.mark.parametrize("owners", [("Colleges van B&W",), ()])
def test_what_nobody_answers_for_goes_to_the_lead_who_is_told_so(owners: tuple[str, ...]) -> None:
    found = only(date(2026, 5, 15), line(owners=owners, owner=""))
    assert (found.recipient, found.name, found.address) == (LEAD, *LEADER)
    assert found.items[0].unknown == owners
    text = reminder_values(found, PLAIN, date(2026, 5, 15), REFERENCE)
    assert ("geen collega bekend is voor: Colleges van B&W" in text["termijnen"]) is bool(owners)


def test_owners_are_told_apart_and_only_the_unknown_one_goes_to_the_lead() -> None:
    assert of(date(2026, 5, 15), line(owners=(TEAM, "Gemeenten"))) == {
        "C-aarden": [("stap-1", "T-1")],
        LEAD: [("stap-1", "T-1")],
    }


def test_a_lead_who_is_a_colleague_gets_one_mail() -> None:
    lead = colleague("P. Leider", "Werkgroep Jeugd", email="LEAD@proef.example")
    found = due_today([line(owners=("Werkgroep Jeugd", "Gemeenten"))], (ANNA, lead), PLAIN, date(2026, 5, 15), LEADER)
    assert [(row.recipient, len(row.items)) for row in found] == [("C-leider", 1)]
    assert found[0].items[0].unknown == ("Gemeenten",)


def test_two_people_with_one_mailbox_get_one_mail() -> None:
    shared = colleague("Dé Dam", TEAM, email="AARDEN@proef.example")
    found = due_today([line()], (ANNA, shared), PLAIN, date(2026, 5, 15), LEADER)
    assert [(row.recipient, [item.told_for for item in row.items]) for row in found] == [
        ("C-aarden", [("C-aarden", "C-dam")])
    ]


AWAY = {"away_from": date(2026, 5, 11), "away_until": date(2026, 5, 15)}


@pytest.mark.parametrize(
    ("changed", "today", "expected"),
    [
        (AWAY, date(2026, 5, 10), False),
        (AWAY, date(2026, 5, 11), True),
        (AWAY, date(2026, 5, 15), True),
        (AWAY, date(2026, 5, 16), False),
        ({"away_from": date(2026, 5, 11)}, date(2030, 1, 1), True),
        ({"away_until": date(2026, 5, 15)}, date(2026, 1, 1), True),
        ({}, date(2026, 5, 15), False),
    ],
)
def test_the_first_and_the_last_day_of_an_absence_count(
    changed: dict[str, object], today: date, expected: bool
) -> None:
    assert is_away(ANNA.model_copy(update=changed), today) is expected


def test_the_deputy_of_the_deputy_gets_the_mail_and_reads_for_whom() -> None:
    people = (
        ANNA.model_copy(update={**AWAY, "deputy": "bo berg"}),
        BO.model_copy(update={**AWAY, "deputy": "Cas Cramer"}),
        CAS,
    )
    found = only(date(2026, 5, 15), line(), people)
    assert found.recipient == "C-cramer" and found.items[0].instead_of == ("Anna Aarden",)
    assert "omdat u Anna Aarden vervangt" in reminder_values(found, PLAIN, date(2026, 5, 15), REFERENCE)["termijnen"]


@pytest.mark.parametrize("deputy", ["Bo Berg", "Niemand", "Anna Aarden", None])
def test_a_circle_of_deputies_or_an_unknown_one_ends_at_the_lead(deputy: str | None) -> None:
    people = (
        ANNA.model_copy(update={**AWAY, "deputy": deputy}),
        BO.model_copy(update={**AWAY, "deputy": "Anna Aarden"}),
    )
    found = only(date(2026, 5, 15), line(), people)
    assert found.recipient == LEAD and found.items[0].unreachable == ("Anna Aarden",)
    assert "Anna Aarden afwezig is" in reminder_values(found, PLAIN, date(2026, 5, 15), REFERENCE)["termijnen"]


def test_who_comes_back_is_not_told_again_what_the_deputy_heard() -> None:
    absent = ANNA.model_copy(update={**AWAY, "deputy": "Bo Berg"})
    (found,) = due_today([line()], (absent, BO), PLAIN, date(2026, 5, 15), LEADER)
    told = {token for item in found.items for token in item.tokens}
    assert due_today([line()], (ANNA, BO), PLAIN, MONDAY, LEADER, told=told) == ()


def test_a_lead_who_is_away_is_replaced_and_one_without_a_deputy_gets_the_mail_all_the_same() -> None:
    lead = colleague("P. Leider", email="lead@proef.example", **AWAY, deputy="Bo Berg")
    unowned = line(owners=("Gemeenten",))
    assert only(date(2026, 5, 15), unowned, (BO, lead)).recipient == "C-berg"
    assert only(date(2026, 5, 15), unowned, (lead,)).recipient == "C-leider"


def test_a_term_of_providers_is_told_to_the_team_the_day_before_and_to_nobody_else() -> None:
    term = line("aanmelding-sluit", kind="termijn", owner="Aanbieders", owners=("Aanbieders",))
    days = [date(2026, 4, 20) + timedelta(days=offset) for offset in range(45)]
    assert {day: found for day in days if (found := of(day, term))} == {
        date(2026, 5, 15): {"C-aarden": [("aanmelding-sluit", "T-1")]}
    }
    assert of(date(2026, 5, 15), term, people=(BO, CAS)) == {}


def test_the_names_of_team_and_providers_are_those_of_the_board() -> None:
    now = datetime(2025, 3, 26, 9, tzinfo=UTC)
    lines = {row.key: row for row in board_of(record(), PROCEDURE, PLAIN, now).lines}
    assert answers_for(ANNA, owners_of(lines["nota-3"])[0])
    assert of_providers(lines["aanmelding-sluit"])
    assert not of_providers(lines["nota-3"])


# In which words


def values(today: date, *lines: DeadlineLine) -> dict[str, str]:
    found = due_today(lines, ALL, PLAIN, today, LEADER, told=())
    return dict(reminder_values(found[0], PLAIN, today, REFERENCE))


@pytest.mark.parametrize(
    ("today", "words"),
    [
        (date(2026, 4, 30), "Over 10 werkdagen: maandag 18 mei 2026, 12.00 uur."),
        (date(2026, 5, 15), "Over 1 werkdag: maandag 18 mei 2026, 12.00 uur."),
        (MONDAY, "Vandaag: maandag 18 mei 2026, 12.00 uur."),
        (date(2026, 5, 19), "Te laat: de datum was maandag 18 mei 2026, 12.00 uur."),
    ],
)
def test_an_item_says_what_when_where_and_how_to_say_it_is_done(today: date, words: str) -> None:
    told = values(today, line("stap-7", at=time(12)))
    assert told["termijnen"].startswith(f"- Stap 7: Titel van stap-7. {words} Klaar? Meld stap 7 af.")
    assert told["termijnen"].endswith("Waarom deze datum: Dat staat in de planning.")
    assert "18 mei 2026: Titel van stap-7" in told["onderwerp"]


def test_tomorrow_is_tomorrow_and_the_last_working_day_before_a_weekend_date_is_said() -> None:
    assert "Morgen: dinsdag 19 mei 2026." in values(MONDAY, line(due=date(2026, 5, 19)))["termijnen"]
    assert (
        "Vandaag is de laatste werkdag voor zaterdag 16 mei 2026."
        in values(date(2026, 5, 15), line(due=date(2026, 5, 16)))["termijnen"]
    )


def test_a_deadline_of_another_room_is_not_ticked_off_by_number() -> None:
    nota = line("nota-1", kind="termijn", stage=Stage.NOTA_VAN_INLICHTINGEN)
    assert "bij de fase Nota van inlichtingen; dan verdwijnt" in values(MONDAY, nota)["termijnen"]


@pytest.mark.parametrize("name", NAMES)
def test_any_title_stands_in_the_text_to_the_letter_and_in_a_subject_that_fits(name: str) -> None:
    told = values(MONDAY, line("stap-1", title=name), line("stap-2", due=date(2026, 5, 19)))
    assert f"- Stap 1: {name.replace(chr(10), ' ')}. " in told["termijnen"]
    assert told["termijnen"].count("\n") == 1
    assert len(f"[{REFERENCE}] {told['onderwerp']}") <= LONGEST_SUBJECT
    assert told["onderwerp"].endswith("(en 1 meer)")


def test_a_title_of_two_lines_is_one_row_of_the_list() -> None:
    assert values(MONDAY, line(title="Een\r\ntwee"))["termijnen"].startswith("- Stap 1: Een twee. ")


# Providers


def sent(batch: str, number: int = 1, on: date = date(2025, 3, 3), **changed: object) -> Message:
    moment = datetime(on.year, on.month, on.day, 9, tzinfo=UTC)
    return message(batch, f"ZA-{number:03d}").model_copy(update={"sent_at": moment, **changed})


def asked_to_complete(**parts: object) -> TenderRecord:
    """One provider that was asked on 31 March 2025 to complete its application by Friday 11 April."""
    whole: dict[str, object] = {
        "applications": (application(status=ApplicationStatus.REMEDY_REQUESTED),),
        "remedies": (remedy("E06"),),
        "messages": (sent("aanvulverzoeken", on=date(2025, 3, 31)),),
    }
    return record(**{**whole, **parts})


def reminded(
    known: TenderRecord, answers: Answers | None = None, days: int = 25, start: date = date(2025, 3, 24)
) -> list[tuple[date, ProviderReminder]]:
    return [
        (day, found)
        for day in (start + timedelta(days=offset) for offset in range(days))
        for found in due_to_providers(known, PROCEDURE, PLAIN, day, answers or Answers())
    ]


def test_who_did_not_complete_is_reminded_at_t_5_and_t_1() -> None:
    found = reminded(asked_to_complete())
    assert [(day, row.provider_id, row.asked, row.moment, row.covered_by) for day, row in found] == [
        (date(2025, 4, 4), "ZA-001", Asked.REMEDY, "T-5", "aanvulverzoeken"),
        (date(2025, 4, 10), "ZA-001", Asked.REMEDY, "T-1", "aanvulverzoeken"),
    ]
    told = provider_values(found[0][1], PROCEDURE.vocabulary)
    assert told["uiterlijk"] == "vrijdag 11 april 2025, 12.00 uur"
    assert told["gevraagd_op"] == "31 maart 2025"


@pytest.mark.parametrize(
    "parts",
    [
        {"evidence": (paper(attempt=2),)},
        {"applications": (application(status=ApplicationStatus.COMPLETE),)},
        {"providers": (provider(no_mail_from=date(2025, 4, 1)),)},
        {"messages": ()},
        {"messages": (sent("aanvulverzoeken", state=MessageState.QUEUED, sent_at=None),)},
        {"messages": (sent("aanvulverzoeken"), sent("aanvulverzoeken", id="x", state=MessageState.IN_DOUBT))},
        {"messages": (sent("aanvulverzoeken", covered_by="aankondiging"),)},
        {"messages": (sent("aanvulverzoeken", internal=True),)},
        {"messages": (sent("aanvulverzoeken", on=date(2025, 4, 10)),)},
    ],
    ids=["answered", "judged", "no mail", "never queued", "not sent", "half sent", "no code", "internal", "just asked"],
)
def test_who_answered_or_was_never_asked_with_a_code_is_not_reminded(parts: dict[str, object]) -> None:
    assert reminded(asked_to_complete(**parts)) == []


def test_papers_in_the_drop_folder_are_an_answer() -> None:
    assert reminded(asked_to_complete(), Answers(completed=frozenset({"ZA-001"}))) == []


def test_a_code_covers_two_reminders_and_no_third() -> None:
    two = [sent(f"herinnering-{day}", covered_by="aanvulverzoeken") for day in (1, 2)]
    known = asked_to_complete(messages=(sent("aanvulverzoeken"), *two))
    assert reminded(known) == []
    failed = two[0].model_copy(update={"state": MessageState.FAILED})
    assert len(reminded(asked_to_complete(messages=(sent("aanvulverzoeken"), failed, two[1])))) == 2


def invited(**parts: object) -> TenderRecord:
    """Three providers that were invited; the first has applied, the third may not be mailed."""
    whole: dict[str, object] = {
        "providers": (provider(1), provider(2), provider(3, no_mail_from=date(2025, 1, 1))),
        "messages": tuple(sent("aankondiging", number) for number in (1, 2, 3)),
    }
    return record(**{**whole, **parts})


def test_who_was_invited_and_did_not_apply_is_reminded_before_the_closing() -> None:
    found = reminded(invited(), start=date(2025, 3, 10), days=40)
    assert [(day, row.provider_id, row.asked, row.due) for day, row in found] == [
        (date(2025, 3, 21), "ZA-002", Asked.APPLICATION, CLOSING_DAY),
        (date(2025, 3, 27), "ZA-002", Asked.APPLICATION, CLOSING_DAY),
    ]


def test_without_any_known_application_nobody_is_reminded_and_the_lead_hears_why() -> None:
    known = invited(applications=())
    assert reminded(known, start=date(2025, 3, 10), days=40) == []
    (sentence,) = unknown_answers(known, PLAIN, date(2025, 3, 27), Answers())
    assert "geen aanbieder een herinnering" in sentence
    assert unknown_answers(known, PLAIN, date(2025, 3, 20), Answers()) == ()
    assert unknown_answers(known, PLAIN, date(2025, 3, 27), Answers(applied=frozenset({"ZA-001"}))) == ()
    folder = reminded(known, Answers(applied=frozenset({"ZA-001"})), start=date(2025, 3, 10), days=40)
    assert {row.provider_id for _, row in folder} == {"ZA-002"}


def test_an_agreement_that_did_not_come_back_is_asked_for_when_it_is_known_what_came_back() -> None:
    step = milestone(7, date(2025, 9, 19), mark=Mark.CONTRACT)
    known = record(
        providers=(provider(1), provider(2)),
        agreements=(agreement(1), agreement(2)),
        milestones=(step,),
        messages=tuple(sent("overeenkomsten", number, date(2025, 9, 1)) for number in (1, 2)),
    )
    back = Answers(signed=frozenset({"ZA-001"}))
    found = reminded(known, back, start=date(2025, 9, 1), days=30)
    assert [(day, row.provider_id, row.asked) for day, row in found] == [
        (date(2025, 9, 12), "ZA-002", Asked.SIGNATURE),
        (date(2025, 9, 18), "ZA-002", Asked.SIGNATURE),
    ]
    assert provider_values(found[0][1], PROCEDURE.vocabulary)["contractnummer"] == agreement(2).contract_number
    assert reminded(known, Answers(), start=date(2025, 9, 1), days=30) == []
    assert "getekende overeenkomst bekend" in " ".join(unknown_answers(known, PLAIN, date(2025, 9, 18), Answers()))


def test_one_mail_per_provider_per_day_and_what_waits_comes_the_next_day() -> None:
    both = asked_to_complete(
        remedies=(remedy("E06"), remedy("E06").model_copy(update={"id": "H-2"})),
    )
    day, told = date(2025, 4, 10), set[str]()
    (first,) = due_to_providers(both, PROCEDURE, PLAIN, day, Answers(), told=told)
    assert due_to_providers(both, PROCEDURE, PLAIN, day, Answers(), told=told, skip={"ZA-001"}) == ()
    (second,) = due_to_providers(both, PROCEDURE, PLAIN, date(2025, 4, 11), Answers(), told={first.token})
    assert {first.key, second.key} == {"H-A-001", "H-2"}


def test_no_provider_is_reminded_on_a_free_day() -> None:
    whit_monday = date(2025, 6, 9)
    known = asked_to_complete(remedies=(remedy("E06", due_on=date(2025, 6, 10)),))
    assert due_to_providers(known, PROCEDURE, PLAIN, whit_monday, Answers(), told=()) == ()
    assert len(due_to_providers(known, PROCEDURE, PLAIN, date(2025, 6, 6), Answers(), told=())) == 1


# What may leave without a form


def reminder(**changed: object) -> Message:
    row = message("herinnering-aanvulling-2025-04-04", state=MessageState.QUEUED)
    return row.model_copy(update={"covered_by": "aanvulverzoeken", **changed})


def test_a_reminder_under_a_code_and_mail_to_our_own_people_may_leave() -> None:
    known = asked_to_complete()
    assert why_not(reminder(), known) is None
    to_lead = reminder(internal=True, covered_by="", to_address="Lead@proef.example")
    assert why_not(to_lead, known) is None
    assert why_not(to_lead.model_copy(update={"to_address": BO.email}), known) is not None
    assert why_not(to_lead.model_copy(update={"to_address": BO.email}), asked_to_complete(colleagues=(BO,))) is None


@pytest.mark.parametrize(
    "changed",
    [
        {"covered_by": ""},
        {"covered_by": "bestaat-niet"},
        {"covered_by": "herinnering-aanvulling-2025-04-04"},
        {"recipient": "ZA-002"},
        {"to_address": "iemand@elders.example"},
        {"copy_to": "iemand@elders.example"},
        {"internal": True},
        {"internal": True, "to_address": "lead@proef.example", "copy_to": "info@zorg.example"},
        {"attachments": (MessageAttachment(file_name="a.pdf", sha256=SHA, mime="application/pdf"),)},
        {"calendar": "BEGIN:VCALENDAR"},
    ],
)
def test_everything_else_may_not(changed: dict[str, object]) -> None:
    assert why_not(reminder(**changed), asked_to_complete()) is not None


def test_a_third_reminder_under_one_code_may_not_leave_but_a_rerun_of_the_second_may() -> None:
    earlier = [sent(f"herinnering-{day}", covered_by="aanvulverzoeken") for day in (1, 2)]
    known = asked_to_complete(messages=(sent("aanvulverzoeken"), *earlier))
    assert "2 herinneringen" in (why_not(reminder(), known) or "")
    assert why_not(earlier[1], known) is None


# The week and the miss


def board(*lines: DeadlineLine, slack: int | None = 3, **changed: object) -> Board:
    timing = Timing(
        number=1,
        earliest_start=MONDAY,
        earliest=MONDAY,
        latest_start=MONDAY,
        latest=date(2026, 6, 1),
        raw_latest=date(2026, 6, 1),
        slack=slack or 0,
        critical=True,
        why="Zo is geteld.",
    )
    row = Board(
        tender_id=REFERENCE,
        today=MONDAY,
        lines=lines,
        milestones=(),
        findings=(),
        hard_date=date(2027, 1, 1),
        schedule=Schedule(hard_date=date(2027, 1, 1), today=MONDAY, timings=(timing,), critical_path=(1,), slack=slack),
    )
    return row.model_copy(update=changed)


NOW = datetime(2026, 5, 18, 11, 0, tzinfo=UTC)


def test_the_week_has_what_is_late_what_comes_in_two_weeks_the_findings_and_the_promises() -> None:
    finding = PlanFinding(code="weekend", severity="let op", milestones=(1,), sentence="Stap 1 valt op zondag.")
    shown = board(
        line("stap-1", date(2026, 5, 1), status=LineStatus.LATE, title="Zorg & Co <BV>"),
        line("stap-2", date(2026, 5, 22), status=LineStatus.THIS_WEEK),
        line("stap-3", date(2026, 6, 7)),
        line("stap-4", date(2026, 6, 8)),
        line("stap-5", date(2026, 5, 1), status=LineStatus.DONE),
        findings=(finding,),
    )
    told = digest_values(shown, [promise(), promise(2).model_copy(update={"done_on": MONDAY})], NOW)
    assert told is not None
    assert "Te laat (1):\n- vrijdag 1 mei 2026 | stap 1, Zorg & Co <BV> | Projectteam inkoop" in told["overzicht"]
    assert [key for key in ("stap 2", "stap 3", "stap 4", "stap 5") if f"| {key}," in told["overzicht"]] == [
        "stap 2",
        "stap 3",
    ]
    assert "Stap 1 valt op zondag." in told["overzicht"]
    assert "Punt 1. Voor: Programma van eisen" in told["overzicht"] and "Punt 2." not in told["overzicht"]
    assert told["samenvatting"] == "1 te laat, 1 deze week"
    assert told["speling"] == "Er zijn 3 werkdagen speling tot de harde datum 1 januari 2027."


def test_a_week_with_nothing_in_it_is_no_mail() -> None:
    assert digest_values(board(), [], NOW) is None
    assert digest_values(board(line(due=date(2027, 1, 1))), [], NOW) is None


@pytest.mark.parametrize(
    ("slack", "words"),
    [
        (1, "Er is 1 werkdag speling"),
        (0, "geen speling meer"),
        (-2, "2 werkdagen te weinig"),
        (None, "De harde datum is"),
    ],
)
def test_the_slack_is_one_sentence(slack: int | None, words: str) -> None:
    assert words in slack_sentence(board(slack=slack), MONDAY)


def test_a_miss_says_what_when_whose_and_what_it_means() -> None:
    late = line("stap-1", date(2026, 5, 15), status=LineStatus.LATE)
    told = missed_values(late, board(late), "P. Leider", MONDAY)
    assert told["onderwerp"] == "Gemist op 15 mei 2026: Titel van stap-1"
    assert (told["wanneer"], told["wie"]) == ("vrijdag 15 mei 2026", TEAM)
    assert told["gevolg"].startswith("De harde datum 1 januari 2027 kan nog: deze stap moet dan uiterlijk 1 juni 2026")
    assert "geen speling meer" in missed_values(late, board(late, slack=0), "P. Leider", MONDAY)["gevolg"]
    assert "niet gehaald" in missed_values(late, board(late, slack=-4), "P. Leider", MONDAY)["gevolg"]
    hard = late.model_copy(update={"status": LineStatus.MISSED})
    assert "harde datum: deze kan niet schuiven" in missed_values(hard, board(hard), "P. Leider", MONDAY)["gevolg"]
