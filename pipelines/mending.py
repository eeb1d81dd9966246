"""The fields of one page repaired, and the edits told field by field."""

from __future__ import annotations

from dataclasses import replace

from pipelines.article import FieldEdit
from pipelines.page.model import Body, Crumb, Found, Link, Media, Navigation, Neighbour, Organization, Person, Reading
from pipelines.text.repair import looks_damaged, repair


class Mender:
    """Repairs texts of one page and keeps what it did. A page without signs of damage passes untouched."""

    def __init__(self, text: str, encoding: str) -> None:
        self._damaged = looks_damaged(text)
        self._context = text if self._damaged else ""
        self._encoding = encoding
        self.edits: list[FieldEdit] = []

    def reading(self, reading: Reading) -> Reading:
        """Give `reading` with its texts repaired."""
        if not self._damaged:
            return reading
        return replace(
            reading,
            headline=self._string("headline", reading.headline),
            body=self._body(reading.body),
            description=self._string("description", reading.description),
            authors=self._people("authors", reading.authors),
            editors=self._people("editors", reading.editors),
            source=self._source(reading.source),
            main_image=self._image(reading.main_image),
            images=self._images(reading.images),
        )

    def navigation(self, navigation: Navigation) -> Navigation:
        """Give `navigation` with its texts repaired: crumbs, neighbours, and the texts of all links."""
        if not self._damaged:
            return navigation
        return replace(
            navigation,
            breadcrumbs=self._crumbs(navigation.breadcrumbs),
            previous=self._neighbour("previousArticle", navigation.previous),
            next=self._neighbour("nextArticle", navigation.next),
            links=tuple(self._link(link) for link in navigation.links),
        )

    def text(self, field: str, text: str) -> str:
        """Give `text` repaired, its edits kept under `field`."""
        if not self._damaged or text.isascii():
            return text
        repaired = repair(text, encoding=self._encoding, context=self._context)
        self.edits += [
            FieldEdit(field, edit.kind, edit.start, edit.end, edit.before, edit.after, edit.confidence)
            for edit in repaired.edits
        ]
        return repaired.text

    def _string(self, field: str, found: Found[str] | None) -> Found[str] | None:
        return None if found is None else Found(self.text(field, found.value), found.evidence)

    def _body(self, found: Found[Body] | None) -> Found[Body] | None:
        if found is None:
            return None
        text = self.text("articleBody", found.value.text)
        html = self.text("articleBodyHtml", found.value.html)
        return Found(Body(tuple(text.split("\n\n")), html), found.evidence)

    def _people(self, field: str, found: Found[tuple[Person, ...]] | None) -> Found[tuple[Person, ...]] | None:
        if found is None:
            return None
        people = (
            Person(self.text(f"{field}.{place}.name", person.name), person.raw)
            for place, person in enumerate(found.value)
        )
        return Found(tuple(people), found.evidence)

    def _source(self, found: Found[Organization] | None) -> Found[Organization] | None:
        if found is None:
            return None
        name = self.text("sourceOrganization.name", found.value.name)
        return Found(replace(found.value, name=name), found.evidence)

    def _image(self, found: Found[Media] | None) -> Found[Media] | None:
        return None if found is None else Found(self._media("mainImage", found.value), found.evidence)

    def _images(self, found: Found[tuple[Media, ...]] | None) -> Found[tuple[Media, ...]] | None:
        if found is None:
            return None
        images = (self._media(f"images.{place}", image) for place, image in enumerate(found.value))
        return Found(tuple(images), found.evidence)

    def _media(self, field: str, media: Media) -> Media:
        return replace(media, caption=self.text(f"{field}.caption", media.caption)) if media.caption else media

    def _crumbs(self, found: Found[tuple[Crumb, ...]] | None) -> Found[tuple[Crumb, ...]] | None:
        if found is None:
            return None
        crumbs = (
            replace(crumb, name=self.text(f"breadcrumbs.{place}.name", crumb.name))
            for place, crumb in enumerate(found.value)
        )
        return Found(tuple(crumbs), found.evidence)

    def _neighbour(self, field: str, found: Found[Neighbour] | None) -> Found[Neighbour] | None:
        if found is None or not found.value.headline:
            return found
        headline = self.text(f"{field}.headline", found.value.headline)
        return Found(replace(found.value, headline=headline), found.evidence)

    def _link(self, link: Link) -> Link:
        """Repair a link's text; nobody needs these edits one by one."""
        if link.text.isascii():
            return link
        return replace(link, text=repair(link.text, encoding=self._encoding, context=self._context).text)
