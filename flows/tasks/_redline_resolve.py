"""Accepting or rejecting every tracked change, as Word does it: text, formatting, paragraph marks, table rows."""

from typing import Any

from docx.oxml.ns import qn

from flows.tasks._redline_parts import CHANGES, PARAGRAPH, ROW, SILENT, STILL, TABLE

_CAME, _WENT = (qn("w:ins"), qn("w:moveTo")), (qn("w:del"), qn("w:moveFrom"))
_RANGES = tuple(
    qn(f"w:{name}{end}")
    for name in ("moveFromRange", "moveToRange", "customXmlInsRange", "customXmlDelRange", "customXmlMoveFromRange")
    for end in ("Start", "End")
)
_SHOWN_FORM = {qn("w:delText"): qn("w:t"), qn("w:delInstrText"): qn("w:instrText")}
_STAYS = {
    qn("w:rPrChange"): (*_CAME, *_WENT),
    qn("w:pPrChange"): (qn("w:rPr"), qn("w:sectPr")),
    qn("w:trPrChange"): (*_CAME, *_WENT),
    qn("w:sectPrChange"): (qn("w:headerReference"), qn("w:footerReference")),
}
"""What a mark of changed formatting leaves alone when the old formatting comes back."""
_MAY_BE_EMPTY = tuple(qn(f"w:{name}") for name in ("rPr", "pPr", "trPr", "tcPr"))


def resolve(root: Any, *, accept: bool) -> None:
    """Leave only the new version (``accept``) or only the old one in a part of a document."""
    keep, drop = (_CAME, _WENT) if accept else (_WENT, _CAME)
    _formatting(root, accept)
    _rows(root, keep, drop)
    _cells(root, accept)
    ended = [one for one in root.iter(PARAGRAPH) if _mark_of(one, drop) is not None]
    for mark in [mark for one in root.iter(PARAGRAPH) if (mark := _mark_of(one, keep)) is not None]:
        _take_out(mark)
    _content(root, keep, drop)
    for paragraph in ended:
        _join(paragraph, drop)
    for one in list(root.iter(*_RANGES)):
        one.getparent().remove(one)


def show_all(root: Any) -> None:
    """Take out the marks and leave both versions: what came, what went, every paragraph and row of its own."""
    for mark in [one for one in root.iter(*_CAME, *_WENT) if len(one) == 0]:
        _take_out(mark)
    _content(root, (*_CAME, *_WENT), ())
    for one in list(root.iter(*_RANGES)):
        one.getparent().remove(one)


def _formatting(root: Any, accept: bool) -> None:
    for change in list(root.iter(*CHANGES)):
        about = change.getparent()
        about.remove(change)
        if not accept and change.tag != qn("w:numberingChange"):
            _put_back(about, change)
        if about.tag in _MAY_BE_EMPTY and len(about) == 0:
            about.getparent().remove(about)


def _put_back(about: Any, change: Any) -> None:
    stays = _STAYS.get(change.tag, ())
    for one in [one for one in about if one.tag not in stays]:
        about.remove(one)
    old = list(change[0]) if len(change) else []
    if change.tag == qn("w:pPrChange") or change.tag == qn(
        "w:trPrChange"
    ):  # formatting comes before the mark's look and the section
        for place, one in enumerate(old):
            about.insert(place, one)
    else:
        about.extend(old)


def _rows(root: Any, keep: tuple[str, ...], drop: tuple[str, ...]) -> None:
    for row in list(root.iter(ROW)):
        about = row.find(qn("w:trPr"))
        if about is None:
            continue
        if any(one.tag in drop for one in about):
            table = row.getparent()
            table.remove(row)
            if table.tag == TABLE and table.find(ROW) is None and table.getparent() is not None:
                table.getparent().remove(table)
            continue
        for mark in [one for one in about if one.tag in keep]:
            _take_out(mark)


def _cells(root: Any, accept: bool) -> None:
    gone, stays = ("w:cellDel", "w:cellIns") if accept else ("w:cellIns", "w:cellDel")
    for mark in list(root.iter(qn(gone))):
        cell = mark.getparent().getparent()
        cell.getparent().remove(cell)
    for mark in list(root.iter(qn(stays), qn("w:cellMerge"))):
        _take_out(mark)


def _mark_of(paragraph: Any, tags: tuple[str, ...]) -> Any:
    """The mark that says that a paragraph's end came or went."""
    look = paragraph.find(f"{qn('w:pPr')}/{qn('w:rPr')}")
    return None if look is None else next((one for one in look if one.tag in tags), None)


def _take_out(mark: Any) -> None:
    """Remove a mark, and the properties that held nothing else."""
    holder = mark.getparent()
    holder.remove(mark)
    while len(holder) == 0 and holder.tag in _MAY_BE_EMPTY and holder.getparent() is not None:
        empty, holder = holder, holder.getparent()
        holder.remove(empty)


def _content(root: Any, keep: tuple[str, ...], drop: tuple[str, ...]) -> None:
    about = (qn("w:rPr"), qn("w:trPr"))
    for one in list(root.iter(*drop)) if drop else ():
        holder = one.getparent()
        if holder is not None and holder.tag not in about:
            holder.remove(one)
            if holder.tag == qn("w:hyperlink") and len(holder) == 0:
                holder.getparent().remove(holder)
    for one in list(root.iter(*keep)):
        holder = one.getparent()
        if holder is None or holder.tag in about:
            continue
        for child in list(one):
            one.addprevious(child)
        holder.remove(one)
    for one in list(root.iter(*_SHOWN_FORM)):
        one.tag = _SHOWN_FORM[one.tag]


def _join(paragraph: Any, drop: tuple[str, ...]) -> None:
    """Take away a paragraph's end: what is left of it stands in front of the next paragraph, which keeps its look."""
    holder = paragraph.getparent()
    if holder is None:
        return
    content = [one for one in paragraph if one.tag != qn("w:pPr")]
    following = paragraph.getnext()
    while following is not None and following.tag in STILL | SILENT:
        following = following.getnext()
    if following is not None and following.tag == PARAGRAPH:
        about = following.find(qn("w:pPr"))
        for one in content[::-1]:
            following.insert(0, one) if about is None else about.addnext(one)
        holder.remove(paragraph)
    elif not content and paragraph.getnext() is not None:
        holder.remove(paragraph)
    elif (mark := _mark_of(paragraph, drop)) is not None:
        _take_out(mark)
