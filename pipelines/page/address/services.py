"""Links that lead to no article: to a service of the site, to a channel, to where readers write to a paper."""

from __future__ import annotations

import re

from pipelines.page.tables import expression, phrases
from pipelines.pattern import Pattern

# of networks where readers follow papers, and where nobody is quoted from
_CHANNEL = Pattern(
    r"https?://(?:news\.google\.[a-z.]+/|(?:www\.)?whatsapp\.com/channel/|chat\.whatsapp\.com/|lin\.ee/|(?:pf|open)\.kakao\.com/|zalo\.me/|(?:apps|itunes)\.apple\.|play\.google\.)",
    re.IGNORECASE,
)
# Where readers write to a paper or follow it; what is said there is quoted in plain lines.
_ANSWERS = Pattern(
    r"mailto:|https?://(?:www\.|chat\.|m\.)?(?:t\.me|wa\.me|whatsapp\.com|viber\.com|facebook\.com|instagram\.com|youtube\.com|tiktok\.com"
    r"|dzen\.ru|max\.ru|vk\.com|ok\.ru|twitter\.com|x\.com)/",
    re.IGNORECASE,
)
_FOLLOWED = Pattern(r"https?://(?:www\.)?(?:t\.me|viber\.com|dzen\.ru|max\.ru)/", re.IGNORECASE)
# the page of somebody on a network, and no post there: t.me/name, facebook.com/groups/name
_PROFILE = Pattern(
    r"https?://(?:[\w-]+\.){0,2}(?:t\.me|telegram\.me|wa\.me|whatsapp\.com|viber\.com|facebook\.com|fb\.com|instagram\.com|threads\.(?:net|com)|youtube\.com|tiktok\.com|linkedin\.com|bsky\.app"
    r"|dzen\.ru|max\.ru|vk\.com|ok\.ru|twitter\.com|x\.com)/(?:(?:s|channel|groups|pages|c|user|company|profile|invite|in)/)?[@+]?[^/?#\s]+/?(?:[?#]|$)",
    re.IGNORECASE,
)
# /newsletters/, /kop, #/portal/signup: the page of a service of the site, or a button
_ONE_WORD = Pattern(r"(?:https?://[^/]+)?/(?!$)(?:[a-z-]{2,8}/)?[a-z-]{2,24}/?$|#|javascript:", re.IGNORECASE)
_BUTTON = Pattern(r"#(?!/)|javascript:", re.IGNORECASE)
_CALLED = phrases("body", "addresses", "service")
_RULES = Pattern(expression("body", "addresses", "rules"), re.IGNORECASE)


def is_channel(href: str) -> bool:
    return _CHANNEL.match(href) is not None


def is_followed(href: str) -> bool:
    """Say whether a link leads to a channel, or to a network where papers have theirs and people are quoted as well."""
    return is_channel(href) or _FOLLOWED.match(href) is not None


def is_profile(href: str) -> bool:
    """Say whether a link leads to the page of somebody on a network, not to what was said there."""
    return _PROFILE.match(href) is not None


def takes_answers(href: str) -> bool:
    return _ANSWERS.match(href) is not None or is_channel(href)


def is_button(href: str) -> bool:
    return _BUTTON.match(href) is not None


def is_called_service(href: str) -> bool:
    """Say whether the address of a link has the words of a service: /newsletters/morning/."""
    return _CALLED.search(href) is not None


def is_rules(href: str) -> bool:
    """Say whether a link leads to what a site says of its own use: /privacy, /community_guidelines.html."""
    return _RULES.search(href) is not None


def is_service(href: str) -> bool:
    """Say whether a link leads to what a site offers its readers, by its words or for want of an article's name."""
    return bool(href) and (_ONE_WORD.match(href) is not None or is_called_service(href))
