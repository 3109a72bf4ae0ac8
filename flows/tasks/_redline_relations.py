"""What a text refers to outside its own part (pictures, links, headers, footers) brought from the old package along.

Headers and footers are found by the section that uses them and never by the name of their part; a picture or an
address is the same when it shows the same, whatever its number.
"""

import posixpath
from copy import deepcopy
from typing import Any

from docx.opc.oxml import serialize_part_xml
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn

from flows.tasks._redline_parts import BODY, Package, refused

RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
TYPES = "[Content_Types].xml"
_REFERENCES = (qn("w:headerReference"), qn("w:footerReference"))
_NO_RELATIONS = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'


def match_margins(old: Package, new: Package) -> None:
    """Give the headers and footers of the old package the part names of the new one; add what only one side has.

    Afterwards every header and footer that the new package uses has an old one to be compared with, empty or not.
    """
    before, after = _margins(old), _margins(new)
    found = {part: root for part, root in old.roots.items() if part == BODY or "notes" in part}
    entries = dict(old.entries)
    for part in dict.fromkeys(before.values()):
        keys = [key for key, used in before.items() if used == part]
        free = (after[key] for key in keys if key in after and after[key] not in found)
        name = next(free, "") or _added_margin(old, new, part, keys[0])
        found[name] = old.roots[part]
        old.entries[_relations_of(name)] = entries.get(_relations_of(part), _NO_RELATIONS)
    for part in after.values():
        if part not in found:
            found[part] = _emptied(new.roots[part])
            old.entries.pop(_relations_of(part), None)
    old.roots = found
    for one in list(old.body.iter(*_REFERENCES)):
        one.getparent().remove(one)


def carry_relations(old: Package, new: Package) -> None:
    """Number what the old text refers to as the new package does, and bring along what is not there."""
    for part, root in old.roots.items():
        if part not in new.roots:
            continue
        before, after = relations(old, part), relations(new, part)
        known = {meaning(new, part, row): str(row.get("Id")) for row in reversed(list(after))}
        for one in root.iter():
            for name, value in one.attrib.items():
                if not name.startswith(RELATION):
                    continue
                row = next((row for row in before if row.get("Id") == value), None)
                if row is None:
                    raise _lost()
                shown = meaning(old, part, row)
                if shown not in known:
                    known[shown] = _brought(old, new, part, row, after)
                one.set(name, known[shown])


def refers_to(package: Package) -> frozenset[str]:
    """The parts that the document itself names: a header without that is nowhere on paper."""
    rows = relations(package, BODY)
    return frozenset(_target(BODY, row) for row in rows if row.get("TargetMode") != "External")


def add_part(new: Package, part: str, root: Any, kind: str, relation: str) -> str:
    """Put a part in the package that the document itself refers to; returns the number of that relation."""
    types = parse_xml(new.entries[TYPES])
    made = types.makeelement("{http://schemas.openxmlformats.org/package/2006/content-types}Override")
    made.set("PartName", f"/{part}")
    made.set("ContentType", kind)
    types.append(made)
    new.entries[TYPES] = serialize_part_xml(types)
    new.roots[part] = root
    rows = relations(new, BODY)
    number = _add_relation(rows, relation, posixpath.relpath(part, "word"), None)
    _keep(new, BODY, rows)
    return number


def content_type(package: Package, part: str) -> str:
    types = parse_xml(package.entries[TYPES])
    return next((str(one.get("ContentType")) for one in types if one.get("PartName") == f"/{part}"), "")


def _margins(package: Package) -> dict[tuple[int, str, str], str]:
    """Header and footer parts by section (0 is the last one), kind and sort (default, first, even).

    A section without a header of its own has the one of the section before it.
    """
    targets = {row.get("Id"): _target(BODY, row) for row in relations(package, BODY)}
    found: dict[tuple[int, str, str], str] = {}
    now: dict[tuple[str, str], str] = {}
    sections = list(package.body.iter(qn("w:sectPr")))
    for number, section in enumerate(sections):
        for one in section.iter(*_REFERENCES):
            part = targets.get(one.get(f"{RELATION}id"), "")
            if part in package.roots:
                now[one.tag, one.get(qn("w:type"), "default")] = part
        found |= {(len(sections) - 1 - number, *key): part for key, part in now.items()}
    return found


def _added_margin(old: Package, new: Package, part: str, key: tuple[int, str, str]) -> str:
    """An empty header or footer in the new package, for the text that went; the last section uses it if it can."""
    kind = "header" if key[1] == _REFERENCES[0] else "footer"
    taken = {*new.entries, *new.roots}
    name = next(place for n in range(1, 1000) if (place := f"word/{kind}{n}.xml") not in taken)
    relation = next(str(row.get("Type")) for row in relations(old, BODY) if _target(BODY, row) == part)
    number = add_part(new, name, _emptied(old.roots[part]), content_type(old, part), relation)
    sections = list(new.body.iter(qn("w:sectPr")))
    if sections and (0, *key[1:]) not in _margins(new):
        made = OxmlElement(f"w:{kind}Reference")
        made.set(qn("w:type"), key[2])
        made.set(f"{RELATION}id", number)
        sections[-1].insert(0, made)
    return name


def _emptied(root: Any) -> Any:
    """The same kind of part with one empty paragraph in it."""
    copy = deepcopy(root)
    for child in list(copy):
        copy.remove(child)
    copy.append(OxmlElement("w:p"))
    return copy


def _relations_of(part: str) -> str:
    folder, _, name = part.rpartition("/")
    return f"{folder}/_rels/{name}.rels"


def relations(package: Package, part: str) -> Any:
    """The rows that say what each number in a part refers to."""
    return parse_xml(package.entries.get(_relations_of(part), _NO_RELATIONS))


def _keep(package: Package, part: str, rows: Any) -> None:
    package.entries[_relations_of(part)] = serialize_part_xml(rows)


def _target(part: str, row: Any) -> str:
    target = str(row.get("Target"))
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{posixpath.dirname(part)}/{target}")


def meaning(package: Package, part: str, row: Any) -> tuple[str, object]:
    """What a row refers to, the same in every file: its kind, and the address or the bytes of what is shown."""
    if row.get("TargetMode") == "External":
        return str(row.get("Type")), str(row.get("Target"))
    target = _target(part, row)
    return str(row.get("Type")), package.entries.get(target, target.encode())


def _brought(old: Package, new: Package, part: str, row: Any, after: Any) -> str:
    target = str(row.get("Target"))
    if row.get("TargetMode") != "External":
        source = _target(part, row)
        folder, _, name = source.rpartition("/")
        if source not in old.entries or f"{folder}/_rels/{name}.rels" in old.entries or not _is_picture(row):
            raise _lost()
        place = next(f"{folder}/oud{n}-{name}" for n in range(1, 1000) if f"{folder}/oud{n}-{name}" not in new.entries)
        new.entries[place] = old.entries[source]
        _allow(old, new, name.rpartition(".")[2])
        target = posixpath.relpath(place, posixpath.dirname(part))
    number = _add_relation(after, str(row.get("Type")), target, row.get("TargetMode"))
    _keep(new, part, after)
    return number


def _is_picture(row: Any) -> bool:
    return str(row.get("Type")).endswith("/image")


def _allow(old: Package, new: Package, extension: str) -> None:
    """Say in the new package what a file with this extension is."""
    there = parse_xml(new.entries[TYPES])
    wanted = [one for one in parse_xml(old.entries[TYPES]) if str(one.get("Extension")).lower() == extension.lower()]
    if not wanted:
        raise _lost()
    if all(str(one.get("Extension")).lower() != extension.lower() for one in there):
        there.insert(0, deepcopy(wanted[0]))
        new.entries[TYPES] = serialize_part_xml(there)


def _add_relation(rows: Any, kind: str, target: str, mode: str | None) -> str:
    taken = {row.get("Id") for row in rows}
    number = next(f"rIdOud{n}" for n in range(1, 10_000) if f"rIdOud{n}" not in taken)
    made = rows.makeelement("{http://schemas.openxmlformats.org/package/2006/relationships}Relationship")
    made.set("Id", number)
    made.set("Type", kind)
    made.set("Target", target)
    if mode is not None:
        made.set("TargetMode", mode)
    rows.append(made)
    return number


def _lost() -> Exception:
    return refused(
        "de oude versie heeft een onderdeel (zoals een grafiek) dat in de nieuwe versie anders is.",
        "Maak er in beide versies een afbeelding van.",
    )
