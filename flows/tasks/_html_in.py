"""The text of an HTML mail: its paragraphs and items, with what is hidden told apart; nothing is fetched or run."""

import re
from html.parser import HTMLParser

_BREAKS = frozenset(
    {"p", "div", "br", "li", "ul", "ol", "tr", "table", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "hr", "pre"}
)
_SILENT = frozenset({"script", "style", "head", "title", "template"})
_ALONE = frozenset({"br", "hr", "img", "meta", "link", "input", "col", "area", "base", "wbr", "source"})
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0", re.IGNORECASE)
_DEEPEST = 500


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[tuple[str, bool, bool]] = []
        self._text = ""
        self._open: list[tuple[str, bool]] = []
        self._bullet = self._was_hidden = False

    @property
    def _hidden(self) -> bool:
        return any(hidden for _, hidden in self._open)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        hidden = "hidden" in given or bool(_HIDDEN.search(given.get("style") or ""))
        if tag in _BREAKS or hidden != self._was_hidden:
            self.flush()
        if tag == "li":
            self._bullet = True
        if tag in ("td", "th") and self._text.strip():
            self._text += " | "
        if tag not in _ALONE and len(self._open) < _DEEPEST:
            self._open.append((tag, hidden))

    def handle_endtag(self, tag: str) -> None:
        if tag in _BREAKS or self._hidden:
            self.flush()
        places = [place for place, (name, _) in enumerate(self._open) if name == tag]
        if places:
            del self._open[places[-1] :]

    def handle_data(self, data: str) -> None:
        if any(tag in _SILENT for tag, _ in self._open):
            return
        if self._text.strip() and self._hidden != self._was_hidden:
            self.flush()
        self._was_hidden = self._hidden
        self._text += data

    def flush(self) -> None:
        text = " ".join(self._text.split())
        if text:
            self.lines.append((text, self._bullet, self._was_hidden))
            self._bullet = False
        self._text = ""


def paragraphs(source: str) -> list[tuple[str, bool, bool]]:
    """Each paragraph: its text, whether it is an item of a list, and whether it is hidden."""
    reader = _Reader()
    reader.feed(source)
    reader.close()
    reader.flush()
    return reader.lines
