"""The hand that keeps files: whole or absent, never written twice, with a name every system accepts."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path

from flows.tasks._atomic import write_atomic
from schemas.errors import TransientError

LONGEST_NAME = 80
"""Characters in a file name, extension included: fits portals, archives and Windows paths."""

__all__ = ["LONGEST_NAME", "file_name", "newest", "write_atomic", "write_once"]

# Letters that Unicode does not take apart into a plain letter and an accent.
_PLAIN = str.maketrans({"ß": "ss", "æ": "ae", "Æ": "AE", "ø": "o", "Ø": "O", "œ": "oe", "Œ": "OE", "đ": "d", "ł": "l"})
_NOT_SAFE = re.compile(r"[^A-Za-z0-9.\-]")
_CODE = re.compile(r"[A-Z0-9.\-]+")
_DEVICE_NAMES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


def write_once(path: Path, data: bytes) -> bool:
    """Write ``data`` unless the file already holds exactly these bytes. Returns whether anything was written.

    Running the same step again therefore leaves the file, its date and a colleague's synchronised copy alone.
    """
    if path.is_file() and path.stat().st_size == len(data) and path.read_bytes() == data:
        return False
    write_atomic(path, data)
    return True


def file_name(*parts: str, ext: str) -> str:
    """Make a readable file name: ``MIJOV-J26_Raamovereenkomst_Zorg-en-Co_v1.0.docx``.

    Parts are joined with ``_``; blanks become ``-`` and ``&`` becomes ``en``; the rest is plain ASCII, at most 80
    characters. As soon as the readable form could also come from other parts (a character lost or replaced, an accent
    dropped, the name cut, a literal "en" that looks like ``&``, a hyphen among blanks), six hexadecimals of the
    original's sha256 follow, so that two providers never share a file. Only names that differ in nothing but capitals
    can meet, and then only on a system that does not tell capitals apart.
    """
    slugs = [_slug(part) for part in parts if part.strip()]
    stem = "_".join(slug for slug in slugs if slug)
    suffix = "." + ext.lower().lstrip(".")
    faithful = bool(stem) and all(_reads_back(part, slug) for part, slug in zip(parts, slugs, strict=False))
    if len(slugs) == len(parts) and faithful and len(stem) + len(suffix) <= LONGEST_NAME:
        return stem + suffix
    mark = hashlib.sha256("\x00".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:6]
    room = LONGEST_NAME - len(suffix) - len(mark) - 1
    stem = (_cut(slugs, room) or "bestand").strip("._-")
    return f"{stem}-{mark}{suffix}"


def newest(folder: Path, extensions: Iterable[str]) -> Path | None:
    """Return the newest file in a drop folder with one of these extensions (``".xlsx"``), or None.

    Hidden files and the lock files that Word and Excel leave beside an open document (``~$``) are skipped. Of two files
    of the same moment the later name wins, so that a second look gives the same answer.
    """
    if not folder.is_dir():
        return None
    wanted = {extension.lower() for extension in extensions}
    try:
        found = [
            path
            for path in folder.iterdir()
            if path.is_file() and path.suffix.lower() in wanted and not path.name.startswith((".", "~$"))
        ]
        return max(found, key=lambda path: (path.stat().st_mtime_ns, path.name), default=None)
    except FileNotFoundError as error:
        raise TransientError(f"De map '{folder.name}' verandert tijdens het lezen. Probeer het opnieuw.") from error


def _slug(part: str) -> str:
    plain = unicodedata.normalize("NFKD", part.translate(_PLAIN).replace("&", " en "))
    plain = "".join(character for character in plain if not unicodedata.combining(character))
    slug = _NOT_SAFE.sub("", re.sub(r"[\s_/\\]+", "-", plain.strip()))
    slug = re.sub(r"-{2,}", "-", slug).strip("-.")
    return f"x{slug}" if _DEVICE_NAMES.fullmatch(slug) else slug


def _reads_back(part: str, slug: str) -> bool:
    """Whether ``slug`` stands for this part only.

    One word or a code in capitals stands for itself; words in running text stand for themselves with blanks for hyphens
    and ``&`` for ``en``. Everything else could be mistaken for one of these two.
    """
    if "-" not in slug or _CODE.fullmatch(slug):
        return bool(slug) and part == slug
    return part == slug.replace("-en-", " & ").replace("-", " ")


def _cut(slugs: list[str], room: int) -> str:
    """Fit the parts in ``room`` by shortening the longest part first: the code and the version stay readable."""
    kept = [slug for slug in slugs if slug]
    while kept and len("_".join(kept)) > room:
        longest = max(range(len(kept)), key=lambda index: len(kept[index]))
        kept[longest] = kept[longest][:-1].rstrip("-.")
        kept = [slug for slug in kept if slug]
    return "_".join(kept)
