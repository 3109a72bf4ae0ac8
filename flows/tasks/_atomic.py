"""How a file gets its final name: whole or not at all. The one helper the hands share."""

import errno
import os
import tempfile
from pathlib import Path

from schemas.errors import PermanentError, TransientError


def write_atomic(path: Path, data: bytes) -> None:
    """Put ``data`` under ``path`` so that a reader, a kill or a full disk never meets half a file.

    The bytes go to a temporary file in the same folder (a rename is only atomic within one file system), are forced to
    disk, and then take the final name; until that moment the old version stays. Missing folders are made.

    Raises :class:`TransientError` when the disk is full or another program keeps the file open, and
    :class:`PermanentError` when the place cannot be written at all.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".tijdelijk-", dir=path.parent)
    except OSError as error:
        raise _explained(path, error) from error
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        # mkstemp gives 0600; the rest of the team must be able to open the document.
        temporary.chmod(0o644)
        temporary.replace(path)
        _sync_folder(path.parent)
    except OSError as error:
        raise _explained(path, error) from error
    finally:
        temporary.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    """Make the rename itself survive a power cut. Windows cannot open a folder, and needs no such step."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _explained(path: Path, error: OSError) -> TransientError | PermanentError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return TransientError(f"De schijf is vol: '{path.name}' is niet opgeslagen. Maak ruimte en probeer opnieuw.")
    if error.errno in (errno.EBUSY, errno.ETXTBSY, errno.EAGAIN) or (os.name == "nt" and error.errno == errno.EACCES):
        return TransientError(
            f"'{path.name}' is in gebruik door een ander programma. Sluit het bestand en probeer het opnieuw."
        )
    return PermanentError(
        f"'{path}' kan niet worden opgeslagen ({error.strerror}). Bestaat de map, en mag u er schrijven?"
    )
