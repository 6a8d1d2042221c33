"""From the mentions of an article to entities of the world, each with the reason.

A name goes to the gazetteer by spelling, then by the article's other places, its date and, last, by population. A
description goes to its owner (« les forces irakiennes » are of Iraq), an office to its holder on the day it was
published. What no source knows becomes an entity of its own, with an id made of its words alone, so that two articles
that name it alike mean the same; unnamed people stay inside their article.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from rapidfuzz.fuzz import ratio

from kg.distances import DistanceWords, direction_in, load_distance_words, point_at, radius_of
from kg.gazetteer import Gazetteer
from kg.gazetteer import Name as Meaning
from kg.link.shared import in_full
from kg.link.spelling import fold, is_local, local_slug, person_slug, same_spelling, skeleton, slug, words_of
from kg.model import Document, Entity, EntityMention, Quantity, Report
from kg.vocabulary import is_a, kind_in_role, range_accepts

_MAIN_SHARE = 0.6  # of what an article says of places: from here on one country is its main one
_KNOWN_EVERYWHERE = 300_000  # inhabitants from which an alternate name needs no other sign of its country
_SAME_LETTERS = 65.0  # 0-100; Sergueï and Sergey have 77, Obeidi and Obaidi 83, Seine and Sinaï 60
_TOWN_KM = 30.0  # the base, the airport « of » a town lies within
_PROVINCE_KM = 100.0  # from its seat a province goes on for about
_BARE_SHARE = 0.8  # « l'armée » without an owner is the army of a country that has this share

_TITLES = frozenset(
    [
        "m", "mm", "mr", "mme", "mmes", "mlle", "me", "mgr", "dr", "pr", "prof", "sir", "lord", "general",
        "gal", "gen", "colonel", "col", "capitaine", "lieutenant", "sergent", "commandant", "major",
        "marechal", "amiral", "president", "presidente", "premier", "premiere", "ministre", "senateur",
        "depute", "ambassadeur", "roi", "reine", "prince", "princesse", "emir", "sultan", "pape", "maitre",
        "le", "la",
    ]
)  # fmt: skip
_POLICE = frozenset(["police", "policier", "policiere", "gendarme", "gendarmerie", "crs"])
_GUARDS = frozenset(
    ["garde", "gardes", "garde-cote", "garde-frontiere", "milice", "milicien", "service", "services", "renseignement"]
)
_RULERS = frozenset(
    [
        "gouvernement", "autorite", "autorites", "executif", "cabinet", "regime", "pouvoir", "pouvoirs",
        "dirigeants", "administration",
    ]
)  # fmt: skip
_MASCULINE = {
    "presidente": "president", "premiere": "premier", "cheffe": "chef", "chanceliere": "chancelier",
    "dirigeante": "dirigeant", "patronne": "patron", "directrice": "directeur", "haute": "haut",
    "representante": "representant", "commandante": "commandant", "procureure": "procureur",
}  # fmt: skip
_JUNTA = frozenset(["junte"])
_COUNTERPARTS = frozenset(["homologue"])
_OFFICES = frozenset(
    [
        "president", "presidente", "premier ministre", "premiere ministre", "chef de l etat", "cheffe de l etat",
        "chef du gouvernement", "cheffe du gouvernement", "chef de la diplomatie", "cheffe de la diplomatie",
        "chancelier", "chanceliere", "president de la republique", "presidente de la republique",
    ]
)  # fmt: skip
_OFFICE_STARTS = ("ministre de ", "ministre des ", "ministre du ")
_NEAR = 4  # persons told before « son homologue », of whom one is meant
_INSTITUTIONS = frozenset(
    ["junte", "armee", "police", "gendarmerie", "gouvernement", "autorites", "aviation", "marine"]
)
_PLAIN = frozenset(
    [
        "international", "internationale", "internationaux", "principal", "principale", "grand", "grande",
        "ancien", "ancienne",
    ]
)  # fmt: skip
_FORMER = frozenset(["ancien", "ancienne", "ex", "futur", "future", "prochain", "prochaine", "feu", "defunt"])
_INVARIABLE = frozenset(["shebab"])
_NUMBERS = frozenset(
    [
        "un", "une", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze", "treize",
        "quatorze", "quinze", "seize", "vingt", "vingts", "trente", "quarante", "cinquante", "soixante", "cent", "cents",
        "mille", "et",
    ]
)  # fmt: skip
_SMALL = frozenset(["de", "du", "des", "d", "la", "le", "les", "l", "en", "a", "au", "aux", "et", "of"])
_ARTICLE_BEFORE = re.compile(
    r"(?:\b(?:le|la|les|du|au|aux|ce|cet|cette|ces|son|sa|ses|leur|leurs)\s|\b[ld][’'])\s*$", re.I
)


@dataclass(frozen=True, slots=True)
class Link:
    """The entity that a mention means, and why we think so; `others` are the ids it might also have meant."""

    entity: Entity
    why: str
    others: tuple[str, ...] = ()


@dataclass(slots=True)
class _Known:
    """What of a gazetteer is found by sound: curated names by their skeleton, and titles of offices."""

    gazetteer: Gazetteer
    names: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    surnames: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    posts: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    office_words: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Index the curated entities; the world list is found by its many alternate names instead."""
        for id in self.gazetteer.entities:
            if not self.gazetteer.is_curated(id):
                break  # the curated ones come first
            entity = self.gazetteer.entities[id]
            for _, label in entity.labels:
                if entity.kind == "Post":
                    self.posts[fold(label)].append(id)
                    self.office_words.add(_first_word(label))
                    continue
                _put(self.names, skeleton(label), id)
                if entity.kind == "Person" and len(words_of(label)) > 1:
                    _put(self.surnames, skeleton(words_of(label)[-1]), id)


_LAST: list[_Known] = []


def _known(gazetteer: Gazetteer) -> _Known:
    """The index of a gazetteer, kept for the gazetteer last asked for."""
    if not _LAST or _LAST[0].gazetteer is not gazetteer:
        _LAST[:] = [_Known(gazetteer)]
    return _LAST[0]


def link_mentions(document: Document, gazetteer: Gazetteer) -> tuple[Link, ...]:
    """The entity of every mention of the document, in the order of `document.mentions`."""
    return _Article(document, gazetteer).links()


def own_entities(reports: Iterable[Report], links: Iterable[Link], gazetteer: Gazetteer) -> tuple[Entity, ...]:
    """The entities that the reports of one article name and no gazetteer knows, and what these are part of, by id."""
    told: dict[str, list[Entity]] = defaultdict(list)
    for link in links:
        if link.entity.id not in gazetteer.entities:
            told[link.entity.id].append(link.entity)
    found: dict[str, Entity] = {}
    todo = [id for report in reports for id in named_by(report)]
    while todo:
        id = todo.pop()
        if id in told and id not in found:
            found[id] = merge_entities(told[id])
            todo.extend(found[id].part_of)
    return tuple(found[id] for id in sorted(found))


def named_by(report: Report) -> tuple[str, ...]:
    """The ids of the entities that fill a role of a report or are its source."""
    return (*(id for role, id in report.roles if role != "topic"), *report.sources)


def needed_entities(
    reports: Iterable[Report],
    gazetteer: Gazetteer,
    own: Mapping[str, Sequence[Entity]],
    known: Mapping[str, Entity] | None = None,
) -> dict[str, Entity]:
    """The entities that reports name, and all that contain them, by id.

    `own` maps ids to what each article tells of an entity that no gazetteer knows; `known` are entities of earlier, for
    those of a gazetteer that is not there now. What nobody knows any more is left out.
    """
    todo = list({id for report in reports for id in named_by(report)})
    needed: dict[str, Entity] = {}
    while todo:
        id = todo.pop()
        if id in needed:
            continue
        entity = gazetteer.entities.get(id)
        if entity is None:
            entity = merge_entities(own[id]) if id in own else (known or {}).get(id)
        if entity is not None:
            needed[id] = canonical(entity)
            todo.extend(entity.part_of)
    return needed


def merge_entities(same: Sequence[Entity]) -> Entity:
    """One entity of several accounts of it: the names told most come first, and their order does not matter."""
    if len(set(same)) == 1:
        return same[0]
    labels = Counter(label for entity in same for label in entity.labels)
    kinds = Counter(entity.kind for entity in same)
    point = min(((e.coordinates, e.radius_km or 0.0) for e in same if e.coordinates is not None), default=None)
    return Entity(
        id=same[0].id,
        kind=min(kinds, key=lambda kind: (-kinds[kind], kind)),
        labels=tuple(sorted(labels, key=lambda label: (-labels[label], -len(label[1]), label))),
        same_as=tuple(sorted({iri for entity in same for iri in entity.same_as})),
        coordinates=point[0] if point else None,
        part_of=tuple(sorted({part for entity in same for part in entity.part_of})),
        radius_km=point[1] or None if point else None,
    )


def canonical(entity: Entity) -> Entity:
    """The same entity in the order in which a graph gives it back: by language, the preferred name first."""
    preferred: dict[str, str] = {}
    others: set[tuple[str, str]] = set()
    for language, label in entity.labels:
        if preferred.setdefault(language, label) != label:
            others.add((language, label))
    labels = sorted([(language, 0, label) for language, label in preferred.items()] + [(c, 1, o) for c, o in others])
    return Entity(
        id=entity.id,
        kind=entity.kind,
        labels=tuple((language, label) for language, _, label in labels),
        same_as=tuple(sorted(set(entity.same_as))),
        coordinates=entity.coordinates,
        part_of=tuple(sorted(set(entity.part_of))),
        radius_km=entity.radius_km,
    )


# ---------------------------------------------------------------- one article


class _Article:
    """The mentions of one article in their context."""

    def __init__(self, document: Document, gazetteer: Gazetteer) -> None:
        self.document = document
        self.article = document.article
        self.mentions = document.mentions
        self.gazetteer = gazetteer
        self.known = _known(gazetteer)
        self.chain_of = list(range(len(self.mentions)))
        self.chains: dict[int, list[int]] = {}
        for members in document.coreference:
            for member in members:
                self.chain_of[member] = min(members)
        for index, chain in enumerate(self.chain_of):
            self.chains.setdefault(chain, []).append(index)
        self.expansions = self._expansions()
        self.context = self._context()
        self._done: dict[int, Link] = {}

    def _expansions(self) -> dict[str, EntityMention]:
        """The names that letters in brackets stand for: « Mouvement pour la paix (MPA) »."""
        found: dict[str, EntityMention] = {}
        for mention in self.mentions:
            after = self.article.text[mention.anchor.end : mention.anchor.end + 20]
            letters = _LETTERS_IN_BRACKETS.match(after)
            if letters is not None and mention.level == "name" and is_a(mention.kind, "Actor"):
                if mention.key is None and mention.kind != "Person":
                    found.setdefault(letters[1], mention)
        return found

    def links(self) -> tuple[Link, ...]:
        """Chain by chain: names first, since descriptions of places lean on them."""
        order = sorted(self.chains, key=lambda chain: (not self._names(chain), chain))
        for chain in order:
            self._done[chain] = self._link(chain)
        self._locate()
        return tuple(
            self._apart(mention, chain) or self._done[chain]
            for mention, chain in zip(self.mentions, self.chain_of, strict=True)
        )

    def _apart(self, mention: EntityMention, chain: int) -> Link | None:
        """The link of a name that stands in a chain with names of something else: its own words decide."""
        if mention.level != "name" or not is_a(mention.kind, "Place"):
            return None
        link = self._done[chain]
        if mention.key is not None:
            other = mention.key in self.gazetteer.entities and not self._may_mean(mention, link.entity.id)
            return self._keyed([mention]) if other else None
        mine = {fold(word) for word in words_of(mention.anchor.text)}
        theirs = {fold(word) for _, label in link.entity.labels for word in words_of(label)}
        if mine & theirs or len(self.chains[chain]) == 1 or not is_a(link.entity.kind, "Place"):
            return None
        return self._named(mention, [mention])

    def _may_mean(self, mention: EntityMention, id: str) -> bool:
        return mention.key == id or any(m.entity.id == id for m in self._meanings(mention))

    # ---- distances

    def _locate(self) -> None:
        """« une base située à 60 km au sud de Mossoul »: own places get the point that a distance right after them tells."""
        spoken = load_distance_words(self.article.language)
        text = self.article.text
        for quantity in self.document.quantities:
            if quantity.measure != "distance" or quantity.amount.low is None:
                continue
            landmark = self._landmark_after(quantity.anchor.end)
            located = self._place_before(quantity.anchor.start, spoken)
            if landmark is None or located is None:
                continue
            chain = self.chain_of[self.mentions.index(located)]
            link = self._done[chain]
            seen = self._done[self.chain_of[self.mentions.index(landmark)]].entity
            if link.entity.coordinates is not None or link.entity.id in self.gazetteer.entities or seen == link.entity:
                continue
            point = _point_from(seen, quantity, text[quantity.anchor.end : landmark.anchor.start], spoken)
            if point is not None:
                told = text[quantity.anchor.start : landmark.anchor.end]
                entity = replace(
                    link.entity,
                    coordinates=point[0],
                    radius_km=point[1],
                    part_of=link.entity.part_of or self._country_and(seen),
                )
                self._done[chain] = replace(link, entity=entity, why=f"{link.why}; it lies « {told} »")

    def _landmark_after(self, at: int) -> EntityMention | None:
        """The place named right after a distance: « 60 km au sud de *Mossoul* », « 60 km de *Mossoul* »."""
        for mention in self.mentions:
            if mention.anchor.start > at and mention.level == "name" and is_a(mention.kind, "Place"):
                between = self.article.text[at : mention.anchor.start]
                return mention if _TO_LANDMARK.fullmatch(between) else None
        return None

    def _place_before(self, at: int, spoken: DistanceWords) -> EntityMention | None:
        """The place that a distance at `at` locates: right before it, but for a comma, « situé », « à », « environ »."""
        before = [
            mention
            for mention in self.mentions
            if mention.anchor.end < at and mention.level != "pronoun" and is_a(mention.kind, "Place")
        ]
        if not before:
            return None
        last = max(before, key=lambda mention: (mention.anchor.end, mention.level == "name", -mention.anchor.start))
        words = re.findall(r"\w+", self.article.text[last.anchor.end : at].lower())
        stop = set(re.findall(r"[.;:!?\n]", self.article.text[last.anchor.end : at]))
        near = (
            words and not stop and all(word in spoken.located or word in spoken.about or word in _TO for word in words)
        )
        return last if near else None

    def _remote(self, mention: EntityMention) -> Link | None:
        """« 60 km au sud de Mossoul » itself, where no other place is named: a place of its own."""
        spoken = load_distance_words(self.article.language)
        quantity = next(
            (
                q
                for q in self.document.quantities
                if q.measure == "distance"
                and mention.anchor.start <= q.anchor.start
                and q.anchor.end <= mention.anchor.end
            ),
            None,
        )
        inside = self._inside(mention)
        if quantity is None or quantity.amount.low is None or not inside:
            return None
        chain = self.chain_of[self.mentions.index(inside[-1])]
        seen = (self._done.get(chain) or self._link(chain)).entity
        told = self.article.text[quantity.anchor.end : inside[-1].anchor.start]
        point = _point_from(seen, quantity, told, spoken)
        direction = direction_in(told, spoken)
        compass = "" if direction is None else _COMPASS[round(spoken.directions[direction] / 45) % 8]
        id = "-".join(part for part in (str(quantity.amount.low), "km", compass, "of", seen.id) if part)
        entity = replace(
            self._entity(id, "Region", mention.anchor.text, self._country_and(seen)),
            coordinates=point[0] if point else None,
            radius_km=point[1] if point else None,
        )
        return Link(entity, f"« {mention.anchor.text} » is a point reckoned from {_name(seen)}")

    def _country_and(self, place: Entity) -> tuple[str, ...]:
        """The country of a place near which another lies: being near a town is not being in it."""
        country = self.gazetteer.country_of(place.id) or next(
            (part for part in place.part_of if self.gazetteer.country_of(part) == part), None
        )
        return (country,) if country is not None else ()

    # ---- context

    def _context(self) -> Counter[str]:
        """How much the article speaks of each country: its towns and regions twice, its name and its people once."""
        context: Counter[str] = Counter()
        for mention in self.mentions:
            if mention.level == "pronoun":
                continue
            if mention.key is not None:
                if mention.level == "name" and (len(self._meanings(mention)) > 1 or self._is_doubtful(mention)):
                    continue  # what it means is to be decided, so it decides nothing
                country = self.gazetteer.country_of(mention.key)
                if country is not None:
                    context[country] += 2 if mention.kind in ("City", "Region", "Facility") else 1
            elif mention.of is not None:
                country = self.gazetteer.country_of(mention.of)
                if country is not None:
                    context[country] += 1
        return context

    def _main_country(self, share: float = _MAIN_SHARE) -> str | None:
        total = sum(self.context.values())
        if not total:
            return None
        (country, count), *rest = self.context.most_common(2)
        return country if count >= share * total and (not rest or rest[0][1] < count) else None

    def _meanings(self, mention: EntityMention) -> tuple[Meaning, ...]:
        """Places of this name in the gazetteer, when the mention is of a place smaller than a country."""
        if mention.kind not in ("City", "Region", "Facility"):
            return ()
        return tuple(
            meaning
            for meaning in self.gazetteer.lookup(mention.anchor.text)
            if is_a(meaning.entity.kind, "Place") and meaning.sense != "demonym"
        )

    def _is_doubtful(self, mention: EntityMention) -> bool:
        """Whether only alternate names of the world list, which have no language, are like this one."""
        meanings = self._meanings(mention)
        return bool(meanings) and not any(
            meaning.primary
            or self.gazetteer.is_curated(meaning.entity.id)
            or self.gazetteer.population(meaning.entity.id) >= _KNOWN_EVERYWHERE
            for meaning in meanings
        )

    # ---- a chain

    def _names(self, chain: int) -> list[EntityMention]:
        return [self.mentions[i] for i in self.chains[chain] if self.mentions[i].level == "name"]

    def _link(self, chain: int) -> Link:
        members = [self.mentions[i] for i in self.chains[chain]]
        names = [mention for mention in members if mention.level == "name"]
        keyed = [mention for mention in names if mention.key in self.gazetteer.entities]
        if not keyed:
            keyed = [mention for mention in members if mention.key in self.gazetteer.entities]
        if keyed:
            return self._keyed(keyed)
        if names:
            longest = max(
                names, key=lambda m: (len(words_of(_bare(m.anchor.text))), len(m.anchor.text), -m.anchor.start)
            )
            return self._named(longest, members)
        nominal = [mention for mention in members if mention.level == "nominal"]
        if nominal:
            best = max(nominal, key=lambda m: (m.of is not None, bool(self._inside(m)), -m.anchor.start))
            return self._described(best, members)
        return self._local(members[0], f"no word before it tells what « {members[0].anchor.text} » stands for")

    def _keyed(self, keyed: Sequence[EntityMention]) -> Link:
        """A name that the recogniser found in the gazetteer; of several places of that name, the one that fits."""
        counts = Counter(mention.key for mention in keyed if mention.key is not None)
        key = min(counts, key=lambda k: (-counts[k], k))
        entity = self.gazetteer.entities[key]
        mention = next(m for m in keyed if m.key == key)
        meanings = self._meanings(mention)
        if self._is_doubtful(mention) and self.context and not self._speaks_of(meanings):
            own = self._own_place(mention, mention.anchor.text)
            return replace(own, others=tuple(sorted(meaning.entity.id for meaning in meanings)))
        if len(meanings) > 1 and not any(m.key == key and not self._meanings(m) for m in keyed):
            chosen = self._choose(mention, meanings)
            if chosen is not None:
                return chosen
        if mention.level == "nominal":
            return Link(entity, f"« {mention.anchor.text} » describes {_name(entity)}")
        return Link(entity, f"« {mention.anchor.text} » is a name of {_name(entity)} in the gazetteer")

    def _speaks_of(self, meanings: Sequence[Meaning]) -> bool:
        """Whether the article speaks of the country of one of these places."""
        return any(self.context[self.gazetteer.country_of(meaning.entity.id) or ""] for meaning in meanings)

    def _choose(self, mention: EntityMention, meanings: Sequence[Meaning]) -> Link | None:
        """One of several places of a name: by the article's other places, then by population; None for a draw."""
        if mention.of is not None:
            meanings = [m for m in meanings if self.gazetteer.country_of(m.entity.id) == mention.of] or meanings
        best = self.gazetteer.rank(meanings, self.context)
        if best is None:
            return None
        entity = best.entity
        others = tuple(sorted(m.entity.id for m in meanings if m.entity.id != entity.id))
        text = mention.anchor.text
        country = self.gazetteer.country_of(entity.id)
        if not others:
            return Link(entity, f"« {text} » is a name of {_name(entity)} in the gazetteer")
        if country is not None and self.context[country]:
            place = _name(self.gazetteer.entities[country])
            return Link(
                entity,
                f"of {len(others) + 1} places called « {text} », the one in {place}, of which the article speaks",
                others,
            )
        return Link(
            entity,
            f"of {len(others) + 1} places called « {text} », the best known; nothing else in the article decides",
            others,
        )

    # ---- names that the recogniser did not find in the gazetteer

    def _named(self, mention: EntityMention, members: Sequence[EntityMention]) -> Link:
        text = mention.anchor.text if mention.kind == "Facility" else _bare(mention.anchor.text)
        expansion = self.expansions.get(text)
        if expansion is not None and expansion is not mention:
            link = self._named(expansion, [expansion])
            return replace(link, why=f"« {text} » stands in brackets after « {expansion.anchor.text} »: {link.why}")
        letters = self._letters_of(mention)
        if letters is not None:
            return Link(letters, f"« {text} » is told with its letters, those of {_name(letters)}")
        found = self._by_spelling(mention, text)
        if found is not None:
            return found
        if mention.kind == "Person":
            return self._person(mention, text, members)
        if is_a(mention.kind, "Place"):
            return self._own_place(mention, text)
        entity = self._entity(slug(text) or self._local_id(mention), mention.kind, text, self._owners(members))
        return Link(entity, f"« {text} » is not in the gazetteer: an entity of its own, by its name")

    def _letters_of(self, mention: EntityMention) -> Entity | None:
        """What the letters in brackets right behind a name stand for in the gazetteer: « Mission de l'ONU (Monusco) »."""
        if not is_a(mention.kind, "Actor") or mention.kind == "Person":
            return None
        after = self.article.text[mention.anchor.end : mention.anchor.end + 20]
        letters = _LETTERS_IN_BRACKETS.match(after)
        start = mention.anchor.end + letters.start(1) if letters is not None else None
        behind = next((m for m in self.mentions if m.anchor.start == start and m.level == "name"), None)
        known = self.gazetteer.entities.get(behind.key or "") if behind is not None else None
        return known if known is not None and is_a(known.kind, "Actor") and known.kind != "Person" else None

    def _by_spelling(self, mention: EntityMention, text: str) -> Link | None:
        """A gazetteer entity whose name is spelled like this one, of a kind that agrees."""
        place = is_a(mention.kind, "Place")
        exact = [
            m.entity.id
            for m in self.gazetteer.lookup(text)
            if m.sense != "demonym" and self._kinds_agree(m.entity.kind, mention.kind)
        ]
        if place and len(exact) > 1:
            return self._choose(
                mention, [m for m in self.gazetteer.lookup(text) if m.entity.id in exact and m.sense != "demonym"]
            )
        if len(exact) == 1:
            entity = self.gazetteer.entities[exact[0]]
            return Link(entity, f"« {text} » is a name of {_name(entity)} in the gazetteer")
        key = skeleton(text)
        if len(key) < 4:
            return None
        ids = [
            id
            for id in self.known.names.get(key, ())
            if self._kinds_agree(self._kind(id), mention.kind)
            and any(_looks_like(text, label) for _, label in self.gazetteer.entities[id].labels)
        ]
        if not ids and mention.kind == "Person" and len(words_of(text)) > 1:
            near = self.known.surnames.get(skeleton(words_of(text)[-1]), ())
            ids = [
                id for id in near if any(same_spelling(text, label) for _, label in self.gazetteer.entities[id].labels)
            ]
        ids = sorted(set(ids))
        if len(ids) > 1:
            fitting = [id for id in ids if self.context[self.gazetteer.country_of(id) or ""]]
            ids = fitting if len(fitting) == 1 else ids
        if len(ids) != 1:
            return None
        entity = self.gazetteer.entities[ids[0]]
        return Link(entity, f"« {text} » is spelled like {_name(entity)}")

    def _kind(self, id: str) -> str:
        return self.gazetteer.entities[id].kind

    def _kinds_agree(self, known: str, seen: str) -> bool:
        if known == seen or is_a(known, seen) or is_a(seen, known):
            return True
        for top in ("Person", "Place", "Thing"):
            if is_a(known, top) or is_a(seen, top):
                return is_a(known, top) and is_a(seen, top)
        return True  # kinds of bodies, which recognisers mix up

    def _person(self, mention: EntityMention, text: str, members: Sequence[EntityMention]) -> Link:
        words = words_of(text)
        owners = self._owners(members)
        if len(words) > 1:
            entity = self._entity(person_slug(text), "Person", text, owners)
            return Link(entity, f"« {text} » is not in the gazetteer: a person of that name")
        candidates = sorted(self.known.surnames.get(skeleton(text), ()))
        fitting = [id for id in candidates if self._in_context(id)]
        if len(fitting) == 1:
            entity = self.gazetteer.entities[fitting[0]]
            others = tuple(id for id in candidates if id != fitting[0])
            return Link(
                entity,
                f"the only « {text} » of the gazetteer who fits the article's countries and day is {_name(entity)}",
                others,
            )
        country = self._main_country()
        if country is not None and slug(text):
            entity = self._entity(f"{person_slug(text)}-{country}", "Person", text, owners)
            about = _name(self.gazetteer.entities[country])
            why = f"« {text} » alone: one person of that name in articles about {about}"
            return Link(entity, why, tuple(candidates))
        entity = self._entity(self._local_id(mention), "Person", text, owners)
        return Link(
            entity, f"« {text} » alone could be anyone of that name: a person of this article", tuple(candidates)
        )

    def _in_context(self, id: str) -> bool:
        """Whether a person belongs to a country of the article, and held an office when it was published."""
        bodies = set(self.gazetteer.within(id))
        posts = self.gazetteer.posts_of(id, self.article.published)
        for post in posts:
            bodies |= set(self.gazetteer.within(post.id))
        here = any(self.context[body] for body in bodies)
        return here and (bool(posts) or not self.gazetteer.posts_of(id, None))

    def _own_place(self, mention: EntityMention, text: str) -> Link:
        if mention.kind == "Facility":
            return self._site(mention, text)
        country = self.gazetteer.country_of(mention.of) if mention.of is not None else None
        why = f"« {text} » is not in the gazetteer"
        if country is not None:
            why += f": a place in {_name(self.gazetteer.entities[country])}, as the text says"
        else:
            country = self._main_country() if mention.kind != "Country" else None
            if country is not None:
                why += f": a place in {_name(self.gazetteer.entities[country])}, where the article's other places are"
            else:
                why += ": a place of that name"
        name = "-".join(words_of(text)) if len(words_of(text)) else text
        id = slug(name) + (f"-{country}" if country else "")
        return Link(
            self._entity(
                id if slug(name) else self._local_id(mention), mention.kind, text, (country,) if country else ()
            ),
            why,
        )

    # ---- descriptions

    def _described(self, mention: EntityMention, members: Sequence[EntityMention]) -> Link:
        if mention.of is not None:
            mention = in_full(mention, self.mentions, self.article.text, self._without_owner, _singular)
        text, kind = mention.anchor.text, mention.kind
        owner = mention.of
        if owner is None and fold(mention.head.text) in _INSTITUTIONS and self._definite(mention):
            owner = self._main_country(_BARE_SHARE)
        if kind == "Person" and owner is None:
            owner = self._owner_of_title(mention)
        if kind == "Person" and owner is None and self._is_office_alone(mention):
            owner = self._main_country(_BARE_SHARE)
            holder = self._only_holder(text, owner) or self._only_holder(_masculine(text), owner)
            if holder is None or owner is None:
                return self._local(mention, f"« {text} » names nobody: unnamed, of this article alone")
            country = _name(self.gazetteer.entities[owner])
            return Link(
                holder,
                f"{_name(holder)} was « {text} » of {country}, of which the article speaks, "
                f"on {_day(self.article.published)}",
            )
        if kind == "Weapon":
            label = _singular(_without_number(text)) if mention.number != "sing" else text
            return Link(
                self._entity(slug(label) or self._local_id(mention), kind, label.lower()),
                f"« {text} » is a kind of weapon",
            )
        if kind == "Post":
            return self._post(mention, owner)
        if is_a(kind, "Place"):
            return self._place_described(mention)
        if owner is None or owner not in self.gazetteer.entities:
            return self._local(mention, f"« {text} » names nobody: unnamed, of this article alone")
        if kind == "Person":
            return self._counterpart(mention, owner) or self._office_holder(mention, owner)
        if fold(mention.head.text) in _JUNTA and self.gazetteer.entities[owner].kind in ("Country", "State"):
            return self._junta(mention, owner)
        if kind == "ArmedForce":
            return self._force(mention, owner)
        if kind == "Government":
            return self._government(mention, owner)
        if kind in ("ArmedGroup", "Organization", "InternationalOrganization") and not _counted(mention):
            words = self._without_owner(text, owner)
            head = _singular(words.split()[0]) if kind == "ArmedGroup" and words else words
            state = self.gazetteer.entities[owner]
            many = kind == "ArmedGroup" or mention.number == "plur"
            label = _uncapital(_plural(head) if kind == "ArmedGroup" else words)
            if not self._inside(mention) or words != text:  # « groupe de Minsk »: the town is told, not its state
                label = f"{label} {self._demonym(owner, (mention.gender == 'fem') + 2 * many)}"
            entity = self._entity(f"{owner}-{slug(head)}", kind, label, (owner,))
            return Link(entity, f"« {text} » belongs to {_name(state)}, and has no name")
        return self._local(
            mention,
            f"« {text} » are unnamed people of {_name(self.gazetteer.entities[owner])}, of this article alone",
            (owner,),
        )

    def _is_office_alone(self, mention: EntityMention) -> bool:
        """« le président », « le ministre de la Défense »: one office of a state, and no word of which."""
        text = fold(mention.anchor.text)
        return (
            mention.number != "plur"
            and self._definite(mention)
            and (text in _OFFICES or text.startswith(_OFFICE_STARTS))
        )

    def _owner_of_title(self, mention: EntityMention) -> str | None:
        """Whose office the words alone tell: « chef de la diplomatie européenne » is one of the Union."""
        title = _masculine(mention.anchor.text)
        posts = self.gazetteer.posts_called(title) if " " in title and self._definite(mention) else ()
        owners = {self.gazetteer.within(post)[0] for post in posts if self.gazetteer.within(post)}
        return owners.pop() if len(owners) == 1 else None

    def _only_holder(self, title: str, owner: str | None) -> Entity | None:
        """The one person who held the office when the article was published."""
        when = self.article.published
        holders = self.gazetteer.office_holders(title, owner, when) if when is not None and owner is not None else ()
        return holders[0] if len(holders) == 1 else None

    def _counterpart(self, mention: EntityMention, owner: str) -> Link | None:
        """« son homologue turc »: who held in Turkey the office that the other one holds."""
        if fold(mention.head.text) not in _COUNTERPARTS or mention.number == "plur":
            return None
        other = self._possessor(mention)
        if other is None:
            return None
        for post in self.gazetteer.posts_of(other.id, self.article.published):
            for title in self.gazetteer.titles_of(post.id):
                holder = self._only_holder(title, owner)
                if holder is not None and holder.id != other.id:
                    state = _name(self.gazetteer.entities[owner])
                    return Link(
                        holder,
                        f"{_name(other)} was « {title} » on {_day(self.article.published)}, "
                        f"and so was {_name(holder)} of {state}",
                    )
        return None

    def _possessor(self, mention: EntityMention) -> Entity | None:
        """Whose counterpart: the person whom « son » right before it means, else the one told last before it."""
        before = [m for m in self.mentions if m.anchor.end <= mention.anchor.start and m.kind == "Person"]
        before.sort(key=lambda m: (-m.anchor.end, m.anchor.start))
        for person in before[:_NEAR]:
            chain = self.chain_of[self.mentions.index(person)]
            entity = (self._done.get(chain) or self._link(chain)).entity
            if self.gazetteer.posts_of(entity.id, self.article.published):
                return entity
        return None

    def _junta(self, mention: EntityMention, owner: str) -> Link:
        state = self.gazetteer.entities[owner]
        label = f"{fold(mention.head.text)} {self._demonym(owner, 1)}"
        entity = self._entity(f"{owner}-junta", mention.kind, label, (owner,))
        return Link(entity, f"« {mention.anchor.text} » rules {_name(state)}")

    def _force(self, mention: EntityMention, owner: str) -> Link:
        """Army, troops, soldiers and forces of a state are one body; its police is another."""
        state = self.gazetteer.entities[owner]
        text = mention.anchor.text
        words = {fold(_singular(word)) for word in re.split(r"[\s’']+", text)}
        why = f"« {text} » belongs to {_name(state)}"
        if state.kind not in ("Country", "State"):
            known = self.gazetteer.entities.get(f"{owner}-forces")
            return Link(
                known or self._entity(f"{owner}-forces", "ArmedForce", f"forces ({state.label('fr')})", (owner,)), why
            )
        if words & _POLICE:
            id, label, called = f"{owner}-police", f"police {self._demonym(owner, 1)}", "its police"
        elif words & _GUARDS:
            rest = self._without_owner(text, owner)
            id, label, called = (
                f"{owner}-{slug(rest)}",
                f"{rest.lower()} {self._demonym(owner, (mention.gender == 'fem') + 2 * (mention.number == 'plur'))}",
                "a force of its own",
            )
        else:
            id, label, called = f"{owner}-armed-forces", f"forces {self._demonym(owner, 3)}", "its armed forces"
        known = self.gazetteer.entities.get(id)
        return Link(known or self._entity(id, "ArmedForce", label, (owner,)), f"{why}: {called}")

    def _government(self, mention: EntityMention, owner: str) -> Link:
        state = self.gazetteer.entities[owner]
        text = mention.anchor.text
        head = fold(mention.head.text)
        if head in _RULERS or _singular(head) in _RULERS:
            id, label = f"{owner}-government", f"gouvernement {self._demonym(owner, 0)}"
        else:
            rest = self._without_owner(text, owner)
            id, label = f"{owner}-{_key_words(rest)}", f"{rest} ({state.label('fr')})"
        known = self.gazetteer.entities.get(id)
        return Link(known or self._entity(id, "Government", label, (owner,)), f"« {text} » belongs to {_name(state)}")

    def _office_holder(self, mention: EntityMention, owner: str) -> Link:
        text = mention.anchor.text
        state = self.gazetteer.entities[owner]
        words = {fold(word) for word in re.split(r"[\s’'-]+", text)}
        single = mention.number != "plur" and self._definite(mention) and not words & _FORMER
        if single:
            when = self.article.published
            for title, of in self._titles(mention, owner):
                holders = self.gazetteer.office_holders(title, of, when) if when is not None else ()
                if len(holders) == 1:
                    return Link(
                        holders[0],
                        f"{_name(holders[0])} was « {title} » ({_name(self.gazetteer.entities[of])}) on {_day(when)}",
                    )
                if len(holders) > 1:
                    others = tuple(sorted(h.id for h in holders))
                    return Link(
                        self._unknown_holder(title, of), f"on {_day(when)} several persons were « {title} »", others
                    )
            title = self._without_owner(text, owner)
            if _first_word(title) in self.known.office_words | _TITLES:
                return Link(
                    self._unknown_holder(title, owner),
                    f"who was « {title} » of {_name(state)} then is not in the gazetteer",
                )
        return self._local(mention, f"« {text} » is an unnamed person of {_name(state)}", (owner,))

    def _unknown_holder(self, title: str, owner: str) -> Entity:
        state = self.gazetteer.entities[owner]
        label = f"{_uncapital(title)} ({state.label('fr')})"
        return self._entity(f"{_key_words(title)}-of-{owner}", "Person", label, (owner,))

    def _titles(self, mention: EntityMention, owner: str) -> list[tuple[str, str]]:
        """(title, owner) pairs that « ministre français de la Défense » or « chef du Pentagone » may mean."""
        text = mention.anchor.text
        owners = [owner, *(n[0].entity.id for _, _, n in self.gazetteer.find(text))]
        pairs = [
            (title, of)
            for of in owners
            for title in (self._without_owner(text, of), self._without_owner(text, owner), text)
        ]
        pairs += [(text, of) for of in self.gazetteer.within(owner)]  # « président de la Rada » presides over no state
        pairs += [(_masculine(title), of) for title, of in pairs]
        return [(title, of) for title, of in dict.fromkeys(pairs) if title]

    def _post(self, mention: EntityMention, owner: str | None) -> Link:
        text = mention.anchor.text
        title = self._without_owner(text, owner) if owner is not None else text
        for words in (title, text):
            for id in self.known.posts.get(fold(words), ()):
                if (owner is None and len(self.known.posts[fold(words)]) == 1) or owner in self.gazetteer.within(id):
                    return Link(self.gazetteer.entities[id], f"« {text} » is an office in the gazetteer")
        name = _key_words(title) or self._local_id(mention)
        if owner is None:
            return Link(
                self._entity(name, "Post", title.lower()), f"« {text} » is an office, of which country is not told"
            )
        state = self.gazetteer.entities[owner]
        return Link(
            self._entity(f"{name}-of-{owner}", "Post", f"{title} ({state.label('fr')})", (owner,)),
            f"« {text} » is an office of {_name(state)}",
        )

    def _place_described(self, mention: EntityMention) -> Link:
        text = mention.anchor.text
        remote = self._remote(mention)
        if remote is not None:
            return remote
        owner = mention.of or (self._main_country(_BARE_SHARE) if self._definite(mention) else None)
        if owner is not None and fold(self._without_owner(text, owner)) == "capitale":
            capital = self.gazetteer.capital(owner)
            if capital is not None and capital in self.gazetteer.entities:
                entity = self.gazetteer.entities[capital]
                return Link(
                    entity,
                    f"« {text} » is {_name(entity)}, the capital of {_name(self.gazetteer.entities[owner])}",
                )
        if mention.kind == "Country" and self._definite(mention):
            country = self._main_country()
            if country is not None:
                return Link(
                    self.gazetteer.entities[country],
                    f"« {text} » in an article about {_name(self.gazetteer.entities[country])}",
                )
        return self._site(mention, text)

    def _site(self, mention: EntityMention, text: str) -> Link:
        """A base, an airport, « le nord du Mali »: known by its words and the place that they name."""
        inside = self._inside(mention)
        if inside:
            inner = inside[-1]
            place = self._done.get(self.chain_of[self.mentions.index(inner)])
            within = place.entity if place is not None else self._link(self.chain_of[self.mentions.index(inner)]).entity
            before = text[: max(0, inner.anchor.start - mention.anchor.start)]
            words = [word for word in slug(before).split("-") if word and word not in _PLAIN]
            while words and words[-1] in _SMALL:
                words.pop()
            if words:
                id = "-".join((*words, "de", within.id))
                seat = mention.kind == "Region" and within.kind == "City"  # « la province d'Alep »
                entity = self._entity(id, mention.kind, text, self._country_and(within) if seat else (within.id,))
                if within.kind == "City" and within.coordinates is not None:
                    radius = _PROVINCE_KM if seat else _TOWN_KM
                    entity = replace(
                        entity, coordinates=within.coordinates, radius_km=max(radius, within.radius_km or 0.0)
                    )
                return Link(entity, f"« {text} » is known by its words and by {_name(within)}")
        if mention.of is not None and mention.of in self.gazetteer.entities:
            within = self.gazetteer.entities[mention.of]
            rest = self._without_owner(text, mention.of)
            if mention.kind == "Region" and rest:
                entity = self._entity(f"{_key_words(rest)}-de-{within.id}", mention.kind, text, (within.id,))
                return Link(entity, f"« {text} » is a part of {_name(within)}")
            return self._local(
                mention, f"« {text} » has no name: a place of this article, in {_name(within)}", (within.id,)
            )
        if mention.level == "name" and slug(text):
            country = self._main_country()
            where = (country,) if country else ()
            entity = self._entity(slug(text) + (f"-{country}" if country else ""), mention.kind, text, where)
            told = f", in {_name(self.gazetteer.entities[country])} like the article's other places" if country else ""
            return Link(entity, f"« {text} » is not in the gazetteer: a place of that name{told}")
        return self._local(mention, f"« {text} » has no name: a place of this article alone")

    # ---- pieces

    def _inside(self, mention: EntityMention) -> list[EntityMention]:
        """Named places that stand inside the words of a mention, the widest span last."""
        return [
            other
            for other in self.mentions
            if other.level == "name"
            and is_a(other.kind, "Place")
            and not (other.kind == "Facility" and other.key is None)
            and mention.anchor.start <= other.anchor.start
            and other.anchor.end <= mention.anchor.end
            and (other.anchor.start, other.anchor.end) != (mention.anchor.start, mention.anchor.end)
        ]

    def _owners(self, members: Sequence[EntityMention]) -> tuple[str, ...]:
        return tuple(sorted({m.of for m in members if m.of is not None and m.of in self.gazetteer.entities}))

    def _definite(self, mention: EntityMention) -> bool:
        return (
            _ARTICLE_BEFORE.search(self.article.text[max(0, mention.anchor.start - 8) : mention.anchor.start])
            is not None
        )

    def _without_owner(self, text: str, owner: str) -> str:
        """« ministre français de la Défense » without what tells of whom: « ministre de la Défense »."""
        for adjective in sorted(self.gazetteer.demonyms(owner), key=len, reverse=True):
            text = re.sub(rf"\s*\b{re.escape(adjective)}\b", "", text, flags=re.I)
        for start, end, names in reversed(self.gazetteer.find(text)):
            if any(name.entity.id == owner for name in names):
                before = re.sub(r"(?:^|\s)(?:de\sla\s|de\sl[’']|de\s|du\s|des\s|d[’'])$", "", text[:start])
                if before != text[:start] or start == 0:
                    text = before + text[end:]
        return " ".join(text.split())

    def _demonym(self, state: str, number: int) -> str:
        """The adjective of a state: 0 masculine, 1 feminine, 2 masculine plural, 3 feminine plural."""
        forms = self.gazetteer.demonyms(state)
        if not forms:
            return f"({self.gazetteer.entities[state].label('fr')})"
        masculine = forms[0].lower()
        own = [form.lower() for form in forms if form.lower().startswith(masculine[:3])]  # irakien…, not mésopotamien…
        feminine = next((form for form in own[1:] if form.endswith("e")), masculine)
        if masculine.endswith(("e", "è")):
            feminine = masculine  # « forces suisses », though a woman is a Suissesse
        if number < 2:
            return feminine if number else masculine
        if number == 3:
            return feminine + "s"
        return masculine if masculine.endswith(("s", "x")) else masculine + "s"

    def _entity(self, id: str, kind: str, label: str, part_of: tuple[str, ...] = ()) -> Entity:
        return Entity(id=id, kind=kind, labels=((self.article.language, label),), part_of=part_of)

    def _local_id(self, mention: EntityMention) -> str:
        return local_slug(mention.anchor.text, self.article.id, mention.anchor.start)

    def _local(self, mention: EntityMention, why: str, part_of: tuple[str, ...] = ()) -> Link:
        label = _without_number(mention.anchor.text)
        return Link(self._entity(self._local_id(mention), mention.kind, label, part_of), why)


# ---------------------------------------------------------------- words

_LETTERS_IN_BRACKETS = re.compile(r"\s?\(([A-ZÀ-Þ][\w.-]{1,11})\)")
_COMPASS = ("n", "ne", "e", "se", "s", "sw", "w", "nw")
_TO = frozenset(["à", "au", "aux"])
_TO_LANDMARK = re.compile(
    r"\s+(?:(?:au|à l['’])\s?[\w‐‑-]+\s+)?(?:de la |de l['’]|de |d['’]|du |des )(?:la ville |ville )?(?:de |d['’])?",
    re.I,
)


def _point_from(
    landmark: Entity, quantity: Quantity, told: str, spoken: DistanceWords
) -> tuple[tuple[float, float], float] | None:
    """Where a distance from a landmark leads, and how far from there the place may be, in km."""
    if landmark.coordinates is None or quantity.amount.low is None:
        return None
    km = (quantity.amount.low + (quantity.amount.high or quantity.amount.low)) / 2
    direction = direction_in(told, spoken)
    if direction is None:
        return landmark.coordinates, radius_of(km, None)
    return point_at(landmark.coordinates, km, spoken.directions[direction]), radius_of(km, direction)


def _looks_like(text: str, label: str) -> bool:
    """Whether two names of one skeleton have most letters in common too: « Seine » is no Sinaï."""
    return float(ratio(fold(text), fold(label))) >= _SAME_LETTERS


def id_in_role(role: str, entity: Entity, mention: EntityMention) -> str | None:
    """The id that fills a role: the entity, or the state that a capital or a seat stands for; None when neither may.

    « Kiev dément »: the town cannot be an agent, the state it is the capital of can.
    """
    if range_accepts(role, entity.kind):
        return entity.id
    if mention.of is not None and range_accepts(role, kind_in_role(role, "Country")):
        return mention.of
    return None


def _put(index: dict[str, list[str]], key: str, id: str) -> None:
    if id not in index[key]:
        index[key].append(id)


def _name(entity: Entity) -> str:
    return entity.label("fr")


def _day(when: date | None) -> str:
    return when.isoformat() if when is not None else "an unknown day"


def _bare(text: str) -> str:
    """A name without titles before it: « le général Haftar » → « Haftar »."""
    words = text.split()
    while len(words) > 1 and (
        fold(words[0]).strip(".") in _TITLES
        or (words[0][:1].islower() and fold(words[0]) not in ("al", "el", "ben", "bin", "abou", "abu"))
    ):
        words.pop(0)
    return " ".join(words)


def _first_word(text: str) -> str:
    words = fold(text).replace("-", " ").split()
    return words[0] if words else ""


def _singular(text: str) -> str:
    """The words with the plural mark of the first word taken off, and of what follows up to a preposition."""
    words = text.split()
    for number, word in enumerate(words):
        if fold(word) in _SMALL:
            break
        if word.endswith("aux") and len(word) > 4 and fold(word) not in ("faux",):
            words[number] = word[:-3] + ("al" if not word.endswith("eaux") else "au")
            continue
        if len(word) > 3 and word[-1] in "sx" and not word.endswith(("ss", "us", "ois", "ais", "is")):
            words[number] = word[:-1]
    return " ".join(words)


def _uncapital(text: str) -> str:
    """The words with a small letter at their head, but for letters in capitals: « Ministre » → « ministre »."""
    return text if text[:2].isupper() else text[:1].lower() + text[1:]


def _masculine(title: str) -> str:
    """The title as a man bears it: « Première ministre » → « premier ministre »."""
    return " ".join(_MASCULINE.get(word, word) for word in fold(title).split())


def _plural(word: str) -> str:
    """The word with the mark of the plural."""
    return word if word.endswith(("s", "x", "z")) or fold(word) in _INVARIABLE else word + "s"


def _without_number(text: str) -> str:
    """« quarante véhicules blindés », « 40 véhicules blindés » without the number."""
    words = text.split()
    while len(words) > 1 and all(fold(part) in _NUMBERS or part.isdigit() for part in re.split(r"[-‐.,]", words[0])):
        words.pop(0)
    return " ".join(words)


def _key_words(text: str) -> str:
    """A slug of the words that carry meaning: « ministre de la Défense » → ministre-defense."""
    return "-".join(word for word in slug(text).split("-") if word not in _SMALL)


def _counted(mention: EntityMention) -> bool:
    return any(char.isdigit() for char in mention.anchor.text)


__all__ = [
    "Link",
    "canonical",
    "id_in_role",
    "is_local",
    "link_mentions",
    "merge_entities",
    "named_by",
    "needed_entities",
    "own_entities",
]
