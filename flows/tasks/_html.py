"""The HTML part of a message: the same words as the text, in a plain layout that reads well aloud and on a phone."""

import re
from collections.abc import Iterator
from html import escape

_LINK = re.compile(r"(https?://[^\s<>\"]+[^\s<>\".,;:!?)\]'])|([A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)")
_PAGE = """<!DOCTYPE html>
<html lang="nl">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Bericht</title></head>
<body style="font-family: Calibri, Arial, sans-serif; font-size: 16px; line-height: 1.5; color: #1a1a1a;">
<div style="max-width: 40em;">
{blocks}
</div>
</body>
</html>
"""


def html_from_text(text: str) -> str:
    """Return a whole HTML page with the words of ``text`` and nothing else.

    An empty line starts a paragraph, a single line break stays one, lines that start with ``- `` become a list; web and
    mail addresses become links. Everything is escaped: a name such as ``Zorg & Co <BV>`` is shown to the letter.
    """
    folded = text.replace("\r\n", "\n").replace("\r", "\n")
    paragraphs = [block for block in re.split(r"\n[ \t]*(?:\n[ \t]*)+", folded.strip("\n")) if block.strip()]
    return _PAGE.format(blocks="\n".join(block for paragraph in paragraphs for block in _blocks(paragraph)))


def _blocks(paragraph: str) -> Iterator[str]:
    """Divide a paragraph in running text and lists, in order."""
    lines: list[str] = []
    in_list = False
    for line in [*paragraph.split("\n"), ""]:
        is_item = line.startswith("- ")
        if lines and (is_item != in_list or not line):
            yield _list(lines) if in_list else f"<p>{'<br>'.join(_marked(one) for one in lines)}</p>"
            lines = []
        in_list = is_item
        if line:
            lines.append(line)


def _list(lines: list[str]) -> str:
    items = "".join(f"<li>{_marked(line[2:])}</li>" for line in lines)
    return f"<ul>{items}</ul>"


def _marked(line: str) -> str:
    """Escape a line and make its addresses clickable."""
    parts, at = [], 0
    for match in _LINK.finditer(line):
        target = match[1] or f"mailto:{match[2]}"
        parts.append(escape(line[at : match.start()]))
        parts.append(f'<a href="{escape(target)}">{escape(match[0])}</a>')
        at = match.end()
    return "".join((*parts, escape(line[at:])))
