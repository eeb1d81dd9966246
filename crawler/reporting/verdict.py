"""What a finished run comes to: its exit code, and warnings in words."""

from __future__ import annotations

from collections.abc import Iterator

from crawler.exits import Exit
from crawler.reporting.tally import Tally

# An article without a date, or one that no layout fits, now and then is the site's; more than half of several is a
# new layout of the site or a fault of the reader.
ENOUGH, UNDATED, DRIFT = 5, 0.5, 0.5


def exit_code(tally: Tally, *, had_articles: bool) -> tuple[Exit, list[str]]:
    """Give the code of a finished run, and warnings in words. `had_articles`: earlier runs found some here."""
    warnings = list(_warnings(tally))
    if tally.ended == "interrupted":
        return Exit.INTERRUPTED, warnings
    if not tally.seeds_answered and not tally.articles.total():
        return Exit.NO_START, [*warnings, "no start page could be fetched"]
    if tally.ended is None and not tally.given_up and _is_silent(tally, had_articles):
        return Exit.NO_ARTICLES, [*warnings, "pages came, but not one article: has the site changed?"]
    failed = tally.errors or tally.given_up or tally.in_trouble or _is_kept_out(tally)
    return (Exit.ERRORS if failed else Exit.OK), warnings


def _is_silent(tally: Tally, had_articles: bool) -> bool:
    """Nothing new is no silence; start pages and lists that show no article any more are."""
    if tally.kinds["article"]:
        return False
    return not had_articles or (tally.hubs_read > 0 and not tally.links_to_articles)


def _is_kept_out(tally: Tally) -> bool:
    """A limit may leave pages to another try, where articles came; where none did, all may stand behind a wall."""
    return bool(tally.put_off) and not tally.kinds["article"]


def _warnings(tally: Tally) -> Iterator[str]:
    written = tally.articles["new"] + tally.articles["changed"]
    if written >= ENOUGH and tally.undated > UNDATED * written:
        yield f"{tally.undated} of {written} articles have no date: has the layout changed?"
    read = tally.kinds["article"]
    if read >= ENOUGH and tally.drift > DRIFT * read:
        yield f"{tally.drift} of {read} articles fit none of the profile's layouts: correct its selectors"
    if tally.without_article >= max(ENOUGH, read):
        yield f"{tally.without_article} pages that lists call articles show none: does the site ask to log in?"
    if _is_kept_out(tally):
        reason, _ = tally.put_off.most_common(1)[0]
        yield f"no article came, and {tally.put_off.total()} pages wait for another try: {reason}"
