"""Reading a PDF from outside with pypdf: bounds to what it may unpack, and the errors that a damaged one gives."""

import struct
import zlib
from contextlib import AbstractContextManager

from pypdf import apply_configuration
from pypdf.errors import DependencyError, PyPdfError

_MOST_WORK = 60_000_000  # bytes that one stream may grow to; 240 kB can hold 88 MB

# What pypdf lets through from damaged files besides its own errors: it indexes and converts what it reads without
# expecting to find something else. Measured on thousands of mutated files; MemoryError stays out on purpose.
DAMAGED = (
    PyPdfError,
    DependencyError,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    ArithmeticError,
    AssertionError,
    RecursionError,
    NotImplementedError,
    NameError,
    EOFError,
    OSError,
    struct.error,
    zlib.error,
)
"""What to catch around reading a PDF; each of them means that the file cannot be read."""


def bounded() -> AbstractContextManager[object]:
    """Within this, no stream of a PDF grows without end."""
    return apply_configuration(
        zlib_maximum_output_length=_MOST_WORK,
        lzw_maximum_output_length=_MOST_WORK,
        run_length_maximum_output_length=_MOST_WORK,
        array_based_stream_maximum_output_length=_MOST_WORK,
        stream_parsing_work_maximum_count=500_000,
    )
