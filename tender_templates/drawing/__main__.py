"""Redraw every Word template: ``python -m tender_templates.drawing``."""

from pathlib import Path

from tender_templates.drawing import contracts, documents
from tender_templates.drawing.package import to_bytes

WORD = Path(__file__).resolve().parent.parent / "word"


def draw_all() -> dict[str, bytes]:
    """Return every template by file name; two calls give the same bytes."""
    drawings = documents.DRAWINGS | contracts.DRAWINGS
    return {f"{name}.docx": to_bytes(draw()) for name, draw in sorted(drawings.items())}


def main() -> None:
    """Write the templates to ``tender_templates/word`` and leave alone what did not change."""
    WORD.mkdir(exist_ok=True)
    for name, data in draw_all().items():
        target = WORD / name
        if not target.is_file() or target.read_bytes() != data:
            target.write_bytes(data)


if __name__ == "__main__":
    main()
