"""When a report may go out and to whom, what never stands in it, and the papers of a session."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from flows.rules.anonymity import findings
from flows.rules.dialogue.reports import (
    for_all_providers,
    obstacles_to_final,
    readers,
    report_texts,
    revealed,
    to_mind,
)
from flows.rules.drafting.dialogue import session_invitation, session_report
from flows.tasks import word
from schemas.dialogue import AgendaItem, SessionKind
from schemas.message import MessageState
from tests import builders as a
from tests.rules.cases import provider, record
from tests.rules.session_cases import CORRECTION, HELD, PARENT, PAST, READY, SOON, TODAY, at, seat


def draft_message(state: MessageState = MessageState.SENT) -> Any:
    return a.message("dialoog-verslag-concept-1", state=state)


@pytest.mark.parametrize(
    ("changed", "state", "unchanged", "says"),
    [
        ({"points": ()}, MessageState.SENT, (), "heeft nog geen punten"),
        ({"participants": (seat(attended=None),)}, MessageState.SENT, (), "vul bij 'Aanwezig' ja of nee in"),
        ({"draft_sent_on": None}, MessageState.SENT, (), "kregen het conceptverslag nog niet"),
        ({}, MessageState.QUEUED, (), "1 bericht is nog niet weg"),
        ({"corrections_until": TODAY}, MessageState.SENT, (), "nog tot en met 6 mei 2025"),
        ({"corrections": (CORRECTION,)}, MessageState.SENT, (), "nog geen beslissing over correctie 1"),
        (
            {"corrections": (CORRECTION.model_copy(update={"taken": True}),)},
            MessageState.SENT,
            (1,),
            "maar punt 1 is niet gewijzigd",
        ),
    ],
)
def test_a_report_waits_for_its_round_of_corrections(
    changed: dict[str, object], state: MessageState, unchanged: tuple[int, ...], says: str
) -> None:
    found = obstacles_to_final(READY.model_copy(update=changed), [draft_message(state)], TODAY, unchanged)
    assert len(found) == 1, found
    assert says in found[0]


def test_a_report_with_everything_decided_may_go_out() -> None:
    rows = (
        CORRECTION.model_copy(update={"taken": True}),
        CORRECTION.model_copy(update={"number": 2, "taken": False, "reaction": "Nee."}),
    )
    assert obstacles_to_final(READY.model_copy(update={"corrections": rows}), [draft_message()], TODAY, ()) == ()
    assert obstacles_to_final(READY, [draft_message(MessageState.FAILED)], TODAY, (1,)) == ()


def test_without_an_address_at_the_table_there_is_nobody_to_send_a_draft_to() -> None:
    row = HELD.model_copy(update={"participants": (seat(attended=True, email=None),), "points": (a.session_point(),)})
    assert obstacles_to_final(row, [], TODAY, ()) == ()


def test_what_betrays_a_provider_keeps_the_report_and_the_agenda_back() -> None:
    known = [provider(name="Zorghoeve Rietvinck")]
    texts = {"discussed": "Bij Zorghoeve Rietvinck duurt het lang.", "conclusion": "Bel 055 580 0001."}
    row = HELD.model_copy(update={"points": (a.session_point(3, **texts),)})
    found = revealed(row, findings(report_texts(row), known))
    assert {sentence.split(":")[0] for sentence in found} == {"Dialoogsessie 1, punt 3"}
    assert any("'Zorghoeve Rietvinck' (naam)" in sentence for sentence in found)
    clean = HELD.model_copy(update={"points": (a.session_point(),)})
    assert revealed(clean, findings(report_texts(clean), known)) == () == to_mind(clean, ())


def test_a_pressure_cooker_of_our_own_people_is_nobody_elses() -> None:
    own = a.session(kind=SessionKind.PRESSURE_COOKER, participants=(PARENT,))
    assert not for_all_providers(own) and readers(own).startswith("Het verslag is voor de deelnemers.")
    assert for_all_providers(own.model_copy(update={"participants": (PARENT, seat())})), "a provider there: all alike"
    assert readers(a.session()).startswith("Alle aanbieders krijgen het verslag op hetzelfde moment")
    assert session_report(record(), own, (), TODAY).lezers == readers(own)
    assert all(for_all_providers(a.session(kind=kind)) for kind in SessionKind if kind.value != "pressure cooker")


def test_the_draft_says_until_when_and_shows_no_corrections_yet() -> None:
    row = READY.model_copy(update={"corrections": (CORRECTION.model_copy(update={"taken": True}),)})
    draft = session_report(record(), row, (), TODAY, corrections_until=date(2025, 5, 13))
    assert (draft.kop.status, draft.correcties_tot, draft.correcties) == ("concept", "dinsdag 13 mei 2025", ())
    final = session_report(record(), row, (), TODAY)
    assert (final.kop.status, final.correcties_tot, len(final.correcties)) == ("definitief", "", 1)


def test_a_report_names_who_was_there_but_never_a_client() -> None:
    there = (seat(attended=True), seat("Weg", "ZA-002", attended=False), PARENT.model_copy(update={"attended": True}))
    rows = session_report(record(), at(PAST, participants=there), (), TODAY).aanwezigen
    assert [(row.organisatie, row.rol) for row in rows] == [
        ("Zorg & Co <BV>", "zorgaanbieder"),
        ("(naam niet vermeld)", "ouder"),
    ]


@pytest.mark.parametrize(("points", "shown"), [(0, 0), (1, 1), (8, 8), (9, 8), (30, 8)])
def test_the_invitation_in_plain_words_stays_one_page(points: int, shown: int) -> None:
    items = tuple(AgendaItem(number=number, subject=f"Punt {number}", note="") for number in range(1, points + 1))
    found = session_invitation(record(), at(SOON, agenda=items), TODAY)
    assert len(found.onderwerpen) == shown
    if points > shown:
        assert found.onderwerpen[-1] == f"en nog {points - 7} andere punten"
    assert found.reageren_tot == "maandag 12 mei 2025"


TEMPLATES = Path(__file__).resolve().parent.parent.parent / "tender_templates"


def own_sentences(text: str) -> list[str]:
    """The sentences we wrote; what is filled in counts as one word."""
    filled = re.sub(r"{{[^}]*}}|{%[^%]*%}", "x", text)
    return [part for part in re.split(r"(?<=[.?!])\s|\n|\t", filled) if part.strip()]


@pytest.mark.parametrize("name", ["word/session_invitation.docx", "mail/dialoog-uitnodiging-gewone-taal.txt"])
def test_parents_and_youth_read_sentences_of_fifteen_words_at_most(name: str) -> None:
    data = (TEMPLATES / name).read_bytes()
    text = word.text(data) if name.endswith("docx") else data.decode()
    sentences = own_sentences(text)
    assert len(sentences) > 15
    assert [one for one in sentences if len(one.split()) > 15] == []
    assert all(choice in text for choice in ("Komen", "Bellen", "Schrijven"))
