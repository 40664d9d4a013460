"""Catalogue: what templates show of listings, for one language."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from desk import choices
from desk.listings import ALL, PAGE, Listing, key_of, wider
from desk.machines.feeds import Format
from desk.machines.shelves import Shelf, listing_shelf, title_of
from desk.markdown import slugify
from desk.records.base import Record

if TYPE_CHECKING:
    from desk.localise import Localiser


class Catalogue:
    """One language's way of showing listings; made anew when records changed."""

    def __init__(self, say: Localiser) -> None:
        self.say = say
        self.desk = say.desk
        self._order: dict[str, dict[str, int]] = {}
        self._sorted: dict[str, list[Record]] = {}
        self._facets: dict[str, list[tuple[str, list[Listing]]]] = {}

    def functions(self) -> dict[str, Callable[..., Any]]:
        """Give the functions of templates."""
        return {
            "listings_by_facet": self.by_facet,
            "listing_of_all": self.whole,
            "listing_href": self.href,
            "listing_label": self.label,
            "listing_page": self.page,
            "listing_others": self.others,
            "listing_wider": self.wider,
            "listing_feeds": self.feeds,
            "listing_calendar": self.calendar,
            "by_urgency": self.by_urgency,
        }

    def by_urgency(self, collection: str) -> list[Record]:
        """Give a collection as its listings have it: first what one can act on, then by title."""
        records = self.desk.records.get(collection, {}).values()
        order = self._ordered(collection)
        return sorted(records, key=lambda record: order[record.id])

    def page(self, listing: Listing, number: int) -> list[Record]:
        """Give the records that stand on one page of a listing."""
        found = self._sorted.get(listing.key)
        if found is None:
            order = self._ordered(listing.collection)
            found = sorted(listing.records, key=lambda record: order[record.id])
            self._sorted[listing.key] = found
        return found[(number - 1) * PAGE : number * PAGE]

    def _ordered(self, collection: str) -> dict[str, int]:
        """Give the place of each record: it is the same in every listing."""
        found = self._order.get(collection)
        if found is None:
            records = sorted(
                self.desk.records.get(collection, {}).values(),
                key=lambda record: (record.urgency(self.desk), self.say.listed_key(record)),
            )
            found = {record.id: place for place, record in enumerate(records)}
            self._order[collection] = found
        return found

    def by_facet(self, collection: str) -> list[tuple[str, list[Listing]]]:
        """Give the facets of a collection with their listings.

        Closed lists have their own order; names stand in that of the alphabet, after them.
        """
        found = self._facets.get(collection)
        if found is None:
            by_facet: dict[str, list[Listing]] = {}
            for listing in self.desk.listings.values():
                if listing.collection == collection and listing.facet != ALL:
                    by_facet.setdefault(listing.facet, []).append(listing)
            for facet, its in by_facet.items():
                terms = choices.closed_list(self.desk, facet)
                its.sort(key=lambda listing: slugify(self.label(listing)))
                its.sort(key=lambda listing: _place(listing.value, terms))
            found = self._facets[collection] = list(by_facet.items())
        return found

    def whole(self, collection: str) -> Listing | None:
        """Give the listing of all records, where the collection has one."""
        return self.desk.listings.get(key_of(collection, ALL))

    def href(self, listing: Listing, number: int = 1) -> str:
        """Give the address of a page of a listing; all records begin on their index."""
        if listing.facet == ALL and number == 1:
            return self.say.collection_href(listing.collection)
        address = self.say.address(listing.page_key(number))
        if address is None:
            raise LookupError(f"no page {listing.page_key(number)} in {self.say.language}")
        return address

    def label(self, listing: Listing) -> str:
        """Give what the value of a listing is called."""
        return choices.label(self.desk, self.say.words, listing.facet, listing.value)

    def title(self, listing: Listing) -> str:
        """Give the title of a listing."""
        return title_of(self.desk, listing, self.say.words)

    def lead(self, listing: Listing) -> str:
        """Tell in a sentence what stands in a listing, or that nothing does."""
        count, name = len(listing.records), f"listing.{listing.collection}.{listing.facet}"
        return (
            self.say.words(f"{name}.lead", count=count)
            if count
            else self.say.words(f"{name}.empty")
        )

    def others(self, listing: Listing) -> list[Listing]:
        """Give the listings of the facet's other values, as many as one page bears."""
        its = dict(self.by_facet(listing.collection)).get(listing.facet, [])
        return [other for other in its if other.value != listing.value][:PAGE]

    def wider(self, listing: Listing) -> list[Listing]:
        """Give the listings of what covers this one too."""
        return wider(self.desk, listing)

    def feeds(self, listing: Listing) -> list[tuple[Format, str]]:
        """Give the feeds of a listing with their addresses; none where it is empty."""
        return self.say.shelf_feeds(self._shelf(listing))

    def calendar(self, listing: Listing) -> str | None:
        """Give the address of a listing's calendar, if it has one."""
        return self.say.shelf_calendar(self._shelf(listing))

    def _shelf(self, listing: Listing) -> Shelf:
        return listing_shelf(self.desk, self.say.book, listing, self.say.words)


def _place(value: str, terms: tuple[str, ...]) -> int:
    return terms.index(value) if value in terms else len(terms)
