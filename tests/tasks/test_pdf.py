import io
import os
import stat
import time
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter

from flows.tasks import _office, pdf
from schemas.errors import PermanentError
from tests.tasks.test_word import filled, template

MOMENT = datetime(2025, 3, 5, 8, 30, tzinfo=UTC)


def letter(name: str) -> bytes:
    return filled(template("Geachte {{ naam }}.", "Kenmerk {{ naam }}."), naam=name)


def read(data: bytes) -> str:
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)


@pytest.mark.libreoffice
def test_every_document_gives_its_own_pdf() -> None:
    documents = {f"brief {number}": letter(f"Zorg & Co <BV> nr {number:03}") for number in range(7)}
    made = pdf.convert(documents, moment=MOMENT)
    assert list(made) == list(documents)
    for number, data in enumerate(made.values()):
        assert f"Zorg & Co <BV> nr {number:03}" in read(data)


@pytest.mark.libreoffice
def test_the_pdf_is_accessible_dutch_and_a4() -> None:
    data = pdf.convert({"a": letter("Zorg & Co")}, moment=MOMENT)["a"]
    reader = PdfReader(io.BytesIO(data))
    root = reader.root_object
    assert root["/Lang"] == "nl-NL"
    assert root["/MarkInfo"]["/Marked"]  # type: ignore[index]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in data
    assert [round(side) for side in reader.pages[0].mediabox[2:]] == [595, 842]
    assert reader.metadata is not None
    assert (reader.metadata.title, reader.metadata.author) == ("Brief & meer", "Zorgregio <X>")
    assert reader.metadata.creation_date == MOMENT


@pytest.mark.libreoffice
def test_the_same_document_gives_the_same_bytes_in_any_batch_and_lane() -> None:
    documents = {name: letter(name) for name in "ab"}
    together = pdf.convert(documents, moment=MOMENT)
    time.sleep(1.1)
    alone = {name: pdf.convert({name: documents[name]}, moment=MOMENT)[name] for name in "ba"}
    assert alone == together
    assert len(set(together.values())) == 2


@pytest.mark.libreoffice
def test_a_document_that_is_none_is_named_before_libreoffice_sees_it() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("word/document.xml", "<w:document")
    bad = {"leeg": b"", "html": b"<html>hoi</html>", "kapot": buffer.getvalue()}
    with pytest.raises(PermanentError, match="html, kapot, leeg"):
        pdf.convert({"goed": letter("x"), **bad}, moment=MOMENT)


def fake_soffice(folder: Path, script: str) -> Path:
    path = folder / "soffice"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


@pytest.fixture
def only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}/usr/bin{os.pathsep}/bin")
    return tmp_path


def test_exit_code_zero_without_a_pdf_is_an_error_with_the_name(only: Path) -> None:
    fake_soffice(only, f'echo run >> "{only}/runs"; exit 0')
    with pytest.raises(PermanentError, match="geen PDF van: brief 1, brief 2"):
        pdf.convert({"brief 1": letter("a"), "brief 2": letter("b")}, moment=MOMENT)
    assert (only / "runs").read_text().count("run") == 3  # a handful in one run, then each once more alone


def test_a_document_lost_in_its_batch_is_tried_once_more(only: Path) -> None:
    writer = PdfWriter()
    writer.add_blank_page(595, 842)
    buffer = io.BytesIO()
    writer.write(buffer)
    single_page = buffer.getvalue()
    (only / "een.pdf").write_bytes(single_page)
    # Fails the first time, works the second.
    fake_soffice(
        only,
        'while [ $# -gt 0 ]; do [ "$1" = --outdir ] && out="$2"; shift; done\n'
        f'[ -e "{only}/eerder" ] && mkdir "$out" && cp "{only}/een.pdf" "$out/0.pdf"\n'
        f'touch "{only}/eerder"',
    )
    assert pdf.page_count(single_page) == 1
    made = pdf.convert({"brief": letter("a")}, moment=MOMENT)
    assert made == {"brief": single_page}


def test_a_run_that_hangs_is_ended_with_everything_it_started(only: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_office, "_SECONDS_TO_START", 1)
    monkeypatch.setattr(_office, "_SECONDS_PER_DOCUMENT", 0)
    fake_soffice(only, f'sleep 300 & echo $! >> "{only}/kinderen"; wait')
    began = time.monotonic()
    with pytest.raises(PermanentError, match="geen PDF van: brief"):
        pdf.convert({"brief": letter("a")}, moment=MOMENT)
    assert time.monotonic() - began < 30
    time.sleep(0.2)
    for child in (only / "kinderen").read_text().split():
        state = Path(f"/proc/{child}/stat")
        assert not state.exists() or state.read_text().split()[2] == "Z"


def test_without_libreoffice_the_user_hears_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nergens")
    monkeypatch.setattr(_office, "_USUAL_PLACES", ())
    assert pdf.available() is None
    with pytest.raises(PermanentError, match="Installeer LibreOffice"):
        pdf.convert({"a": b""}, moment=MOMENT)
    assert "\n" not in pdf.how_to_get_it()


RUN = (
    b"/CreationDate(D:20261122003223+01'00')/ModDate(D:20261122003223Z')/Producer(x)\n"
    b"<xmp:CreateDate>2026-11-22T00:32:23+01:00</xmp:CreateDate><xmp:ModifyDate>2026-11-22T00:32:23Z</xmp:ModifyDate>\n"
    b"/ID [ <0F1C063DD025F8F66F9A2804BBA0FF91>\n<0F1C063DD025F8F66F9A2804BBA0FF91> ]\n"
    b"/DocChecksum /25CFCFFAFFD8B4BF78D8DA94F855CA35\n"
)


def test_what_differs_between_runs_is_replaced_at_the_same_length() -> None:
    other = RUN.replace(b"20261122003223", b"20270101000000").replace(b"2026-11-22T00:32", b"2027-01-01T00:00")
    other = other.replace(b"0F1C063D", b"AAAAAAAA").replace(b"25CF", b"1234")
    first = pdf.fixed(RUN, MOMENT)
    assert len(first) == len(RUN)
    assert b"/CreationDate(D:20250305093000+01'00')/ModDate(D:20250305083000Z) /Producer" in first
    assert b"<xmp:CreateDate>2025-03-05T09:30:00+01:00<" in first
    assert b"<xmp:ModifyDate>2025-03-05T08:30:00Z<" in first
    assert pdf.fixed(other, MOMENT) == first
    assert pdf.fixed(RUN + b"andere inhoud", MOMENT)[: len(RUN)] != first


def test_profiles_are_hardened() -> None:
    lane = _office.lanes().get()
    _office.lanes().put(lane)
    settings = (lane.profile / "user" / "registrymodifications.xcu").read_text()
    for name in ("BlockUntrustedRefererLinks", "DisableMacrosExecution", "MacroSecurityLevel"):
        assert name in settings
