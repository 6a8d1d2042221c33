"""Who and what the text names, describes or points to: names, descriptions, pronouns.

    words → gazetteer → titles, functions → runs of capitals, judged over the article → descriptions → pronouns

A name is a run of capital words. What it names is voted on: the gazetteer, a title or a place noun before it, a first
name, a preposition, and, where the parser has one, the recogniser; every occurrence in the article has its vote, so
that « Erdogan » alone is the person whom another sentence names in full. Words are in kg/lang/<code>/nouns.toml.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from spacy.tokens import Token

from kg.extract.parse import ParsedSentence
from kg.gazetteer import Gazetteer, Name, fold
from kg.model import Anchor, EntityMention
from kg.resources import ResourceError, folder, read_toml
from kg.vocabulary import KINDS, is_a

MOST_WORDS_OF_A_NOUN = 6
ENOUGH_VOTES = 1.5  # what a run of capitals needs to be taken for a name

Number = Literal["sing", "plur"]
Votes = defaultdict[str, float]
Gender = Literal["fem", "masc"]


# ---------------------------------------------------------------- the word list


@dataclass(frozen=True, slots=True)
class Noun:
    """One form of a common noun: what it denotes. `role` is "" or "post", "rank", "honorific" for titles."""

    kind: str
    number: Number
    role: str = ""


@dataclass(frozen=True, slots=True)
class NounWords:
    """nouns.toml, by form: keys are lower-case words with straight apostrophes, joined by one space."""

    language: str
    nouns: Mapping[str, Noun]
    honorifics: frozenset[str]
    portfolios: frozenset[str]
    post_verbs: frozenset[str]
    post_nouns: frozenset[str]
    kept_adjectives: frozenset[str]
    dropped_adjectives: frozenset[str]
    ambiguous: frozenset[str]
    idioms: frozenset[str]
    names_after: Mapping[str, str]
    heads: Mapping[str, str]
    head_starts: frozenset[str]
    after: frozenset[str]
    institution_adjectives: frozenset[str]
    speech: frozenset[str]
    personal: frozenset[str]
    pronoun_phrases: frozenset[str]
    possessive: frozenset[str]
    impersonal: tuple[str, ...]
    given: frozenset[str]


_TABLES = (
    "functions",
    "adjectives",
    "idioms",
    "context",
    "institutions",
    "speech",
    "pronouns",
    "given",
)


def load_noun_words(language: str = "fr", root: Path | None = None) -> NounWords:
    """The common nouns, titles and name words of `language`, checked against the kinds of the vocabulary.

    `root` replaces the folder of languages. Raises ResourceError naming the file, the table, the wrong word, and the
    words that would be right.
    """
    path = (root or folder("lang")) / language / "nouns.toml"
    data = read_toml(path)
    nouns: dict[str, Noun] = {}
    for table, content in data.items():
        if table in _TABLES:
            continue
        if table not in KINDS:
            raise ResourceError(
                f"{path}: the table [{table}] is no kind of the vocabulary; kinds are {', '.join(sorted(KINDS))}; "
                f"other tables are {', '.join(_TABLES)}."
            )
        for key in content:
            if key not in ("people", "bodies", "plural"):
                raise ResourceError(f"{path}: [{table}] has the list “{key}”; it may have people, bodies and plural.")
        for entry in content.get("people", ()):
            _enter(nouns, entry, "Person", table)
        for entry in content.get("bodies", ()):
            _enter(nouns, entry, table, table)
        for entry in content.get("plural", ()):
            nouns[_key(entry)] = Noun(table, "plur")
    functions = data["functions"]
    for entry in functions["ranks"]:
        _enter(nouns, entry, "Person", "Person", "rank")
    for entry in functions["posts"]:
        _enter(nouns, entry, "Person", "Person", "post")
    context = data["context"]["names"]
    heads = data["institutions"]["heads"]
    for name, kinds in (("context.names", context), ("institutions.heads", heads)):
        for kind in kinds:
            if kind not in KINDS:
                raise ResourceError(
                    f"{path}: [{name}] speaks of the kind “{kind}”; kinds are {', '.join(sorted(KINDS))}."
                )
    by_head = {_key(word): kind for kind, words in heads.items() for word in words}
    pronouns = data["pronouns"]
    return NounWords(
        language=language,
        nouns=nouns,
        honorifics=_keys(functions["honorifics"]),
        portfolios=_keys(functions["portfolios"]),
        post_verbs=_keys(functions["post_verbs"]),
        post_nouns=_keys(functions["post_nouns"]),
        kept_adjectives=frozenset(form for word in data["adjectives"]["kept"] for form in _forms_of_adjective(word)),
        dropped_adjectives=frozenset(
            form for word in data["adjectives"]["dropped"] for form in _forms_of_adjective(word)
        ),
        ambiguous=frozenset(
            form for word in data["adjectives"]["ambiguous"] for form in (_key(word), _plural(_key(word)))
        ),
        idioms=_keys(data["idioms"]["phrases"]),
        names_after={
            form: kind
            for kind, words in reversed(context.items())
            for word in words
            for form in (_key(word), _plural(_key(word)))
        },
        heads=by_head,
        head_starts=frozenset(head.split(" ")[0] for head in by_head),
        after=_keys(data["institutions"]["words"]["after"]),
        institution_adjectives=_keys(data["institutions"]["words"]["adjectives"]),
        speech=_keys(data["speech"]["verbs"]),
        personal=_keys(pronouns["personal"]),
        pronoun_phrases=_keys(pronouns["phrases"]),
        possessive=_keys(pronouns["possessive"]),
        impersonal=tuple(_key(words) for words in pronouns["impersonal"]),
        given=frozenset(fold(name) for name in data["given"]["names"]),
    )


def _enter(nouns: dict[str, Noun], entry: str, singular: str, plural: str, role: str = "") -> None:
    one, bar, many = entry.partition("|")
    nouns[_key(one)] = Noun(singular, "sing", role)
    key = _key(many) if bar else _plural(_key(one))
    if key != _key(one):
        nouns[key] = Noun(plural, "plur", role)


def _key(text: str) -> str:
    """Lower case, straight apostrophes followed by a space: the words as `_Words` cuts them."""
    text = re.sub(r"\b(l|d|qu|n|s)'", r"\1' ", text.lower().replace("’", "'"))
    return " ".join(_open(word) for word in text.split())


_ACCENTED = str.maketrans("àâäáéèêëíîïìóôöòúûüùçñ", "aaaaeeeeiiiioooouuuucn")


def _open(word: str) -> str:
    """The word without the accent of its first letter, which a capital may lack: « Etat », « état » → « etat »."""
    return word[0].translate(_ACCENTED) + word[1:] if len(word) > 1 else word


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


def _keys(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(_key(text) for text in texts)


_INVARIABLE = _set(
    """
    de d' du des la le l' les en à au aux par pour contre sol air non et
    """
)


def _plural(key: str) -> str:
    """Each word in the plural, up to a preposition: « engins explosifs improvisés », « chefs d'accusation »."""
    words = key.split(" ")
    for index, word in enumerate(words):
        if word in _INVARIABLE:
            break
        words[index] = _plural_word(word)
    return " ".join(words)


def _plural_word(word: str) -> str:
    if word.endswith(("s", "x", "z")) or word in ("m.", "me", "porte-parole", "crs"):
        return word
    if word.endswith("al") and word not in ("bal", "cheval-vapeur", "chacal", "naval"):
        return word[:-2] + "aux"
    if word.endswith(("eau", "eu")):
        return word + "x"
    return word + "s"


def _forms_of_adjective(word: str) -> tuple[str, ...]:
    key = _key(word)
    feminine = key if key.endswith("e") else key + "e"
    return key, _plural(key), feminine, _plural(feminine)


# ---------------------------------------------------------------- the words of a sentence


@dataclass(slots=True)
class _Word:
    """A word: `start` and `end` in the sentence's text, as written, and its key; `glued` to the word before."""

    start: int
    end: int
    text: str
    key: str
    capital: bool
    token: Token
    glued: bool

    @property
    def pos(self) -> str:
        return self.token.pos_


_ELISION = r"(?:[dlmtsjc]|[Qq]u|[Ll]orsqu|[Pp]uisqu|[Jj]usqu|[Pp]resqu|[DLJTSC]|[Nn](?=['’][a-zà-ÿ]))['’]"
_CLITIC = r"-(?:t-)?(?:ils?|elles?|on|je|tu|nous|vous|ce|là|ci|moi|lui|leur|les?|la|y|en)(?![\w-])"
_PRONOUN_WITH_HYPHEN = r"(?:[Cc]elui|[Cc]elle|[Cc]eux|[Cc]elles)-(?:ci|là)"
_WORD = re.compile(
    rf"{_ELISION}(?=\w)|{_PRONOUN_WITH_HYPHEN}|(?:MM?|Mmes?|Mlles?|Mr|Mrs|Dr|Pr|Mgr|St|Ste|Gal|Cdt|Lt)\.|"
    rf"(?:[A-ZÀ-Ý]\.[\s-]?)+(?=[A-ZÀ-Ý])(?=[A-ZÀ-Ý][a-zà-ÿ])|(?:[A-ZÀ-Ý]\.){{2,}}|"
    rf"\w+(?:(?:(?!{_CLITIC})[-‐‑]|['’](?=[A-ZÀ-Ýa-zà-ÿ]))\w+)*|{_CLITIC}"
)
_CAPITAL = re.compile(
    r"^(?:[A-ZÀ-ÞŁŚŠŽČŞİĞŌ]|(?:al|el|an|as|ar|at|ad|ash|ach|ech|es|er|ed|ez|az|et|ould|abd|ag)[-‐][A-ZÀ-Þ])"
)
_PARTICLES = _set(
    """
    ben bin ibn ould ag bint abu abou al el von van der den ter zu da dos do di del della dei e y
    """
)
_NOBLE = frozenset({"de", "d'", "du", "des"})
_ARTICLES = frozenset({"le", "la", "l'", "les"})
_DETERMINERS = _ARTICLES | _set(
    """
    un une des du au aux ce cet cette ces son sa ses leur leurs mon ma mes notre nos votre vos chaque plusieurs
    quelques certains certaines aucun aucune tout toute tous toutes
    """
)
_NUMERALS = _set(
    """
    deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit
    dix-neuf vingt trente quarante cinquante soixante soixante-dix quatre-vingt quatre-vingts quatre-vingt-dix
    cent cents mille
    """
)
_GENDERS: Mapping[str, Gender] = {"le": "masc", "la": "fem", "un": "masc", "une": "fem"}
_PLACE_PREPOSITIONS = frozenset({"à", "en", "vers"})
_SIDES = _set(
    """
    nord sud est ouest nord-est nord-ouest sud-est sud-ouest centre périphérie proximité aéroport
    """
)
_ENGLISH = _set("of and for the")
_ROMAN = re.compile(r"^[IVXLC]+e?r?$|^[A-ZÀ-Þ]$")
_CARDINALS = _set("nord sud est ouest centre")
_CODE = re.compile(r"^[A-ZÀ-Þ][A-Za-zÀ-ÿ]{0,3}[-‐]\d+\w*$")  # « GBU-43 », « AN-26 »: a thing, never a body
_NEVER_NAMES = _set(
    """
    lundi mardi mercredi jeudi vendredi samedi dimanche janvier février mars avril mai juin juillet août septembre
    octobre novembre décembre noël ramadan dieu ier iie iiie xxe xixe xxie xviiie internet covid-19 web islam
    islamisme brexit coran bible pâques ps nb tva ddr rdv pib vih sida adn cv tv
    """
)
_ACRONYM = re.compile(r"^(?:[A-ZÀ-Þ]\.?){2,}(?:-?[A-ZÀ-Þ0-9]+)*[a-z]?$|^[A-Z]+\d+$|^[A-ZÀ-Þ]{2,}(?:-[A-ZÀ-Þ]{2,})+$")
_DIGIT = re.compile(r"\d")
_EVENT_ENDING = re.compile(r"(?:é|ée|és|ées|i|ie|is|ies|u|ue|us|ues|ant|ants|ante|antes)$")


def _words(sentence: ParsedSentence) -> list[_Word]:
    """The words of the sentence as the eye cuts them: elisions and enclitics apart, hyphens kept."""
    text = sentence.anchor.text
    found: list[_Word] = []
    for match in _WORD.finditer(text):
        start, end = match.span()
        while end > start and text[end - 1] in " -":
            end -= 1
        token = sentence.token_at(sentence.anchor.start + start)
        if token is None or start == end:
            continue
        written = text[start:end]
        key = _open(written.lower().replace("’", "'"))
        found.append(
            _Word(
                start, end, written, key, bool(_CAPITAL.match(written)), token, bool(found) and found[-1].end == start
            )
        )
    return found


# ---------------------------------------------------------------- names in the making


@dataclass(slots=True)
class _Run:
    """Words that may be a name: `first` to `end` of the sentence's words, with votes for what it names."""

    first: int
    end: int
    kind: str | None = None  # decided
    key: str | None = None
    of: str | None = None
    votes: Votes = field(default_factory=lambda: defaultdict(float))
    before: int | None = None  # the word before it that syntax looks at (« groupe », « M. »)
    number: Number | None = None
    gender: Gender | None = None
    initial: bool = False  # the first word of a sentence, which has a capital anyway
    nested: bool = False
    meanings: tuple[Name, ...] = ()
    level: Literal["name", "nominal"] = "name"


@dataclass(slots=True)
class _Reading:
    """One sentence in the making."""

    sentence: ParsedSentence
    words: list[_Word]
    runs: list[_Run] = field(default_factory=list)
    demonyms: dict[int, str] = field(default_factory=dict)  # word → state
    titles: list[tuple[int, int, Noun]] = field(default_factory=list)
    nouns: dict[int, tuple[int, Noun]] = field(default_factory=dict)  # first word → (end, noun)
    blocked: set[int] = field(default_factory=set)
    recognised: dict[int, tuple[int, str]] = field(default_factory=dict)
    hits: dict[int, tuple[int, tuple[Name, ...]]] = field(default_factory=dict)
    shouting: bool = False

    def text(self, first: int, end: int) -> str:
        """The words as written."""
        return self.sentence.anchor.text[self.words[first].start : self.words[end - 1].end]

    def together(self, index: int) -> bool:
        """Whether only a space (or nothing) stands between word `index` and the next; False where there is none."""
        if not 0 <= index < len(self.words) - 1:
            return False
        between = self.sentence.anchor.text[self.words[index].end : self.words[index + 1].start]
        return not between or between.isspace()

    def between(self, index: int) -> str:
        """What stands between word `index` and the next; "" where there is none."""
        if not 0 <= index < len(self.words) - 1:
            return ""
        return self.sentence.anchor.text[self.words[index].end : self.words[index + 1].start].strip()

    def phrase(self, first: int, size: int) -> str:
        """The keys of `size` words from `first`, "" where there are not as many."""
        return (
            " ".join(word.key for word in self.words[first : first + size]) if first + size <= len(self.words) else ""
        )

    def key(self, index: int) -> str:
        """The key of word `index`, "" outside the sentence."""
        return self.words[index].key if 0 <= index < len(self.words) else ""

    def anchor(self, first: int, end: int) -> Anchor:
        """The anchor of words `first` to `end` in the article."""
        start, stop = self.words[first].start, self.words[end - 1].end
        base = self.sentence.anchor.start
        return Anchor(base + start, base + stop, self.sentence.anchor.text[start:stop])


def find_all_mentions(
    sentences: Sequence[ParsedSentence], gazetteer: Gazetteer, words: NounWords
) -> tuple[tuple[EntityMention, ...], ...]:
    """The mentions of each sentence of an article, by position, the longer first.

    Names are judged over the whole article: a surname alone is the person named in full elsewhere, an acronym is what
    it was introduced as. Names stand inside descriptions too (« chef du Pentagone » and « Pentagone »).
    """
    readings = [_read(sentence, gazetteer, words) for sentence in sentences]
    article = _Article(gazetteer)
    for reading in readings:
        _cut_runs(reading, gazetteer, words)
        for run in reading.runs:
            _vote(run, reading, words)
    article.decide(readings, words)
    return tuple(_mentions(reading, gazetteer, words) for reading in readings)


def find_mentions(sentence: ParsedSentence, gazetteer: Gazetteer, words: NounWords) -> tuple[EntityMention, ...]:
    """The mentions of one sentence read by itself."""
    return find_all_mentions([sentence], gazetteer, words)[0]


# ---------------------------------------------------------------- first look: gazetteer, titles, nouns


def _read(sentence: ParsedSentence, gazetteer: Gazetteer, words: NounWords) -> _Reading:
    reading = _Reading(sentence, _words(sentence))
    capitals = sum(1 for word in reading.words if word.text.isupper() and len(word.text) > 1)
    reading.shouting = capitals > 3 and capitals * 2 > len(reading.words)
    starts = {word.start: index for index, word in enumerate(reading.words)}
    ends = {word.end: index + 1 for index, word in enumerate(reading.words)}
    for start, end, names in gazetteer.find(sentence.anchor.text):
        first, stop = starts.get(start), ends.get(end)
        if first is None or stop is None:
            compound = _compound(reading, start, end)
            if compound is not None and names[0].sense == "demonym":
                reading.demonyms.setdefault(compound, names[0].entity.id)
            continue
        if names[0].sense == "demonym":
            reading.demonyms[first] = names[0].entity.id
        names = tuple(name for name in names if name.entity.kind != "Post")
        names = _without_letters(names, sentence.anchor.text[start:end], reading, gazetteer)
        if names:
            reading.hits[first] = (stop, names)
    _block_idioms(reading, words)
    index = 0
    while index < len(reading.words):
        found = _noun_at(reading, index, words)
        if found is None:
            index += 1
            continue
        reading.nouns[index] = found
        index = found[0]
    for entity in sentence.doc.ents:
        if entity.label_ in ("PER", "LOC", "ORG"):
            inside = [i for i, w in enumerate(reading.words) if w.start < entity.end_char and w.end > entity.start_char]
            while inside and (reading.words[inside[0]].key in _DETERMINERS or reading.words[inside[0]].key in _NOBLE):
                inside.pop(0)
            if inside:
                reading.recognised[inside[0]] = (inside[-1] + 1, entity.label_)
    return reading


def _without_letters(names: tuple[Name, ...], text: str, reading: _Reading, gazetteer: Gazetteer) -> tuple[Name, ...]:
    """Letters in capitals are no town of the world list: « OTAN » is no village."""
    if reading.shouting or not text.isupper() or len(text) < 2:
        return names
    return tuple(name for name in names if gazetteer.is_curated(name.entity.id))


def _compound(reading: _Reading, start: int, end: int) -> int | None:
    """The word that has start..end as a part after a hyphen (« pro-russe », « franco-allemand »)."""
    for index, word in enumerate(reading.words):
        if word.start <= start and end <= word.end:
            return index
    return None


def _block_idioms(reading: _Reading, words: NounWords) -> None:
    keys = [word.key for word in reading.words]
    for first in range(len(keys)):
        for size in range(min(5, len(keys) - first), 0, -1):
            if " ".join(keys[first : first + size]) in words.idioms:
                reading.blocked.update(range(first, first + size))
                break


def _noun_at(reading: _Reading, index: int, words: NounWords) -> tuple[int, Noun] | None:
    """The longest noun of the lexicon that begins at word `index`."""
    listed = reading.words
    key, best = "", None
    for size in range(1, min(MOST_WORDS_OF_A_NOUN, len(listed) - index) + 1):
        last = index + size - 1
        if size > 1 and not reading.together(last - 1):
            break
        key = f"{key} {listed[last].key}" if key else listed[last].key
        noun = words.nouns.get(key)
        if noun is not None:
            best = (index + size, noun)
    if best is None or (best[0] == index + 1 and not _is_noun(reading, index, best[1], words)):
        return None
    if any(at in reading.blocked for at in range(index, best[0])) and best[0] - index == 1:
        return None
    return best


def _is_noun(reading: _Reading, index: int, noun: Noun, words: NounWords) -> bool:
    """Whether a word that may be a noun is one here."""
    word = reading.words[index]
    if word.text.isupper() and len(word.text) > 1 and not reading.shouting:
        return len(word.text) <= 4 and word.key in ("ong", "crs", "pdg", "gi", "gis")
    if word.capital and index and noun.role == "" and noun.kind in ("Person", "Group") and not _opens(reading, index):
        return False
    if word.capital and index and noun.kind not in ("Person",) and word.token.i and reading.words[index - 1].capital:
        return False
    before = reading.key(index - 1)
    if word.key in words.ambiguous:
        if index and reading.together(index - 1):
            if before in _DETERMINERS or before in _NUMERALS or before.isdigit() or before in ("de", "d'"):
                following = reading.words[index + 1] if index + 1 < len(reading.words) else None
                starts_noun = (
                    following is not None
                    and reading.together(index)
                    and following.pos == "NOUN"
                    and word.pos == "ADJ"
                    and following.key in words.nouns
                )
                return not starts_noun
            if reading.words[index - 1].pos in ("NOUN", "PROPN", "ADJ") and not reading.words[index - 1].capital:
                return word.pos == "NOUN" and reading.words[index - 1].pos == "ADJ" and before not in words.nouns
        return word.pos in ("NOUN", "PROPN")
    if word.pos in ("VERB", "AUX", "ADV", "ADP", "SCONJ", "CCONJ", "PRON", "DET"):
        return before in _DETERMINERS or before in _NUMERALS
    if word.pos == "ADJ":
        return noun.role in ("post", "rank") or before in _DETERMINERS or before in _NUMERALS or not before
    return True


# ---------------------------------------------------------------- cutting runs of capitals


def _cut_runs(reading: _Reading, gazetteer: Gazetteer, words: NounWords) -> None:
    listed = reading.words
    taken = _inside_nouns(reading, words)
    runs = _bracketed(reading, taken)
    # several words of the gazetteer, or one with a lower-case word: « Nations unies »
    for first, (end, names) in sorted(reading.hits.items()):
        if names[0].sense == "demonym":
            continue
        if end - first > 1 and not taken.intersection(range(first, end)) and not _goes_on(reading, first, end):
            runs.append(_Run(first, end, meanings=names, initial=first == 0))
            taken.update(range(first, end))
    index = 0
    while index < len(listed):
        word = listed[index]
        if (
            index in taken
            or not word.capital
            or word.key in words.honorifics
            or (word.key.rstrip(".") in words.honorifics and word.text.endswith("."))
        ):
            index += 1
            continue
        if _is_plain(reading, index, words):
            index += 1
            continue
        institution = _institution(reading, index, words)
        if institution is not None:
            end, kind = institution
            run = _Run(index, end, kind=kind, initial=index == 0)
            hit = reading.hits.get(index)
            if hit is not None and hit[0] == end:
                run.kind, run.meanings = None, hit[1]
            runs = [other for other in runs if not (index <= other.first < end) or _inner(other, reading)]
            runs.append(run)
            taken.update(range(index, end))
            inner = index + 1
            while inner < end:
                hit = reading.hits.get(inner)
                if hit is not None and hit[0] <= end and hit[1][0].sense != "demonym" and listed[inner].capital:
                    runs.append(_Run(inner, hit[0], meanings=hit[1], nested=True))
                    inner = hit[0]
                else:
                    inner += 1
            index = end
            continue
        end = _run_end(reading, index, words, taken)
        runs.extend(_split(reading, index, end, words))
        taken.update(range(index, end))
        index = end
    unique: dict[tuple[int, int], _Run] = {}
    for run in runs:
        unique.setdefault((run.first, run.end), run)
    reading.runs = sorted(unique.values(), key=lambda run: (run.first, -run.end))


def _inner(run: _Run, reading: _Reading) -> bool:
    return bool(run.meanings)


def _inside_nouns(reading: _Reading, words: NounWords) -> set[int]:
    """Words with a capital that belong to a noun of the lexicon: « secrétaire d'Etat », « ministère de la Défense »."""
    inside: set[int] = set()
    for first, (end, noun) in reading.nouns.items():
        hit = reading.hits.get(first)
        if hit is not None and hit[0] >= end and hit[1][0].sense != "demonym":
            continue
        if end - first > 1 and not (reading.words[first].capital and reading.words[first].key in words.head_starts):
            inside.update(range(first, end))
        if noun.kind not in ("Person", "Government"):
            continue
        at = end
        while at < len(reading.words) and (
            at in reading.demonyms or (reading.words[at].pos == "ADJ" and not reading.words[at].capital)
        ):
            at += 1
        inside.update(_portfolio(reading, at, words))
    return inside


def _portfolio(reading: _Reading, at: int, words: NounWords) -> set[int]:
    """The words of « de la Défense », « des Affaires étrangères et de la Justice » from word `at`."""
    found: set[int] = set()
    while reading.key(at) in ("de", "d'", "du", "des", "à", "aux", "au", "chargé", "chargée"):
        start = at + 1
        if reading.key(at) in ("chargé", "chargée") and reading.key(start) in ("de", "d'", "du", "des"):
            start += 1
        if reading.key(start) in ("la", "l'", "le"):
            start += 1
        for size in (3, 2, 1):
            if reading.phrase(start, size) in words.portfolios:
                found.update(range(start, start + size))
                at = start + size
                break
        else:
            return found
        if reading.key(at) == "et":
            at += 1
    return found


def _bracketed(reading: _Reading, taken: set[int]) -> list[_Run]:
    """Names whose first letters stand in brackets after them: « Rassemblement pour la victoire (RPV) »."""
    found: list[_Run] = []
    listed = reading.words
    for index in range(2, len(listed)):
        letters = listed[index].text
        if reading.between(index - 1) != "(" or not _ACRONYM.match(letters) or not 2 <= len(letters) <= 12:
            continue
        first = _expansion(reading, index, fold(letters).replace(" ", ""))
        if first is None or taken.intersection(range(first, index)):
            continue
        hit = reading.hits.get(first)
        run = _Run(first, index)
        if hit is not None and hit[0] == index:
            run.meanings = hit[1]
        else:
            run.votes["Organization"] += 4
            run.votes["Person"] -= 4
            run.kind = None
        found.append(run)
        taken.update(range(first, index))
        found.extend(
            _Run(inner, stop, meanings=names, nested=True)
            for inner, (stop, names) in reading.hits.items()
            if first < inner and stop <= index and names[0].sense != "demonym" and listed[inner].capital
        )
    return found


def _expansion(reading: _Reading, end: int, letters: str, *, capital: bool = True) -> int | None:
    """The first word of the words before `end` whose initials spell `letters`; small words may count or not."""

    def back(at: int, left: int) -> int | None:
        if at < 0 or end - at > 16 or (at < end - 1 and reading.between(at) not in ("", "-", "–")):
            return None
        word = reading.words[at]
        initials = "".join(fold(part)[0] for part in re.split(r"[-‐']", word.text) if fold(part))
        for size in (len(initials), 1) if len(initials) > 1 else (1,):
            if initials and letters[:left].endswith(initials[:size]) and size <= left:
                if left == size and (word.capital or not capital):
                    return at
                found = back(at - 1, left - size) if left > size else None
                if found is not None:
                    return found
        return back(at - 1, left) if word.key in _SMALL_WORDS else None

    return back(end - 1, len(letters))


_SMALL_WORDS = _set(
    """
    de du des d' la le les l' et pour à au aux en sur contre un une
    """
)


def _goes_on(reading: _Reading, first: int, end: int) -> bool:
    """Whether a gazetteer name is only a part of a longer run of capitals (« Saint-Denis Brown »)."""
    listed = reading.words
    if any(not word.capital for word in listed[first:end]):
        return False
    after = end < len(listed) and reading.together(end - 1) and listed[end].capital and end not in reading.demonyms
    before = first > 0 and reading.together(first - 1) and listed[first - 1].capital and first - 1 > 0
    return after or (before and first - 1 not in reading.nouns and first - 1 not in reading.demonyms)


def _is_plain(reading: _Reading, index: int, words: NounWords) -> bool:
    """A capital word that is no name: a sentence's first word, a title, a month, a demonym, a pronoun."""
    word = reading.words[index]
    if word.key in _CARDINALS and index not in reading.hits and not _part_of_run(reading, index):
        return True
    if word.key in _NEVER_NAMES or (word.key in _DETERMINERS and len(word.key) > 1) or word.key in _NOBLE:
        return not (word.key in ("le", "la", "les") and _title_article(reading, index))
    if (
        len(word.text) == 1
        and not word.text.isdigit()
        and not (index + 1 < len(reading.words) and reading.words[index + 1].capital)
    ):
        return True
    if index in reading.demonyms and (
        index not in reading.hits or all(n.sense == "demonym" for n in reading.hits[index][1])
    ):
        return True
    found = reading.nouns.get(index)
    if found is not None and found[1].kind == "Person" and index not in reading.hits:
        return True
    if word.key in words.possessive or word.key in words.personal:
        return True
    if index not in reading.hits:
        if _CODE.match(word.text) or (_ROMAN.match(word.text) and not _part_of_run(reading, index)):
            return True
        if found is not None and word.text.isupper():
            return True
        alone = found is not None and (is_a(found[1].kind, "Place") or not _part_of_run(reading, index))
        if found is not None and alone and word.key not in words.head_starts and found[1].role == "":
            return True
    following = index + 1 < len(reading.words) and reading.together(index) and reading.words[index + 1].capital
    if index == 0 or _opens(reading, index):
        if index in reading.hits:
            return False
        if word.pos in ("DET", "ADP", "PRON", "ADV", "CCONJ", "SCONJ", "AUX", "INTJ", "PART", "NUM"):
            return not (_ACRONYM.match(word.text) or fold(word.text) in words.given)
        if word.pos in ("VERB", "ADJ", "NOUN"):
            if fold(word.text) in words.given and following:
                return False
            if _ACRONYM.match(word.text) and len(word.text) > 1:
                return False
            if index in reading.recognised:
                return False
            return word.key not in words.head_starts
    return word.pos in ("PRON", "SCONJ", "CCONJ") and not following and not _ACRONYM.match(word.text)


def _part_of_run(reading: _Reading, index: int) -> bool:
    return index + 1 < len(reading.words) and reading.together(index) and reading.words[index + 1].capital


def _opens(reading: _Reading, index: int) -> bool:
    """Whether the word comes after a quote mark, colon or stop, where any word may have a capital."""
    between = reading.between(index - 1)
    return bool(between) and between[-1] in '«"“:.!?–—-•('


def _title_article(reading: _Reading, index: int) -> bool:
    """« Le Monde », « Le Drian »: an article with a capital inside a sentence, before another."""
    return (
        0 < index < len(reading.words) - 1
        and not _opens(reading, index)
        and reading.together(index)
        and reading.words[index + 1].capital
    )


def _run_end(reading: _Reading, first: int, words: NounWords, taken: set[int]) -> int:
    """Where a run of capitals that begins at `first` ends; small particles may stand inside."""
    listed = reading.words
    end = first + 1
    person = fold(listed[first].text.split("-")[0]) in words.given
    while end < len(listed):
        if end in taken or not reading.together(end - 1):
            if (
                end not in taken
                and reading.between(end - 1) in ("-", "–")
                and listed[end].capital
                and not _spaced(reading, end - 1)
            ):
                end += 1
                continue
            break
        word = listed[end]
        if word.capital:
            if word.key in _NEVER_NAMES or (listed[end - 1].key.endswith("'") and listed[end - 1].key not in _NOBLE):
                break
            if end in reading.demonyms and end not in reading.hits:
                break
            end += 1
            continue
        if end + 1 < len(listed) and reading.together(end) and listed[end + 1].capital:
            if (
                word.key in _PARTICLES
                or word.key in _ENGLISH
                or (word.key in ("du", "de", "d'") and listed[end + 1].key in _CARDINALS)
            ):
                end += 2
                continue
            if word.key in _NOBLE and person and end - first <= 2 and end + 1 not in reading.hits and word.key != "des":
                end += 2
                continue
        if (
            word.key == "de"
            and end + 2 < len(listed)
            and listed[end + 1].key in ("la", "l'")
            and listed[end + 2].capital
            and ((person and end + 2 not in reading.hits) or listed[end + 2].key in _CARDINALS)
        ):
            end += 3
            continue
        break
    return end


def _spaced(reading: _Reading, index: int) -> bool:
    return " " in reading.sentence.anchor.text[reading.words[index].end : reading.words[index + 1].start]


def _split(reading: _Reading, first: int, end: int, words: NounWords) -> list[_Run]:
    """A run of capitals as one name, with the gazetteer's meaning where it covers the whole."""
    listed = reading.words
    initial = first == 0 or _opens(reading, first)
    # a title with a capital begins the run: « Président Hollande », « Maître Gims »
    while first < end - 1 and (
        listed[first].key in words.honorifics or (first in reading.nouns and reading.nouns[first][1].kind == "Person")
    ):
        first += 1
    hit = reading.hits.get(first)
    if hit is not None and hit[0] == end and not all(name.sense == "demonym" for name in hit[1]):
        return [_Run(first, end, meanings=hit[1], initial=initial)]
    if hit is not None and hit[0] < end and hit[1][0].primary and hit[1][0].entity.kind not in ("City", "Region"):
        rest = listed[hit[0]]
        if _ACRONYM.match(rest.text) or hit[0] in reading.hits or listed[first].text.isupper():
            return [_Run(first, hit[0], meanings=hit[1], initial=initial), *_split(reading, hit[0], end, words)]
    # an ordinary first word of the sentence before a known name: « Hier Damas »
    if initial and first < end - 1 and first not in reading.hits:
        inner = reading.hits.get(first + 1)
        word = listed[first]
        if (
            inner is not None
            and inner[0] == end
            and word.pos not in ("PROPN",)
            and fold(word.text) not in words.given
            and not _ACRONYM.match(word.text)
        ):
            return [_Run(first + 1, end, meanings=inner[1])]
    return [_Run(first, end, initial=initial and end - first == 1)]


def _institution(reading: _Reading, index: int, words: NounWords) -> tuple[int, str] | None:
    """« Front populaire de libération de la Palestine », « Cour suprême »: the end of the name and its kind."""
    listed = reading.words
    word = listed[index]
    if word.key not in words.head_starts or (word.text.isupper() and not reading.shouting):
        return None
    if (
        index + 1 < len(listed)
        and listed[index + 1].capital
        and reading.together(index)
        and index > 0
        and fold(listed[index - 1].text) in words.given
    ):
        return None
    kind = words.heads.get(word.key, "Organization")
    end = index + 1
    for size in (4, 3, 2):
        longer = reading.phrase(index, size)
        if longer in words.heads:
            kind, end = words.heads[longer], index + size
            break
    grown = end > index + 1
    sure = grown
    while end < len(listed):
        if not reading.together(end - 1):
            joined = reading.between(end - 1) in ("-", "–") and listed[end].capital and grown
            if not joined:
                break
        item = listed[end]
        if item.capital and item.key not in _NEVER_NAMES and item.key not in words.honorifics:
            end, grown, sure = end + 1, True, True
            continue
        if item.key in words.institution_adjectives or (
            item.pos == "ADJ" and not _EVENT_ENDING.search(item.key) and item.key not in words.dropped_adjectives
        ):
            end, grown = end + 1, True
            continue
        if item.key in ("pour", "et", "de", "du", "des", "d'", "en", "à", "au", "aux", "sur", "contre"):
            size = _complement(reading, end, words, kind)
            if size:
                end, grown, sure = end + size, True, True
                continue
        break
    initial = index == 0 or _opens(reading, index)
    if initial and not sure and word.key not in ("parlement", "sénat", "congrès"):
        adjective_only = end - index <= 2 and " ".join(item.key for item in listed[index:end]) not in words.heads
        if adjective_only and end not in reading.hits:
            hit = reading.hits.get(index)
            return (hit[0], _kind_of(hit[1][0])) if hit is not None and hit[0] == end else None
    if not grown and word.key in (
        "haute",
        "haut",
        "service",
        "services",
        "corps",
        "force",
        "garde",
        "section",
        "division",
        "ordre",
        "maison",
        "club",
        "société",
        "centre",
        "union",
        "bureau",
    ):
        return None
    return end, kind


def _complement(reading: _Reading, at: int, words: NounWords, kind: str) -> int:
    """How many words of « pour la défense de », « des droits de l'homme », « de Gao » go on with a body's name."""
    listed = reading.words
    size = 1
    preposition = listed[at].key
    if at + size < len(listed) and listed[at + size].key in _ARTICLES and reading.together(at):
        size += 1
    if at + size >= len(listed) or not reading.together(at + size - 1):
        return 0
    noun = listed[at + size]
    key = noun.key
    for extra in (3, 2):
        if reading.phrase(at + size, extra) in words.after:
            return size + extra
    if preposition in ("et", "sur", "contre"):
        return size + 1 if key in words.after and preposition == "et" and kind != "Group" else 0
    if preposition in ("en", "à", "au", "aux"):
        wanted = listed[at - 1].key
        place = (
            noun.capital
            and preposition in ("en", "au")
            and any(
                listed[i].key in ("mission", "opération", "front", "force", "forces") for i in range(max(0, at - 8), at)
            )
        )
        return size + 1 if place or (preposition in ("à", "aux") and key in words.after and wanted) else 0
    if key in words.after:
        return size + 1
    if (
        noun.capital
        and key not in _NEVER_NAMES
        and not (at + size in reading.nouns and reading.nouns[at + size][1].role)
    ):
        hit = reading.hits.get(at + size)
        if hit is not None:
            person = hit[1][0].entity.kind == "Person"
            return 0 if person else hit[0] - at
        stop = at + size + 1
        while stop < len(listed) and reading.together(stop - 1) and listed[stop].capital:
            stop += 1
        if fold(noun.text) in words.given and stop - (at + size) > 1:
            return 0
        return stop - at
    return 0


# ---------------------------------------------------------------- votes


def _kind_of(name: Name) -> str:
    return "Country" if name.entity.kind == "State" else name.entity.kind


_RECOGNISER_KIND = {"PER": "Person", "LOC": "City", "ORG": "Organization"}


def _vote(run: _Run, reading: _Reading, words: NounWords) -> None:
    """Count what the words around a run say about it."""
    listed = reading.words
    votes = run.votes
    size = run.end - run.first
    text = reading.text(run.first, run.end)
    before = reading.key(run.first - 1) if run.first and reading.together(run.first - 1) else ""
    if run.kind is not None:
        votes[run.kind] += 6
    for name in run.meanings[:1]:
        votes[_kind_of(name)] += 4 if name.primary else 2.5
    label = _recogniser_label(run, reading)
    if label is not None:
        votes[_RECOGNISER_KIND[label[0]]] += label[1]
    acronym = bool(_ACRONYM.match(text)) and not reading.shouting
    if acronym:
        votes["Organization"] += 0.6 if _DIGIT.search(text) else 1.6
        votes["Person"] -= 3
        votes["City"] -= 2
    if _DIGIT.search(text):
        votes["Person"] -= 3
        votes["City"] -= 1
    # titles
    if before in words.honorifics or before.rstrip(".") in ("mm", "m", "mme", "mmes", "mlle", "mgr", "dr", "pr"):
        votes["Person"] += 6 if before not in ("père", "frère", "sœur", "saint", "me", "feu") else 2
        run.before = run.first - 1
    title = _title_before(run.first, reading, words)
    if title is not None and not acronym:
        votes["Person"] += 5 if title[1] else 2.5
        if title[1]:
            run.before = title[0]
    if (
        not acronym
        and _title_after(run.end, reading, words)
        and before not in _ARTICLES
        and before not in _PLACE_PREPOSITIONS
    ):
        votes["Person"] += 3
    # first names
    first_name = (
        fold(listed[run.first].text.split("-")[0]) in words.given or fold(listed[run.first].text) in words.given
    )
    if first_name and size > 1 and before not in ("la", "le"):
        votes["Person"] += 4
    elif first_name and not acronym:
        votes["Person"] += 0.8
    if (size > 1 and any(word.key in _PARTICLES for word in listed[run.first : run.end])) or (
        text.lower().startswith(("al-", "el-")) and size == 1
    ):
        votes["Person"] += 0.5
    # nouns right before: « ville de X », « groupe X »
    _vote_of_noun_before(run, reading, words)
    # prepositions
    if before in _PLACE_PREPOSITIONS and not acronym:
        votes["City"] += 2.5 if before != "vers" else 1.5
    if before in ("de", "d'", "du", "des") and reading.key(run.first - 2) in _SIDES:
        votes["City"] += 3.5
    if before == "dans" and not acronym:
        votes["City"] += 1
    if before in ("la", "le", "les", "l'"):
        votes["Person"] -= 3 if before != "l'" else 2.5
        votes["Organization"] += 0.6
    elif before in ("au", "aux") or (before in ("du", "des") and size == 1):
        votes["Person"] -= 2
    if before in ("par", "selon", "contre", "avec") and size > 1 and not acronym:
        votes["Person"] += 0.5
    if size > 1 and not run.meanings and not acronym and not before and label is None:
        following = listed[run.end].token if run.end < len(listed) and reading.together(run.end - 1) else None
        if following is not None and following.pos_ in ("VERB", "AUX"):
            votes["Person"] += 1.6
    # speaking
    near = [listed[i].token for i in (run.first - 1, run.first - 2, run.end, run.end + 1) if 0 <= i < len(listed)]
    if before not in _DETERMINERS and any(
        token.pos_ == "VERB" and _open(token.lemma_.lower()) in words.speech for token in near
    ):
        votes["Person"] += 0.8


def _recogniser_label(run: _Run, reading: _Reading) -> tuple[str, float] | None:
    for first, (end, label) in reading.recognised.items():
        if first == run.first and end == run.end:
            return label, 2.0
        if first < run.end and end > run.first:
            return label, 1.6 if label == "PER" or (first <= run.first and end >= run.end) else 1.2
    return None


def _title_before(first: int, reading: _Reading, words: NounWords) -> tuple[int, bool] | None:
    """The function or rank that stands before a name, and whether directly: « le ministre malien de la Défense, X »."""
    at = first - 1
    if at < 0:
        return None
    direct = reading.together(at)
    if not direct and reading.between(at) not in (",", "(", ", «", "«", '"'):
        return None
    if direct and (reading.key(at) in _NOBLE or reading.key(at) in _DETERMINERS):
        return None
    steps = 0
    while at >= 0 and steps < 9:
        for start in range(at, max(-1, at - MOST_WORDS_OF_A_NOUN), -1):
            found = reading.nouns.get(start)
            if found is not None and found[0] == at + 1:
                noun = found[1]
                if noun.kind == "Person" or (noun.number == "sing" and is_a(noun.kind, "Actor") and noun.role):
                    return start, direct and (steps == 0 or noun.role != "" or _adjectives_only(at + 1, first, reading))
                if direct and steps == 0:
                    return None
                break
        if at and not reading.together(at - 1):
            return None
        word = reading.words[at]
        if (
            word.pos in ("VERB", "AUX", "PRON", "SCONJ")
            and word.key not in words.kept_adjectives
            and at not in reading.demonyms
        ):
            return None
        if word.key in ("à", "et", "en", "par", "avec", "dans") and direct:
            return None
        at -= 1
        steps += 1
    return None


def _adjectives_only(start: int, end: int, reading: _Reading) -> bool:
    return all(i in reading.demonyms or reading.words[i].pos == "ADJ" for i in range(start, end))


def _title_after(end: int, reading: _Reading, words: NounWords) -> bool:
    """« Ashton Carter, chef du Pentagone », « Jean Dupont, 34 ans »."""
    if end >= len(reading.words) or reading.between(end - 1) not in (",", "("):
        return False
    at = end
    while (
        at < len(reading.words)
        and at < end + 3
        and reading.words[at].key
        in ("le", "la", "l'", "un", "une", "ancien", "ancienne", "ex", "son", "sa", "jeune", "célèbre")
    ):
        at += 1
    found = reading.nouns.get(at)
    if found is not None and found[1].kind == "Person" and found[1].number == "sing":
        return True
    return (
        at == end and at + 1 < len(reading.words) and reading.words[at].text.isdigit() and reading.key(at + 1) == "ans"
    )


def _vote_of_noun_before(run: _Run, reading: _Reading, words: NounWords) -> None:
    at = run.first - 1
    if at < 0:
        return
    between = reading.between(at)
    if between not in ("", "«", '"', "“"):
        return
    linked = False
    if not between and reading.key(at) in ("de", "d'", "du", "des"):
        at, linked = at - 1, True
    elif not between and reading.key(at) in ("la", "l'", "le", "les") and reading.key(at - 1) == "de":
        at, linked = at - 2, True
    skipped = 0
    while (
        at >= 0
        and skipped < 3
        and (reading.words[at].pos == "ADJ" or at in reading.demonyms)
        and reading.words[at].key not in words.names_after
    ):
        if at and not reading.together(at - 1):
            return
        at, skipped = at - 1, skipped + 1
    if at < 0 or (linked and not reading.together(at)):
        return
    for size in (3, 2, 1):
        if at - size + 1 < 0:
            continue
        key = reading.phrase(at - size + 1, size)
        kind = words.names_after.get(key)
        if kind is None:
            continue
        place = kind in ("City", "Region")
        if place:
            run.votes[kind] += 5 if linked or (kind == "Region" and not linked) else 3
        elif linked:
            if kind == "Facility":
                run.votes["City"] += 2
            elif kind == "Organization" and key in ("ville", "université"):
                run.votes["City"] += 1
        elif kind == "Facility":
            run.votes["Facility"] += 2
            run.votes["Person"] += 0.5
        else:
            run.votes[kind] += 6
            run.before = at
            while not run.meanings and is_a(kind, "Actor") and _adjective_at(reading, run.end, words):
                run.end += 1
        return


def _adjective_at(reading: _Reading, index: int, words: NounWords) -> bool:
    """Whether a lower-case adjective that can belong to a name stands at word `index`: « parti Avenir commun »."""
    if index >= len(reading.words) or not reading.together(index - 1) or index in reading.demonyms:
        return False
    word = reading.words[index]
    if word.capital or word.key in words.dropped_adjectives:
        return False
    return word.key in words.institution_adjectives or (word.pos == "ADJ" and not _EVENT_ENDING.search(word.key))


# ---------------------------------------------------------------- judging over the article


class _Article:
    """What the whole article says about each name."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        """Start with nothing."""
        self.gazetteer = gazetteer
        self.votes: dict[str, Votes] = defaultdict(lambda: defaultdict(float))
        self.times: Counter[str] = Counter()
        self.surnames: dict[str, str] = {}
        self.known: dict[str, tuple[str, str | None, str | None]] = {}
        self.countries: Counter[str] = Counter()
        self.things: set[str] = set()  # acronyms that name no body
        self.middle: set[str] = set()  # names seen where only a name has a capital

    def decide(self, readings: Sequence[_Reading], words: NounWords) -> None:
        """Give each run a kind and key, or drop it."""
        for reading in readings:
            for run in reading.runs:
                self._count(run, reading)
            for state in reading.demonyms.values():
                self.countries[state] += 1
        self._learn_persons(readings, words)
        self._learn_things(readings, words)
        for reading in readings:
            for run in reading.runs:
                self._judge(run, reading)
            self._join(reading)
            reading.runs = [run for run in reading.runs if run.kind is not None]
        self._learn_brackets(readings, words)

    def _count(self, run: _Run, reading: _Reading) -> None:
        name = fold(reading.text(run.first, run.end))
        for kind, score in run.votes.items():
            self.votes[name][kind] += score
        self.times[name] += 1
        if not run.initial:
            self.middle.add(name)
        if run.meanings:
            country = self.gazetteer.country_of(run.meanings[0].entity.id)
            if country and len(run.meanings) == 1:
                self.countries[country] += 1

    def _learn_persons(self, readings: Sequence[_Reading], words: NounWords) -> None:
        """Last names of the persons named in full."""
        for reading in readings:
            for run in reading.runs:
                if run.end - run.first < 2 or run.kind is not None:
                    continue
                name = fold(reading.text(run.first, run.end))
                kind, score = _winner(self._averaged(name, run))
                if kind == "Person" and score >= ENOUGH_VOTES:
                    parts = [word for word in reading.words[run.first : run.end] if word.capital]
                    for start in range(1, len(parts)):
                        tail = fold(reading.sentence.anchor.text[parts[start].start : parts[-1].end])
                        if len(tail) > 2:
                            self.surnames.setdefault(tail, name)
                    last = re.split(r"[-‐]", parts[-1].text)
                    if len(last) > 1 and len(last[-1]) > 3 and last[0].lower() in ("al", "el", "ben"):
                        self.surnames.setdefault(fold(last[-1]), name)

    def _learn_things(self, readings: Sequence[_Reading], words: NounWords) -> None:
        """« un accord de libre-échange (ALE) »: letters in brackets after words without a capital name a thing."""
        for reading in readings:
            for run in reading.runs:
                if run.end - run.first > 1 or run.meanings or not run.first or reading.between(run.first - 1) != "(":
                    continue
                letters = reading.words[run.first].text
                if not _ACRONYM.match(letters) or any(other.end == run.first for other in reading.runs):
                    continue
                first = _expansion(reading, run.first, fold(letters).replace(" ", ""), capital=False)
                noun = reading.nouns.get(first) if first is not None else None
                if noun is not None and _family(noun[1].kind) == "body":
                    self.votes[fold(letters)][noun[1].kind] += 4
                else:
                    self.things.add(letters)

    def _join(self, reading: _Reading) -> None:
        """« Qabasin et Bzaah »: what is joined to a sure name by « et » is of its kind."""
        for left, right in zip(reading.runs, reading.runs[1:], strict=False):
            if left.end + 1 != right.first or reading.key(left.end) not in ("et", "ou") or right.meanings:
                continue
            if not (reading.together(left.end - 1) and reading.together(left.end)) or left.kind is None:
                continue
            text = reading.text(right.first, right.end)
            if (
                right.votes.get(left.kind, 0) < 0
                or text in self.things
                or bool(_ACRONYM.match(text)) != bool(_ACRONYM.match(reading.text(left.first, left.end)))
            ):
                continue
            strength = max(right.votes.values(), default=0)
            if (left.key is not None or max(left.votes.values(), default=0) >= 2.5) and strength < 2.5:
                right.kind = left.kind

    def _averaged(self, name: str, run: _Run) -> Votes:
        """The run's own votes, and what all occurrences say together, each once."""
        times = max(1, self.times[name])
        mixed: Votes = defaultdict(float)
        for kind, score in self.votes[name].items():
            mixed[kind] = score / times * min(times, 3) ** 0.5
        for kind, score in run.votes.items():
            mixed[kind] += score
        for kind in mixed:
            mixed[kind] /= 2
        return mixed

    def _judge(self, run: _Run, reading: _Reading) -> None:
        name = fold(reading.text(run.first, run.end))
        if not name:
            run.kind = None
            return
        if run.kind is not None and not run.meanings:
            return
        if not run.meanings and reading.text(run.first, run.end) in self.things:
            return
        if (
            run.initial
            and run.end - run.first == 1
            and name not in self.middle
            and not run.meanings
            and name not in self.surnames
        ):
            label = _recogniser_label(run, reading)
            strong = max(run.votes.values(), default=0) >= 3
            if (
                not strong
                and not (label is not None and reading.words[run.first].pos == "PROPN")
                and not _ACRONYM.match(reading.words[run.first].text)
            ):
                return
        votes = self._averaged(name, run)
        if name in self.surnames and not any(
            m.primary and m.entity.kind != "Person" and m.entity.kind != "City" for m in run.meanings
        ):
            votes["Person"] += 4
        kind, score = _winner(votes)
        if run.meanings:
            chosen = self._meaning(run, kind, score)
            if chosen is not None:
                run.kind, run.key, run.of = _kind_of(chosen), chosen.entity.id, self._owner(chosen)
                return
        if score >= ENOUGH_VOTES and kind:
            run.kind = kind

    def _meaning(self, run: _Run, kind: str, score: float) -> Name | None:
        """The gazetteer's meaning, unless the article clearly speaks of something else of that name."""
        fitting = [name for name in run.meanings if _alike(_kind_of(name), kind)]
        if fitting:
            return self.gazetteer.rank(fitting, self.countries) or fitting[0]
        first = self.gazetteer.rank(run.meanings, self.countries) or run.meanings[0]
        own = run.votes[_kind_of(first)]
        return first if score < own + 2 and first.primary else None

    def _owner(self, name: Name) -> str | None:
        entity = name.entity
        if entity.kind == "City":
            return self.gazetteer.capital_of(entity.id)
        if entity.kind in ("Government", "ArmedForce", "Organization", "Facility", "Region"):
            country = self.gazetteer.country_of(entity.id)
            return country if country != entity.id else None
        return None

    def _learn_brackets(self, readings: Sequence[_Reading], words: NounWords) -> None:
        """« Rassemblement pour la victoire (RPV) »: the letters in brackets are the name before them."""
        learnt: dict[str, tuple[str, str | None, str | None]] = {}
        for reading in readings:
            by_first = {run.first: run for run in reading.runs}
            for run in reading.runs:
                if run.end >= len(reading.words) or run.level != "name":
                    continue
                after = by_first.get(run.end)
                if reading.between(run.end - 1) == "(" and after is not None and after.end - after.first == 1:
                    letters = reading.words[after.first].text
                    if not _ACRONYM.match(letters) or not after.kind:
                        continue
                    if after.key is not None and run.key is None and _alike(after.kind, run.kind or ""):
                        run.key, run.of = after.key, after.of
                    elif after.key is None and not run.nested and run.kind is not None and not is_a(run.kind, "Place"):
                        learnt[letters] = (run.kind, run.key, run.of)
        if not learnt:
            return
        for reading in readings:
            for run in reading.runs:
                if run.end - run.first == 1 and run.key is None:
                    found = learnt.get(reading.words[run.first].text)
                    if found is not None:
                        run.kind, run.key, run.of = found


def _winner(votes: Votes) -> tuple[str, float]:
    """The kind with the most votes; kinds of one family share theirs."""
    families: Votes = defaultdict(float)
    for kind, score in votes.items():
        families[_family(kind)] += score
    if not families:
        return "", 0.0
    family, score = max(families.items(), key=lambda item: (item[1], item[0]))
    members = [(votes[kind], kind) for kind in votes if _family(kind) == family]
    return max(members)[1], score


def _family(kind: str) -> str:
    if is_a(kind, "Place") or kind == "State":
        return "place"
    return "person" if kind == "Person" else "thing" if is_a(kind, "Thing") else "body"


def _alike(kind: str, other: str) -> bool:
    return bool(kind) and bool(other) and _family(kind) == _family(other)


# ---------------------------------------------------------------- mentions


def _mentions(reading: _Reading, gazetteer: Gazetteer, words: NounWords) -> tuple[EntityMention, ...]:
    found: list[EntityMention] = []
    for run in reading.runs:
        if run.kind != "Weapon":
            found.append(_name_mention(run, reading, words))
    describe = _Describer(reading, words)
    found.extend(describe.all())
    found.extend(_pronouns(reading, words))
    seen: set[tuple[int, int, str]] = set()
    kept = []
    for mention in sorted(found, key=lambda m: (m.anchor.start, -m.anchor.end, m.level != "name")):
        span = (mention.anchor.start, mention.anchor.end, "pronoun" if mention.level == "pronoun" else "")
        if span not in seen:
            seen.add(span)
            kept.append(mention)
    return tuple(kept)


def _name_mention(run: _Run, reading: _Reading, words: NounWords) -> EntityMention:
    anchor = reading.anchor(run.first, run.end)
    first = run.first
    tokens = [word.token for word in reading.words[run.first : run.end]]
    inside = {token.i for token in tokens}
    head = next((token for token in tokens if token.head.i not in inside or token.head.i == token.i), tokens[0])
    if run.before is not None:
        governor = reading.words[run.before].token
        plain = reading.words[run.before].key in words.honorifics or run.kind != "Person"
        if plain and any(token.head.i == governor.i for token in tokens):
            head = governor
    start = reading.sentence.anchor.start + head.idx
    number: Number | None = "plur" if run.kind in ("Group",) else None
    gender = run.gender
    if run.kind == "Person":
        number = "sing"
        gender = gender or _gender_of_title(first, reading, words)
    elif reading.key(first - 1) == "les":
        number = "plur"
    elif reading.key(first - 1) in ("le", "la"):
        number, gender = "sing", "fem" if reading.key(first - 1) == "la" else "masc"
    return EntityMention(
        anchor,
        run.kind or "Organization",
        run.level,
        Anchor(start, start + len(head.text), head.text),
        run.key,
        run.of,
        number,
        gender,
    )


def _gender_of_title(first: int, reading: _Reading, words: NounWords) -> Gender | None:
    before = reading.key(first - 1)
    if before in ("mme", "mme.", "madame", "mlle", "reine", "présidente", "sœur"):
        return "fem"
    if before in ("m.", "m", "monsieur", "roi", "mgr", "père", "frère"):
        return "masc"
    if first > 1 and before in words.nouns and words.nouns[before].kind == "Person":
        return _GENDERS.get(reading.key(first - 2))
    return None


class _Describer:
    """Descriptions: nouns of the lexicon with what identifies them."""

    def __init__(self, reading: _Reading, words: NounWords) -> None:
        """Know the names of the sentence by their first word."""
        self.reading = reading
        self.words = words
        self.listed = reading.words
        self.names: dict[int, _Run] = {}
        for run in reading.runs:
            if run.first not in self.names or self.names[run.first].end < run.end:
                self.names[run.first] = run
        self.inside = {i for run in reading.runs for i in range(run.first, run.end)}

    def all(self) -> list[EntityMention]:
        """All descriptions of the sentence."""
        found: list[EntityMention] = []
        for index, (end, noun) in sorted(self.reading.nouns.items()):
            if index in self.inside or self._introduces(index, end, noun):
                continue
            if all(at in self.reading.blocked for at in range(index, end)) and end - index == 1:
                continue
            mention = self._describe(index, end, noun)
            if mention is not None:
                found.append(mention)
        for index, state in self.reading.demonyms.items():
            if index not in self.inside and self.listed[index].capital:
                demonym = self._demonym(index, state)
                if demonym is not None:
                    found.append(demonym)
        return found

    def _introduces(self, index: int, end: int, noun: Noun) -> bool:
        """« le groupe X », « le parti X »: the name is the mention, the noun its head."""
        return any(
            run.before in (index, end - 1) for run in self.names.values() if run.kind not in ("Person", "Weapon")
        )

    def _describe(self, index: int, end: int, noun: Noun) -> EntityMention | None:
        first = self._start(index, noun)
        stop, of = self._extend(end, noun)
        kind = noun.kind
        head = self.listed[index].token
        level: Literal["name", "nominal"] = "nominal"
        key: str | None = None
        if kind == "Weapon" and stop in self.names and self.reading.together(stop - 1):
            stop = self.names[stop].end if self.names[stop].kind == "Weapon" else stop
        if kind == "Facility" and stop in self.names and self.reading.together(stop - 1):
            run = self.names[stop]
            if run.kind in ("Facility", "Person", "City", "Organization") and stop == end:
                stop, level = run.end, "name"
                stop, of = self._extend(stop, noun)
        elif kind == "Facility" and self.listed[index].capital and index and stop > end:
            level = "name"
        if noun.role == "post" and noun.number == "sing" and self._is_office(first):
            kind = "Post"
        if (
            noun.kind in ("State", "Country")
            and noun.number == "sing"
            and stop == end
            and self.listed[index].key in ("etat", "republique", "république")
        ):
            return None
        determiner = self.reading.key(first - 1)
        number: Number = noun.number
        if noun.number == "sing" and determiner in ("les", "des", "aux", "ces", "ses", "leurs", "plusieurs"):
            number = "plur"
        gender: Gender | None = None
        genders = head.morph.get("Gender", [])
        if determiner in ("la", "une", "cette", "sa") or "Fem" in genders:
            gender = "fem"
        elif determiner in ("le", "un", "du", "au", "ce") or "Masc" in genders:
            gender = "masc"
        anchor = self.reading.anchor(first, stop)
        if noun.number == "plur":
            anchor = self._with_number(anchor)
        return EntityMention(anchor, kind, level, self._anchor(head), key, of, number, gender)

    def _with_number(self, anchor: Anchor) -> Anchor:
        """The digits right before a plural belong to it, however they were cut: « 3.000 soldats »."""
        sentence = self.reading.sentence.anchor
        before = sentence.text[: anchor.start - sentence.start]
        digits = re.search(r"(?<![\w.,])\d[\d.,\s]*$", before)
        if digits is None:
            return anchor
        start = sentence.start + digits.start()
        return Anchor(start, anchor.end, sentence.text[digits.start() : anchor.end - sentence.start])

    def _anchor(self, token: Token) -> Anchor:
        start = self.reading.sentence.anchor.start + token.idx
        return Anchor(start, start + len(token.text), token.text)

    def _start(self, index: int, noun: Noun) -> int:
        """A number and a few adjectives before the noun belong to it: « 560 militaires », « jeunes femmes »."""
        first = index
        while first > 0 and self.reading.together(first - 1):
            word = self.listed[first - 1]
            if word.key in (
                "ancien",
                "ancienne",
                "anciens",
                "anciennes",
                "ex",
                "futur",
                "future",
                "grand",
                "grande",
                "jeune",
                "jeunes",
                "haut",
                "hauts",
                "petit",
                "petite",
                "vieil",
                "vieille",
                "simple",
                "simples",
                "présumé",
            ):
                first -= 1
                continue
            break
        if noun.number == "plur":
            counted = first
            while counted > 0 and self.reading.together(counted - 1):
                word = self.listed[counted - 1]
                if word.text.isdigit() or word.key in _NUMERALS or re.fullmatch(r"\d+(?:[.,]\d+)*", word.text):
                    counted -= 1
                    continue
                break
            first = counted
        return first

    def _extend(self, end: int, noun: Noun) -> tuple[int, str | None]:
        """Where the description ends, and the state or body it belongs to."""
        of: str | None = None
        stop = end
        complements = 0
        while stop < len(self.listed) and self.reading.together(stop - 1):
            word = self.listed[stop]
            if stop in self.reading.demonyms and not word.capital:
                of = of or self.reading.demonyms[stop]
                stop += 1
                continue
            if self._describes(stop, noun):
                stop += 1
                continue
            if (
                word.key == "et"
                and stop + 1 < len(self.listed)
                and stop - 1 in self.reading.demonyms
                and stop + 1 in self.reading.demonyms
                and not self.listed[stop + 1].capital
            ):
                stop += 2
                continue
            if word.key in ("de", "d'", "du", "des") and complements < 2:
                size, owner = self._complement(stop, noun)
                if size:
                    complements += 1
                    of = of or owner
                    stop += size
                    continue
            break
        return stop, of

    def _describes(self, index: int, noun: Noun) -> bool:
        word = self.listed[index]
        if noun.number == "plur" and not word.key.endswith(("s", "x")):
            return False  # it would agree: « talibans contrôlent » is read as an adjective by the parser
        if word.capital or index in self.inside:
            return False
        key = word.key
        if key in self.words.dropped_adjectives:
            return False
        if key in self.words.kept_adjectives:
            return True
        if index in self.reading.nouns and key not in self.words.ambiguous:
            return False
        if key in self.words.ambiguous and index not in self.reading.nouns:
            return word.pos in ("ADJ", "NOUN", "PROPN")
        if word.pos == "ADJ":
            return not _EVENT_ENDING.search(key)
        return False

    def _complement(self, at: int, noun: Noun) -> tuple[int, str | None]:
        """The words of « de la Défense », « du Pentagone », « de réfugiés » and the owner they name."""
        size = 1
        if at + 1 < len(self.listed) and self.listed[at].key == "de" and self.listed[at + 1].key in ("la", "l'"):
            size = 2
        start = at + size
        if start >= len(self.listed) or not self.reading.together(start - 1):
            return 0, None
        run = self.names.get(start)
        if run is not None:
            if noun.kind in ("Weapon",) and run.kind == "Person":
                return 0, None
            return run.end - at, run.key if run.kind not in ("City", "Region", "Facility") else run.of or run.key
        word = self.listed[start]
        if noun.kind == "Person" or noun.kind == "Government":
            for extra in (3, 2, 1):
                key = self.reading.phrase(start, extra)
                if key in self.words.portfolios:
                    return size + extra, None
            if word.capital and word.key not in _NEVER_NAMES and start not in self.inside:
                stop = start + 1
                while (
                    stop < len(self.listed)
                    and self.reading.together(stop - 1)
                    and self._describes(stop, noun)
                    and stop not in self.reading.demonyms
                ):
                    stop += 1
                return stop - at, None
        found = self.reading.nouns.get(start)
        if found is None or (
            found[1].kind in ("Weapon",) and noun.kind not in ("Weapon", "Facility", "ArmedForce", "ArmedGroup")
        ):
            return 0, None
        inner = found[1]
        allowed = {
            "Person": ("Actor", "Place"),
            "Government": ("State", "Country"),
            "Facility": ("Actor", "Weapon", "City"),
            "ArmedForce": ("ArmedForce", "Government", "Country", "State", "Organization"),
            "ArmedGroup": ("ArmedGroup",),
            "Group": ("City", "Country", "Region", "ArmedGroup", "ArmedForce", "Organization", "Government"),
            "Organization": ("Group", "Person", "Government"),
            "InternationalOrganization": (),
            "Weapon": ("Weapon",),
            "City": ("Country", "Region"),
            "Region": ("Country", "City"),
        }.get(noun.kind, ())
        if noun.kind == "Person" and inner.kind == "Person" and not (inner.role or noun.role == ""):
            return 0, None
        if not any(is_a(inner.kind, kind) for kind in allowed):
            return 0, None
        stop, of = self._extend(found[0], inner)
        return stop - at, of

    def _is_office(self, first: int) -> bool:
        """« nommé ministre », « au poste de ministre »: the office, not who holds it."""
        before = self.reading.key(first - 1)
        if first == 0 or not self.reading.together(first - 1):
            return False
        if before in ("de", "d'"):
            return self.reading.key(first - 2) in self.words.post_nouns
        if before in ("comme",):
            return True
        token = self.listed[first - 1].token
        lemmas = {_open(token.lemma_.lower()), self.listed[first - 1].key}
        if before in _DETERMINERS:
            return False
        if before in ("nouveau", "nouvelle", "prochain") and first > 1:
            return self.reading.key(first - 2) not in _DETERMINERS
        return bool(lemmas & self.words.post_verbs) or any(
            verb[:-2] and self.listed[first - 1].key.startswith(verb[:-2]) and token.pos_ in ("VERB", "ADJ", "AUX")
            for verb in self.words.post_verbs
            if len(verb) > 5
        )

    def _demonym(self, index: int, state: str) -> EntityMention | None:
        """« les Irakiens » are a Group, « un Irakien » a Person, of that state."""
        word = self.listed[index]
        before = self.reading.key(index - 1) if index and self.reading.together(index - 1) else ""
        plural = (
            word.key.endswith(("s", "x")) and before not in ("le", "la", "un", "une", "du", "l'", "ce", "cette")
        ) or before in (
            "les",
            "des",
            "aux",
            "ces",
            "plusieurs",
            "quelques",
            "certains",
        )
        if index == 0 and word.pos == "ADJ":
            return None
        token = word.token
        first = index
        if plural:
            while (
                first > 0
                and self.reading.together(first - 1)
                and (self.listed[first - 1].text.isdigit() or self.listed[first - 1].key in _NUMERALS)
            ):
                first -= 1
        gender: Gender | None = (
            "fem" if before in ("la", "une", "cette") or word.key.endswith(("nes", "ises", "ne", "ise")) else "masc"
        )
        return EntityMention(
            self.reading.anchor(first, index + 1),
            "Group" if plural else "Person",
            "nominal",
            self._anchor(token),
            None,
            state,
            "plur" if plural else "sing",
            gender,
        )


# ---------------------------------------------------------------- pronouns


def _pronouns(reading: _Reading, words: NounWords) -> list[EntityMention]:
    found: list[EntityMention] = []
    listed = reading.words
    for index, word in enumerate(listed):
        key = word.key.removeprefix("-t-").removeprefix("-")
        if index + 1 < len(listed) and f"{key} {listed[index + 1].key}" in words.pronoun_phrases:
            end = index + 2
            following = listed[end] if end < len(listed) and reading.together(end - 1) else None
            if following is None or following.pos not in ("NOUN", "PROPN", "ADJ"):
                found.append(
                    _pronoun(
                        reading,
                        index,
                        end,
                        listed[index + 1].token,
                        plural=key == "ces",
                        feminine=listed[index + 1].key.startswith("dernière"),
                    )
                )
            continue
        if (key in words.possessive and word.pos == "DET") or (
            key in ("son", "sa", "ses", "leurs") and word.pos not in ("NOUN", "PROPN")
        ):
            found.append(
                _pronoun(reading, index, index + 1, word.token, plural=key in ("leur", "leurs"), feminine=None)
            )
        elif (key in words.personal and word.pos not in ("DET", "NOUN", "PROPN")) or key in (
            "il",
            "elle",
            "ils",
            "elles",
        ):
            if (key == "leur" and word.pos == "DET") or (key == "il" and _impersonal(reading, index, words)):
                continue
            plural = key in ("ils", "elles", "eux", "leur") or key.startswith(("ceux", "celles"))
            feminine = None if key in ("lui", "leur") else key.startswith(("elle", "celle"))
            found.append(_pronoun(reading, index, index + 1, word.token, plural=plural, feminine=feminine))
    return found


def _pronoun(
    reading: _Reading, first: int, end: int, head: Token, *, plural: bool, feminine: bool | None
) -> EntityMention:
    anchor = reading.anchor(first, end)
    dashes = len(anchor.text) - len(anchor.text.removeprefix("-t-").removeprefix("-"))
    anchor = Anchor(anchor.start + dashes, anchor.end, anchor.text[dashes:])
    start = reading.sentence.anchor.start + head.idx
    gender: Gender | None = None if feminine is None else "fem" if feminine else "masc"
    point = anchor if end - first == 1 else Anchor(start, start + len(head.text), head.text)
    return EntityMention(
        anchor, "Group" if plural else "Person", "pronoun", point, None, None, "plur" if plural else "sing", gender
    )


_SUBJECTS = frozenset({"il", "elle", "ils", "elles"})
_CLITICS = frozenset({"ne", "n'", "en", "se", "s'", "me", "m'", "lui", "leur", "nous", "vous", "te", "t'"})


def _goes_there(reading: _Reading, index: int, words: NounWords) -> bool:
    """« il y rencontrera », « il y a rencontré »: somebody, there; « il y a », « il y aura eu » are nobody."""
    after = reading.words[index + 1 : index + 4]
    if len(after) < 2 or after[0].key != "y":
        return False
    if not any(phrase.startswith(f"y {after[1].key}") for phrase in words.impersonal):
        return after[1].token.pos_ in ("VERB", "AUX")
    follows = after[2] if len(after) > 2 else None
    return follows is not None and follows.key != "eu" and "Part" in follows.token.morph.get("VerbForm", [])


def _impersonal(reading: _Reading, index: int, words: NounWords) -> bool:
    token = reading.words[index].token
    if _goes_there(reading, index, words):
        return False
    keys = [word.key for word in reading.words[index + 1 : index + 9]]
    while keys and keys[0] in _CLITICS:
        if keys[0] in ("s'", "se", "en"):
            phrase = " ".join(keys)
            if any(phrase.startswith(start) for start in words.impersonal):
                return True
        keys.pop(0)
    phrase = " ".join(keys) + " "
    if any(phrase.startswith(start + " ") for start in words.impersonal):
        return True
    if reading.words[index].text.startswith("-"):  # « y a-t-il », « faut-il »
        back = " ".join(word.key for word in reading.words[max(0, index - 2) : index])
        return back.endswith(("y a", "y avait", "faut", "agit", "reste", "faudrait", "convient", "suffit", "est"))
    return token.dep_ == "expl:subj"
