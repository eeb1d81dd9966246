"""Which leads need not be fetched, because what the run has seen shows that they hold nothing new."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from pipelines.article import Article
from pipelines.page.model import Link
from spiders.frontier import Frontier, Lead, Result, Visit
from spiders.lists.calendar_walk import CalendarWalk
from spiders.lists.lists import ListWalk
from spiders.order import of_calendar
from spiders.sparing.baggage import Baggage
from spiders.sparing.dead_ends import DeadEnds
from spiders.sparing.letter_case import LetterCase
from spiders.sparing.places import Places
from spiders.sparing.twins import Twins
from spiders.sparing.views import Views, kind_of


@dataclass(slots=True)
class Sparing:
    """What is asked before a request, and told after it."""

    twins: Twins = field(default_factory=Twins)
    views: Views = field(default_factory=Views)
    dead_ends: DeadEnds = field(default_factory=DeadEnds)
    baggage: Baggage = field(default_factory=Baggage)
    places: Places = field(default_factory=Places)
    letter_case: LetterCase = field(default_factory=LetterCase)
    lists: ListWalk = field(default_factory=ListWalk)
    calendars: CalendarWalk = field(default_factory=CalendarWalk)

    def recall(self, frontier: Frontier) -> None:
        """Go on with what an earlier run learned."""
        self.twins.recall(frontier.recall("twins"))
        self.baggage.recall(frontier.recall("baggage"))
        self.places.recall(frontier.recall("places"))
        self.letter_case.recall(frontier.recall("letter case"))
        self.lists.recall(frontier.recall("backward"))

    def light(self, lead: Lead) -> Lead:
        """Give `lead` with the shortest address of the same page: without parameters that only say who asks or from where."""
        return self.places.light(self.baggage.light(self.letter_case.light(lead)))

    def lightened(self, leads: Iterable[Lead], frontier: Frontier) -> tuple[Lead, ...]:
        """Do the same with the leads of a page, except for those known by the address they have."""
        pairs = [(lead, self.light(lead)) for lead in leads]
        heavy = [lead.key for lead, light in pairs if light is not lead]
        known = frontier.standing(heavy) if heavy else {}
        return tuple(lead if known.get(lead.key) else light for lead, light in pairs)

    def waits(self, lead: Lead) -> bool:
        """Tell whether what is under way may spare us `lead`."""
        return any(each.waits(lead) for each in self._patient())

    def spared(self, lead: Lead, *, is_awaited: bool = False) -> Visit | None:
        """Settle a lead that need not be fetched; None for the others, which are under way from now on.

        `is_awaited`: pages are held until it comes, so nothing else will do.
        """
        visit = None if is_awaited else self._in_vain(lead)
        if visit is None:
            for each in (*self._patient(), self.baggage):
                each.ask(lead)
        return visit

    def _in_vain(self, lead: Lead) -> Visit | None:
        light = lead if lead.hops else self.light(lead)  # where a server sends us, it has its reasons
        asked = not lead.hops and (self.baggage.was_asked(light) or self.places.was_asked(light))
        if asked or light.url != lead.url:
            return Visit(lead, Result.TWIN, f"the page at {light.url}", leads=() if asked else (light,))
        if original := self.twins.original(lead):
            return Visit(lead, Result.TWIN, f"the article at {original}")
        if reason := self._idle(lead):
            return Visit(lead, Result.LEFT, reason)
        return None

    def _patient(self) -> tuple[Twins | Views | DeadEnds | Places | CalendarWalk, ...]:
        """The rules that learn from requests under way."""
        return self.twins, self.views, self.dead_ends, self.places, self.calendars

    def _idle(self, lead: Lead) -> str | None:
        if self.views.is_idle(lead):
            return f"one more {kind_of(lead)}, and others showed nothing new"
        if self.twins.is_idle(lead):
            return "all others with such an address led to articles that were known"
        if self.dead_ends.is_dead(lead):
            return "all others with such an address are gone"
        if self.lists.is_over(lead):
            return "behind the end of its list, where pages show nothing new"
        if of_calendar(lead) and self.calendars.is_barren(lead):
            return "of a calendar that shows nothing new any more"
        return None

    def ended(self, visit: Visit) -> None:
        """Note how a visit ended: a day that is not there is one without news."""
        self.dead_ends.see(visit)
        if visit.result is Result.GONE and of_calendar(visit.lead):
            self.calendars.turn(visit.lead, shows_news=False)
        self.end(visit.lead)

    def end(self, lead: Lead) -> None:
        """Note that `lead` is under way no more, whatever became of it."""
        for each in self._patient():
            each.end(lead)

    def put_off(self, lead: Lead) -> None:
        """Note that `lead` did not come, and waits for another try: so far nothing of it was asked for."""
        self.end(lead)
        self.baggage.forget(lead)
        self.places.forget(lead)

    def see(self, url: str, links: tuple[Link, ...], frontier: Frontier) -> None:
        """Note a page and its links."""
        self.letter_case.came(url)
        if self.places.show(url, links):
            frontier.keep("places", self.places.to_json())
        if self.baggage.see(url, links):
            frontier.keep("baggage", self.baggage.to_json())

    def moved(self, url: str, target: str, frontier: Frontier) -> None:
        """Note a redirect."""
        if self.letter_case.moved(url, target):
            frontier.keep("letter case", self.letter_case.to_json())
        if self.twins.moved(url, target):
            frontier.keep("twins", self.twins.to_json())

    def read(self, article: Article, frontier: Frontier) -> None:
        """Note an article that was fetched."""
        if self.twins.read(article):
            frontier.keep("twins", self.twins.to_json())
        if self.baggage.read(article):
            frontier.keep("baggage", self.baggage.to_json())
        if self.places.read(article):
            frontier.keep("places", self.places.to_json())
