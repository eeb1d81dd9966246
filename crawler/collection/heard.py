"""What a run has heard of: most links lead there, and the database need not be asked again."""

from __future__ import annotations

# Hashes of leads that are remembered, at most: some 30 MB.
HEARD = 500_000


class Heard:
    """A pending lead says more than a deferred one, so the two are remembered apart."""

    def __init__(self) -> None:
        self._hashes: set[int] = set()

    def has(self, key: str, *, deferred: bool) -> bool:
        """Tell whether a lead to the page of `key` would say nothing new."""
        return hash((key, False)) in self._hashes or (deferred and hash((key, True)) in self._hashes)

    def note(self, key: str, *, deferred: bool) -> None:
        if len(self._hashes) >= HEARD:
            self._hashes.clear()
        self._hashes.add(hash((key, deferred)))

    def forget(self, key: str) -> None:
        """Take a lead to the page of `key` for news again."""
        self._hashes -= {hash((key, False)), hash((key, True))}
