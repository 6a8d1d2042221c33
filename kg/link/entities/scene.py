"""The mentions of one article in their context, which all that links them looks at."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass

from kg.gazetteer import Gazetteer
from kg.gazetteer import Name as Meaning
from kg.link.entities.forms import name_of, without_number
from kg.link.entities.known import known_names
from kg.link.entities.words import load_link_words
from kg.link.spelling import fold, local_slug
from kg.model import Anchor, Document, Entity, EntityMention, EventMention
from kg.vocabulary import group_of, is_a

_MAIN_SHARE = 0.6  # of what an article says of places: from here on one country is its main one
_BARE_SHARE = 0.8  # « l'armée » without an owner is the army of a country that has this share
_KNOWN_EVERYWHERE = 300_000  # inhabitants from which an alternate name needs no other sign of its country
LETTERS_IN_BRACKETS = re.compile(r"\s?\(([A-ZÀ-Þ][\w.-]{1,11})\)")


@dataclass(frozen=True, slots=True)
class Link:
    """The entity that a mention means, and why we think so; `others` are the ids it might also have meant."""

    entity: Entity
    why: str
    others: tuple[str, ...] = ()


class Scene:
    """One article while its mentions are linked: chains of mentions that mean one thing, and what was found of each."""

    def __init__(self, document: Document, gazetteer: Gazetteer, link_chain: Callable[[int, "Scene"], Link]) -> None:
        """`link_chain` links a chain that is needed before its turn."""
        self.document = document
        self.article = document.article
        self.mentions = document.mentions
        self.gazetteer = gazetteer
        self.known = known_names(gazetteer)
        self.words = load_link_words(self.article.language)
        self._link_chain = link_chain
        self.chain_of = list(range(len(self.mentions)))
        self.chains: dict[int, list[int]] = {}
        for members in document.coreference:
            for member in members:
                self.chain_of[member] = min(members)
        for index, chain in enumerate(self.chain_of):
            self.chains.setdefault(chain, []).append(index)
        self.named_places = [
            mention
            for mention in self.mentions
            if mention.level == "name"
            and is_a(mention.kind, "Place")
            and not (mention.kind == "Facility" and mention.key is None)
        ]
        self.expansions = self._expansions()
        told, strikers = self._told_of_countries(), self._strikers()
        self.context = _summed(told, frozenset())
        self.around = _summed(told, strikers) if strikers else self.context
        self.done: dict[int, Link] = {}

    def _expansions(self) -> dict[str, EntityMention]:
        """The names that letters in brackets stand for: « Mouvement pour la paix (MPA) »."""
        found: dict[str, EntityMention] = {}
        for mention in self.mentions:
            after = self.article.text[mention.anchor.end : mention.anchor.end + 20]
            letters = LETTERS_IN_BRACKETS.match(after)
            if letters is not None and mention.level == "name" and is_a(mention.kind, "Actor"):
                if mention.key is None and mention.kind != "Person":
                    found.setdefault(letters[1], mention)
        return found

    def _told_of_countries(self) -> list[tuple[Anchor, str, int]]:
        """Each mention that speaks of a country, and how much: its towns and regions twice, its name and its people once."""
        told: list[tuple[Anchor, str, int]] = []
        doubtful = {m.key for m in self.mentions if m.level == "name" and m.key is not None and self.is_doubtful(m)}
        owned: dict[str | None, list[EntityMention]] = defaultdict(list)
        for mention in self.mentions:
            if mention.level == "nominal" and mention.of is not None:
                owned[mention.of].append(mention)
        for mention in self.mentions:
            if mention.level == "pronoun" or any(_says_whose(mention, thing) for thing in owned.get(mention.key, ())):
                continue
            if fold(mention.head.text) in self.words.offices.foreigners:
                continue  # « son homologue tchadien », « l'ambassadeur de Chine »: another State's than that of the article
            if mention.key is not None:
                if mention.level == "name" and (len(self.meanings(mention)) > 1 or self.is_doubtful(mention)):
                    continue  # what it means is to be decided, so it decides nothing
                country = self.gazetteer.country_of(mention.key)
                if country is not None:
                    told.append((mention.anchor, country, _weight(mention)))
            elif mention.of is not None and mention.of not in doubtful:  # « le camp de X », of that name
                country = self.gazetteer.country_of(mention.of)
                if country is not None:
                    told.append((mention.anchor, country, 1))
        return told

    def _strikers(self) -> set[Anchor]:
        """« l'armée russe a frappé Odessa »: who strikes places of other countries, of whose own nothing is told."""
        found: set[Anchor] = set()
        for deed in self.document.events:
            fillers = _mentions_in(deed)
            hit = [
                f for role, f in fillers if role in ("place", "target") and is_a(f.kind, "Place") and f.level == "name"
            ]
            if group_of(deed.type) != "Violence" or not hit:
                continue
            for role, doer in fillers:
                owner = doer.key or doer.of
                country = self.gazetteer.country_of(owner) if role == "agent" and owner is not None else None
                if country is not None and not any(self._is_in(place, country) for place in hit):
                    found.add(doer.anchor)
                    found.update(m.anchor for m in self.mentions if _says_whose(m, doer))
        return found

    def _is_in(self, place: EntityMention, country: str) -> bool:
        """Whether the place may lie in the country, by the gazetteer; of one that it does not know nobody can say."""
        known = [meaning.entity.id for meaning in self.meanings(place)] or ([place.key] if place.key else [])
        return not known or any(self.gazetteer.country_of(id) == country for id in known)

    def main_country(self) -> str | None:
        """The country where the article's places are: it has most of what is said of places, who strikes from abroad left out."""
        return _main(self.around, _MAIN_SHARE)

    def own_country(self) -> str | None:
        """The country of which « l'armée », « le président » are, without an owner: nearly all speaks of it, whoever strikes there."""
        country = _main(self.context, _BARE_SHARE)
        return country if country == _main(self.around, _BARE_SHARE) else None

    def is_host(self, country: str, guest: EntityMention) -> bool:
        """« Le président est en visite à Pékin »: whether the article speaks of a country by the places only that he visits."""
        tellings = {self.mentions[i].anchor for i in self.chains[self.chain_of[self.mentions.index(guest)]]}
        visited: set[str | None] = set()
        for visit in self.document.events:
            fillers = _mentions_in(visit)
            if visit.type == "Visit" and any(role == "agent" and who.anchor in tellings for role, who in fillers):
                visited.update(place.key for role, place in fillers if role == "place")
        there = [m for m in self.mentions if m.key in visited and m.key and self.gazetteer.country_of(m.key) == country]
        return bool(there) and self.context[country] <= sum(map(_weight, there))

    def meanings(self, mention: EntityMention) -> tuple[Meaning, ...]:
        """Places of this name in the gazetteer, when the mention is of a place smaller than a country."""
        if mention.kind not in ("City", "Region", "Facility"):
            return ()
        return tuple(
            meaning
            for meaning in self.gazetteer.lookup(mention.anchor.text)
            if is_a(meaning.entity.kind, "Place") and meaning.sense != "demonym" and self._is_spoken(meaning, mention)
        )

    def _is_spoken(self, meaning: Meaning, mention: EntityMention) -> bool:
        """Whether a country is called so in the language of the article: « Mexico » is no Mexico in a French one."""
        told = {fold(label) for language, label in meaning.entity.labels if language == self.article.language}
        return meaning.entity.kind != "Country" or not told or fold(mention.anchor.text) in told

    def is_doubtful(self, mention: EntityMention) -> bool:
        """Whether only alternate names of the world list, which have no language, are like this one."""
        meanings = self.meanings(mention)
        return bool(meanings) and not any(
            meaning.primary
            or self.gazetteer.is_curated(meaning.entity.id)
            or self.gazetteer.population(meaning.entity.id) >= _KNOWN_EVERYWHERE
            for meaning in meanings
        )

    def names(self, chain: int) -> list[EntityMention]:
        """The names among the mentions of a chain."""
        return [self.mentions[i] for i in self.chains[chain] if self.mentions[i].level == "name"]

    def entity_of(self, mention: EntityMention) -> Entity:
        """The entity of another mention, which is linked for it where its turn has not come yet."""
        chain = self.chain_of[self.mentions.index(mention)]
        return (self.done.get(chain) or self._link_chain(chain, self)).entity

    def inside(self, mention: EntityMention) -> list[EntityMention]:
        """Named places that stand inside the words of a mention, the widest span last."""
        return [
            other
            for other in self.named_places
            if mention.anchor.start <= other.anchor.start
            and other.anchor.end <= mention.anchor.end
            and (other.anchor.start, other.anchor.end) != (mention.anchor.start, mention.anchor.end)
        ]

    def owners(self, members: Sequence[EntityMention]) -> tuple[str, ...]:
        """The ids of the states or bodies that the mentions belong to."""
        return tuple(sorted({m.of for m in members if m.of is not None and m.of in self.gazetteer.entities}))

    def is_definite(self, mention: EntityMention) -> bool:
        """Whether a word before it says that it is known: « le président »."""
        before = self.article.text[max(0, mention.anchor.start - 8) : mention.anchor.start]
        return self.words.phrases.definite.search(before) is not None

    def without_owner(self, text: str, owner: str) -> str:
        """« ministre français de la Défense » without what tells of whom: « ministre de la Défense »."""
        for adjective in sorted(self.gazetteer.demonyms(owner), key=len, reverse=True):
            text = re.sub(rf"\s*\b{re.escape(adjective)}\b", "", text, flags=re.I)
        for start, end, names in reversed(self.gazetteer.find(text)):
            if any(name.entity.id == owner for name in names):
                before = self.words.phrases.of_owner.sub("", text[:start])
                if before != text[:start] or start == 0:
                    text = before + text[end:]
        return " ".join(text.split())

    def demonym(self, state: str, number: int) -> str:
        """The adjective of a state: 0 masculine, 1 feminine, 2 masculine plural, 3 feminine plural."""
        forms, endings = self.gazetteer.demonyms(state), self.words.adjectives
        if not forms:
            return f"({name_of(self.gazetteer.entities[state])})"
        masculine = forms[0].lower()
        own = [form.lower() for form in forms if form.lower().startswith(masculine[:3])]  # irakien…, not mésopotamien…
        feminine = next((form for form in own[1:] if form.endswith(endings.feminine)), masculine)
        if masculine.endswith(endings.of_both):
            feminine = masculine  # « forces suisses », though a woman is a Suissesse
        if number < 2:
            return feminine if number else masculine
        if number == 3:
            return feminine + endings.plural
        return masculine if masculine.endswith(endings.plural_too) else masculine + endings.plural

    def new_entity(self, id: str, kind: str, label: str, part_of: tuple[str, ...] = ()) -> Entity:
        """An entity of its own, called `label` in the language of the article."""
        return Entity(id=id, kind=kind, labels=((self.article.language, label),), part_of=part_of)

    def local_id(self, mention: EntityMention) -> str:
        """The id of what only this article tells of."""
        return local_slug(mention.anchor.text, self.article.id, mention.anchor.start)

    def local(self, mention: EntityMention, why: str, part_of: tuple[str, ...] = ()) -> Link:
        """A link to an entity of this article alone."""
        label = without_number(mention.anchor.text, self.words)
        return Link(self.new_entity(self.local_id(mention), mention.kind, label, part_of), why)


def _mentions_in(telling: EventMention) -> list[tuple[str, EntityMention]]:
    """Who and what fills which role of an event."""
    return [(a.role, a.filler) for a in telling.arguments if isinstance(a.filler, EntityMention)]


def _summed(told: Sequence[tuple[Anchor, str, int]], without: Set[Anchor]) -> Counter[str]:
    """How much is said of each country, by the mentions that are not left out."""
    context: Counter[str] = Counter()
    for anchor, country, weight in told:
        if anchor not in without:
            context[country] += weight
    return context


def _main(context: Counter[str], share: float) -> str | None:
    """The country that has at least this share, more than any other."""
    total = sum(context.values())
    if not total:
        return None
    (country, count), *rest = context.most_common(2)
    return country if count >= share * total and (not rest or rest[0][1] < count) else None


def _weight(mention: EntityMention) -> int:
    return 2 if mention.kind in ("City", "Region", "Facility") else 1


def _says_whose(mention: EntityMention, thing: EntityMention) -> bool:
    """« un missile *russe* », « l'armée *malienne* »: the word that says whose it is, which is told already."""
    return thing.anchor.start < mention.anchor.start and mention.anchor.end <= thing.anchor.end
