"""Every byte of a published nota, searched by hand for 300 providers: nothing; and a name put in is caught before."""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader

from flows.nota import release as nota_release
from schemas.provider import Provider
from tests.nota_rooms import copy, fill, ready, three_hundred

NOTAS = "04-nota"


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("gevuld")
    fill(folder)
    return folder


def secrets(providers: Iterable[Provider]) -> Iterator[str]:
    for row in providers:
        yield from (
            row.name,
            row.id,
            row.kvk,
            row.agb or row.kvk,
            row.street,
            row.postcode,
            row.contact_name,
            row.phone,
        )
        yield from (row.email, row.signatory_name, row.phone.replace(" ", ""), row.postcode.replace(" ", ""))


def every_byte(data: bytes) -> str:
    """All there is in a file, without the code that is under test."""
    if data.startswith(b"%PDF"):
        reader = PdfReader(io.BytesIO(data))
        pages = "\n".join(page.extract_text() for page in reader.pages)
        metadata = str(dict(reader.metadata or {}))
        if reader.xmp_metadata is not None:
            metadata += reader.xmp_metadata.stream.get_data().decode()
        return f"{pages}\n{metadata}\n{data.decode('latin-1')}"
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = [name + "\n" + package.read(name).decode("utf-8", "replace") for name in package.namelist()]
    whole = "\n".join(parts)
    return whole + "\n" + re.sub(r"<[^>]*>", "", whole)


def told(files: dict[str, bytes], providers: Iterable[Provider]) -> list[tuple[str, str]]:
    marks = sorted(set(secrets(providers)))
    found = []
    for name, data in files.items():
        whole = every_byte(data)
        found += [(name, mark) for mark in marks if mark in whole or mark.casefold() in whole.casefold()]
    return found


@pytest.mark.libreoffice
def test_no_byte_of_a_nota_tells_of_300_providers_and_the_pdf_is_tagged(
    filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = copy(filled, tmp_path / "werkmap", monkeypatch, pdf=True)
    providers = three_hundred(room)
    room.put(*(ready(number, provider_id=providers[-number].id) for number in range(1, 31)))
    outcome = room.publish()
    assert not outcome.refused, outcome.text
    files = room.output(NOTAS)
    assert {name.rpartition(".")[2] for name in files} == {"docx", "xlsx", "pdf"}
    assert told(files, providers) == []
    (data,) = [data for name, data in files.items() if name.endswith(".pdf")]
    root = PdfReader(io.BytesIO(data)).root_object
    assert root["/MarkInfo"]["/Marked"] and "/StructTreeRoot" in root  # type: ignore[index]
    assert root["/Lang"]


FIELDS = ("name", "street", "postcode", "contact_name", "signatory_name", "email", "phone", "kvk", "agb")


@pytest.mark.parametrize("field", FIELDS)
def test_what_is_planted_of_the_last_provider_is_caught_before(
    filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, field: str
) -> None:
    room = copy(filled, tmp_path / "werkmap", monkeypatch)
    last = three_hundred(room)[-1]
    room.put(ready(1, answer=f"Zie daarvoor {getattr(last, field)}, daar staat het."))
    outcome = room.publish()
    assert outcome.refused and "verraadt" in outcome.text
    assert not room.record.messages and NOTAS not in [path.name for path in room.work.output.iterdir()]


def test_what_is_planted_in_the_file_alone_is_caught_before(
    filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = copy(filled, tmp_path / "werkmap", monkeypatch)
    last = three_hundred(room)[-1]
    room.put(ready(1))
    real = nota_release._rendered

    def with_a_property(desk: object, content: object) -> bytes:
        data = real(desk, content)  # type: ignore[arg-type]
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = {name: package.read(name) for name in package.namelist()}
        if getattr(content, "vragen", ()):
            core = parts["docProps/core.xml"]
            parts["docProps/core.xml"] = core.replace(b"</dc:title>", last.name.encode() + b"</dc:title>")
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as package:
            for name, content_of in parts.items():
                package.writestr(name, content_of)
        return buffer.getvalue()

    monkeypatch.setattr(nota_release, "_rendered", with_a_property)
    outcome = room.publish()
    assert outcome.refused and last.name in outcome.text and "core.xml" in outcome.text
    assert not room.record.messages
