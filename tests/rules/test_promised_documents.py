"""A promise of the consultation stands, on paper, in the document it was made for, and a redline is not about it."""

import io
from datetime import date

import docx
import pytest

from flows.exchange.rehearsed import load
from flows.rules.calendar import FreeDays
from flows.rules.consultation import HIDDEN, promises
from flows.rules.drafting import implementation, preparation
from flows.rules.drafting.planning import planning_table
from flows.rules.planning.watch import board_of
from flows.rules.procedures import OPEN_HOUSE_SCREENING_FIRST as PROCEDURE
from flows.tasks import redline
from schemas.consultation import Contributor, Outcome, Promise
from schemas.documents import WordDocument
from schemas.record import TenderRecord
from tests import builders as a
from tests.golden.papers import CRITERIA, MOMENT, TODAY, printed, record
from tests.rules import cases

TITLE = "Toezeggingen uit de consultatie"
SAID = a.disposition(Outcome.CARRIED).response
HEADER = ["Nr", "Wat ons is gevraagd", "Wat wij hebben toegezegd", "Wie zorgt ervoor", "Uiterlijk"]


def made(of: TenderRecord) -> dict[str, WordDocument]:
    return {
        "Programma van eisen": preparation.requirements(of, TODAY, "concept"),
        "Aanmeldingsdocument": preparation.admission_guide(of, PROCEDURE, CRITERIA, TODAY, "concept"),
        "Productkaarten": preparation.product_cards(of, TODAY, "concept"),
        "Tarieven": preparation.rates(of, TODAY, "concept"),
        "Instructie Toegangen": implementation.access_instruction(of, TODAY),
        "Innovatieagenda": implementation.innovation_agenda(of, TODAY),
    }


def listed(content: WordDocument) -> list[list[str]]:
    """The rows of the list of promises in the Word file, as a reader sees them; nothing when there is no such list."""
    document = docx.Document(io.BytesIO(printed(content)))
    tables = [[[cell.text for cell in row.cells] for row in table.rows] for table in document.tables]
    found = [rows[1:] for rows in tables if rows[0] == HEADER]
    titles = [one.text for one in document.paragraphs if one.text == TITLE]
    assert len(titles) == len(found) <= 1, "the heading stands there with its table, or not at all"
    return found[0] if found else []


def promise(number: int, place: str, **changed: object) -> Promise:
    day = {"place": place, "due_on": date(2025, 6, 30)}
    return a.promise(number).model_copy(update=day | changed)


@pytest.mark.parametrize("place", sorted(made(record())))
def test_a_promise_stands_in_its_document_and_in_no_other(place: str) -> None:
    papers = made(record().model_copy(update={"promises": (promise(1, f"{place}, hoofdstuk 2"),)}))
    text = "Let op de reistijd & de wachttijd."
    assert {name: listed(paper) for name, paper in papers.items() if listed(paper)} == {
        place: [["T-001", text, SAID, "Werkgroep Jeugd", "30 juni 2025"]]
    }


def test_without_promises_no_document_says_a_word_about_them() -> None:
    assert not any(listed(paper) for paper in made(record().model_copy(update={"promises": ()})).values())


def test_a_kept_promise_stays_on_the_list_so_that_ticking_off_makes_no_new_version() -> None:
    rows = (promise(1, "Aanmeldingsdocument"), promise(2, "aanmeldingsdocument, paragraaf 3"))
    of = record().model_copy(update={"promises": rows})
    kept = rows[0].model_copy(update={"done_on": date(2025, 5, 1), "done_note": "Zie paragraaf 3."})
    after = of.model_copy(update={"promises": (kept, rows[1])})
    assert made(of)["Aanmeldingsdocument"] == made(after)["Aanmeldingsdocument"]
    assert [row[0] for row in listed(made(after)["Aanmeldingsdocument"])] == ["T-001", "T-002"]


def test_a_promise_never_prints_who_asked_for_it() -> None:
    who = Contributor(
        id="AF-9", tender_id=cases.REFERENCE, group="jeugd", municipality="Veld", name="Zwaantje Uilenspiegel"
    )
    said = a.point(9, Outcome.CARRIED, group="jeugd", contributor="AF-9", text="Bel Zwaantje Uilenspiegel eerder.")
    of = record()
    update = {
        "contributors": (*of.contributors, who),
        "inputs": (*of.inputs, said),
        "promises": (promise(9, "Programma van eisen", text=said.text, input_id=said.id),),
    }
    assert listed(made(of.model_copy(update=update))["Programma van eisen"])[0][1] == HIDDEN


def test_promises_that_come_later_are_no_change_of_the_text() -> None:
    """An index of changes lists decided changes only; the list of promises follows the consultation."""
    bare = printed(made(record().model_copy(update={"promises": ()}))["Programma van eisen"])
    full = printed(
        made(record().model_copy(update={"promises": (promise(1, "Programma van eisen"),)}))["Programma van eisen"]
    )
    assert full != bare
    assert not redline.differences(bare, full)
    marked = redline.compared(bare, full, author="Wij", moment=MOMENT).docx
    assert redline.same(redline.accept_all(marked), full) and redline.same(redline.reject_all(marked), bare)


def test_every_shipped_promise_for_these_documents_is_printed_in_one() -> None:
    played = load("mij-ov")
    rows = promises(played.inputs)
    of = record().model_copy(update={"promises": rows, "inputs": played.inputs, "groups": played.region.groups})
    printed_ones = {row[0] for paper in made(of).values() for row in listed(paper)}
    names = ("Programma van eisen", "Aanmeldingsdocument", "Productkaarten", "Instructie Toegangen", "Innovatieagenda")
    assert printed_ones == {row.id for row in rows if row.place.startswith(names)} and len(printed_ones) > 40


def test_what_no_document_or_session_lists_stands_in_the_planning_with_its_place() -> None:
    rows = (promise(1, "Implementatieplan"), promise(2, "Programma van eisen"), promise(3, "Dialoogsessie 1"))
    of = record().model_copy(update={"promises": rows})
    board = board_of(of, PROCEDURE, FreeDays(), MOMENT)
    text = "Implementatieplan: Let op de reistijd & de wachttijd."
    assert listed(planning_table(of, board, TODAY)) == [["T-001", text, SAID, "Werkgroep Jeugd", "30 juni 2025"]]
    without = of.model_copy(update={"sessions": ()})
    assert [row[0] for row in listed(planning_table(without, board, TODAY))] == ["T-001", "T-003"]
