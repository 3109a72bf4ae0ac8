"""Styles and numberings of the old version that the new one no longer has: its deleted text still needs them."""

from copy import deepcopy
from typing import Any

from docx.opc.oxml import serialize_part_xml
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from flows.tasks._redline_parts import Package, canonical

_STYLES, _NUMBERING = "word/styles.xml", "word/numbering.xml"


def carry_over(old: Package, new: Package) -> None:
    """Add what is missing to the new package. What both have under one name stays as the new version has it."""
    if _STYLES in old.entries and _STYLES in new.entries:
        before, after = (parse_xml(side.entries[_STYLES]) for side in (old, new))
        known = {one.get(qn("w:styleId")) for one in after}
        missing = [one for one in before if one.tag == qn("w:style") and one.get(qn("w:styleId")) not in known]
        after.extend(deepcopy(one) for one in missing)
        if missing:
            new.entries[_STYLES] = serialize_part_xml(after)
    if _NUMBERING in old.entries and _NUMBERING in new.entries:
        before, after = (parse_xml(side.entries[_NUMBERING]) for side in (old, new))
        if _add_lists(before, after):
            new.entries[_NUMBERING] = serialize_part_xml(after)


def _add_lists(before: Any, after: Any) -> bool:
    known = {one.get(qn("w:numId")) for one in after if one.tag == qn("w:num")}
    missing = [one for one in before if one.tag == qn("w:num") and one.get(qn("w:numId")) not in known]
    old_forms, forms = _forms(before), _forms(after)
    for one in missing:
        number = deepcopy(one)
        named = number.find(qn("w:abstractNumId"))
        key = named.get(qn("w:val"))
        if key in old_forms and (key not in forms or canonical(forms[key]) != canonical(old_forms[key])):
            form = deepcopy(old_forms[key])
            fresh = key if key not in forms else str(max(map(int, forms)) + 1)
            form.set(qn("w:abstractNumId"), fresh)
            named.set(qn("w:val"), fresh)
            first = next((two for two in after if two.tag == qn("w:num")), None)
            after.append(form) if first is None else first.addprevious(form)
            forms[fresh] = form
        after.append(number)
    return bool(missing)


def _forms(numbering: Any) -> dict[str, Any]:
    return {one.get(qn("w:abstractNumId")): one for one in numbering if one.tag == qn("w:abstractNum")}
