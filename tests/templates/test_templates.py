"""The Word templates: drawn by code, complete against their classes, and sound as documents."""

import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, get_args, get_origin

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Cm, Emu
from pydantic import BaseModel

from flows.tasks import word
from schemas.documents import ALL, WordDocument
from tender_templates.drawing import contracts, documents
from tender_templates.drawing.__main__ import WORD, draw_all
from tests.templates.examples import AWKWARD_NAMES, LONG_NAME, example

NAMES = sorted(cls.template for cls in ALL)
BY_NAME = {cls.template: cls for cls in ALL}

NOT_IN_OPEN_HOUSE = re.compile(r"\b(voor)?gun(n|d|t\b)|inschrij|ingeschreven|aanbested", re.IGNORECASE)
"""Words of a competition; Open House compares nobody (domain B.1)."""

NEVER_GREETED = {"aanbieder.aanhef"}
"""The party of an agreement is an address without a salutation."""

NEVER_EMPTY = {"Tabelruimte", "Sectie-einde"}
"""Paragraphs that are empty on purpose: the gap under a table, and the carrier of a section's end."""


@pytest.fixture(scope="module")
def drawn() -> dict[str, bytes]:
    return draw_all()


def shipped(name: str) -> bytes:
    return (WORD / f"{name}.docx").read_bytes()


def filled(cls: type[WordDocument], rows: int, *, flag: bool = False) -> bytes:
    return word.render(
        shipped(cls.template),
        example(cls, rows, flag=flag).model_dump(),
        title=cls.title,
        author="Inkoopbureau",
        subject="",
        reference="",
        moment=datetime(2026, 1, 1, tzinfo=UTC),
        template_name=cls.template,
    )


def fields(kind: type[BaseModel], prefix: str = "") -> Iterator[str]:
    for name, field in kind.model_fields.items():
        inner: Any = field.annotation
        if get_origin(inner) is tuple:
            inner = get_args(inner)[0]
        yield prefix + name
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            yield from fields(inner, f"{prefix}{name}.")


def test_every_class_has_its_template_and_every_template_its_class() -> None:
    assert sorted(path.stem for path in Path(WORD).glob("*.docx")) == NAMES
    assert not documents.DRAWINGS.keys() & contracts.DRAWINGS.keys()


def test_the_shipped_files_are_the_drawings(drawn: dict[str, bytes]) -> None:
    differing = [name for name, data in drawn.items() if (WORD / name).read_bytes() != data]
    assert not differing, "run: python -m tender_templates.drawing"


def test_drawing_twice_gives_the_same_bytes(drawn: dict[str, bytes]) -> None:
    assert draw_all() == drawn


@pytest.mark.parametrize("name", NAMES)
def test_placeholders_are_exactly_the_fields(name: str) -> None:
    assert word.placeholders(shipped(name)) == set(fields(BY_NAME[name])) - NEVER_GREETED


@pytest.mark.parametrize("name", NAMES)
def test_template_has_no_faults(name: str) -> None:
    assert word.faults(shipped(name), name) == ()


@pytest.mark.parametrize("name", NAMES)
def test_paper_language_and_properties(name: str) -> None:
    document = Document(io.BytesIO(shipped(name)))
    for section in document.sections:
        sides = sorted((section.page_width or 0, section.page_height or 0))
        assert [round(Emu(side).cm, 1) for side in sides] == [21.0, 29.7]
    languages = {element.get(qn("w:val")) for element in document.styles.element.iter(qn("w:lang"))}
    assert languages == {"nl-NL"}
    properties = document.core_properties
    assert (properties.title, properties.author, properties.language) == (BY_NAME[name].title, "Inkoopstraat", "nl-NL")


@pytest.mark.parametrize("name", NAMES)
def test_no_words_of_a_competition(name: str) -> None:
    assert NOT_IN_OPEN_HOUSE.findall(word.text(shipped(name))) == []


def test_the_forbidden_words_are_recognised() -> None:
    for text in ("De gunning volgt.", "Wij gunnen niet.", "iedere inschrijver", "ingeschreven", "de aanbesteding"):
        assert NOT_IN_OPEN_HOUSE.search(text), text
    assert not NOT_IN_OPEN_HOUSE.search("Een vergunning is gunstig; wij beschrijven de aanmelding.")


@pytest.mark.parametrize("name", NAMES)
def test_tables_repeat_their_header_and_fit_the_page(name: str) -> None:
    document = Document(io.BytesIO(shipped(name)))
    widest = max(
        (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)
        for section in document.sections
    )
    for table in document.tables:
        assert table._tbl.tr_lst[0].xpath("./w:trPr/w:tblHeader")
        assert table._tbl.tblPr.find(qn("w:tblLayout")).get(qn("w:type")) == "fixed"
        assert sum(column.width or 0 for column in table.columns) <= widest + Cm(0.05)
        for row in table._tbl.tr_lst:
            assert row.xpath("./w:trPr/w:cantSplit")


@pytest.mark.parametrize(("rows", "flag"), [(0, True), (0, False), (1, True), (3, False)])
@pytest.mark.parametrize("name", NAMES)
def test_filled_in_document_is_sound(name: str, rows: int, flag: bool) -> None:
    """Nothing stays behind of tags and loops: no empty paragraph, no cell without one."""
    document = Document(io.BytesIO(filled(BY_NAME[name], rows, flag=flag)))
    empty = [one.style.name for one in document.paragraphs if not one.text.strip() and one.style is not None]
    assert set(empty) <= NEVER_EMPTY
    for cell in document.element.iter(qn("w:tc")):
        assert cell[-1].tag == qn("w:p")
    assert "{%" not in "".join(document.element.itertext())


@pytest.mark.parametrize("name", NAMES)
def test_every_value_arrives_to_the_letter(name: str) -> None:
    data = example(BY_NAME[name], 4)
    text = " ".join(word.text(filled(BY_NAME[name], 4)).split())
    for value in _texts(data.model_dump()):
        # A shared noun may hold a value that this document has no use for.
        if value != data.model_dump().get("aanbieder", {}).get("aanhef"):
            assert " ".join(value.split()) in text


def test_the_example_data_hold_the_awkward_names() -> None:
    overview = example(next(cls for cls in ALL if cls.template == "provider_overview"), 4)
    assert {provider.naam for provider in overview.aanbieders} == set(AWKWARD_NAMES)
    assert len(LONG_NAME) == 120


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from _texts(inner)
