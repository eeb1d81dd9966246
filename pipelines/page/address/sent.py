"""The addresses of a page as a browser asks for them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache

from pipelines.page.address import urls
from pipelines.page.model import Found, Navigation, Neighbour


def as_sent(navigation: Navigation, encode_query: Callable[[str], bytes]) -> Navigation:
    """Give `navigation` with queries in the charset of the page: `?name=中文` on a GBK page means GBK bytes."""

    def sent(url: str) -> str:
        return urls.as_sent(url, encode_query)

    return replace(
        navigation,
        read_links=cache(
            lambda: tuple(
                [link if link.url.isascii() else link._replace(url=sent(link.url)) for link in navigation.links]
            )
        ),
        previous=_neighbour(navigation.previous, sent),
        next=_neighbour(navigation.next, sent),
        parts=tuple(map(sent, navigation.parts)),
    )


def _neighbour(found: Found[Neighbour] | None, sent: Callable[[str], str]) -> Found[Neighbour] | None:
    if found is None or found.value.url.isascii():
        return found
    return found.giving(replace(found.value, url=sent(found.value.url)))
