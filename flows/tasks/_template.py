"""A Word template made ready once: checked, its tags patched by docxtpl, compiled in a closed Jinja environment.

docxtpl spends nearly all its time on what depends on the template only; compiled, a template renders in a fraction.
Defaults that damage a contract without a word are closed here: no escaping, silence on a missing field, running code.
"""

import io
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

import docx
from docx.opc.oxml import serialize_part_xml
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, Template
from jinja2.exceptions import TemplateRuntimeError, TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from flows.tasks._packages import unpack
from flows.tasks._placeholders import asked_for
from schemas.errors import InputFault, InputRefusedError, PermanentError

CORE_PROPERTIES = "docProps/core.xml"
_FILTERS = (
    "capitalize count first join last length list lower map reject rejectattr select selectattr sort trim unique upper"
)
_TESTS = "divisibleby eq equalto even false ge gt in le lt ne odd sameas true"
_READING_PARTS = re.compile(
    r"wordprocessingml\.(?:document\.main|template\.main|header|footer|footnotes|endnotes)\+xml$"
)
_A4 = (11906, 16838)  # twentieths of a point
_TAG = re.compile(r"\{[{%].*?[%}]\}", re.DOTALL)
_SAVE_AS_DOCX = "Open het sjabloon in Word en sla het op als .docx."


class _Missing(StrictUndefined):
    """A field that is not there: an error that carries nothing but its name."""

    @property
    def _undefined_message(self) -> str:
        return str(self._undefined_name)


class _Closed(ImmutableSandboxedEnvironment):
    """Templates read plain data: no calls, no arithmetic that can fill memory, no methods of a dictionary."""

    intercepted_binops = frozenset({"*", "**", "%"})

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        raise TemplateRuntimeError(f"rekenen met {operator} kan niet in een sjabloon")

    def is_safe_callable(self, obj: Any) -> bool:
        return False

    def getattr(self, obj: Any, attribute: str) -> Any:
        if isinstance(obj, dict):
            # Otherwise {{ overzicht.items }} prints a bound method instead of the field "items".
            return obj[attribute] if attribute in obj else self.undefined(obj=obj, name=attribute)
        return super().getattr(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        return self.getattr(obj, argument) if isinstance(obj, dict) else super().getitem(obj, argument)


def _printable(value: object) -> object:
    """Refuse what Python would print in its own way: None, True, a whole list."""
    if value is None or isinstance(value, (bool, list, dict)):
        raise TemplateRuntimeError("een veld dat geen tekst is, kan niet worden afgedrukt")
    return value


def _environment() -> _Closed:
    environment = _Closed(autoescape=True, undefined=_Missing, finalize=_printable)
    environment.globals.clear()
    environment.filters = {name: environment.filters[name] for name in _FILTERS.split()}
    environment.tests = {name: environment.tests[name] for name in _TESTS.split()}
    return environment


class ReadyTemplate(NamedTuple):
    """A checked template: all entries of the package, the compiled parts by entry name, and the fields they ask for."""

    entries: dict[str, bytes]
    parts: dict[str, Template]
    grows_columns: frozenset[str]
    fields: frozenset[str]


@lru_cache(maxsize=64)
def ready(template: bytes) -> ReadyTemplate:
    """Make a template ready. Raises :class:`InputRefusedError` with every fault in it."""
    entries = _entries(template)
    names = reading_parts(entries)
    faults = list(_faults(entries, names))
    environment = _environment()
    parts, fields = {}, set()
    for name in names:
        source = _patched(entries[name])
        try:
            fields |= asked_for(environment.parse(source))
            parts[name] = environment.from_string(source)
        except TemplateSyntaxError as error:
            faults.append(_syntax_fault(source, error))
    if faults:
        raise InputRefusedError(faults)
    grows = frozenset(name for name in names if re.search(rb"\{%\s*(?:tc|colspan|hm)\b", _text_of(entries[name])))
    return ReadyTemplate(entries, parts, grows, frozenset(fields))


def _entries(template: bytes) -> dict[str, bytes]:
    not_word = InputRefusedError(
        [InputFault(problem="het sjabloon is geen leesbaar Word-bestand.", remedy=_SAVE_AS_DOCX)]
    )
    try:
        entries = unpack(template, "sjabloon")
        if not any("main+xml" in str(item.get("ContentType")) for item in parse_xml(entries["[Content_Types].xml"])):
            raise not_word
        return entries if CORE_PROPERTIES in entries else unpack(_with_core_properties(template), "sjabloon")
    # KeyError, ValueError, TypeError and AttributeError: python-docx on a package that lacks what it counts on.
    except (PermanentError, KeyError, ValueError, TypeError, AttributeError, SyntaxError) as error:
        raise not_word from error


def _with_core_properties(template: bytes) -> bytes:
    """Word always writes this part; python-docx adds it, with its relation, to a package that lacks it."""
    document = docx.Document(io.BytesIO(template))
    document.core_properties.title = ""
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def reading_parts(entries: dict[str, bytes]) -> list[str]:
    """Return the names of the parts a reader sees: headers, the document, footers, notes - in that order."""
    order = ("header", "main", "footer", "footnotes", "endnotes")
    found = []
    for item in parse_xml(entries["[Content_Types].xml"]):
        kind, name = str(item.get("ContentType", "")), str(item.get("PartName", "")).lstrip("/")
        if _READING_PARTS.search(kind) and name in entries:
            rank = next(place for place, word in enumerate(order) if word in kind.rsplit("wordprocessingml.", 1)[1])
            found.append((rank, len(name), name))
    return [name for _, _, name in sorted(found)]


def _patched(xml: bytes) -> str:
    """Let docxtpl join tags that Word split over runs, and undo the escaping of & inside a tag, which it forgets."""
    source = serialize_part_xml(parse_xml(xml)).decode("utf-8").split("?>", 1)[1].lstrip()
    patched = DocxTemplate(io.BytesIO()).patch_xml(source)
    return _TAG.sub(lambda tag: tag[0].replace("&amp;", "&"), str(patched))


def _text_of(xml: bytes) -> bytes:
    return re.sub(rb"<[^>]+>", b"", xml)


def _syntax_fault(source: str, error: TemplateSyntaxError) -> InputFault:
    # docxtpl's patched source is one long line; the tag itself is what the author can search for in Word.
    known = [
        tag for tag in _TAG.findall(source) if error.message and any(word in tag for word in _quoted(error.message))
    ]
    where = f" Kijk bij: {re.sub('<[^>]+>', '', known[0])}." if known else ""
    return InputFault(
        problem=f"een invulveld is niet goed geschreven ({error.message}).{where}", remedy="Herstel het veld."
    )


def _quoted(message: str) -> list[str]:
    return re.findall(r"'([^']+)'", message)


def _faults(entries: dict[str, bytes], names: list[str]) -> Iterator[InputFault]:
    """Everything in the template that would be lost, stay behind or be wrong in the document."""
    try:
        roots = {name: parse_xml(entries[name]) for name in names}
    except SyntaxError:
        yield InputFault(problem="het sjabloon is beschadigd.", remedy=_SAVE_AS_DOCX)
        return
    yield from _page_faults(roots)
    yield from _language_faults(entries)
    for root in roots.values():
        yield from _tag_faults(root)
        if next(root.iter(qn("w:ins"), qn("w:del"), qn("w:moveFrom"), qn("w:moveTo")), None) is not None:
            yield InputFault(
                problem="het sjabloon heeft bijgehouden wijzigingen.",
                remedy="Accepteer of weiger ze in Word (tabblad Controleren) en sla het op.",
            )
    yield from _stowaways(entries)


def _page_faults(roots: dict[str, Any]) -> Iterator[InputFault]:
    for root in roots.values():
        for section in root.iter(qn("w:sectPr")):
            size = section.find(qn("w:pgSz"))
            sides = () if size is None else (int(size.get(qn("w:w"), "0")), int(size.get(qn("w:h"), "0")))
            if not sides or any(abs(side - a4) > 20 for side, a4 in zip(sorted(sides), _A4, strict=True)):
                yield InputFault(
                    problem="een pagina van het sjabloon is geen A4.", remedy="Kies in Word: Indeling, Formaat, A4."
                )
                return


def _language_faults(entries: dict[str, bytes]) -> Iterator[InputFault]:
    styles = parse_xml(entries["word/styles.xml"]) if "word/styles.xml" in entries else None
    path = f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}/{qn('w:lang')}"
    language = styles.find(path) if styles is not None else None
    if language is None or language.get(qn("w:val")) != "nl-NL":
        yield InputFault(
            problem="de taal van het sjabloon is niet Nederlands.",
            remedy="Kies in Word: Controleren, Taal, Controletaal instellen, Nederlands, Als standaard instellen.",
        )


def _tag_faults(root: Any) -> Iterator[InputFault]:
    for element, mark in ((qn("w:p"), "p"), (qn("w:tr"), "tr"), (qn("w:tc"), "tc")):
        alone = re.compile(r"\{%" + mark + r" (?:(?!%\}).)*%\}")
        for block in root.iter(element):
            text = "".join(node.text or "" for node in block.iter(qn("w:t"))).strip()
            if re.search(r"\{%" + mark + " ", text) and not alone.fullmatch(text):
                yield InputFault(
                    problem=f"naast {{%{mark} …%}} staat nog iets: '{text[:80]}'. Dat zou wegvallen.",
                    remedy="Zet het veld alleen in zijn alinea, rij of cel.",
                )
    text = "".join(node.text or "" for node in root.iter(qn("w:t")))
    for tag in re.findall(r"\{\{(?:p|r|tr|tc) [^}]*\}\}", text):
        yield InputFault(problem=f"het veld {tag} zou leeg blijven.", remedy="Schrijf het als gewoon veld: {{ naam }}.")


def _stowaways(entries: dict[str, bytes]) -> Iterator[InputFault]:
    if re.search(rb"<w:comment\b", entries.get("word/comments.xml", b"")):
        yield InputFault(
            problem="het sjabloon heeft opmerkingen.", remedy="Verwijder ze in Word (tabblad Controleren)."
        )
    if any(name.lower().endswith(("vbaproject.bin", ".ole", "oleobject1.bin")) for name in entries):
        yield InputFault(problem="het sjabloon bevat een macro of een ingesloten bestand.", remedy=_SAVE_AS_DOCX)
    for name, content in entries.items():
        if not name.endswith(".rels"):
            continue
        for relation in parse_xml(content):
            kind, target = str(relation.get("Type", "")).rsplit("/", 1)[-1], str(relation.get("Target", ""))
            # Word notes the path of the author's Normal.dotm; only a template on the internet is fetched by the reader.
            harmless = kind == "hyperlink" or (kind == "attachedTemplate" and not target.lower().startswith("http"))
            if relation.get("TargetMode") == "External" and not harmless:
                yield InputFault(
                    problem=f"het sjabloon haalt iets op van buiten: '{target[:80]}'.",
                    remedy="Voeg de afbeelding of tekst zelf in, zonder koppeling.",
                )
