"""The process that opens one file: bytes on stdin, what they hold as JSON on stdout.

What it opens comes from anywhere and is read by machine code, so it may not have more than `limits` says, and its end
by a signal is an answer as well. It imports little, as it is begun once for every file.

    python -I -m ris_scraper.read.attachments.child pdf
    python -I -m ris_scraper.read.attachments.child ocr 3     # the third page of a PDF, through tesseract
"""

from __future__ import annotations

import json
import resource
import sys
from contextlib import suppress

#: Bytes of memory, seconds of computing, and bytes that it may write into files: none.
MEMORY, SECONDS = 512 << 20, 20
#: So many pages of a file are read, so many characters of all of them.
PAGES, CHARACTERS = 500, 5_000_000


def limits() -> None:
    """Take the limits; what it begins (tesseract) has them too."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # macOS knows no limit of address space.
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def main() -> None:
    """Read the file on stdin as what the first argument says it is."""
    limits()
    kind, body = sys.argv[1], sys.stdin.buffer.read()
    json.dump(_read(kind, body), sys.stdout)


def _read(kind: str, body: bytes) -> dict[str, object]:
    if kind == "zip":
        from ris_scraper.read.attachments import office

        return office.read(body, PAGES, CHARACTERS)
    from ris_scraper.read.attachments import pdf

    return pdf.recognise(body, int(sys.argv[2])) if kind == "ocr" else pdf.read(body, PAGES, CHARACTERS)


if __name__ == "__main__":
    main()
