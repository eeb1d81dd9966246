"""What class and id of an element, in small letters, say about it."""

from __future__ import annotations

from functools import lru_cache

from pipelines.page.tables import labels
from pipelines.pattern import Pattern

_TEXT = labels("text")
_POSTS = labels("posts")
_FORUM = labels("forum")
_NUMBERS = Pattern(r"\d+")
_DISCUSSION = labels("discussion")
_AROUND = labels("around")
_SIDE = labels("side")


@lru_cache(maxsize=8192)
def names_text(label: str) -> bool:
    """Say whether the label is one that themes give to the article's text."""
    return _TEXT.search(label) is not None


@lru_cache(maxsize=8192)
def names_surroundings(label: str) -> bool:
    """Say whether the label is one of comments, menus, share bars and the like."""
    return _AROUND.search(label) is not None


@lru_cache(maxsize=8192)
def names_side(label: str) -> bool:
    """Say whether the label is one of a column beside the article's."""
    return _SIDE.search(label) is not None


@lru_cache(maxsize=8192)
def names_discussion(label: str) -> bool:
    """Say whether the label is one of readers' comments: prose, but not the article's."""
    return _DISCUSSION.search(label) is not None


@lru_cache(maxsize=8192)
def post_kind(label: str) -> str | None:
    """Give what posts of one template have in common in their labels, None for what is no post."""
    return _NUMBERS.sub("", label) if _POSTS.search(label) else None


@lru_cache(maxsize=8192)
def names_post(label: str) -> bool:
    """Say whether the label is one of posts in a forum, which need no heading of their own."""
    return _FORUM.search(label) is not None
