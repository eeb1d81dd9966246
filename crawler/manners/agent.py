"""The names by which a robots.txt may speak to us."""

from __future__ import annotations

import re

_CONTACT = re.compile(r"\w+://\S+|\S+@\S+")
_PRODUCT = re.compile(r"[\w.-]+/[\w.]+")


def products(user_agent: str) -> str:
    """Give the products of a user agent, `Mozilla/5.0 Finder/1.2`, without its remarks and how to reach whose it is.

    Rules are for product tokens (RFC 9309, 2.2.1), and their reader takes any part of what it is given for one: those
    for `bot` would hold for whoever has an address at `/bot`.
    """
    words = _CONTACT.sub(" ", user_agent)
    return " ".join(_PRODUCT.findall(words)) or words
