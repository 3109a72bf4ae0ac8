"""The index of changes explains every difference, and every row of it is one; else it is said which is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.rules.changes.redline import check
from schemas.clarification import DocumentChange
from schemas.redline import Difference
from tests.rules.cases import change

DOCUMENT = "Concept-inkoopovereenkomst"


def row(number: int, place: str, old: str, new: str) -> DocumentChange:
    return change(number, old, new, DOCUMENT, place)


def differs(place: str, old: str, new: str, block: int = 0, row_old: str = "", row_new: str = "") -> Difference:
    article = place.rpartition(".")[0]
    names = tuple(name for name in (article.casefold(), place.casefold()) if name)
    return Difference(
        place=place, old_text=old, new_text=new, names=names, block=block, row_old=row_old, row_new=row_new
    )


OLD, NEW = "Hij meldt dat binnen zes weken.", "Hij meldt dat binnen vier weken."
ROW = row(1, "artikel 4.2", "zes weken", "vier weken")
DIFFERENCE = differs("artikel 4.2", OLD, NEW)


def test_the_same_set_says_nothing() -> None:
    assert check([], []) == ()
    assert check([ROW], [DIFFERENCE]) == ()


def test_a_difference_without_a_row_is_named() -> None:
    assert check([], [DIFFERENCE]) == (
        "artikel 4.2: '… dat binnen zes weken.' is gewijzigd in '… dat binnen vier weken.', maar dat staat niet zo in "
        "de index van wijzigingen.",
    )
    assert check([], [differs("artikel 4.3", "", "Nieuw lid.")])[0].startswith("artikel 4.3: 'Nieuw lid.' is erbij")
    assert check([], [differs("artikel 4.3", "Oud lid.", "")])[0].startswith("artikel 4.3: 'Oud lid.' is weg")


def test_a_row_without_a_difference_is_named() -> None:
    said = check([ROW, row(2, "artikel 9", "a", "b")], [DIFFERENCE])
    assert said == (f"W-2 ({DOCUMENT}, artikel 9) staat in de index, maar de nieuwe versie is daar niet zo gewijzigd.",)


@pytest.mark.parametrize(
    "wrong",
    [
        row(1, "artikel 5.1", "zes weken", "vier weken"),
        row(1, "artikel 4.2", "zes weken", "drie weken"),
        row(1, "artikel 4.2", "acht weken", "vier weken"),
        row(1, "artikel 4.2", "", "vier weken"),
    ],
    ids=["another place", "another new text", "another old text", "an addition"],
)
def test_a_row_that_is_nearly_right_explains_nothing(wrong: DocumentChange) -> None:
    assert len(check([wrong], [DIFFERENCE])) == 2


def test_two_rows_after_each_other_make_one_difference() -> None:
    first, then = row(1, "artikel 4.2", "zes weken", "vijf weken"), row(2, "artikel 4.2", "vijf weken", "vier weken")
    assert check([then, first], [DIFFERENCE]) == ()
    assert check([first], [DIFFERENCE]) != () and check([then], [DIFFERENCE]) != ()


def test_an_article_that_lapsed_is_one_row() -> None:
    found = [
        differs("artikel 4", "Wachttijd", "Vervallen.", 1),
        differs("artikel 4.1", "Lid een.", "", 1),
        differs("artikel 4.2", "Lid twee.", "", 1),
    ]
    found = [one.model_copy(update={"names": ("artikel 4", *one.names)}) for one in found]
    assert check([row(1, "artikel 4", "Wachttijd\nLid een.\nLid twee.", "")], found) == ()
    assert len(check([row(1, "artikel 4", "Wachttijd\nLid een.", "")], found)) == 4


def test_a_row_of_a_table_is_explained_by_its_cell_or_whole() -> None:
    found = [differs("D1", "tien", "twaalf", 1, "D1 | tien", "D1 | twaalf")]
    assert check([row(1, "D1", "tien", "twaalf")], found) == ()
    assert check([row(1, "D1", "D1 | tien", "D1 | twaalf")], found) == ()
    assert len(check([row(1, "D1", "D1 | tien", "D1 | elf")], found)) == 2


TEXTS = st.lists(st.sampled_from(["hulp", "stopt", "niet", "{{ x }}", "&"]), min_size=1, max_size=6).map(" ".join)


@given(st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=6), st.data())
def test_neither_side_can_miss_one(texts: list[tuple[str, str]], data: st.DataObject) -> None:
    """Clauses apart from each other, each replaced as a whole."""
    pairs = [(f"artikel {at}.1", f"oud {old}", f"nieuw {new}") for at, (old, new) in enumerate(texts, start=1)]
    rows = [row(at, *one) for at, one in enumerate(pairs, start=1)]
    found = [differs(*one, block=at) for at, one in enumerate(pairs)]
    assert check(data.draw(st.permutations(rows)), found) == ()
    left_out = data.draw(st.integers(0, len(pairs) - 1))
    assert len(check(rows[:left_out] + rows[left_out + 1 :], found)) == 1
    assert len(check(rows, found[:left_out] + found[left_out + 1 :])) == 1
