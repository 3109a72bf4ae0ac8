"""The questions of ``inkoop termijn``: what is understood, what is refused, and that a list never breaks."""

import io
import json
import subprocess
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.cli import main
from flows.exchange.term_questions import KEYS, REQUIRED, answer, answer_lines, render
from schemas.errors import InputRefusedError
from tests.rules.test_term_cases import cases

PLAIN: dict[str, Any] = {
    "vanaf": "2026-04-13",
    "aantal": 20,
    "eenheid": "kalenderdagen",
    "richting": "vooruit",
    "grondslag": "wettelijk",
}


def asked(**changes: Any) -> dict[str, Any]:
    """The answer to the plain question with changes; None leaves a key out."""
    return answer({**PLAIN, **changes})


def refused(**changes: Any) -> str:
    """All faults of the plain question with changes."""
    with pytest.raises(InputRefusedError) as caught:
        asked(**changes)
    return "\n".join(str(fault) for fault in caught.value.faults)


def line(**changes: Any) -> str:
    return json.dumps({**PLAIN, **changes})


def answered(text: str) -> list[Mapping[str, Any]]:
    return list(answer_lines(text))


def test_a_question_gets_its_date_and_the_reasons() -> None:
    assert asked(bron="Aanbestedingswet 2012, art. 2.127") == {
        "ruwe_datum": "2026-05-03",
        "datum": "2026-05-04",
        "uitleg": "20 kalenderdagen na maandag 13 april 2026 is zondag 3 mei 2026; zondag telt als laatste dag niet "
        "mee, daarom maandag 4 mei 2026 (Algemene termijnenwet, art. 1); bron van de termijn: "
        "Aanbestedingswet 2012, art. 2.127.",
        "regels": ["20 kalenderdagen vooruit", "Algemene termijnenwet, art. 1"],
        "waarschuwingen": [],
    }


def test_the_whole_table_as_one_list() -> None:
    """Every row is asked in one file; rows are no order, lines are."""
    keys = ("vanaf", "aantal", "eenheid", "richting", "grondslag", "rol", "kalender", "tijdstip")
    lines = []
    for _, case in cases():
        question: dict[str, Any] = {key: getattr(case, key) for key in keys if getattr(case, key)}
        question["aantal"] = int(case.aantal)
        question |= {key: getattr(case, key).split() for key in ("vrije_dagen", "werkdagen_extra")}
        lines.append(json.dumps(question))
    found = answered("\n".join(lines))
    wrong = [
        f"rij {number}: {case} gives {result}"
        for (number, case), result in zip(cases(), found, strict=True)
        if (result.get("ruwe_datum"), result.get("datum"), result.get("moment", ""))
        != (case.ruwe_datum, case.datum, case.moment)
    ]
    assert wrong == []


@pytest.mark.parametrize("value", [20, 20.0, "20", " 20 ", "20.0", "+20"])
def test_a_whole_number_in_any_dress(value: object) -> None:
    assert asked(aantal=value)["ruwe_datum"] == "2026-05-03"


@pytest.mark.parametrize(
    "value",
    [
        0,
        -1,
        -20,
        0.5,
        1.5,
        "1.5",
        "1,5",
        "0",
        "-3",
        "1.000",
        "",
        "twintig",
        "２０",
        True,
        False,
        [20],
        {},
        1e400,
        10**9,
    ],
)
def test_every_other_amount_is_refused(value: object) -> None:
    said = refused(aantal=value)
    assert said.startswith("'aantal': ")
    assert "heel getal van 1 of hoger" in said


def test_a_term_of_more_than_a_century_is_refused() -> None:
    assert "100 jaar" in refused(aantal=101, eenheid="jaren")


@pytest.mark.parametrize(
    ("value", "advice"),
    [
        ("2026-04-13T12:00:00", "Schrijf 2026-04-13."),
        ("2026-04-13 12:00", "Schrijf 2026-04-13."),
        ("2026-04-13T00:00:00+02:00", "Schrijf 2026-04-13."),
        ("13-04-2026", "Schrijf 2026-04-13."),
        ("13/4/2026", "Schrijf 2026-04-13."),
        ("20260413", "Schrijf 2026-04-13."),
        (20260413, "Schrijf 2026-04-13."),
        ("2026-02-30", "bestaat niet. Schrijf een bestaande dag"),
        ("2026-13-01", "bestaat niet. Schrijf een bestaande dag"),
        ("2100-02-29", "bestaat niet"),
        ("0000-01-01", "bestaat niet"),
        ("04/13/2026", "bijvoorbeeld 2026-04-13"),
        ("13-04-26", "bijvoorbeeld 2026-04-13"),
        ("2026-W16-1", "bijvoorbeeld 2026-04-13"),
        ("2026-4-13", "bijvoorbeeld 2026-04-13"),
        ("vandaag", "bijvoorbeeld 2026-04-13"),
        ("２０２６-04-13", "bijvoorbeeld 2026-04-13"),
        (True, "bijvoorbeeld 2026-04-13"),
        ([], "bijvoorbeeld 2026-04-13"),
    ],
)
def test_a_date_that_is_not_iso_is_refused_with_how_to_write_it(value: object, advice: str) -> None:
    said = refused(vanaf=value)
    assert said.startswith("'vanaf': ")
    assert advice in said


@pytest.mark.parametrize(
    ("key", "value", "allowed"),
    [
        ("eenheid", "uren", "kalenderdagen, werkdagen, weken, maanden, jaren"),
        ("eenheid", "dagen", "kalenderdagen, werkdagen, weken, maanden, jaren"),
        ("eenheid", 3, "kalenderdagen, werkdagen, weken, maanden, jaren"),
        ("richting", "achteruit", "vooruit, terug"),
        ("grondslag", "wet", "wettelijk, eu, zelfbindend, besloten"),
        ("kalender", "be", "nl, geen"),
        ("kalender", False, "nl, geen"),
        ("rol", "vooraf", "geen, volgende_werkdag, vorige_werkdag, zoals de Algemene termijnenwet"),
    ],
)
def test_an_unknown_choice_names_the_field_and_the_choices(key: str, value: object, allowed: str) -> None:
    assert refused(**{key: value}).startswith(f"'{key}': ")
    assert f"Kies uit {allowed}." in refused(**{key: value})


def test_capitals_make_no_difference() -> None:
    assert asked(eenheid="Kalenderdagen", richting=" VOORUIT", grondslag="Wettelijk")["datum"] == "2026-05-04"


@pytest.mark.parametrize("key", REQUIRED)
def test_every_required_key_is_asked_for(key: str) -> None:
    assert refused(**{key: None}) == f"'{key}': dit gegeven ontbreekt. Vul het in."


def test_all_faults_come_at_once() -> None:
    said = refused(vanaf="13-04-2026", aantal=0, eenheid="uren", richting="weg", grondslag="zo", tijdstip="25:00")
    assert [part.split(":")[0] for part in said.splitlines()] == [
        "'vanaf'",
        "'aantal'",
        "'eenheid'",
        "'richting'",
        "'grondslag'",
        "'tijdstip'",
    ]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"richting": "terug", "rol": "volgende_werkdag"}, "schuift naar de werkdag ervoor"),
        ({"rol": "vorige_werkdag"}, "niet korter worden"),
        ({"grondslag": "eu", "rol": "zoals de Algemene termijnenwet"}, "verordening 1182/71"),
        ({"vanaf": "9999-12-31"}, "buiten de kalender"),
        ({"vanaf": "1026-04-13"}, "1990 tot en met 2100"),
        ({"vanaf": "9999-12-31", "kalender": "geen"}, "buiten de kalender"),
        ({"vrije_dagen": "2026-05-04"}, "geen lijst"),
        ({"vrije_dagen": ["2026-05-04", "4 mei"]}, "'vrije_dagen': '4 mei'"),
        ({"vrije_dagen": [None]}, "niets is geen datum"),
        ({"werkdagen_extra": ["2026-05-32"]}, "'werkdagen_extra': de dag '2026-05-32' bestaat niet"),
        ({"vrije_dagen": ["2026-05-04"], "werkdagen_extra": ["2026-05-04"]}, "een van beide"),
        ({"tijdstip": "12"}, "bijvoorbeeld 12:00"),
        ({"tijdstip": "24:00"}, "bijvoorbeeld 12:00"),
        ({"tijdstip": 12}, "bijvoorbeeld 12:00"),
        ({"bron": 12}, "de wet en het artikel"),
        ({"bron": "\ud800"}, "de wet en het artikel"),
    ],
)
def test_what_cannot_be_is_refused_in_dutch(changes: dict[str, Any], words: str) -> None:
    assert words in refused(**changes)


@pytest.mark.parametrize(
    ("key", "meant"),
    [("kalendar", "kalender"), ("vrije_dag", "vrije_dagen"), ("Vanaf", "vanaf"), ("eenheden", "eenheid")],
)
def test_a_misspelt_key_is_a_fault(key: str, meant: str) -> None:
    said = refused(**{key: "iets"})
    assert said == f"'{key}' ken ik niet. Bedoelt u '{meant}'? Verbeter de naam."


def test_a_misspelt_key_is_not_also_called_missing() -> None:
    assert refused(aantal=None, aantl=20) == "'aantl' ken ik niet. Bedoelt u 'aantal'? Verbeter de naam."


def test_other_keys_are_ignored_and_named() -> None:
    said = asked(opmerking="zie brief", zaaknummer=12)
    assert said["datum"] == "2026-05-04"
    assert said["waarschuwingen"] == ["'opmerking' en 'zaaknummer' ken ik niet en heb ik niet gebruikt."]


def test_nothing_is_the_same_as_no_key() -> None:
    nothing = dict.fromkeys(("kalender", "vrije_dagen", "werkdagen_extra", "rol", "tijdstip", "bron"))
    assert asked(**nothing) == asked()
    assert asked(bron=" ", vrije_dagen=[], werkdagen_extra=[]) == asked()


@pytest.mark.parametrize("basis", ["wettelijk", "eu", "zelfbindend", "besloten"])
def test_own_days_count_for_every_basis(basis: str) -> None:
    days = {"vanaf": "2026-06-01", "aantal": 5, "eenheid": "werkdagen", "grondslag": basis}
    assert asked(**days)["datum"] == "2026-06-08"
    assert asked(**days, vrije_dagen=["2026-06-03"])["datum"] == "2026-06-09"
    assert asked(**days, werkdagen_extra=["2026-06-06"])["datum"] == "2026-06-06"
    assert asked(vanaf="2026-04-26", aantal=1, eenheid="werkdagen", grondslag=basis, kalender="geen")["datum"] == (
        "2026-04-27"
    )


def test_an_own_day_is_named_in_the_sentence() -> None:
    said = asked(vrije_dagen=["2026-05-04"])
    assert said["datum"] == "2026-05-06"
    assert "zondag, opgegeven vrije dag en Bevrijdingsdag tellen als laatste dag niet mee" in said["uitleg"]


def test_noon_stays_noon_in_winter_and_summer() -> None:
    own = {"aantal": 1, "grondslag": "zelfbindend", "tijdstip": "12:00"}
    assert asked(vanaf="2026-03-27", **own)["moment"] == "2026-03-28T12:00:00+01:00"
    assert asked(vanaf="2026-03-28", **own)["moment"] == "2026-03-29T12:00:00+02:00"
    assert asked(vanaf="2026-10-24", **own)["moment"] == "2026-10-25T12:00:00+01:00"
    skipped = asked(vanaf="2026-03-28", aantal=1, grondslag="zelfbindend", tijdstip="2:30")
    assert skipped["moment"] == "2026-03-29T03:30:00+02:00"
    assert "zomertijd" in skipped["waarschuwingen"][0]


def test_an_answer_for_people() -> None:
    said = render(asked(grondslag="zelfbindend", tijdstip="12:00", bron="aanmeldgids\n\x1b[2Jpar. 3"))
    first, warning = said.split("\n")
    assert first.startswith("zondag 3 mei 2026, 12.00 uur: 20 kalenderdagen na maandag 13 april 2026")
    assert "aanmeldgids �[2Jpar. 3" in first
    assert warning == "  Let op: De uitkomst valt op een vrije dag (zondag). Controleer of dat kan."


# --- A list ---------------------------------------------------------------------------------------------------------


def test_a_faulty_line_gives_its_fault_in_its_place() -> None:
    text = "\n".join([line(), line(aantal=1.5), "geen json", "", "[1]", line(aantal=1)])
    first, part_day, no_json, blank, no_object, last = answered(text)
    assert first["datum"] == "2026-05-04"
    assert part_day == {"regel": 2, "fout": "'aantal': 1.5 is geen heel getal. Vul een heel getal van 1 of hoger in."}
    assert (no_json["regel"], blank["regel"], no_object["regel"]) == (3, 4, 5)
    assert "geen JSON" in no_json["fout"]
    assert "leeg" in blank["fout"]
    assert "accolades" in no_object["fout"]
    assert last["datum"] == "2026-04-14"


def test_all_faults_of_one_line_are_one_message() -> None:
    (result,) = answered(line(aantal=0, eenheid="uren"))
    assert "'aantal': 0 is te laag." in result["fout"]
    assert "'eenheid': 'uren' kan hier niet." in result["fout"]


@pytest.mark.parametrize("text", ["\ufeff{}\n", "\ufeff{}\r\n", "{}", "\ufeff{}"])
def test_a_byte_order_mark_and_line_ends_are_no_text(text: str) -> None:
    (result,) = answered(text.replace("{}", line()))
    assert result["datum"] == "2026-05-04"


def test_what_is_a_line() -> None:
    assert answered("") == []
    assert [result["regel"] for result in answered("\n\n")] == [1, 2]
    assert len(answered(f"{line()}\r\n{line()}\r\n")) == 2
    # Only a line feed ends a line: what JSON allows inside a text does not.
    (result,) = answered(line(bron="a").replace('"a"', '"a\u2028b\x85c"'))
    assert "a\u2028b\x85c" in result["uitleg"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('{"vanaf": "2026-04-13", "vanaf": "2026-04-14"}', "'vanaf' staat er twee keer"),
        ('{"aantal": NaN}', "NaN is geen getal"),
        ('{"aantal": -Infinity}', "-Infinity is geen getal"),
        ('{"aantal": 1e99999999999999999999}', "te groot"),
        ('{"aantal": 1' + "0" * 6000 + "}", "te lang"),
        ("[" * 100_000, "haakjes"),
        ('{"bron": "\udcff"}', "UTF-8"),
        ("null", "accolades"),
        ('"tekst"', "accolades"),
        ("{'vanaf': 1}", "geen JSON: teken 2"),
    ],
)
def test_a_line_that_says_nothing_certain_is_refused(text: str, words: str) -> None:
    before, result, after = answered(f"{line()}\n{text}\n{line()}")
    assert words in result["fout"]
    assert before["datum"] == after["datum"] == "2026-05-04"


def test_numbers_of_any_size_are_refused_quietly() -> None:
    for number in ("1e999999", "1e-999999", "-1e400", "0.1", "20.0000000000000000000000000000001"):
        (result,) = answered(line(aantal=7).replace(": 7,", f": {number},"))
        assert "'aantal'" in result["fout"]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.dates().map(str),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)
GOOD = {
    "vanaf": st.dates().map(str),
    "aantal": st.integers(-5, 120_000),
    "eenheid": st.sampled_from(["kalenderdagen", "werkdagen", "weken", "maanden", "jaren"]),
    "richting": st.sampled_from(["vooruit", "terug"]),
    "grondslag": st.sampled_from(["wettelijk", "eu", "zelfbindend", "besloten"]),
    "kalender": st.sampled_from(["nl", "geen"]),
    "vrije_dagen": st.lists(st.dates().map(str), max_size=3),
    "werkdagen_extra": st.lists(st.dates().map(str), max_size=3),
    "rol": st.sampled_from(["geen", "volgende_werkdag", "vorige_werkdag", "zoals de Algemene termijnenwet"]),
    "tijdstip": st.times().map(lambda clock: f"{clock:%H:%M}"),
    "bron": st.text(),
}
assert set(GOOD) == set(KEYS)


@given(question=st.fixed_dictionaries({}, optional={key: good | JSON for key, good in GOOD.items()}), more=JSON)
@settings(max_examples=150, deadline=None)
def test_no_question_breaks_the_list(question: dict[str, Any], more: object) -> None:
    first, second, third = answered("\n".join((json.dumps(question), json.dumps(more), line())))
    for result in (first, second):
        assert result.get("fout") or (date.fromisoformat(result["datum"]) and result["uitleg"])
        json.dumps(result).encode()
        render(result).encode()
    assert third["datum"] == "2026-05-04"


@given(question=st.fixed_dictionaries({**GOOD, "vanaf": st.dates(date(1995, 1, 1), date(2090, 1, 1)).map(str)}))
@settings(max_examples=100, deadline=None)
def test_a_good_question_is_answered_unless_it_says_why_not(question: dict[str, Any]) -> None:
    (result,) = answered(json.dumps(question))
    if "fout" in result:
        assert any(
            words in result["fout"]
            for words in ("te laag", "te hoog", "100 jaar", "kalender", "werkdag", "verordening", "korter", "leesbare")
        ), result
    else:
        later = question["richting"] == "vooruit"
        assert (result["ruwe_datum"] > question["vanaf"]) is later
        assert (result["datum"] > question["vanaf"]) is later


@given(text=st.text(st.sampled_from('{}[]":,\n\r\ufeff\u2028 1aé')))
@settings(max_examples=100, deadline=None)
def test_no_text_breaks_the_list(text: str) -> None:
    found = answered(text)
    body = text.removeprefix("\ufeff")
    assert len(found) == body.count("\n") + (body[-1:] not in ("", "\n"))
    assert all("fout" in result for result in found)


# --- The command ----------------------------------------------------------------------------------------------------


OPTIONS = [word for key, value in PLAIN.items() for word in (f"--{key}", str(value))]


def test_the_command_answers_one_question(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["termijn", *OPTIONS]) == 0
    assert capsys.readouterr().out.startswith("maandag 4 mei 2026: 20 kalenderdagen na")


def test_the_command_takes_every_option(capsys: pytest.CaptureFixture[str]) -> None:
    more = ["--kalender", "geen", "--vrije-dag", "2026-05-04", "--vrije-dag", "2026-05-05", "--tijdstip", "12:00"]
    more += ["--werkdag-extra", "2026-05-09", "--bron", "Aw 2012", "--rol", "volgende_werkdag", "--json"]
    assert main(["termijn", *OPTIONS, *more]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["datum"], said["moment"]) == ("2026-05-06", "2026-05-06T12:00:00+02:00")
    assert "Aw 2012" in said["uitleg"]


def test_a_refused_question_is_wrongly_typed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["termijn", "--vanaf", "13-04-2026", "--aantal", "-1"]) == 2
    assert "Schrijf 2026-04-13." in capsys.readouterr().out
    assert main(["termijn", "--json"]) == 2
    assert "'vanaf'" in json.loads(capsys.readouterr().out)["fout"]
    assert main(["termijn", *OPTIONS, "--lijst", "-"]) == 2
    assert "een van beide" in capsys.readouterr().out


def test_a_list_from_a_file_goes_on_after_a_faulty_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "vragen.jsonl"
    file.write_bytes(
        b"\xef\xbb\xbf" + line().encode() + b'\r\n{"bron": "\xff"}\r\n' + line(aantal=0).encode() + b"\r\n"
    )
    assert main(["termijn", "--lijst", str(file), "--json"]) == 0
    first, second, third = (json.loads(said) for said in capsys.readouterr().out.splitlines())
    assert first["datum"] == "2026-05-04"
    assert "UTF-8" in second["fout"]
    assert third["regel"] == 3
    assert main(["termijn", "--lijst", str(file)]) == 0
    assert capsys.readouterr().out.splitlines()[1].startswith("Regel 2: De regel is geen UTF-8.")


def test_a_list_from_standard_input(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(f"{line()}\n{line()}".encode())))
    assert main(["termijn", "--lijst", "-", "--json"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 2


def test_a_list_that_cannot_be_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["termijn", "--lijst", str(tmp_path / "weg.jsonl")]) == 2
    assert "niet te lezen" in capsys.readouterr().out
    assert main(["termijn", "--lijst", str(tmp_path), "--json"]) == 2
    assert "niet te lezen" in json.loads(capsys.readouterr().out)["fout"]


def test_the_command_loads_nothing_heavy() -> None:
    program = (
        "import sys\nfrom flows.cli import main\n"
        f"assert main({['termijn', *OPTIONS]!r}) == 0\n"
        "print(sorted({'prefect', 'sqlalchemy', 'matplotlib', 'openpyxl', 'docx'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_who_reads_along_may_stop_halfway() -> None:
    """As in ``inkoop termijn … | head``: the reader is gone when the answer comes, and nobody gets a traceback."""
    command = [sys.executable, "-m", "flows.cli", "termijn", *OPTIONS]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as asking:
        assert asking.stdout is not None and asking.stderr is not None
        asking.stdout.close()
        assert asking.stderr.read() == ""
    assert asking.returncode == 1
