"""Word and Excel files are zip packages: open them with limits, and pack them the same way every time."""

import io
import zipfile
import zlib
from collections.abc import Mapping

from schemas.errors import PermanentError

MOST_ENTRIES = 1_000
MOST_BYTES = 100 * 1024 * 1024
"""Unpacked size that no document of a tender comes near; a small file that grows past it is meant to do harm."""

_FIXED_TIME = (1980, 1, 1, 0, 0, 0)


def unpack(data: bytes, name: str) -> dict[str, bytes]:
    """Return every entry of a zip package, in its own order. ``name`` is how the user knows the file.

    Raises :class:`PermanentError` for anything that is not a sound package: no zip, damaged, locked with a password,
    two entries of one name (the reader and the program would each see another one), or far too large.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            entries = package.infolist()
            names = {entry.filename.lower() for entry in entries}
            if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > MOST_BYTES:
                raise PermanentError(f"'{name}' is uitgepakt veel te groot. Vraag de afzender om een gewone versie.")
            if len(names) != len(entries):
                raise PermanentError(f"'{name}' bevat twee onderdelen met dezelfde naam. Sla het bestand opnieuw op.")
            return {entry.filename: package.read(entry) for entry in entries}
    # zipfile raises NotImplementedError for an unknown compression and RuntimeError for a locked entry.
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError) as error:
        raise PermanentError(f"'{name}' is beschadigd of heeft een wachtwoord. Sla het opnieuw op.") from error


def pack(entries: Mapping[str, bytes]) -> bytes:
    """Pack the entries so that equal content gives equal bytes: fixed times, fixed order, content types first."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as package:
        for name in sorted(entries, key=lambda name: (name != "[Content_Types].xml", name)):
            info = zipfile.ZipInfo(name, _FIXED_TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3  # otherwise Windows and Linux write different bytes
            info.external_attr = 0o644 << 16
            package.writestr(info, entries[name])
    return buffer.getvalue()
