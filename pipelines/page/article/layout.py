"""What a site profile's selectors find: it goes before all evidence."""

from __future__ import annotations

import re
from dataclasses import replace

from selectolax.lexbor import LexborNode

from pipelines.page.lines import authors, origin
from pipelines.page.lines.dates import read_date
from pipelines.page.lines.habits import habits
from pipelines.page.lines.name_lists import split_names
from pipelines.page.model import Basis, Found, Media, Moment, Organization, Person, Reading
from pipelines.page.tree.document import Document
from pipelines.page.tree.outline import Outline, clean
from pipelines.rules import Layout

_VALUES = (
    "content",
    "datetime",
    "data-time",
    "data-timestamp",
)  # attributes that say more exactly what the text says


_LONGEST_MATCHED = 2000  # characters: patterns are anybody's, and a byline is short


def element(document: Document, selector: str | None) -> LexborNode | None:
    """Give the first element for a selector; one that is no CSS finds nothing, `probe` is where that is told."""
    if not selector:
        return None
    try:
        return document.tree.css_first(selector)
    except Exception:  # selectolax raises its own and built-in errors alike for bad selectors
        return None


def index_of(outline: Outline, node: LexborNode | None) -> int | None:
    """Give the place of an element in the outline, None where it is not in the body."""
    if node is None:
        return None
    address = node.mem_id
    return next((index for index, each in enumerate(outline.nodes) if each.mem_id == address), None)


def removed(document: Document, outline: Outline, layout: Layout) -> list[tuple[int, int]]:
    """Give the ranges of the outline that a profile takes out of the body."""
    found: list[tuple[int, int]] = []
    for selector in layout.remove:
        try:
            nodes = document.tree.css(selector)
        except Exception:  # as above
            continue
        indexes = (index_of(outline, node) for node in nodes)
        found += [(index, outline.ends[index]) for index in indexes if index is not None]
    lines = frozenset(layout.remove_lines)
    return found + [(block.start, block.stop) for block in outline.blocks if block.text in lines]


def value_of(document: Document, layout: Layout, field: str) -> Found[str] | None:
    """Give the text that a profile's selector for `field` finds."""
    selector = layout.fields.get(field)
    node = element(document, selector)
    if node is None:
        return None
    attributes = node.attributes
    stated = next((attributes[name] for name in _VALUES if attributes.get(name)), None)
    text = _part(clean(stated or node.text(deep=True, separator=" ")), layout.match.get(field))
    return Found(text, f"profile: {selector}", Basis.PROFILE) if text else None


def _part(text: str, pattern: str | None) -> str:
    """Give the part of the element's text that the profile's pattern names."""
    if pattern is None:
        return text
    found = re.search(pattern, text[:_LONGEST_MATCHED])
    return clean((found[1] if found.re.groups else found[0]) or "") if found else ""


def overrule(reading: Reading, document: Document, layout: Layout, timezone: str | None) -> Reading:
    """Give `reading` with the fields that the profile names read from its selectors."""
    if not layout.fields:
        return reading
    language = reading.language.value if reading.language else None
    how = habits(language, "", timezone)

    def text(field: str) -> Found[str] | None:
        return value_of(document, layout, field)

    def moment(field: str) -> Found[Moment] | None:
        found = text(field)
        read = read_date(found.value, how) if found else None
        return found.giving(read) if found and read else None

    def people(field: str) -> Found[tuple[Person, ...]] | None:
        found = text(field)
        persons = split_names(authors.without_label(found.value)) if found else ()
        return found.giving(persons) if found and persons else None

    return replace(
        reading,
        description=text("description") or reading.description,
        published=moment("datePublished") or reading.published,
        modified=moment("dateModified") or reading.modified,
        authors=people("authors") or reading.authors,
        editors=people("editors") or reading.editors,
        source=_source(text("sourceOrganization")) or reading.source,
        main_image=_image(document, layout) or reading.main_image,
    )


def _source(found: Found[str] | None) -> Found[Organization] | None:
    if found is None:
        return None
    labelled = origin.labelled([found.value])
    name = labelled[0] if labelled else origin.name_of(found.value)
    return found.giving(Organization(name)) if name else None


def _image(document: Document, layout: Layout) -> Found[Media] | None:
    selector = layout.fields.get("mainImage")
    node = element(document, selector)
    attributes = node.attributes if node is not None else {}
    value = attributes.get("content") or attributes.get("src") or attributes.get("href")
    url = document.resolve(value) if value else None
    return Found(Media(url), f"profile: {selector}", Basis.PROFILE) if url else None
