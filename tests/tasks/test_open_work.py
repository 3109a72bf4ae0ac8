"""A Word file is final when nothing in it waits for a person: no tracked changes, no comments."""

import io
import zipfile

import docx
import pytest
from docx.document import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls

from flows.tasks.open_work import open_work
from schemas.errors import PermanentError


def saved(document: Document) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def with_change(tag: str) -> Document:
    document = docx.Document()
    document.add_paragraph("Vast.")._p.append(OxmlElement(f"w:{tag}"))
    return document


def test_a_finished_file_has_no_open_work() -> None:
    document = docx.Document()
    document.add_paragraph("Klaar & getekend.")
    assert open_work(saved(document), "strategie.docx") == ()


@pytest.mark.parametrize("tag", ["ins", "del", "moveFrom", "moveTo"])
def test_a_tracked_change_is_open_work(tag: str) -> None:
    (fault,) = open_work(saved(with_change(tag)), "strategie.docx")
    assert (fault.file, "1 bijgehouden wijziging" in fault.problem) == ("strategie.docx", True)
    assert "Accepteer of weiger" in fault.remedy


def test_changes_of_layout_and_in_a_header_count_too() -> None:
    document = with_change("ins")
    run = document.add_paragraph("vet").runs[0]
    change = f'<w:rPrChange {nsdecls("w")} w:id="1" w:author="x"><w:rPr/></w:rPrChange>'
    run._r.get_or_add_rPr().append(parse_xml(change))
    document.sections[0].header.paragraphs[0]._p.append(OxmlElement("w:del"))
    (fault,) = open_work(saved(document), "strategie.docx")
    assert "3 bijgehouden wijzigingen" in fault.problem


def test_a_comment_is_open_work() -> None:
    document = docx.Document()
    document.add_comment(document.add_paragraph("Klopt dit?").runs, text="Nee.", author="JZ")
    (fault,) = open_work(saved(document), "strategie.docx")
    assert "1 opmerking" in fault.problem


def test_what_is_no_word_file_is_refused() -> None:
    with pytest.raises(PermanentError, match=r"strategie\.docx"):
        open_work(b"geen zip", "strategie.docx")
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("a.txt", "a")
    with pytest.raises(PermanentError, match=r"strategie\.docx"):
        open_work(buffer.getvalue(), "strategie.docx")
