"""Names of the world in memory: states, places, groups, bodies, people, and who held which office when.

Built by kg/graph/gazetteer.py from data/entities.ttl (curated) and data/places.tsv.gz (cities of the world). A name is
found by its words, folded (lower case, no accents), so that hyphens, apostrophes and accents may differ; then the
capitals of the text are compared with those of the label.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import Literal

from kg.model import Entity
from kg.resources import folder, read_toml
from kg.tables import read_table

Sense = Literal["name", "demonym", "metonym", "acronym"]

PLACE_KINDS = frozenset({"Country", "Region", "City", "Facility"})
GEONAMES = "https://sws.geonames.org/"

_WORD = re.compile(r"[^\W_]+")
_LINKS = frozenset({" ", "\u00a0", "\u202f", "\u2009", "-", "\u2010", "\u2011", "'", "’", "ʼ", "‘", " -", "- "})
_HYPHENS = frozenset("-\u2010\u2011")
_MOST_PLACE_WORDS = 5
_MOST_REMEMBERED = 1000  # texts: more than the sentences of an article
_WELL_KNOWN = 300_000  # inhabitants from which an own name needs no sign of its country
_SHORTEST_SURNAME = 3  # letters
_SHORTEST_CAPITALS = 4  # letters: a shorter word in capitals is taken for an acronym, not for a town
_LETTERS = str.maketrans("łøđðıə", "loddie", "ʿʾʻʼʹʺ") | {
    ord("œ"): "oe",
    ord("æ"): "ae",
    ord("ß"): "ss",
    ord("þ"): "th",
}


@dataclass(frozen=True, slots=True)
class AroundNames:
    """Small words at the beginning of names and before them: kg/lang/<code>/gazetteer.toml, table [around]."""

    lower_starts: frozenset[str]
    prefixes: frozenset[str]
    articles: Mapping[str, frozenset[str]]


@cache
def load_around_names(language: str) -> AroundNames:
    """The words of `language`. Raises ResourceError naming the file, the table, the wrong key and those that are right."""
    path = folder("lang") / language / "gazetteer.toml"
    return read_table(AroundNames, read_toml(path), "around", path)


@dataclass(frozen=True, slots=True)
class Name:
    """What a string may mean: an entity, and in which sense.

    `sense`: "name", "demonym" (irakien, les Irakiens, irako-), "metonym" (l'Elysée), "acronym" (ONU). `primary` is true
    of the names the project or GeoNames gives an entity, false of GeoNames' alternate names, which have no language.
    """

    entity: Entity
    sense: Sense
    primary: bool


Found = tuple[int, int, tuple[Name, ...]]  # where a name begins and ends, and what it may mean


@dataclass(frozen=True, slots=True)
class Label:
    """One spelling of an entity; `prefix` is true of a demonym that needs a hyphen after it (« franco- »)."""

    text: str
    language: str
    sense: Sense = "name"
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """What the curated file says of one entity, beside the Entity itself.

    `population` in inhabitants, 0 unknown; `capital` the city id of a state; `titles` are the words for an office
    (« ministre de la Défense », « chef de la diplomatie »); `code` is ISO 3166-1 alpha-2.
    """

    entity: Entity
    spellings: tuple[Label, ...]
    population: int = 0
    capital: str | None = None
    titles: tuple[str, ...] = ()
    code: str | None = None


@dataclass(frozen=True, slots=True)
class OfficeTerm:
    """`person` held `post` from `begin` to `end` (half-open); None where open or unknown."""

    post: str
    person: str
    begin: date | None
    end: date | None

    def covers(self, day: date) -> bool:
        """Whether the office was held on `day`."""
        return (self.begin is None or self.begin <= day) and (self.end is None or day < self.end)


@dataclass(frozen=True, slots=True)
class _Form:
    """A label as it is matched: its folded key, its words, and what the text must show."""

    words: tuple[str, ...]
    name: Name
    exact: bool  # an acronym: letter for letter
    article: frozenset[str] | None
    prefix: bool
    spoken: bool  # in the language of the texts: « Jordan » is no Jordan in a French one

    def fits(self, words: Sequence[str], before: str, after: str) -> bool:
        if self.exact:
            return all(mine == other for mine, other in zip(self.words, words, strict=True))
        if self.article is not None and before.lower() not in self.article:
            return False
        if self.prefix and after not in _HYPHENS:
            return False
        return all(
            not mine[0].isupper() or other[0].isupper() for mine, other in zip(self.words, words, strict=True)
        ) and not (len(words) == 1 and len(words[0]) < 3 and words[0].isupper())

    def same_accents(self, words: Sequence[str]) -> bool:
        return all(_accents(mine, other) for mine, other in zip(self.words, words, strict=True))


_MARKS = re.compile(
    "[\u0304\u0323\u0331\u032e\u0327](?<![cC]\u0327)|[ʿʾʻʼ]"
)  # « Ḩamāh », « Ţarţūs »; « ç » is a letter


def without_marks(name: str) -> str:
    """The name without the marks that scholars write a foreign script with: « Ţarţūs » → « Tartus »."""
    if name.isascii():
        return name
    return unicodedata.normalize("NFC", _MARKS.sub("", unicodedata.normalize("NFD", name)))


class Places:
    """The world list: rows of data/places.tsv.gz, looked up by folded name, made into entities when asked for.

    `rows` are the lines without the header; columns: id, geonameid, name, country (ISO 3166-1 alpha-2), lat, long
    (degrees), population, keys (folded own names, joined by "|"), others (folded alternate names, joined by "|").
    `called` maps a geonameid to the name that the press of `language` gives the town, which comes first.
    """

    __slots__ = ("_called", "_countries", "_ids", "_index", "_language", "_rows", "_seen")

    def __init__(
        self, rows: Sequence[str], countries: Mapping[str, str], called: Mapping[str, str], language: str
    ) -> None:
        self._rows = rows
        self._countries = countries
        self._called = called
        self._language = language
        self._ids: dict[str, int] = {}
        self._seen: dict[int, Entity] = {}
        self._index: dict[str, int | tuple[int, ...]] = {}
        index, ids = self._index, self._ids
        for number, row in enumerate(rows):
            head, keys, others = row.rsplit("\t", 2)
            identifier, geoname, _ = head.split("\t", 2)
            ids[identifier] = number
            own = keys.split("|")
            if geoname in called:
                own = list(dict.fromkeys([*own, fold(called[geoname])]))
            for key in own:
                if key in index:
                    index[key] = _joined(index[key], number)
                else:
                    index[key] = number
            if others:
                # ~number marks an alternate name.
                for key in others.split("|"):
                    if key in own:
                        continue
                    if key in index:
                        index[key] = _joined(index[key], ~number)
                    else:
                        index[key] = ~number

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[str]:
        return iter(self._ids)

    def __contains__(self, identifier: object) -> bool:
        return identifier in self._ids

    def numbers(self, key: str) -> tuple[int, ...]:
        """The rows that have a name with this key; a row that has it as an alternate name comes as ~row."""
        found = self._index.get(key)
        if found is None:
            return ()
        return (found,) if isinstance(found, int) else found

    def id_of(self, number: int) -> str:
        row = self._rows[number]
        return row[: row.index("\t")]

    def entity(self, number: int) -> Entity:
        """The place in row `number`."""
        entity = self._seen.get(number)
        if entity is None:
            identifier, geoname, name, country, latitude, longitude, _ = self._rows[number].split("\t")[:7]
            state = self._countries.get(country)
            entity = Entity(
                id=identifier,
                kind="City",
                labels=self._labels(geoname, name),
                same_as=(f"{GEONAMES}{geoname}/",),
                coordinates=(float(latitude), float(longitude)),
                part_of=(state,) if state else (),
            )
            self._seen[number] = entity
        return entity

    def _labels(self, geoname: str, name: str) -> tuple[tuple[str, str], ...]:
        """The name of the press, else the name without marks of transliteration, then the name as GeoNames has it."""
        called = self._called.get(geoname)
        if called is not None:
            return ((self._language, called), ("mul", name))
        return tuple(("mul", text) for text in dict.fromkeys((without_marks(name), name)))

    def find(self, identifier: str) -> Entity | None:
        """The place with this id, or None."""
        number = self._ids.get(identifier)
        return None if number is None else self.entity(number)

    def population(self, identifier: str) -> int:
        """Inhabitants by GeoNames, 0 when unknown."""
        number = self._ids.get(identifier)
        return 0 if number is None else int(self._rows[number].split("\t", 7)[6])


class _Entities(Mapping[str, Entity]):
    """Curated entities, then the world list; an id in both is the curated one."""

    def __init__(self, curated: Mapping[str, Record], places: Places) -> None:
        self._curated = curated
        self._places = places

    def __getitem__(self, identifier: str) -> Entity:
        record = self._curated.get(identifier)
        if record is not None:
            return record.entity
        entity = self._places.find(identifier)
        if entity is None:
            raise KeyError(identifier)
        return entity

    def __contains__(self, identifier: object) -> bool:
        return identifier in self._curated or identifier in self._places

    def __iter__(self) -> Iterator[str]:
        yield from self._curated
        yield from (identifier for identifier in self._places if identifier not in self._curated)

    def __len__(self) -> int:
        return sum(1 for _ in self)


_OF_THE_STATE = ("Country", "State", "Government", "Region", "City")  # what a « président », a « chef » rules


class Gazetteer:
    """Everything known by name. Make one with `kg.graph.gazetteer.load_gazetteer`.

    `entities` maps an id to its Entity (curated ones, and 50,000 places made when asked for). `surnames` are the last
    words of the names of its persons, folded.
    """

    def __init__(
        self,
        records: Iterable[Record],
        terms: Iterable[OfficeTerm] = (),
        place_rows: Sequence[str] = (),
        language: str = "fr",
        called: Mapping[str, str] | None = None,
    ) -> None:
        self.language = language
        self._around = load_around_names(language)
        self._records: dict[str, Record] = {record.entity.id: record for record in records}
        countries = {record.code: key for key, record in self._records.items() if record.code}
        self._places = Places(place_rows, countries, called or {}, language)
        self.entities: Mapping[str, Entity] = _Entities(self._records, self._places)
        self.terms: tuple[OfficeTerm, ...] = tuple(terms)
        self._posts_held: dict[str, list[str]] = {}  # by person
        for term in self.terms:
            self._posts_held.setdefault(term.person, []).append(term.post)
        self._capitals = {record.capital: key for key, record in self._records.items() if record.capital}
        self._forms: dict[str, list[_Form]] = {}
        self._most_words: dict[str, int] = {}  # first word of a curated name → words of the longest
        for record in self._records.values():
            for spelling in record.spellings:
                self._add(record.entity, spelling)
        self._regions: dict[str, dict[str, tuple[float, float]]] = {}  # of each country, when first asked for
        self._widths: dict[str, int] = {}
        self._found: dict[str, tuple[Found, ...]] = {}
        self.surnames: frozenset[str] = frozenset(
            tail
            for record in self._records.values()
            if record.entity.kind == "Person"
            for spelling in record.spellings
            for tail in _tails(spelling.text)
        )
        self._titles: dict[str, list[tuple[str, str]]] = {}  # folded title → (post, body or state)
        for key, record in self._records.items():
            for title in record.titles:
                for owner in self._owners_of(key, title):
                    self._titles.setdefault(fold(title), []).append((key, owner))

    def _owners_of(self, post: str, title: str) -> list[str]:
        """Of what the holder is the `title`: the « chef » of an armed group is no « chef » of the state it is in."""
        chain = self._chain(post)
        entity = self.entities.get(chain[0]) if chain else None
        whole = entity is None or entity.kind in _OF_THE_STATE or " " in fold(title)
        return chain if whole else chain[:1]

    def _add(self, entity: Entity, spelling: Label) -> None:
        words = _WORD.findall(spelling.text)
        article = None
        if len(words) > 1 and words[0] in self._around.articles and words[1][0].isupper():
            article = self._around.articles[words.pop(0)]
        if not words:
            return
        form = _Form(
            words=tuple(words),
            name=Name(entity, spelling.sense, True),
            exact=spelling.sense == "acronym",
            article=article,
            prefix=spelling.prefix,
            spoken=spelling.language in (self.language, "", "mul"),
        )
        keys = [_fold_word(word) for word in words]
        self._forms.setdefault(" ".join(keys), []).append(form)
        if form.spoken:
            self._most_words[keys[0]] = max(len(words), self._most_words.get(keys[0], 0))

    # ------------------------------------------------------------ names in a text

    def find(self, text: str) -> tuple[Found, ...]:
        """The names in `text`, longest first from left to right, never overlapping: (start, end, what it may mean).

        Offsets are half-open code points. Names in other languages
        than the gazetteer's are not looked for. Capitals of the label must be capitals in the text (demonyms excepted,
        acronyms letter for letter), accents may be missing, hyphens and spaces are the same. Curated meanings come
        first; `rank` chooses among several. A sentence is asked for twice, before it is parsed and after: it is remembered.
        """
        found = self._found.get(text)
        if found is None:
            if len(self._found) > _MOST_REMEMBERED:
                self._found.clear()
            found = self._found[text] = tuple(self._find(text))
        return found

    def _find(self, text: str) -> list[Found]:
        spans = [match.span() for match in _WORD.finditer(text)]
        widths = self._widths
        found: list[Found] = []
        position, count = 0, len(spans)
        while position < count:
            start, end = spans[position]
            word = text[start:end]
            width = widths.get(word)
            if width is None:
                width = self._width(word)
            if width:
                matched = self._match(text, spans, position, width)
                if matched is not None and not self._elided(text, spans, position, matched):
                    size, names = matched
                    found.append((start, spans[position + size - 1][1], names))
                    position += size
                    continue
            position += 1
        return _without_torn(text, found, self._around.prefixes)

    def _elided(
        self, text: str, spans: Sequence[tuple[int, int]], position: int, matched: tuple[int, tuple[Name, ...]]
    ) -> bool:
        """Whether « L'Union », « La Maison Blanche » is an article and a longer or a curated name."""
        size, names = matched
        if (
            size < 2
            or any(name.entity.id in self._records for name in names)
            or _fold_word(text[slice(*spans[position])]) not in self._around.articles
        ):
            return False
        width = self._width(text[slice(*spans[position + 1])])
        inner = self._match(text, spans, position + 1, width) if width else None
        if inner is None or inner[0] + 1 < size:
            return False
        return inner[0] + 1 > size or any(name.entity.id in self._records for name in inner[1])

    def _width(self, word: str) -> int:
        """The most words that a name beginning with `word` may have, 0 when none does."""
        width = self._most_words.get(_fold_word(word), 0)
        if word[0].isupper() or word in self._around.lower_starts:
            width = max(width, _MOST_PLACE_WORDS)
        if len(self._widths) > 200_000:
            self._widths.clear()
        self._widths[word] = width
        return width

    def _match(
        self, text: str, spans: Sequence[tuple[int, int]], position: int, width: int
    ) -> tuple[int, tuple[Name, ...]] | None:
        last = min(position + width, len(spans))
        words: list[str] = []
        keys: list[str] = []
        for number in range(position, last):
            start, end = spans[number]
            if words and text[spans[number - 1][1] : start] not in _LINKS:
                break
            words.append(text[start:end])
            keys.append(_fold_word(words[-1]))
        before = ""
        if position and text[spans[position - 1][1] : spans[position][0]] in _LINKS:
            before = text[slice(*spans[position - 1])]
        for size in range(len(words), 0, -1):
            key = " ".join(keys[:size])
            if key not in self._forms and not self._places.numbers(key):
                continue
            after = text[spans[position + size - 1][1] : spans[position + size - 1][1] + 1]
            names = self._names(key, words[:size], before, after)
            if names:
                return size, names
        return None

    def _names(self, key: str, words: Sequence[str], before: str, after: str) -> tuple[Name, ...]:
        forms = [form for form in self._forms.get(key, ()) if form.spoken and form.fits(words, before, after)]
        if len(forms) > 1:
            forms = [form for form in forms if form.same_accents(words)] or forms
        names = _distinct(form.name for form in forms)
        if names and not all(name.entity.kind in PLACE_KINDS - {"Country"} for name in names):
            return names
        return names + self._place_names(key, words, {name.entity.id for name in names})

    def _place_names(self, key: str, words: Sequence[str], known: set[str]) -> tuple[Name, ...]:
        numbers = self._places.numbers(key)
        if not numbers:
            return ()
        if not words[-1][0].isupper() or not (words[0][0].isupper() or words[0] in self._around.lower_starts):
            return ()
        if len(key) < _SHORTEST_CAPITALS and all(word.isupper() for word in words):
            return ()
        return self._rows(numbers, known)

    def _rows(self, numbers: Iterable[int], known: set[str]) -> tuple[Name, ...]:
        names = []
        for number in numbers:
            row = number if number >= 0 else ~number
            identifier = self._places.id_of(row)
            if identifier in known:
                continue
            known.add(identifier)
            record = self._records.get(identifier)
            entity = record.entity if record else self._places.entity(row)
            names.append(Name(entity, "name", number >= 0))
        return tuple(names)

    def lookup(self, name: str) -> tuple[Name, ...]:
        """All that `name` may mean, whatever its capitals, accents, hyphens, or a leading article; curated first."""
        keys = fold(name).split(" ")
        for start in (0, 1):
            key = " ".join(keys[start:])
            names = _distinct(form.name for form in self._forms.get(key, ()))
            names += self._rows(self._places.numbers(key), {found.entity.id for found in names})
            if names or keys[0] not in self._around.articles:
                return names
        return ()

    # ------------------------------------------------------------ what is known of an entity

    def _chain(self, identifier: str) -> list[str]:
        """The bodies and places that contain an entity, nearest first."""
        found: list[str] = []
        waiting = [identifier]
        while waiting:
            entity = self.entities.get(waiting.pop(0))
            for owner in entity.part_of if entity else ():
                if owner not in found and owner != identifier:
                    found.append(owner)
                    waiting.append(owner)
        return found

    def within(self, identifier: str) -> tuple[str, ...]:
        """The ids of the places and bodies that contain an entity, nearest first."""
        return tuple(self._chain(identifier))

    def country_of(self, identifier: str) -> str | None:
        """The id of the country an entity lies in or belongs to, itself for a country; None when unknown or several.

        A region that several countries share (the Sahel, a river) has none.
        """
        entity = self.entities.get(identifier)
        if entity is None:
            return None
        if entity.kind == "Country":
            return identifier
        owners = {country for owner in entity.part_of if (country := self.country_of(owner)) is not None}
        return owners.pop() if len(owners) == 1 else None

    def regions_of(self, country: str) -> Mapping[str, tuple[float, float]]:
        """The regions of a country, each with its middle (lat, long in degrees)."""
        if not self._regions:
            for key, record in self._records.items():
                owner = self.country_of(key) if record.entity.kind == "Region" else None
                if owner is not None and record.entity.coordinates is not None:
                    self._regions.setdefault(owner, {})[key] = record.entity.coordinates
        return self._regions.get(country, {})

    def capital_of(self, identifier: str) -> str | None:
        """The id of the state whose capital this city is, or None."""
        return self._capitals.get(identifier)

    def capital(self, state: str) -> str | None:
        """The id of a state's capital, or None."""
        record = self._records.get(state)
        return record.capital if record else None

    def population(self, identifier: str) -> int:
        """Inhabitants, 0 when unknown."""
        record = self._records.get(identifier)
        if record is not None and record.population:
            return record.population
        return self._places.population(identifier)

    def is_curated(self, identifier: str) -> bool:
        """Whether the entity is in a curated file (ours or a user's), not only in the world list."""
        return identifier in self._records

    def demonyms(self, state: str, language: str = "fr") -> tuple[str, ...]:
        """The adjectives of a state, as written in the file: irakien, irakienne, irakiens, irakiennes."""
        record = self._records.get(state)
        spellings = record.spellings if record else ()
        return tuple(
            label.text
            for label in spellings
            if label.sense == "demonym" and label.language == language and not label.prefix
        )

    # ------------------------------------------------------------ offices

    def holders(self, post: str, when: date | None) -> tuple[Entity, ...]:
        """The persons who held the office with id `post` on the day `when` (at any time when None)."""
        return tuple(
            dict.fromkeys(
                self.entities[term.person]
                for term in self.terms
                if term.post == post and (when is None or term.covers(when))
            )
        )

    def office_holders(self, title: str, of: str, when: date | None) -> tuple[Entity, ...]:
        """Who was the `title` of `of` on that day: « président » of "mali", « chef » of "pentagon".

        `title` is in any spelling the file gives an office; `of` is the id of a state or body. Empty when unknown;
        several when the day is one of change, or the source knows only the year.
        """
        posts = dict.fromkeys(post for post, owner in self._titles.get(fold(title), ()) if owner == of)
        return tuple(dict.fromkeys(person for post in posts for person in self.holders(post, when)))

    def posts_called(self, title: str) -> tuple[str, ...]:
        """The offices whose holder is called so, of whatever state or body."""
        return tuple(dict.fromkeys(post for post, _ in self._titles.get(fold(title), ())))

    def titles_of(self, post: str) -> tuple[str, ...]:
        """What the holder of an office is called, in each spelling."""
        record = self._records.get(post)
        return tuple(record.titles) if record is not None else ()

    def posts_of(self, person: str, when: date | None) -> tuple[Entity, ...]:
        """The offices a person held on the day `when` (ever, when None)."""
        return tuple(
            dict.fromkeys(
                self.entities[term.post]
                for term in self.terms
                if term.person == person and (when is None or term.covers(when))
            )
        )

    def titles_held(self, person: str) -> tuple[str, ...]:
        """What the holders of the offices that a person ever held are called."""
        posts = dict.fromkeys(self._posts_held.get(person, ()))
        return tuple(title for post in posts for title in self.titles_of(post))

    # ------------------------------------------------------------ choosing

    def rank(self, names: Sequence[Name], countries: Counter[str]) -> Name | None:
        """The likeliest of several meanings; None when there is none, or when nothing tells two apart.

        In this order: an own name, of a place that is well known or in a country the article speaks of, before an
        alternate name in such a country, before an own name elsewhere; the country most mentioned in `countries`
        (country id → how often the article names it or its places); curated before the world list; population. A small
        town that has the name of a capital is not meant by it: « Washington et Ottawa » are no towns of Illinois.
        """
        seat = any(name.primary and name.entity.id in self._capitals for name in names)

        def weight(name: Name) -> tuple[int, int, bool, int]:
            identifier = name.entity.id
            country = self.country_of(identifier)
            here = countries[country] if country else 0
            curated, population = identifier in self._records, self.population(identifier)
            if name.primary:
                known = curated or population >= _WELL_KNOWN
                sure = 3 if known or (here and not seat) else 1
            else:
                sure = 2 if here else 0
            return sure, here, curated, population

        if not names:
            return None
        weighed = sorted(((weight(name), -place) for place, name in enumerate(names)), reverse=True)
        if len(weighed) > 1 and weighed[0][0] == weighed[1][0]:
            return None
        return names[-weighed[0][1]]


def _tails(name: str) -> list[str]:
    """What may be left of a person's name: « Le Pen » and « Pen » of « Marine Le Pen », folded."""
    words = [word for word in name.split() if word]
    return [
        tail
        for start in range(1, len(words))
        if words[start][0].isupper() or start == len(words) - 1
        if len(tail := fold(" ".join(words[start:]))) >= _SHORTEST_SURNAME
    ]


@lru_cache(maxsize=65_536)
def fold(text: str) -> str:
    """Lower case, without accents, the words separated by one space: « L’État islamique » → "l etat islamique"."""
    return " ".join(_fold_word(word) for word in _WORD.findall(text))


@lru_cache(maxsize=100_000)
def _fold_word(word: str) -> str:
    if word.isascii():
        return word.lower()
    decomposed = unicodedata.normalize("NFKD", word.lower().translate(_LETTERS))
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def _accents(label: str, word: str) -> bool:
    """Whether a word has the accents of the label; those of capitals may be missing."""
    if len(label) != len(word):
        return False
    return all(
        mine.lower() == other.lower() or (other.isupper() and _fold_word(mine) == _fold_word(other))
        for mine, other in zip(label, word, strict=True)
    )


def _distinct(names: Iterable[Name]) -> tuple[Name, ...]:
    """One name for each entity, the first."""
    found: dict[str, Name] = {}
    for name in names:
        found.setdefault(name.entity.id, name)
    return tuple(found.values())


def _joined(found: int | tuple[int, ...], number: int) -> tuple[int, ...]:
    return (*((found,) if isinstance(found, int) else found), number)


def _without_torn(text: str, found: Sequence[Found], prefixes: frozenset[str]) -> list[Found]:
    """Without the places that are only a part of a longer hyphenated word (« Châlons » in « Châlons-sur-Marne »)."""
    starts = {start for start, _, _ in found}
    ends = {end for _, end, _ in found}
    return [
        item
        for item in found
        if item[2][0].sense in ("demonym", "acronym")
        or (_whole_left(text, item[0], ends, prefixes) and _whole_right(text, item[1], starts))
    ]


def _whole_left(text: str, start: int, ends: set[int], prefixes: frozenset[str]) -> bool:
    if start == 0 or text[start - 1] not in _HYPHENS or start - 1 in ends:
        return True
    begin = start - 1
    while begin and text[begin - 1].isalpha():
        begin -= 1
    return begin == start - 1 or text[begin : start - 1].lower() in prefixes


def _whole_right(text: str, end: int, starts: set[int]) -> bool:
    if end >= len(text) or text[end] not in _HYPHENS or end + 1 in starts:
        return True
    return end + 1 >= len(text) or not text[end + 1].isalpha()
