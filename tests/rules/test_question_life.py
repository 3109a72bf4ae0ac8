"""The life of a question: nobody approves own work, an approval dies with an edit, an import loses nothing."""

from itertools import product

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from flows.rules.nota.life import (
    ORDER,
    PRINTED,
    edited,
    moved,
    not_publishable,
    obstacles,
    reached,
    same_person,
    settled,
)
from schemas.clarification import Question, QuestionStatus
from tests.builders import CALM, proposed, question

S = QuestionStatus
NAMES = ("An Bos", "Bé Crop", "J. Jansen", "  ", "an bos", "AN BÒS")


def approved(**changed: object) -> Question:
    row = question(1, drafted_by="An", content_by="Bé", legal_by="Cor", status=S.LEGAL_APPROVED)
    return row.model_copy(update=changed)


def test_a_question_goes_from_new_to_published_by_six_hands() -> None:
    row = question(1, answer=None, status=S.NEW)
    row = moved(row, S.ASSIGNED, "An")
    assert row.assigned_to == "An"
    row = edited(row, "An", answer="Zo werkt het.")
    assert (row.status, row.drafted_by) == (S.DRAFT, "An")
    row = moved(moved(row, S.CONTENT_APPROVED, "Bé"), S.LEGAL_APPROVED, "Cor")
    assert (row.content_by, row.legal_by) == ("Bé", "Cor")
    row = moved(moved(row, S.FINAL, "Dee").model_copy(update={"number": 1}), S.PUBLISHED, "Dee")
    assert row.status is S.PUBLISHED


@pytest.mark.parametrize(
    ("row", "to", "who", "says"),
    [
        (question(1, answer=None, status=S.NEW), S.DRAFT, "An", "nog geen antwoord"),
        (question(1, drafted_by="An"), S.CONTENT_APPROVED, "An", "An schreef het antwoord"),
        (question(1, drafted_by="An Bós"), S.CONTENT_APPROVED, "an  bos", "schreef het antwoord"),
        (question(1, drafted_by=None), S.CONTENT_APPROVED, "Bé", "niet bekend is wie"),
        (question(1, drafted_by="An"), S.CONTENT_APPROVED, " ", "vul in wie dit doet"),
        (question(1, drafted_by="An"), S.LEGAL_APPROVED, "Cor", "eerst akkoord op de inhoud"),
        (approved(status=S.CONTENT_APPROVED), S.LEGAL_APPROVED, "Bé", "gaf akkoord op de inhoud"),
        (approved(status=S.CONTENT_APPROVED), S.LEGAL_APPROVED, "An", "schreef het antwoord"),
        (approved(), S.PUBLISHED, "Dee", "kan niet meteen"),
        (approved(status=S.FINAL), S.PUBLISHED, "Dee", "nog geen nummer"),
        (approved(status=S.FINAL), S.DRAFT, "An", "verandert niet meer"),
        (approved(status=S.PUBLISHED, number=1), S.DRAFT, "An", "al gepubliceerd"),
    ],
)
def test_every_refused_move_says_why(row: Question, to: S, who: str, says: str) -> None:
    sentences = obstacles(row, to, who)
    assert any(says in sentence for sentence in sentences), sentences
    assert all(sentence.endswith(".") and "TN-1" in sentence for sentence in sentences)
    with pytest.raises(ValueError, match="TN-1"):
        moved(row, to, who)


def test_an_individual_answer_needs_no_number() -> None:
    assert obstacles(approved(status=S.FINAL, individual=True), S.PUBLISHED, "Dee") == ()


@CALM
@given(st.lists(st.tuples(st.sampled_from(ORDER), st.sampled_from(NAMES)), max_size=14), st.booleans())
def test_no_row_of_moves_lets_somebody_approve_own_work(steps: list[tuple[S, str]], answered: bool) -> None:
    row = question(1, answer="Zo." if answered else None, status=S.NEW, number=1)
    for place, (to, who) in enumerate(steps):
        if place % 5 == 4 and not reached(row, S.FINAL):
            row = edited(row, who, answer=f"Anders {place}.")
            assert not reached(row, S.CONTENT_APPROVED)
        elif not obstacles(row, to, who):
            row = moved(row, to, who)
        if reached(row, S.CONTENT_APPROVED):
            assert row.drafted_by and row.content_by and not same_person(row.drafted_by, row.content_by)
        if reached(row, S.LEGAL_APPROVED):
            assert row.legal_by and not same_person(row.legal_by, row.drafted_by)
            assert not same_person(row.legal_by, row.content_by)


@pytest.mark.parametrize(
    "changed",
    [
        {"answer": "Anders."},
        {"text": "Iets anders?"},
        {"section": "E-9"},
        {"change": proposed()},
        {"duplicate_of": "TN-9"},
        {"individual": True},
    ],
)
def test_an_approval_dies_with_an_edit(changed: dict[str, object]) -> None:
    row = edited(approved(), "Dee", **changed)
    assert (row.status, row.drafted_by, row.content_by, row.legal_by) == (S.DRAFT, "Dee", None, None)


def test_what_is_not_printed_may_change_without_a_new_approval() -> None:
    assert edited(approved(), "Dee", theme="Anders", assigned_to="Eef").status is S.LEGAL_APPROVED
    assert {"text", "answer", "change"} < set(PRINTED)


def test_nothing_that_is_final_can_be_edited() -> None:
    for status in (S.FINAL, S.PUBLISHED):
        with pytest.raises(ValueError, match="verandert niet meer"):
            edited(approved(status=status, number=1), "Dee", answer="Anders.")


def test_an_answer_that_is_taken_away_leaves_the_question_waiting() -> None:
    assert edited(approved(), "Dee", answer=None).status is S.NEW
    assert edited(approved(assigned_to="Eef"), "Dee", answer=None).status is S.ASSIGNED


# What an import makes of it


def claims(**changed: object) -> Question:
    return approved(version=0, **changed)


def test_a_file_may_bring_an_answer_with_its_approvals() -> None:
    assert settled(None, claims()).question == claims()
    assert settled(question(1, answer=None, status=S.NEW), claims()).question.status is S.LEGAL_APPROVED


@pytest.mark.parametrize(
    ("row", "status", "says"),
    [
        (claims(content_by="An"), S.DRAFT, "schreef het antwoord"),
        (claims(legal_by="bé"), S.CONTENT_APPROVED, "Een ander geeft"),
        (claims(drafted_by=None), S.DRAFT, "niet bekend"),
        (claims(legal_by=None), S.CONTENT_APPROVED, "vul in wie"),
        (claims(status=S.PUBLISHED, legal_by="an"), S.CONTENT_APPROVED, "schreef het antwoord"),
    ],
)
def test_a_file_cannot_claim_what_the_law_of_four_eyes_refuses(row: Question, status: S, says: str) -> None:
    result = settled(None, row)
    assert result.question.status is status
    assert says in " ".join(result.notes)


def test_no_file_publishes() -> None:
    for status in (S.FINAL, S.PUBLISHED):
        assert settled(None, claims(status=status)).question.status is S.LEGAL_APPROVED


def test_the_list_of_the_platform_takes_nothing_away() -> None:
    """It has no answers, no names and no status, and comes in again and again."""
    bare = question(1, answer=None, status=S.NEW)
    for before in (approved(change=proposed(), page="4", assigned_to="Eef"), question(1, drafted_by="An")):
        assert settled(before, bare, says_status=False).question == before


def test_the_same_file_twice_changes_nothing() -> None:
    for row in (claims(), claims(status=S.DRAFT), claims(answer=None, status=S.NEW), claims(legal_by="An")):
        once = settled(None, row).question
        assert settled(once, row).question == once


def test_an_edited_answer_is_a_draft_again_and_stays_one_when_the_same_file_is_read_again() -> None:
    row = claims(answer="Anders.")
    once = settled(approved(), row)
    assert once.question.status is S.DRAFT
    assert "gewijzigd na het akkoord" in " ".join(once.notes)
    twice = settled(once.question, row)
    assert twice.question == once.question
    without = settled(twice.question, row.model_copy(update={"status": S.NEW}), says_status=False).question
    assert without == twice.question, "a list without a status clears nothing"
    drafted = settled(twice.question, row.model_copy(update={"status": S.DRAFT})).question
    assert (drafted.status, drafted.content_by, drafted.legal_by) == (S.DRAFT, None, None)
    assert settled(drafted, row).question.status is S.LEGAL_APPROVED


def test_an_edit_that_says_concept_by_itself_is_told_as_well() -> None:
    result = settled(approved(), claims(answer="Anders.", status=S.DRAFT, content_by=None, legal_by=None))
    assert (result.question.status, result.question.drafted_by) == (S.DRAFT, "An")
    assert result.notes


def test_a_list_without_a_status_takes_an_edited_answer_back_all_the_same() -> None:
    result = settled(approved(), claims(answer="Anders.", status=S.DRAFT), says_status=False)
    assert result.question.status is S.DRAFT and result.notes
    assert settled(result.question, claims(answer="Anders.")).question.status is S.DRAFT


def test_what_has_its_numbers_is_not_edited_by_a_list() -> None:
    before = approved(status=S.FINAL, number=3)
    result = settled(before, claims(number=3, answer="Anders."))
    assert result.question == before and "verandert niet meer" in result.notes[0]


@pytest.mark.parametrize("status", [S.FINAL, S.PUBLISHED])
def test_what_is_final_stays_final(status: S) -> None:
    before = approved(status=status, number=3)
    assert settled(before, claims(number=3, status=S.DRAFT)).question == before


@CALM
@given(
    st.sampled_from(ORDER[:5]), st.sampled_from(ORDER), st.sampled_from(("Zo werkt 1.", "Anders.", None)),
    st.tuples(*[st.sampled_from((None, "An", "Bé", "Cor"))] * 3), st.booleans(),
)  # fmt: skip
@example(S.CONTENT_APPROVED, S.CONTENT_APPROVED, "Anders.", (None, None, None), True)
@example(S.LEGAL_APPROVED, S.LEGAL_APPROVED, "Anders.", ("An", "Cor", "Bé"), True)
def test_after_any_import_the_eyes_are_as_many_as_they_should_be(
    before: S, claimed: S, answer: str | None, names: tuple[str | None, ...], says: bool
) -> None:
    drafted, content, legal = names
    kept = approved(status=before) if reached(approved(status=before), S.DRAFT) else question(1, answer=None)
    kept = kept.model_copy(update={"status": before})
    row = claims(answer=answer, status=claimed, drafted_by=drafted, content_by=content, legal_by=legal)
    once = settled(kept, row, says_status=says).question
    assert settled(once, row, says_status=says).question == once
    if reached(once, S.LEGAL_APPROVED):
        assert once.answer and len({once.drafted_by, once.content_by, once.legal_by} - {None}) == 3
        assert once.answer == kept.answer or not reached(kept, S.CONTENT_APPROVED)


# Publication


def test_only_what_the_lawyer_approved_can_be_published() -> None:
    rows = [approved(id=f"V-{n}", source_number=f"TN-{n}", status=status) for n, status in enumerate(ORDER)]
    sentences = not_publishable(rows)
    assert len(sentences) == 4
    assert "Vraag TN-0 is nog 'nieuw'" in sentences[0]
    assert not any(f"TN-{n} " in sentence for n in (4, 5, 6) for sentence in sentences)


def test_a_double_goes_with_the_question_it_repeats() -> None:
    double = question(2, answer=None, duplicate_of="TN-1")
    assert not_publishable([double], [approved()]) == ()
    assert "TN-2" in not_publishable([double], [approved(status=S.DRAFT)])[0]
    own = double.model_copy(update={"answer": "Een eigen antwoord."})
    assert not_publishable([own], [approved()]) != ()


def test_names_are_the_same_person_however_written() -> None:
    for one, other in product(("An Bos", "an bos", "AN-BÓS"), repeat=2):
        assert same_person(one, other)
    assert not same_person("An Bos", "An Bosch")
    assert not same_person("", "") and not same_person(None, None)
