"""Lines that invite readers to a letter or a channel: by their words, and by where all of their links lead."""

from __future__ import annotations

from collections.abc import Iterable

from pipelines.page.address.services import is_button, is_channel, is_profile, is_service
from pipelines.page.lines.furniture import asks_readers
from pipelines.page.tables import phrases
from pipelines.page.tree.outline import Block

_LONGEST = 220  # characters
_INVITING = phrases("body", "phrases", "invitations")


def invites(block: Block, links: Iterable[str]) -> bool:
    """Say whether a line asks readers to follow or to subscribe, and leads nowhere but there: Подписывайтесь на наш <a>канал</a>.

    Neither is enough: people are quoted from channels, and what they say may be an invitation.
    """
    if len(block.text) > _LONGEST or not all(map(_is_offered, links)):
        return False
    return _INVITING.search(block.text) is not None or asks_readers(block.text)


def _is_offered(link: str) -> bool:
    """Say whether a link leads to a service of the site or to the page of a channel, and to nothing that was said there."""
    return is_profile(link) or is_channel(link) or (is_service(link) and not is_button(link))
