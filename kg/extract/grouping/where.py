"""Where a deed was, of all the places that its tellings name: a place without a name gives way to one with a name."""

from collections.abc import Sequence

from kg.distances import load_distance_words
from kg.extract import syntax
from kg.extract.forms import stem, stems_of
from kg.extract.grouping.facts import Facts
from kg.extract.grouping.sites import Sites
from kg.extract.quotations import follows_at_once
from kg.extract.reading import FROM_HEADINGS, Candidate, Filler, is_place
from kg.lexicon import RoleChoice
from kg.model import EntityMention
from kg.vocabulary import group_of, is_a

_AREAS = ("City", "Region", "Country")
_PLACED = ("Violence", "PublicOrder", "Contact")
_FRAMED = (*_PLACED, "Territory")
_FRAME_REACH = 1  # sentences
_DONE_TO = ("subject", "object")  # functions of what was hit or taken, though it has no name: « trois villages »


def settle_places(group: Sequence[Candidate], facts: Facts) -> None:
    """Drop the places of a group that say nothing beside its others."""
    if any(filler.function != "heading" for member in group for filler in member.role("place")):
        for member in group:
            member.fillers = [filler for filler in member.fillers if filler.function != "heading"]
    _name_around(group, facts)
    _leave_distances(group, facts)
    for member in group:
        for filler in member.role("place"):
            for other in _names_within(filler, member, facts):
                landscape = filler.mention.head.text.lower() in facts.cues.landscapes
                spare = other if landscape or _is_told_by_name(filler, other, facts) else filler
                kept = filler.mention.number == "plur" and _was_taken(member, filler) and not landscape
                if spare in member.fillers and not kept:
                    member.fillers.remove(spare)
    named = [f for member in group for f in member.role("place") if f.mention.kind in _AREAS and _names(f, facts)]
    for member in group if named else ():
        for filler in member.role("place"):
            nameless = filler.mention.kind in _AREAS and not facts.named(filler)
            if nameless and not (_was_taken(member, filler) and not _is_named_elsewhere(filler, member, group, facts)):
                member.fillers.remove(filler)


def _is_named_elsewhere(filler: Filler, member: Candidate, group: Sequence[Candidate], facts: Facts) -> bool:
    """« un village attaqué », in the headline, of which the lead has the name."""
    towns = [f for other in group if other is not member for f in other.role("place") if f.mention.kind == "City"]
    one = filler.mention.kind == "City" and filler.mention.number != "plur"
    return one and any(_names(f, facts) for f in towns)


def _leave_distances(group: Sequence[Candidate], facts: Facts) -> None:
    """« à dix kilomètres de Sévaré » beside « près de Sévaré »: one place told twice."""
    told = {facts.mentions.identity(f.mention) for member in group for f in member.role("place")}
    for member in group:
        for filler in member.role("place"):
            if filler.mention.head.text.lower() in load_distance_words().units and any(
                inner.level == "name" and facts.mentions.identity(inner) in told
                for inner in member.sentence.inside(filler.mention)
            ):
                member.fillers.remove(filler)


def _name_around(group: Sequence[Candidate], facts: Facts) -> None:
    """« l'hôpital de la ville »: the town told before, which the words for a building point to."""
    for member in group:
        for filler in [*member.role("place"), *member.role("target")]:
            if filler.mention.kind != "Facility" or filler.sentence != member.sentence.index:
                continue
            for inner in member.sentence.inside(filler.mention):
                best = facts.mentions.best(inner)
                if inner.level == "nominal" and inner.kind in _AREAS and best.level == "name" and is_place(best):
                    member.add((RoleChoice("place"),), inner, filler.function, filler.sentence)


def place_within(group: Sequence[Candidate], facts: Facts, sites: Sites) -> None:
    """Where a deed was that says no place: where its sentence opens, or where the deed was within which it is told."""
    sort = group_of(group[0].type)
    if any(_is_somewhere(member, facts) for member in group):
        for member in group:
            _name_country(member, group, facts)
        return
    for member in group:
        around = [(filler.mention, filler.function) for filler in _around(member, sort, facts)]
        for mention, function in member.opening_places or around or _frame_before(member, sort, facts):
            member.add((RoleChoice("place"),), mention, function, member.sentence.index)
        sites.place(member)
    if (group_of(group[0].type) == "Violence" or group[0].type == "HumanitarianAid") and not any(
        _is_somewhere(member, facts) for member in group
    ):
        for member in group:
            for town, filler in _towns_of_people(member, facts):
                member.add((RoleChoice("place"),), town, filler.function, filler.sentence)


def _towns_of_people(member: Candidate, facts: Facts) -> list[tuple[EntityMention, Filler]]:
    """« onze élèves de Bamenda ont été enlevés », « distribués aux habitants de Gao »: where those live who were hit or helped, and nothing else is told."""
    found, those = [], member.role("target", "beneficiary")
    for filler in those if len(those) == 1 else ():
        people = filler.mention.kind in ("Group", "Person") and filler.mention.number == "plur"
        if filler.role == "beneficiary" and stem(filler.mention.head.text) in stems_of(facts.cues.uprooted):
            continue  # « les déplacés de Mossoul » are elsewhere
        if not people or filler.mention.level != "nominal" or filler.sentence != member.sentence.index:
            continue
        found += [
            (inner, filler)
            for inner in member.sentence.inside(filler.mention)
            if inner.level == "name" and inner.kind == "City" and inner.anchor.end == filler.mention.anchor.end
        ]
    return found


def _frame_before(member: Candidate, sort: str, facts: Facts) -> Sequence[tuple[EntityMention, str]]:
    """« À Gao, des heurts ont éclaté. La police a arrêté … »: a place that opens a sentence holds for those behind it.

    Up to the end of the paragraph, or the next place that is named.
    """
    sentences, index = facts.mentions.sentences, member.sentence.index
    wide = [f for f in member.role("place") if f.mention.kind != "Facility"]
    if sort not in _FRAMED or wide or syntax.is_pluperfect(syntax.clause_head(member.head)):
        return ()
    for number in range(index, max(0, index - _FRAME_REACH), -1):
        after, before = sentences[number], sentences[number - 1]
        if any(is_place(m) and m.level == "name" for m in after.mentions) or not follows_at_once(before, after):
            return ()
        if before.frame:
            return before.frame
    return ()


def _name_country(member: Candidate, group: Sequence[Candidate], facts: Facts) -> None:
    """« Au Mali, des hommes armés ont attaqué Gao »: the country or region that opens the sentence, where the town lies in it."""
    told = {facts.mentions.identity(f.mention) for other in group for f in other.role("place")}
    for mention, function in member.opening_places:
        country = facts.mentions.identity(mention)
        if (
            mention.kind in ("Country", "Region")
            and told
            and all(t != country and facts.within(t, country) for t in told)
        ):
            member.add((RoleChoice("place"),), mention, function, member.sentence.index)


def _around(member: Candidate, sort: str, facts: Facts) -> list[Filler]:
    """« a actionné sa ceinture à Gao, tuant deux gardes »: the places of the deed of one sort that this one was within."""
    if member.during is None or sort not in _PLACED:
        return []
    crowd = sort == "Violence" and is_a(member.during.type, "Protest")  # « a tiré sur une manifestation à Gao »
    if group_of(member.during.type) != sort and not crowd:
        return []
    return [f for f in member.during.role("place") if f.function not in FROM_HEADINGS and facts.named(f)]


def _is_somewhere(member: Candidate, facts: Facts) -> bool:
    return any(
        is_place(filler.mention)
        and filler.mention.kind in _AREAS
        and (facts.named(filler) or filler.role != "place" or facts.mentions.best(filler.mention).level == "name")
        for filler in member.fillers
    )


def _names_within(filler: Filler, member: Candidate, facts: Facts) -> list[Filler]:
    """« le district de Palma », « des villages du nord du Mali »: the places named in the words for a place."""
    outer = filler.mention
    vague = outer.head.text.lower() in facts.cues.outskirts  # « les rues de Minsk »
    if outer.level == "name" or not (vague or outer.kind in _AREAS):
        return []
    return [
        other
        for other in member.role("place")
        if other.mention.level == "name"
        and is_place(other.mention)
        and outer.anchor.start < other.mention.anchor.start
        and other.mention.anchor.end <= outer.anchor.end
    ]


def _is_told_by_name(filler: Filler, inner: Filler, facts: Facts) -> bool:
    """« cette ville de la province de X »: the town named before, which needs no province to tell where it is."""
    best = facts.mentions.best(filler.mention)
    return best.level == "name" and is_place(best) and best.key != inner.mention.key


def _was_taken(member: Candidate, filler: Filler) -> bool:
    """« ont pris trois villages de l'Ituri », « cinq villages ont été attaqués dans l'Ituri »: they are what it was done to."""
    group = group_of(member.type)
    return group == "Territory" or (filler.function in _DONE_TO and group in ("Violence", "PublicOrder"))


def _names(filler: Filler, facts: Facts) -> bool:
    """Whether it says by a name where the deed was: « un village près de Djenné » was not there."""
    return facts.named(filler) and filler.function not in facts.cues.beside_places
