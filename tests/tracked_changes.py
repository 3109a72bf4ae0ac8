"""Accepting and rejecting tracked changes by the letter of ECMA-376 part 1, 17.13.5; shares no line with the product.

Written from the standard and not from the code that it judges: a paragraph whose mark came or went joins the next one
and takes that one's formatting, a marked row goes with all its cells, a note goes with its reference.
"""

import io
import re
import zipfile
from typing import Any

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
CAME, WENT = (f"{W}ins", f"{W}moveTo"), (f"{W}del", f"{W}moveFrom")
READ = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml")
SIGNS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "‑", f"{W}softHyphen": "\xad"}


def parts(docx: bytes) -> dict[str, Any]:
    """The parts with text in them, as trees."""
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        assert package.testzip() is None
        return {name: etree.fromstring(package.read(name)) for name in package.namelist() if READ.fullmatch(name)}


def resolved(docx: bytes, *, accept: bool) -> dict[str, Any]:
    trees = parts(docx)
    for root in trees.values():
        _resolve(root, *((CAME, WENT) if accept else (WENT, CAME)), accept)
    return trees


def lines(trees: dict[str, Any]) -> dict[str, list[str]]:
    """Every paragraph as a reader reads it, per part; notes in order of reference and only those referred to.

    Headers and footers are told by their text alone: the name of their part means nothing.
    """
    body = trees["word/document.xml"]
    told: dict[str, list[str]] = {"word/document.xml": _paragraphs(body), "header": [], "footer": []}
    for kind in ("footnote", "endnote"):
        notes = {one.get(f"{W}id"): one for one in trees.get(f"word/{kind}s.xml", ()) if one.get(f"{W}type") is None}
        used = [one.get(f"{W}id") for one in body.iter(f"{W}{kind}Reference")]
        assert set(used) <= set(notes), f"a {kind} that is not there: {set(used) - set(notes)}"
        told[kind] = [line for number in used for line in _paragraphs(notes[number])]
    for name in sorted(trees):
        for kind in ("header", "footer"):
            if kind in name and any(_paragraphs(trees[name])):
                told[kind].append("\n".join(_paragraphs(trees[name])))
    return {kind: sorted(said) if kind in ("header", "footer") else said for kind, said in told.items()}


def looks(trees: dict[str, Any]) -> list[tuple[str, str, str]]:
    """Every paragraph of the body with its formatting and that of its letters, sign for sign."""
    found = []
    for one in trees["word/document.xml"].iter(f"{W}p"):
        about = one.find(f"{W}pPr")
        kept = [] if about is None else [_plain(child) for child in about if child.tag not in (f"{W}rPr", f"{W}sectPr")]
        letters: list[tuple[str, str]] = []
        for run in one.iter(f"{W}r"):
            look = run.find(f"{W}rPr")
            said = "" if look is None else "".join(map(_plain, look))
            letters.extend((sign, said) for sign in _said(run))
        found.append((_said(one), "".join(kept), repr(letters)))
    return found


def shape(trees: dict[str, Any]) -> list[object]:
    """The tables of the body: rows, cells, paragraphs, and what is nested in them."""
    return [_table(one) for one in trees["word/document.xml"][0] if one.tag == f"{W}tbl"]


def _table(table: Any) -> list[object]:
    return [
        [
            [_table(one) if one.tag == f"{W}tbl" else _said(one) for one in cell if one.tag in (f"{W}tbl", f"{W}p")]
            for cell in row.findall(f"{W}tc")
        ]
        for row in table.findall(f"{W}tr")
    ]


def _plain(element: Any) -> str:
    copy = etree.fromstring(etree.tostring(element))
    etree.cleanup_namespaces(copy)
    return str(etree.tostring(copy, method="c14n").decode())


def _paragraphs(root: Any) -> list[str]:
    return [_said(one) for one in root.iter(f"{W}p")]


def _said(element: Any) -> str:
    said = ""
    for one in element.iter():
        if one.tag == f"{W}t":
            said += one.text or ""
        elif one.tag in SIGNS and one.getparent().tag == f"{W}r":
            said += SIGNS[one.tag]
        assert one.tag not in (f"{W}delText", f"{W}delInstrText"), "deleted text outside a deletion"
    return said


def _resolve(root: Any, stays: tuple[str, ...], goes: tuple[str, ...], accept: bool) -> None:
    for change in [one for one in root.iter() if isinstance(one.tag, str) and one.tag.endswith("Change")]:
        holder = change.getparent()
        holder.remove(change)
        if accept:
            continue
        own = {f"{W}rPr", f"{W}sectPr"} if holder.tag == f"{W}pPr" else {*CAME, *WENT}
        for one in [one for one in holder if one.tag not in own]:
            holder.remove(one)
        for place, one in enumerate(list(change[0]) if len(change) else []):
            holder.insert(place, one)
    tabled = {table.getparent() for table in root.iter(f"{W}tbl")}
    for row in list(root.iter(f"{W}tr")):
        if any(row.find(f"{W}trPr/{tag}") is not None for tag in goes):
            row.getparent().remove(row)
    for table in [one for one in root.iter(f"{W}tbl") if one.find(f"{W}tr") is None]:
        table.getparent().remove(table)
    ended = [one for one in root.iter(f"{W}p") if any(one.find(f"{W}pPr/{W}rPr/{tag}") is not None for tag in goes)]
    for mark in [one for one in root.iter(*stays, *goes) if one.getparent().tag in (f"{W}rPr", f"{W}trPr")]:
        mark.getparent().remove(mark)
    for one in list(root.iter(*goes)):
        one.getparent().remove(one)
    for one in list(root.iter(*stays)):
        at = one.getparent().index(one)
        for child in list(one)[::-1]:
            one.getparent().insert(at, child)
        one.getparent().remove(one)
    for one in list(root.iter(f"{W}delText", f"{W}delInstrText")):
        one.tag = f"{W}t" if one.tag == f"{W}delText" else f"{W}instrText"
    for one in ended:
        _join(one, beside_table=one.getparent() in tabled)


def _join(paragraph: Any, *, beside_table: bool) -> None:
    """A paragraph that lost its mark runs on into the next one; without anything left it is gone."""
    content = [one for one in paragraph if one.tag != f"{W}pPr"]
    following = paragraph.getnext()
    while following is not None and following.tag in (f"{W}bookmarkStart", f"{W}bookmarkEnd"):
        following = following.getnext()
    if following is not None and following.tag == f"{W}p":
        start = 0 if following.find(f"{W}pPr") is None else 1
        for one in content[::-1]:
            following.insert(start, one)
    else:
        assert not _said(paragraph), "text that has no paragraph to go to"
        ends = following is None or following.tag == f"{W}sectPr"
        assert beside_table or not ends, "the last paragraph cannot lose its mark"
    paragraph.getparent().remove(paragraph)


def faults_of_form(docx: bytes) -> list[str]:
    """What is not as the schema wants it: numbers of marks, places of marks, order of properties."""
    found: list[str] = []
    numbers: list[str] = []
    for name, root in parts(docx).items():
        for one in root.iter(*CAME, *WENT, *(f"{W}{kind}Change" for kind in ("rPr", "pPr", "tblPr", "trPr", "tcPr"))):
            numbers.append(one.get(f"{W}id", ""))
            if not one.get(f"{W}author") or not re.fullmatch(
                r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", one.get(f"{W}date", "")
            ):
                found.append(f"{name}: {one.tag} without author or date")
        for one in root.iter(*CAME, *WENT):
            if one.getparent().tag not in [
                f"{W}{kind}" for kind in ("p", "rPr", "trPr", "hyperlink", "sdtContent", "fldSimple", "smartTag")
            ]:
                found.append(f"{name}: {one.tag} in {one.getparent().tag}")
            if any(above.tag in (*CAME, *WENT) for above in one.iterancestors()):
                found.append(f"{name}: a mark in a mark")
        found += [f"{name}: w:t in a deletion" for one in root.iter(f"{W}t") if _in(one, f"{W}del")]
        found += [f"{name}: w:delText outside one" for one in root.iter(f"{W}delText") if not _in(one, f"{W}del")]
        for about in root.iter(f"{W}pPr"):
            tags = [one.tag for one in about]
            wanted = sorted(
                tags,
                key=lambda tag: (
                    (f"{W}rPr", f"{W}sectPr", f"{W}pPrChange").index(tag) + 1
                    if tag in (f"{W}rPr", f"{W}sectPr", f"{W}pPrChange")
                    else 0
                ),
            )
            if tags != wanted or len(set(tags)) != len(tags):
                found.append(f"{name}: w:pPr in the wrong order: {tags}")
        for look in root.iter(f"{W}rPr"):
            tags = [one.tag for one in look]
            if f"{W}rPrChange" in tags[:-1] or any(tag in tags[1:] for tag in CAME + WENT):
                found.append(f"{name}: w:rPr in the wrong order: {tags}")
        found += [
            f"{name}: an empty {kind}"
            for kind in ("ins", "del")
            for one in root.iter(f"{W}{kind}")
            if len(one) == 0 and one.getparent().tag in (f"{W}p", f"{W}hyperlink")
        ]
        found += [
            f"{name}: a cell that does not end in a paragraph" for one in root.iter(f"{W}tc") if one[-1].tag != f"{W}p"
        ]
        found += [
            f"{name}: w:pPr is not the first"
            for one in root.iter(f"{W}pPr")
            if one.getparent().tag == f"{W}p" and one.getparent()[0] is not one
        ]
    if len(set(numbers)) != len(numbers):
        found.append("numbers of marks that are not their own")
    return found


def _in(element: Any, tag: str) -> bool:
    return any(above.tag == tag for above in element.iterancestors())
