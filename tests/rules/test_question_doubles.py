"""Look-alikes are suggested, ordinary neighbours are not, and a person decides."""

import pytest

from flows.rules.nota.doubles import ALIKE, suggestions
from tests.builders import question

SAME = (
    (
        "Mogen medewerkers die nog in opleiding zijn worden ingezet als zij onder toezicht werken?",
        "Is het toegestaan om medewerkers in opleiding in te zetten onder toezicht van een ervaren professional?",
    ),
    ("Welke indexering geldt voor de tarieven in 2027?", "Hoe worden de tarieven voor 2027 geïndexeerd?"),
    ("Geldt eis E-4.8 ook voor onderaannemers?", "Moeten onderaannemers ook voldoen aan eis E-4.8?"),
    (
        "Wij vragen u de termijn voor aanmelding met twee weken te verlengen vanwege de vakantie.",
        "Kan de aanmeldtermijn verlengd worden met twee weken in verband met de vakantie?",
    ),
)
OTHER = (
    ("Geldt eis E-4.8 ook voor onderaannemers?", "Welke bewijsstukken vraagt u van onderaannemers?"),
    ("Welke indexering geldt voor de tarieven in 2027?", "Wanneer worden de tarieven bekendgemaakt?"),
    ("Kan dit?", "Kan dit ook bij een groep van zes jongeren met een verblijf van meer dan een jaar?"),
    ("Waarom?", "Waarom?"),
)


@pytest.mark.parametrize(("one", "other"), SAME)
def test_two_wordings_of_one_question_are_suggested(one: str, other: str) -> None:
    (found,) = suggestions([question(1, text=one), question(2, text=other)])
    assert (found.question, found.other) == ("V-002", "V-001")
    assert ALIKE <= found.score <= 100


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_questions_about_one_subject_are_not_one_question(one: str, other: str) -> None:
    assert suggestions([question(1, text=one), question(2, text=other)]) == ()


def test_all_pairs_are_found_among_many_others() -> None:
    filler = [
        question(100 + n, text=f"Hoe werkt onderdeel {n} van bijlage {n % 7} bij product {n * 13}?") for n in range(80)
    ]
    pairs = [question(2 * n + side, text=pair[side]) for n, pair in enumerate(SAME, start=1) for side in (0, 1)]
    found = {(row.question, row.other) for row in suggestions([*filler, *pairs])}
    assert {(f"V-{2 * n + 1:03d}", f"V-{2 * n:03d}") for n in range(1, len(SAME) + 1)} <= found


def test_earlier_notas_are_looked_at_as_well_but_not_judged_again() -> None:
    one, other = SAME[0]
    known = (question(1, text=one, number=1), question(2, text=one, number=2))
    (found,) = suggestions([question(3, text=other)], known)
    assert found.question == "V-003" and found.other in {"V-001", "V-002"}


def test_who_decided_is_not_asked_again() -> None:
    one, other = SAME[0]
    rows = [question(1, text=one), question(2, text=other)]
    assert suggestions([rows[0], rows[1].model_copy(update={"duplicate_of": "TN-1"})]) == ()
    assert suggestions([rows[0], rows[1].model_copy(update={"corrects": 1})]) == ()
    assert suggestions(rows, decided=["V-002"]) == ()
