"""Sessions: what may still change, how many there may be, and whom to tell what, once."""

import ast
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.rules.award import decisions
from flows.rules.dialogue.sessions import (
    Notice,
    NoticeKind,
    Told,
    is_client,
    merged,
    notices,
    recipient_of,
    refusals,
    session_name,
    session_time,
    too_many,
)
from flows.rules.screening import judge
from schemas.dialogue import DialogueSession, SessionKind
from schemas.screening import ApplicationStatus
from tests import builders as a
from tests.builders import CALM
from tests.rules.cases import application, criterion, paper, provider, record
from tests.rules.session_cases import (
    CALLED_OFF,
    CORRECTION,
    DRAFTED,
    HELD,
    NOW,
    PARENT,
    PAST,
    REPORTED,
    SOON,
    TODAY,
    at,
    seat,
)

FLOWS = Path(__file__).resolve().parent.parent.parent / "flows"


# Names


def test_a_session_has_the_name_of_its_kind() -> None:
    assert session_name(a.session(2)) == "dialoogsessie 2"
    assert session_name(a.session(5, kind=SessionKind.PROVIDERS)) == "aanbiedersbijeenkomst 5"
    assert session_name(a.session(6, kind=SessionKind.PRESSURE_COOKER)) == "pressure cooker 6"


def test_a_session_over_midnight_says_both_days() -> None:
    assert session_time(a.session()) == "dinsdag 13 mei 2025, 09.30 uur tot 11.30 uur"
    long = a.session(ends_at=a.session().starts_at + timedelta(days=1))
    assert session_time(long).endswith("tot woensdag 14 mei 2025, 09.30 uur")


@pytest.mark.parametrize(
    ("role", "client"),
    [
        ("ouder", True),
        ("Cliëntvertegenwoordiging", True),
        ("jongere uit het klankbord", True),
        ("lid adviesraad (ervaringsdeskundige)", True),
        ("wethouder", False),
        ("aandeelhouder", False),
        ("beleidsmedewerker", False),
    ],
)
def test_who_speaks_for_clients_is_known_by_the_role(role: str, client: bool) -> None:
    assert is_client(seat("Iemand", None, role=role)) is client
    assert not is_client(seat(role=role)), "a provider never is one"


# What may change


def test_a_new_session_is_taken_as_it_is_and_one_called_off_at_once_has_its_day() -> None:
    assert merged(None, at(SOON), TODAY) == at(SOON)
    off = merged(None, at(SOON, cancelled_because="Ziek"), TODAY)
    assert (off.cancelled_on, off.sequence) == (TODAY, 0)


@pytest.mark.parametrize("change", ["starts_at", "ends_at", "location"])
def test_a_moved_session_is_the_same_appointment_with_a_higher_sequence(change: str) -> None:
    kept = at(SOON, version=2, sequence=3, invited_on=TODAY, draft_sent_on=TODAY)
    new = {"location": "Zaal 2", "starts_at": SOON - timedelta(hours=1), "ends_at": SOON + timedelta(hours=5)}[change]
    moved = merged(kept, at(SOON, id="ander", **{change: new}), TODAY)
    assert (moved.id, moved.version, moved.sequence, moved.invited_on) == (kept.id, 2, 4, TODAY)
    assert moved.draft_sent_on == TODAY
    assert merged(moved, at(SOON, **{change: new}), TODAY) == moved, "the same list again changes nothing"


def test_another_subject_or_agenda_moves_nothing() -> None:
    assert merged(at(SOON), at(SOON, subject="Anders", agenda=()), TODAY).sequence == 0


def test_calling_off_counts_once() -> None:
    off = merged(at(SOON), at(SOON, cancelled_because="Ziek"), TODAY)
    assert (off.cancelled_on, off.sequence) == (TODAY, 1)
    assert merged(off, at(SOON, cancelled_because="Ziek"), TODAY + timedelta(days=1)) == off


@pytest.mark.parametrize(
    ("kept", "changed", "says"),
    [
        (at(SOON), {"starts_at": PAST, "ends_at": PAST + timedelta(hours=1)}, "naar het verleden"),
        (HELD, {"location": "Zaal 2"}, "is gehouden op 5 mei 2025. Tijd en plaats"),
        (HELD, {"starts_at": SOON, "ends_at": SOON + timedelta(hours=2)}, "Tijd en plaats kunnen niet meer"),
        (HELD, {"cancelled_because": "Ziek"}, "kan niet meer worden afgelast"),
        (CALLED_OFF, {"cancelled_because": ""}, "blijft afgelast"),
        (CALLED_OFF, {"location": "Zaal 2"}, "blijft afgelast"),
        (at(SOON, invited_on=TODAY), {"kind": SessionKind.PROVIDERS}, "al uitgenodigd als dialoogtafel"),
        (at(SOON), {"points": (a.session_point(),)}, "niet gehouden, maar heeft al een verslag"),
        (at(SOON), {"participants": (seat(attended=True),)}, "alleen 'nee' voor wie zich afmeldt"),
        (None, {"starts_at": SOON, "points": (a.session_point(),)}, "heeft al een verslag"),
        (at(SOON), {"cancelled_because": "Ziek", "points": (a.session_point(),)}, "heeft al een verslag"),
        (HELD, {"corrections": (CORRECTION,), "points": (a.session_point(),)}, "nog niet verstuurd. Doe eerst stap 5"),
        (DRAFTED, {"corrections": (CORRECTION.model_copy(update={"by": "Ander"}),)}, "'Ander' was er volgens"),
        (DRAFTED, {"corrections": (CORRECTION.model_copy(update={"point": 7}),)}, "punt 7 staat niet"),
        (DRAFTED.model_copy(update={"corrections": (CORRECTION,)}), {"corrections": ()}, "correctie 1 stond er eerder"),
        (REPORTED, {"points": ()}, "is definitief sinds 6 mei 2025"),
        (REPORTED, {"participants": ()}, "is definitief"),
        (REPORTED, {"location": "Zaal 2"}, "is definitief"),
    ],
)
def test_what_cannot_change_any_more_is_refused(
    kept: DialogueSession | None, changed: dict[str, Any], says: str
) -> None:
    base = kept or at(SOON)
    new = merged(kept, base.model_copy(update=changed), TODAY)
    found = refusals(kept, new, NOW)
    assert len(found) == 1, found
    assert says in found[0]


@pytest.mark.parametrize("kept", [None, at(SOON), HELD, CALLED_OFF, DRAFTED, REPORTED])
def test_the_same_list_again_is_never_refused(kept: DialogueSession | None) -> None:
    new = merged(kept, kept or at(SOON), TODAY)
    assert refusals(kept, new, NOW) == ()


def test_that_an_action_is_done_may_be_said_after_the_report() -> None:
    done = REPORTED.model_copy(update={"points": (REPORTED.points[0].model_copy(update={"action_done": TODAY}),)})
    assert refusals(REPORTED, merged(REPORTED, done, TODAY), NOW) == ()
    assert merged(REPORTED, done, TODAY).points[0].action_done == TODAY


def test_who_calls_off_before_the_session_is_no_attendance() -> None:
    assert refusals(at(SOON), at(SOON, participants=(seat(attended=False),)), NOW) == ()


def test_only_dialogue_sessions_that_go_on_count() -> None:
    four = [at(SOON, number) for number in range(1, 5)]
    other = at(SOON, 5, kind=SessionKind.PROVIDERS)
    gone = at(SOON, 6, cancelled_on=TODAY)
    assert too_many([*four, other, gone], 4) is None
    assert "dit worden er 5" in (too_many([*four, at(SOON, 7)], 4) or "")
    assert too_many([*four, at(SOON, 7)], None) is None


# Whom to tell what


def told_by(row: Notice) -> Told:
    """What somebody knows after getting this message."""
    session = row.session
    return Told(
        session=session.number,
        recipient=row.recipient,
        name=row.name,
        address=row.address,
        cancelled=row.kind is NoticeKind.CANCELLATION,
        sequence=row.sequence,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        location=session.location,
    )


class Inbox:
    """What everybody was told so far; each telling checks that no one hears anything twice."""

    def __init__(self) -> None:
        self.told: list[Told] = []
        self.ids: set[tuple[str, str]] = set()

    def hear(self, *sessions: DialogueSession, now: datetime = NOW) -> list[tuple[str, str, int]]:
        new = notices(sessions, self.told, now)
        for row in new:
            assert (row.message_kind, row.recipient) not in self.ids, "a second message with one id never leaves"
            self.ids.add((row.message_kind, row.recipient))
        self.told += map(told_by, new)
        assert notices(sessions, self.told, now) == ()
        return [(row.kind.value, row.recipient, row.sequence) for row in new]


def test_everybody_with_an_address_is_invited_once() -> None:
    inbox, row = Inbox(), at(SOON, participants=(seat(), PARENT, seat("Papier", None, email=None)))
    assert inbox.hear(row) == [("uitnodiging", "ZA-001", 0), ("uitnodiging", "deelnemer-ouder@gezin.example", 0)]
    assert inbox.hear(row) == []


def test_a_moved_session_tells_whoever_was_invited_and_a_newcomer_gets_only_the_invitation() -> None:
    inbox, row = Inbox(), at(SOON, participants=(seat(),))
    inbox.hear(row)
    moved = merged(row, row.model_copy(update={"location": "Zaal 2", "participants": (seat(), PARENT)}), TODAY)
    assert inbox.hear(moved) == [("wijziging", "ZA-001", 1), ("uitnodiging", "deelnemer-ouder@gezin.example", 1)]


def test_moved_there_and_back_before_anybody_heard_is_no_news() -> None:
    inbox, row = Inbox(), at(SOON, participants=(seat(),))
    inbox.hear(row)
    moved = merged(row, row.model_copy(update={"location": "Zaal 2"}), TODAY)
    back = merged(moved, row, TODAY)
    assert back.sequence == 2
    assert inbox.hear(back) == []


def test_called_off_tells_whoever_was_invited_with_a_higher_sequence() -> None:
    inbox, row = Inbox(), at(SOON, participants=(seat(), PARENT))
    inbox.hear(row)
    off = merged(row, row.model_copy(update={"cancelled_because": "Ziek"}), TODAY)
    assert inbox.hear(off) == [("afzegging", "ZA-001", 1), ("afzegging", "deelnemer-ouder@gezin.example", 1)]
    assert inbox.hear(off, now=SOON + timedelta(days=1)) == []


@pytest.mark.parametrize("how", ["removed", "no"])
def test_who_leaves_the_list_gets_a_cancellation_and_can_come_back(how: str) -> None:
    inbox, row = Inbox(), at(SOON, participants=(seat(), PARENT))
    inbox.hear(row)
    left = (PARENT,) if how == "removed" else (seat(attended=False), PARENT)
    without = row.model_copy(update={"participants": left})
    assert inbox.hear(without) == [("afzegging", "ZA-001", 1)]
    assert inbox.hear(row) == [("wijziging", "ZA-001", 2)]
    moved = merged(row, row.model_copy(update={"location": "Zaal 2"}), TODAY)
    assert inbox.hear(moved) == [("wijziging", "ZA-001", 3), ("wijziging", "deelnemer-ouder@gezin.example", 1)]


def test_another_address_of_a_provider_gets_the_appointment_too() -> None:
    inbox, row = Inbox(), at(SOON, participants=(seat(),))
    inbox.hear(row)
    corrected = row.model_copy(update={"participants": (seat(email="goed@zorg.example"),)})
    assert inbox.hear(corrected) == [("wijziging", "ZA-001", 1)]


def test_about_what_has_begun_nobody_hears_anything() -> None:
    inbox, row = Inbox(), at(SOON, participants=(seat(),))
    inbox.hear(row)
    assert inbox.hear(row.model_copy(update={"participants": ()}), now=SOON) == []
    assert Inbox().hear(row, now=SOON) == []


def test_time_and_place_are_compared_as_a_calendar_holds_them() -> None:
    row = at(SOON.replace(microsecond=7), participants=(seat(),), location="Zaal\u2028 1")
    (first,) = notices([row], [], NOW)
    plain = told_by(first).model_copy(update={"starts_at": SOON, "ends_at": row.ends_at.replace(microsecond=0)})
    assert notices([row], [plain.model_copy(update={"location": "Zaal\n1"})], NOW) == ()


STEPS = st.lists(
    st.tuples(st.sampled_from(["move", "away", "back", "in", "out", "off", "tell", "later"]), st.integers(0, 2)),
    max_size=14,
)


@CALM
@given(steps=STEPS)
def test_whatever_happens_everybody_knows_the_truth_and_sequences_only_rise(
    steps: list[tuple[str, int]],
) -> None:
    """Any history of one session: after telling, who sits there knows when and where, and nobody else comes."""
    inbox, row, now = Inbox(), at(SOON + timedelta(days=30)), NOW
    people = [seat(), PARENT, seat("{{ 7*7 }} B.V.", "ZA-002", email="post@zeven.example")]
    for step, which in [*steps, ("tell", 0)]:
        change: dict[str, object] = {}
        there = [one for one in row.participants if recipient_of(one) != recipient_of(people[which])]
        if step == "move":
            change = {"location": f"Zaal {which}"}
        elif step == "later":
            change = {
                "starts_at": row.starts_at + timedelta(days=which),
                "ends_at": row.ends_at + timedelta(days=which),
            }
        elif step in ("in", "back"):
            change = {"participants": (*there, people[which])}
        elif step == "out":
            change = {"participants": tuple(there)}
        elif step == "away":
            change = {"participants": (*there, people[which].model_copy(update={"attended": False}))}
        elif step == "off":
            change = {"cancelled_because": "Ziek"}
        new = merged(row, row.model_copy(update=change), TODAY)
        if not refusals(row, new, now):
            row = new
        if step == "tell":
            inbox.hear(row, now=now)
    last: dict[str, Told] = {}
    for one in inbox.told:
        assert one.recipient not in last or one.sequence > last[one.recipient].sequence
        last[one.recipient] = one
    coming = {recipient_of(one) for one in row.participants if one.attended is not False and row.cancelled_on is None}
    assert {recipient for recipient, one in last.items() if not one.cancelled} == coming
    for recipient in coming:
        known = last[recipient]
        assert (known.starts_at, known.ends_at, known.location) == (row.starts_at, row.ends_at, row.location)


# Nothing of this leads to an admission (domain F 35)


def test_who_sat_at_a_table_is_judged_and_decided_as_who_did_not() -> None:
    rows = (application(1, status=ApplicationStatus.COMPLETE), application(2, status=ApplicationStatus.FAILED))
    criteria = (criterion(),)
    bare = record(applications=rows, evidence=(paper(),), providers=(provider(1), provider(2)))
    tables = tuple(at(PAST, number, participants=(seat(attended=True),), reported_on=TODAY) for number in (1, 2))
    seen = bare.model_copy(update={"sessions": tables})
    assert decisions(seen, criteria) == decisions(bare, criteria)
    for row in rows:
        assert judge(seen, criteria, row, 1, TODAY) == judge(bare, criteria, row, 1, TODAY)


def test_nothing_that_judges_or_decides_even_looks_at_a_session() -> None:
    judging = [
        *sorted((FLOWS / "rules/screening").glob("*.py")),
        *(FLOWS / name for name in ("rules/award.py", "rules/contracts.py", "rules/drafting/letters.py")),
        *(FLOWS / name for name in ("stages/screening.py", "stages/award.py", "stages/contracting.py")),
    ]
    for path in judging:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import | ast.ImportFrom) else []
            module = (node.module or "") if isinstance(node, ast.ImportFrom) else ""
            assert not any("session" in name.casefold() or "dialogue" in name for name in (*names, module)), path
            assert not (isinstance(node, ast.Attribute) and node.attr == "sessions"), path
