"""Whether two tellings are of one place: a town and its region, a village that no list knows, « près de X »."""

from collections.abc import Mapping, Sequence

from kg.distances import km_between
from kg.extract import syntax
from kg.extract.forms import fold, stem
from kg.extract.grouping.counts import has_its_toll, stands_in
from kg.extract.grouping.facts import Facts
from kg.extract.grouping.kinds import noun_of, same_head
from kg.extract.reading import FROM_HEADINGS, Candidate, Filler
from kg.gazetteer import Gazetteer
from kg.vocabulary import group_of

PLACE = "another place"
_TOWNS = ("City", "Facility")
_AREAS = ("Country", "State", "Region")
_MUCH_NEARER = 1.5  # times as far: a region's middle says little of where it ends
_SHARE_OF_COUNTRY = 0.12  # of the way to the farthest region, as far as a region may well reach from its middle
_TO_LANDMARK = 25  # letters from a distance to the town that it is counted from


class Places:
    """Compares where a telling is with where a deed told before is."""

    def __init__(self, facts: Facts) -> None:
        """Of the tellings of one article."""
        self.facts = facts

    def agree(self, candidate: Candidate, group: Sequence[Candidate]) -> dict[str, float] | str:
        """What of the places speaks for one deed; the reason where they are two."""
        found: dict[str, float] = {}
        for a, b in (("place", "target"), ("target", "place")):
            if self.facts.same_things(candidate, group, a, b):
                found["place as target"] = 1.0
        if self._is_of_another_prefix(candidate, group):
            return PLACE
        here, there = self.facts.places([candidate], group), self.facts.places(group, [candidate])
        parts = {self.facts.mentions.identity(mention) for member in group for mention in member.parts}
        if parts and self._any_named(here) and not any(self.facts.within(a, b) for a in here for b in parts):
            return PLACE  # « 44 tués, dont 28 à Nassiriya. À Najaf, … »
        if not here and there and self._opens_elsewhere([candidate], there):
            return PLACE
        if here and not there and (self._opens_elsewhere(group, here) or self._stands_elsewhere(group, here)):
            return PLACE
        if not (here and there):
            return found
        if self._is_called_otherwise(candidate, group, here, there):
            return PLACE
        if self._overlap(here, there):
            if not self._agree_on_narrow(here, there):
                return PLACE
            found["place, same" if self._is_narrow(here, there) else "place, around"] = 1.0
        elif self._any_named(here) and self._any_named(there):
            if not (
                self._may_lie_in(here, there)
                or self._is_part_of_town(here, there, [candidate], group)
                or self._is_part_of_town(there, here, group, [candidate])
                or self._points_there(candidate, group, here, there)
                or self._is_near_headline(candidate, group, there)
            ):
                return PLACE  # « le véhicule a sauté dans le quartier de X », of which no list knows the town
            found["place, may lie there"] = 1.0
        elif self.facts.same_things(candidate, group, "place", "place"):
            found["place, same noun"] = 1.0  # « l'aéroport », « l'aéroport de Kaboul »
        elif not (self.tells_where(candidate) or self._may_hold(here, there) or self._may_hold(there, here)):
            found["place, other words"] = 1.0
        return found

    def _may_hold(self, areas: Mapping[str, Filler], towns: Mapping[str, Filler]) -> bool:
        """« un sommet à Panmunjom » and « dans la zone démilitarisée »: an area without a name may be around a town with one."""
        unnamed = all(f.mention.kind == "Region" and f.mention.level == "nominal" for f in areas.values())
        return unnamed and all(f.mention.kind == "City" and f.mention.level == "name" for f in towns.values())

    def _opens_elsewhere(self, tellings: Sequence[Candidate], there: Mapping[str, Filler]) -> bool:
        """« Le même jour, à Gao, un kamikaze s'est mêlé à la foule et a … »: the town that opens the sentence is another one."""
        opened = {
            self.facts.mentions.identity(mention): Filler("place", mention, function, telling.sentence.index)
            for telling in tellings
            if not telling.definite
            for mention, function in telling.opening_places
            if mention.kind == "City" and mention.level == "name"
        }
        return bool(opened) and self._is_of_other_town(opened, there)

    def _stands_elsewhere(self, group: Sequence[Candidate], here: Mapping[str, Filler]) -> bool:
        """« L'hôpital de Maarat a été détruit »: what was hit is called by its town, which is another one."""
        towns = {
            self.facts.mentions.identity(inner): Filler("place", inner, filler.function, filler.sentence)
            for member in group
            for filler in member.role("target")
            if filler.mention.kind == "Facility" and filler.sentence == member.sentence.index
            for inner in member.sentence.inside(filler.mention)
            if inner.kind == "City" and inner.level == "name"
        }
        return bool(towns) and self._is_of_other_town(towns, here)

    def _is_called_otherwise(
        self,
        candidate: Candidate,
        group: Sequence[Candidate],
        here: Mapping[str, Filler],
        there: Mapping[str, Filler],
    ) -> bool:
        """« L'attentat de Zarmouk », behind one told in another region: the town that a deed is called by is its place."""
        of = self.facts.cues.grammar.functions.of
        called = [
            f for f in candidate.role("place") if f.function == of and f.mention.kind == "City" and self.facts.named(f)
        ]
        known = candidate.frame.pos == "noun" and candidate.definite == "definite" and bool(called)
        areas = [f for f in there.values() if f.mention.kind != "Facility"]
        body = all(member.sentence.kind == "body" for member in group)
        return known and body and bool(areas) and not self._overlap(here, there)

    def _is_of_other_town(self, towns: Mapping[str, Filler], there: Mapping[str, Filler]) -> bool:
        if not self._towns(there):
            return False
        return not self._overlap(towns, there) and not self._agree_on_narrow(towns, there)

    def _is_of_another_prefix(self, candidate: Candidate, group: Sequence[Candidate]) -> bool:
        """« Marawi : l'armée bombarde … », then an ambush near a town of another country: what a town heads happened there."""
        heads = self.facts.countries(self._towns_of(group, headings=True))
        if not heads or group_of(candidate.type) != "Violence":
            return False
        towns = self.facts.countries(self._towns_of([candidate], headings=False))
        return bool(towns) and heads.isdisjoint(towns)

    def _towns_of(self, tellings: Sequence[Candidate], *, headings: bool) -> set[str]:
        """The towns that tellings have from headings, or else from their own words."""
        return {
            self.facts.mentions.identity(f.mention)
            for telling in tellings
            for f in telling.role("place")
            if f.mention.kind == "City" and (f.function in FROM_HEADINGS) == headings
        }

    def tells_where(self, candidate: Candidate) -> bool:
        """« L'attaque a eu lieu dans le quartier de X »: of a deed told as known, by a verb that says no more.

        Not « L'attentat d'Istanbul a eu lieu … »: the town that a deed is called by is not what the verb tells.
        """
        of = self.facts.cues.grammar.functions.of
        return (
            candidate.frame.pos == "noun"
            and candidate.definite in ("definite", "demonstrative")
            and not any(f.function == of and self.facts.named(f) for f in candidate.role("place"))
            and any(
                syntax.phrase_at(verb, self.facts.cues.happening) is not None
                or syntax.lemma_with_se(verb, self.facts.cues) in self.facts.cues.happening
                for verb in candidate.supports
            )
        )

    def _overlap(self, here: Mapping[str, Filler], there: Mapping[str, Filler]) -> bool:
        """Whether one of the places is one of the others, or lies in it; a town has the name of its region."""
        within = self.facts.within
        return any(within(a, b) or within(b, a) for a in here for b in there) or bool(
            self._names(here) & self._names(there)
        )

    def _is_narrow(self, here: Mapping[str, Filler], there: Mapping[str, Filler]) -> bool:
        """Whether they share more than a country."""
        known = self.facts.gazetteer.entities
        same = any(a == b for a in here for b in there)
        return same and not all(a in known and known[a].kind == "Country" for a in here)

    def _points_there(
        self,
        candidate: Candidate,
        group: Sequence[Candidate],
        here: Mapping[str, Filler],
        there: Mapping[str, Filler],
    ) -> bool:
        """Whether the words point to the deed though its place has another name."""
        if self.tells_where(candidate) and not self.facts.in_one_country(here, there):
            return candidate.definite == "demonstrative" or not self.facts.are_far(here, there)
        again = any(same_head(candidate, member) for member in group)
        just_told = candidate.sentence.index - max(member.sentence.index for member in group) <= 1
        if candidate.definite == "demonstrative" and again and just_told and not self.facts.in_one_country(here, there):
            return True  # « cette frappe a touché le quartier de X »
        if candidate.definite == "demonstrative":  # « ces attaques dans la région du Sahel »
            return self._agree_on_narrow(here, there)
        if any(key in self.facts.gazetteer.entities for key in here):
            return False
        return (
            (candidate.definite == "definite" and again)
            or self.facts.by_those_known(candidate)
            or has_its_toll(candidate, group)
        )

    def _is_near_headline(self, candidate: Candidate, group: Sequence[Candidate], there: Mapping[str, Filler]) -> bool:
        """« Trois morts à Beni »: a headline tells the town that its lead only tells how far off it is."""
        sentence = candidate.sentence
        if sentence.kind != "body" or any(
            m.sentence.kind == "body" or m.sentence.index < sentence.index - 1 for m in group
        ):
            return False
        return any(
            self.facts.mentions.identity(mention) in there
            and any(
                q.measure == "distance" and 0 < mention.anchor.start - q.anchor.end <= _TO_LANDMARK
                for q in sentence.quantities
            )
            for mention in sentence.outer
        )

    def _agree_on_narrow(self, here: Mapping[str, Filler], there: Mapping[str, Filler]) -> bool:
        """Two different towns are two events, even in one country."""
        a, b = self._towns(here), self._towns(there)
        return (
            not (a and b)
            or {f.mention.kind for f in a.values()}.isdisjoint({f.mention.kind for f in b.values()})  # « l'hôpital », X
            or any(self.facts.within(x, y) or self.facts.within(y, x) for x in a for y in b)
            or bool(self._names(a) & self._names(b))
        )

    def _towns(self, places: Mapping[str, Filler]) -> dict[str, Filler]:
        """Those that have a name of their own: neither « Gaza : », the strip as well, nor « un village du Nord-Kivu »."""
        return {
            key: f
            for key, f in places.items()
            if f.mention.kind in _TOWNS
            and f.function not in FROM_HEADINGS
            and not self._is_beside(f)
            and self.facts.named(f)
            and (f.mention.kind == "Facility" or self.facts.mentions.best(f.mention).level == "name")
        }

    def scenes_of(self, telling: Candidate) -> set[str]:
        """The towns of a telling, else its countries; those that lie in another left out."""
        places = self.facts.ids(telling.role("place"))
        found = set(self._towns(places)) or {key for key, f in places.items() if f.mention.kind == "Country"}
        return {a for a in found if not any(a != b and self.facts.within(b, a) for b in found)}

    def _may_lie_in(self, here: Mapping[str, Filler], there: Mapping[str, Filler]) -> bool:
        """« le village de X », that no list knows, beside « dans le nord du Mali », « près de Gao »: it may lie there."""
        pairs = ((here, there), (there, here))
        return any(self._unknown_within(a, b) or self._town_of_region(a, b) for a, b in pairs)

    def _town_of_region(self, inner: Mapping[str, Filler], outer: Mapping[str, Filler]) -> bool:
        """« Sept tués dans l'Ituri », « à Djugu »: a town of which no list tells the region, and no other region is much nearer."""
        gazetteer = self.facts.gazetteer
        towns = [key for key, f in inner.items() if f.mention.kind == "City" and key in gazetteer.entities]
        regions = [key for key, f in outer.items() if f.mention.kind == "Region"]
        return (
            bool(towns)
            and not self._towns(outer)
            and all(any(may_lie_in(town, region, gazetteer) for region in regions) for town in towns)
        )

    def _unknown_within(self, inner: Mapping[str, Filler], outer: Mapping[str, Filler]) -> bool:
        entities = self.facts.gazetteer.entities
        known = [(entities[key], f) for key, f in outer.items() if key in entities]
        return (
            bool(known and inner)
            and not any(key in entities for key in inner)
            and all(entity.kind in _AREAS or self._is_beside(f) for entity, f in known)
            and not self._towns(outer)
        )

    def _is_part_of_town(
        self,
        inner: Mapping[str, Filler],
        outer: Mapping[str, Filler],
        inside: Sequence[Candidate],
        outside: Sequence[Candidate],
    ) -> bool:
        """« le quartier de X », « le marché de X », that no list knows, beside a town: it may lie in it."""
        entities = self.facts.gazetteer.entities
        return (
            not any(key in entities for key in inner)
            and all(self._is_quarter(f, inside) for f in inner.values())
            and any(f.mention.kind == "City" for f in outer.values())
            and not any(self._is_quarter(f, outside) for key, f in outer.items() if key not in entities)
        )

    def _is_quarter(self, place: Filler, tellings: Sequence[Candidate]) -> bool:
        """Whether a place is called a part of a town, by its own noun or by the noun before its name."""
        if place.mention.kind == "Facility" or noun_of(place.mention) in self.facts.quarters:
            return True
        for telling in tellings:
            if telling.sentence.index == place.sentence:
                first = telling.sentence.words(place.mention)[0]
                words = place.mention.anchor
                if any(m.kind == "Facility" and stands_in(words, m.anchor) for m in telling.sentence.mentions):
                    return True  # « le marché de X »
                before = [stem(token.text) for token in telling.sentence.doc[max(0, first - 3) : first]]
                return not self.facts.quarters.isdisjoint(before)
        return False

    def _is_beside(self, place: Filler) -> bool:
        """« près de Gao », « à l'ouest de Niamey »: a place that the deed was not in."""
        return place.function in self.facts.cues.beside_places

    def _any_named(self, places: Mapping[str, Filler]) -> bool:
        return any(self.facts.named(filler) for filler in places.values())

    def _names(self, places: Mapping[str, Filler]) -> set[str]:
        """The names of towns and regions, without their nouns."""
        best = [self.facts.mentions.best(f.mention) for f in places.values() if not self._is_beside(f)]
        return {fold(mention.anchor.text) for mention in best if mention.level == "name"}


def may_lie_in(town: str, region: str, gazetteer: Gazetteer) -> bool:
    """Whether a town of which no list tells the region may lie in this one: no other of its country is much nearer."""
    country, point = gazetteer.country_of(town), gazetteer.entities[town].coordinates
    middles = gazetteer.regions_of(country) if country is not None else {}
    if point is None or region not in middles:
        return False
    away = {key: km_between(point, middle) for key, middle in middles.items()}
    return away[region] <= max(_MUCH_NEARER * min(away.values()), _SHARE_OF_COUNTRY * max(away.values()))
