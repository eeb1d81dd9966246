"""Pages that a browser saved as one file: MHTML, a message whose first page is the page (RFC 2557)."""

from __future__ import annotations

from email import message_from_bytes

MARK, HEAD = b"multipart/related", 2048  # bytes in which its header names it


def saved_page(body: bytes) -> tuple[bytes, str] | None:
    """Give the page in a message and its type, None where there is none."""
    for part in message_from_bytes(body.lstrip()).walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            page = part.get_payload(decode=True)
            charset = part.get_content_charset()
            said = f"text/html; charset={charset}" if charset else "text/html"
            return (page, said) if isinstance(page, bytes) else None
    return None
