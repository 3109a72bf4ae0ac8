"""Changes worked into a text: at their place and nowhere else, to the letter, or refused with a reason."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.rules.changes.places import lies_at, read
from flows.rules.changes.texts import LAPSED, plain, without, worked_in
from schemas.clarification import DocumentChange
from schemas.redline import Edit, EditKind, Passage
from tests.builders import NAMES
from tests.rules.cases import change


def heading(number: int, title: str) -> Passage:
    return Passage(
        text=title, place=f"artikel {number}", names=(f"artikel {number}", title.casefold()), heading=True, depth=0
    )


def member(number: int, place: int, text: str) -> Passage:
    mark = f"artikel {number}.{place}"
    return Passage(text=text, place=mark, names=(f"artikel {number}", mark), depth=1)


def cell(row: int, place: int, text: str, said: str) -> Passage:
    head = said.partition(" | ")[0]
    names = (head.casefold(), f"rij: {said}".casefold())
    return Passage(text=text, place=head, names=names, table=0, row=row, cell=place)


TEXT = (
    heading(4, "Wachttijd"),
    member(4, 1, "De aanbieder meldt elke maand de wachttijd. Hij doet dat kosteloos."),
    member(4, 2, "De wachttijd is ten hoogste zes weken."),
    heading(5, "Geld"),
    member(5, 1, "De gemeente betaalt binnen zes weken."),
    Passage(text="Toelichting zonder nummer.", place="artikel 5", names=("artikel 5",)),
    *(cell(0, at, text, "D1 | tien jeugdigen") for at, text in enumerate(("D1", "tien jeugdigen"))),
    *(cell(1, at, text, "D2 | vier locaties") for at, text in enumerate(("D2", "vier locaties"))),
)


def put(place: str, old: str, new: str, number: int = 1) -> DocumentChange:
    return change(number, old, new, "Concept-inkoopovereenkomst", place)


def edits(*changes: DocumentChange, text: Sequence[Passage] = TEXT) -> list[tuple[EditKind, int, tuple[str, ...]]]:
    made, lost = worked_in(text, changes)
    assert lost == ()
    return [(one.kind, one.at, one.texts) for one in made]


def why_not(*changes: DocumentChange) -> str:
    made, lost = worked_in(TEXT, changes)
    assert (made, len(lost)) == ((), 1)
    return lost[0].why


@pytest.mark.parametrize("place", ["artikel 4.2", "art. 4.2", "artikel 4, lid 2", "Artikel 4.2, tweede zin", "4.2"])
def test_words_change_at_their_place_and_nowhere_else(place: str) -> None:
    assert edits(put(place, "zes weken", "vier weken")) == [
        (EditKind.REWRITE, 2, ("De wachttijd is ten hoogste vier weken.",))
    ]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_written_to_the_letter(name: str) -> None:
    assert edits(put("artikel 5.1", "De gemeente", name)) == [
        (EditKind.REWRITE, 4, (f"{plain(name)} betaalt binnen zes weken.",))
    ]


def test_a_clause_that_goes_keeps_its_number_and_a_loose_paragraph_goes() -> None:
    assert edits(put("artikel 4.2", TEXT[2].text, "")) == [(EditKind.REWRITE, 2, (LAPSED,))]
    assert edits(put("artikel 5", TEXT[5].text, "")) == [(EditKind.REMOVE, 5, ())]


def test_a_whole_article_goes_as_one() -> None:
    whole = "\n".join(one.text for one in TEXT[:3])
    assert edits(put("artikel 4", whole, "")) == [
        (EditKind.REWRITE, 0, (LAPSED,)),
        (EditKind.REMOVE, 1, ()),
        (EditKind.REMOVE, 2, ()),
    ]


def test_what_comes_stands_at_the_end_of_what_it_is_added_to() -> None:
    assert edits(put("artikel 4.2", "", "Dat geldt altijd.")) == [
        (EditKind.REWRITE, 2, ("De wachttijd is ten hoogste zes weken. Dat geldt altijd.",))
    ]
    assert edits(put("artikel 4", "", "Een nieuw lid.")) == [(EditKind.ADD, 2, ("Een nieuw lid.",))]
    assert edits(put("artikel 4.3", "", "Een nieuw lid.")) == [(EditKind.ADD, 2, ("Een nieuw lid.",))]


def test_rows_come_change_and_go_whole() -> None:
    assert edits(put("D1", "tien jeugdigen", "twaalf jeugdigen")) == [(EditKind.REWRITE, 7, ("twaalf jeugdigen",))]
    assert edits(put("D1", "D1 | tien jeugdigen", "")) == [(EditKind.REMOVE_ROW, 6, ())]
    assert edits(put("D2", "", "D3 | een wachtlijst")) == [(EditKind.ADD_ROW, 9, ("D3", "een wachtlijst"))]


def test_changes_are_worked_in_by_their_numbers_each_on_what_the_one_before_left() -> None:
    first, then = put("artikel 4.2", "zes weken", "vier weken", 1), put("artikel 4.2", "vier weken", "een week", 2)
    wanted = [(EditKind.REWRITE, 2, ("De wachttijd is ten hoogste een week.",))]
    assert edits(then, first) == edits(first, then) == wanted


@pytest.mark.parametrize(
    ("place", "old", "new", "why"),
    [
        ("artikel 9.1", "zes weken", "vier weken", "de plaats 'artikel 9.1' is er niet in."),
        ("artikel 9.1", "", "Een zin.", "de plaats 'artikel 9.1' is er niet in."),
        ("artikel 4.2", "zes maanden", "vier weken", "de oude tekst staat niet bij 'artikel 4.2'"),
        ("art. 4", "ijd", "ijden", "de oude tekst staat daar in 3 alinea's."),
        ("D1", "D1 | tien jeugdigen", "D1 | a | b", "de nieuwe rij heeft 3 in plaats van 2 cellen"),
        ("D1", "D1 | tien jeugdigen", "D1 | a\nD2 | b", "een tabel krijgt er geen rijen bij"),
    ],
)
def test_what_cannot_be_worked_in_says_why(place: str, old: str, new: str, why: str) -> None:
    assert why in why_not(put(place, old, new))


def test_nothing_is_changed_in_the_index_itself() -> None:
    own = Passage(text="zes weken", place="W-1", names=("artikel 8",), table=1, row=1, cell=0, administrative=True)
    _, lost = worked_in((*TEXT, own), [put("artikel 8", "zes weken", "vier weken")])
    assert [one.why for one in lost] == ["de plaats 'artikel 8' is er niet in."]


WORDS = st.lists(st.sampled_from(["de", "hulp", "stopt", "niet", "{{ x }}", "&", "1.250,00"]), min_size=2, max_size=8)


@given(st.lists(WORDS, min_size=1, max_size=5), st.data())
def test_a_change_and_its_opposite_leave_the_text_as_it_was(texts: list[list[str]], data: st.DataObject) -> None:
    passages = [heading(1, "Kop"), *(member(1, at, " ".join(said)) for at, said in enumerate(texts, start=1))]
    at = data.draw(st.integers(1, len(texts)))
    word, new = data.draw(st.sampled_from(texts[at - 1])), data.draw(st.sampled_from(["Zorg & Co <BV>", "§ 9"]))
    there, back = put(f"artikel 1.{at}", word, new, 1), put(f"artikel 1.{at}", new, word, 2)
    made, lost = worked_in(passages, [there])
    said = passages[at].text.replace(word, new)
    assert (made, lost) == ((Edit(kind=EditKind.REWRITE, at=at, texts=(said,)),), ())
    assert worked_in(passages, [there, back]) == ((), ())


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("een weg twee", "een twee"),
        ("weg twee", "twee"),
        ("een weg", "een"),
        ("een, weg.", "een, ."),
        ("niets", "niets"),
    ],
)
def test_what_is_taken_out_leaves_no_double_blank(text: str, left: str) -> None:
    assert without(text, "weg") == left


@pytest.mark.parametrize(
    ("place", "yes", "no"),
    [
        ("artikel 4, lid 2, onder b", ("artikel 4.2.b",), ("artikel 4.2.c", "artikel 4.2")),
        ("E-1.1", ("e-1.1",), ("e-1.10", "e-1.1.2")),
        ("begrippen", ("1 begrippen",), ("begrippenlijst",)),
        ("hfst. 3", ("hoofdstuk 3",), ("hoofdstuk 30", "paragraaf 3.1")),
    ],
)
def test_a_place_is_that_place_and_not_its_neighbour(place: str, yes: tuple[str, ...], no: tuple[str, ...]) -> None:
    assert all(lies_at([name], "", place) for name in yes)
    assert not any(lies_at([name], "", place) for name in no)


def test_words_that_only_point_inside_a_place_ask_for_nothing() -> None:
    assert read("Artikel 4.2, tweede zin") == read("art. 4, lid 2")
