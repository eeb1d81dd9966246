"""What a demo run shows at its end: where things are, a few articles, what was noticed, what to try next."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from pipelines.article import Json

SHOWN = 3
EXCERPT = 48


def demo_summary(folder: Path, articles: list[Json]) -> str:
    """Tell of `articles`, all that the runs have written to the collection at `folder`."""
    encodings = Counter(article["text"]["encoding"] for article in articles)
    extract = f"shilu extract {folder} | head -1"
    lines = [
        f"{len({article['articleId'] for article in articles})} articles, {len(articles)} versions. Three of them:",
        "",
        *(line for article in _choice(articles) for line in _article(article)),
        "Noticed:",
        f"  charsets: {', '.join(f'{name} {count}' for name, count in encodings.most_common())}",
        *_lies(articles),
        *_repairs(articles),
        *_versions(articles),
        "",
        "Where things are:",
        f"  {folder}/articles/   the articles, one JSON object a line",
        f"  {folder}/archive/    WARC files: every exchange as it crossed the wire",
        f"  {folder}/indexes/    CDXJ for replay",
        f"  {folder}/runs/       a report of each run, as JSON and as a page",
        "",
        "Try next:",
        f"  {extract}   read the articles again out of the archive",
        f"  {'shilu probe URL':{len(extract)}}   explain any news page",
        f"  {'shilu crawl URL':{len(extract)}}   follow a real site",
    ]
    return "\n".join(lines)


def _choice(articles: list[Json]) -> list[Json]:
    """One that was repaired, one from a page that lied, one with several pages; else the first ones."""
    most_repaired = max(articles, key=lambda article: len(article["text"]["edits"]))
    lies = [article for article in articles if _is_lie(article["text"])]
    paged = [article for article in articles if "pages" in article]
    unique = {each["articleId"]: each for each in (most_repaired, *lies[:1], *paged[:1], *articles)}
    return list(unique.values())[:SHOWN]


def _article(article: Json) -> list[str]:
    names = ", ".join(person["name"] for person in article.get("authors", []))
    facts = (article.get("datePublished", "no date"), article.get("sourceOrganization", {}).get("name", ""), names)
    body = article.get("articleBody", "").replace("\n", " ")
    return [
        f"  {article.get('headline', article['url'])}",
        f"    {'  '.join(fact for fact in facts if fact)}  ({article['inLanguage']}, {article['text']['encoding']})",
        f"    {body[:EXCERPT]}…",
        "",
    ]


def _lies(articles: list[Json]) -> list[str]:
    lies = [each for each in articles if _is_lie(each["text"])]
    return [f"  {len(lies)} pages whose declared charset was wrong, as {lies[0]['url']}"] if lies else []


def _is_lie(text: dict[str, Any]) -> bool:
    from pipelines.text.charset.labels import encoding_of

    return bool(text["declared"]) and encoding_of(text["declared"]) != text["encoding"]


def _repairs(articles: list[Json]) -> list[str]:
    edits = [(article, edit) for article in articles for edit in article["text"]["edits"]]
    kinds = Counter(edit["kind"] for _, edit in edits)
    lines = [f"  repaired: {', '.join(f'{kind} {count}' for kind, count in kinds.most_common())}"] if edits else []
    for kind in kinds:
        article, edit = max(
            ((a, e) for a, e in edits if e["kind"] == kind), key=lambda each: len(each[1]["before"])
        )
        around = article["articleBody"].find(edit["after"]) if edit["after"] else -1
        behind = article["articleBody"][around + len(edit["after"]) :][:6].split("\n")[0] if around >= 0 else ""
        lines.append(f"    {edit['before']}{behind}  →  {edit['after']}{behind}" if edit["after"] else
                     f"    {edit['before']}  taken out")  # fmt: skip
    return lines


def _versions(articles: list[Json]) -> list[str]:
    changed = [article for article in articles if article["version"] > 1]
    return [
        f"  changed since the first run: {article['headline']} (version {article['version']})"
        for article in changed
    ]
