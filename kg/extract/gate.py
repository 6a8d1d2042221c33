"""Which sentences are worth parsing: those where the lexicon's words and needs could be met, and what they point to.

Parsing costs thirty times what reading words costs, and in general news one sentence in ten tells an event. A sentence
is left unparsed when the lexicon itself says that no event can come from it: no word of it can be a trigger, or each
trigger's other words, or what its frame needs, cannot be there. The words decide alone, so every test here errs on the
side of parsing; `benchmarks/gate.py` measures what is lost.
"""

import re
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import zip_longest
from pathlib import Path

from spacy.language import Language

from kg.distances import load_distance_words
from kg.extract.event_pronouns import verbs_of_events
from kg.extract.fields import Field
from kg.extract.forms import FOLDED, fold, stem, stems_of
from kg.extract.lemmas import Lemmas
from kg.extract.mending import participles, present_forms
from kg.extract.nouns import NounWords
from kg.extract.quantities import NumberWords, find_quantities
from kg.extract.times import load_time_words, tells_a_time
from kg.extract.triggers import MIN_LETTERS_ALIKE, Shelf, Triggers
from kg.gazetteer import Gazetteer
from kg.lexicon import Frame, Lexicon, RoleChoice
from kg.resources import ResourceError, folder, read_toml
from kg.vocabulary import KINDS, is_a, range_accepts

_WORD = re.compile(r"[^\W_]+(?:[.’'][^\W_]+)*")
_PART = re.compile(r"[^\W_]+")
_DIGIT = re.compile(r"\d")
# Kinds that only a word of a list can name: a common noun, or a name of the gazetteer.
_LISTED = ("ArmedForce", "ArmedGroup", "Weapon", "State", "Country", "Government", "InternationalOrganization")
_ARMS = ("Weapon",)
_MEASURED = frozenset({"violence", "personnel", "deaths", "injured", "displaced", "abducted", "detained"})
_MOST_FORMS = 500_000
_FIRST_WORDS = 6  # of a sentence, among which a pronoun for an event told before stands
_NEAR, _FAR = 4, 10  # words before and behind « est » among which stands where somebody is
_SHORT = 9  # words of « C'était le 3 mars, vers midi. »
MOST_BEFORE = 2  # sentences before one that points back: until one that has a name


@dataclass(slots=True)
class _Words:
    """The words of one sentence, and what is asked of them more than once."""

    text: str
    forms: tuple[str, ...]
    stems: frozenset[str]
    known: tuple["_Form", ...]
    named: bool
    may_name: bool  # so does its first word count, where that has a capital and is no small word
    refers: bool = False
    found: list[tuple[int, Frame]] = field(default_factory=list)
    able: list[tuple[int, Frame]] = field(default_factory=list)  # those of them that may have what they need
    _lemmas: frozenset[str] | None = None
    _beginnings: frozenset[str] | None = None
    has: dict[str, bool] = field(default_factory=dict)  # whether a lemma may be among the words
    kinds: frozenset[str] | None = None
    measures: frozenset[str] | None = None
    dated: bool | None = None  # whether it tells a time

    @property
    def lemmas(self) -> frozenset[str]:
        """The stems, and the folded lemmas that the words may have."""
        if self._lemmas is None:
            self._lemmas = self.stems.union(*(form.lemmas for form in self.known))
        return self._lemmas

    @property
    def beginnings(self) -> frozenset[str]:
        """The first letters of the words."""
        if self._beginnings is None:
            self._beginnings = frozenset(form[:MIN_LETTERS_ALIKE] for form in self.stems)
        return self._beginnings


@dataclass(frozen=True, slots=True)
class _Form:
    """A word form: its stem, the folded lemmas that it may have, how these begin, and the frames that it may start.

    `participle` is true of a form that may be a past participle, which can stand after a determiner.
    """

    stem: str
    lemmas: frozenset[str]
    begin: frozenset[str]
    frames: Shelf
    participle: bool


@dataclass(frozen=True, slots=True)
class GateWords:
    """The words of gate.toml."""

    reflexive: frozenset[str]
    pointing: frozenset[str]
    determiners: frozenset[str]
    singular: frozenset[str]
    counting: frozenset[str]
    counted_before: frozenset[str]
    told_here: frozenset[str]
    adverbs: frozenset[str]
    articles: frozenset[str]
    prepositions: frozenset[str]
    between: frozenset[str]
    infinitives: tuple[str, ...]
    manner: tuple[str, ...]
    endings: Mapping[str, str]


_LISTS = (
    "reflexive", "pointing", "determiners", "singular", "counting", "counted_before", "told_here", "adverbs", "articles", "prepositions", "between",
    "infinitives", "manner",
)  # fmt: skip


def load_gate_words(language: str = "fr", root: Path | None = None) -> GateWords:
    """The gate's words of a language. Raises ResourceError naming the file and the list that is missing."""
    path = (root or folder("lang")) / language / "gate.toml"
    tables = read_toml(path)
    lists: dict[str, list[str]] = {}
    for name in _LISTS:
        value = tables.get(name)
        if not isinstance(value, list) or not all(isinstance(word, str) and word for word in value):
            raise ResourceError(f"{path}: “{name}” must be a list of words in quotes.")
        lists[name] = value
    endings = tables.get("endings")
    if not isinstance(endings, dict) or not all(isinstance(value, str) for value in endings.values()):
        raise ResourceError(f"{path}: the table [endings] must give for each ending the infinitive's, as “é” = “er”.")
    infinitives, manner = tuple(lists.pop("infinitives")), tuple(lists.pop("manner"))
    words = {name: frozenset(words) for name, words in lists.items()}
    return GateWords(**words, infinitives=infinitives, manner=manner, endings=endings)


@dataclass(frozen=True, slots=True)
class Choice:
    """Which sentences of an article may tell an event, and which others each of them may point back to.

    `able` are the frames of each sentence that may have what they need; `goes_on` are the sentences that may say more,
    by a pronoun, of an event that the sentence before tells.
    """

    hits: tuple[bool, ...]
    able: tuple[Sequence[Frame], ...]
    before: tuple[tuple[int, ...], ...]
    goes_on: tuple[bool, ...]

    def numbers(self, told: Container[int] | None = None) -> list[int]:
        """The numbers of the hits (of those in `told`, where it is given) and of what they point back to."""
        wanted = [number for number, hit in enumerate(self.hits) if hit and (told is None or number in told)]
        after = [number + 1 for number in wanted if number + 1 < len(self.hits) and self.goes_on[number + 1]]
        return sorted({*wanted, *after, *(before for number in wanted for before in self.before[number])})


class Gate:
    """Chooses the sentences of an article that are parsed; state built once per reader."""

    def __init__(
        self,
        nlp: Language,
        lexicon: Lexicon,
        triggers: Triggers,
        nouns: NounWords,
        numbers: NumberWords,
        gazetteer: Gazetteer,
    ) -> None:
        """Index the common nouns by their first word."""
        self._known_lemmas = Lemmas(nlp)
        self._lexicon = lexicon
        self._triggers = triggers
        self._numbers = numbers
        self._gazetteer = gazetteer
        self._present = present_forms(lexicon)
        self._participles = frozenset(participles(lexicon))
        self._gate = load_gate_words(lexicon.language)
        self._refer = nouns.personal | nouns.possessive | self._gate.pointing
        self._pronouns = self._refer - self._gate.determiners - self._gate.counting
        self._small = self._refer | self._gate.determiners | self._gate.articles | self._gate.prepositions
        self._nouns: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
        named = [(key, noun.kind) for key, noun in nouns.nouns.items()]
        named += [*nouns.names_after.items(), *nouns.heads.items()]
        for key, kind in named:
            first, *rest = (stem(word) for word in _PART.findall(key))
            self._nouns.setdefault(first, []).append((kind, tuple(rest)))
        self._forms: dict[str, _Form] = {}
        self._endings: dict[str, list[tuple[str, str]]] = {}  # by their last letter
        for ending, infinitive in self._gate.endings.items():
            self._endings.setdefault(ending[-1], []).append((ending, infinitive))
        cues = lexicon.cues
        spoken = {fold(verb.split()[-1]) for verb in cues.speech_verbs}
        self._saying = spoken | {stem(word) for cue in cues.according for word in cue.split()[:1]}
        self._located = load_distance_words(lexicon.language).located
        self._lying = frozenset(fold(verb.split()[-1]) for verb in lexicon.cues.lying)
        self._facts, self._neuter = stems_of(lexicon.cues.facts), lexicon.cues.neuter
        self._known = lexicon.cues.grammar.determiners.definite | lexicon.cues.grammar.determiners.demonstrative
        self._times = load_time_words(lexicon.language)
        relations = self._times.relations
        self._since = frozenset(
            next(word for word in phrase.split() if len(word) > 1)
            for phrase, relation in relations.items()
            if relation == "since"
        )
        grammar = lexicon.cues.grammar
        self._being = grammar.modality.being
        self._where = grammar.pronouns.where | grammar.pronouns.there
        self._locative = grammar.prepositions.contracted_to.union(phrase.split()[0] for phrase in lexicon.cues.locative)
        self._described, self._manner = tuple(grammar.endings.participle), self._gate.manner
        self._introducing = self._gate.determiners | self._gate.articles
        self._verbs_of_events = frozenset(map(fold, verbs_of_events(lexicon.cues)))
        self._doers = frozenset(map(fold, lexicon.cues.blame.doers))

    def choose(self, sentences: Sequence[str], about: Sequence[Field | None], dated: bool = False) -> "Choice":
        """Of the sentences of an article, in order, and the fields that they are about: which to parse.

        `dated` says that its lines have their days, as in a chronology.
        """
        read = [self._read(sentence, field) for sentence, field in zip(sentences, about, strict=True)]
        for words in read if dated else ():
            words.dated = True
        hits = [bool(words.found) and self._may_tell(words) for words in read]
        open_ends = [i for i, words in enumerate(read) if words.found and not hits[i] and self._leans(words)]
        if open_ends:
            everywhere = frozenset().union(*map(self._kinds, read))
            for index in open_ends:
                hits[index] = self._may_tell(read[index], everywhere)
        return Choice(
            tuple(hits),
            tuple([frame for _, frame in words.able] for words in read),
            tuple(self._before(index, read) if hits[index] else () for index in range(len(read))),
            tuple(self._goes_on(words) for words in read),
        )

    def names_a_deed(self, prefix: str) -> bool:
        """Whether a headline's prefix tells an event itself: « Attaque au couteau à Brême : six blessés »."""
        return any(
            frame.pos == "noun" and not (frame.weak or frame.term) for _, frame in self._read(prefix, None).found
        )

    def _goes_on(self, words: _Words) -> bool:
        """« Elle a eu lieu lundi »: a pronoun before any name, and a verb of events; « Ce camp est situé à X »."""
        third, verbs = self._lexicon.cues.third, self._verbs_of_events
        if not self._located.isdisjoint(words.forms):
            return True
        reflexive = not self._gate.reflexive.isdisjoint(words.forms)
        if reflexive and any(not self._lying.isdisjoint(form.lemmas) for form in words.known):
            return True
        first, cues = words.forms[:_FIRST_WORDS], self._lexicon.cues
        if len(words.forms) <= _SHORT and first[:1] and first[0] in cues.neuter and first[1:2] and first[1] in cues.was:
            return True  # « C'était le 3 mars. »
        facts = not self._known.isdisjoint(first[:1]) and any(stem(form) in self._facts for form in first[1:3])
        meant = facts or not self._neuter.isdisjoint(first[:1])  # « Les faits se sont déroulés samedi. »
        points = meant or not third.isdisjoint(first)
        if points and any(not verbs.isdisjoint(form.lemmas) for form in words.known):
            return True
        of_it = not cues.grammar.pronouns.of_it.isdisjoint(words.forms)  # « Al-Qaïda en serait l'auteur »
        return of_it and any(not self._doers.isdisjoint(form.lemmas) for form in words.known)

    def _before(self, index: int, read: Sequence[_Words]) -> tuple[int, ...]:
        """The sentences that a sentence may point back to: those before it, until one that has a name."""
        if not read[index].refers:
            return ()
        before = range(index - 1, max(-1, index - 1 - MOST_BEFORE), -1)
        named = next((at for at, number in enumerate(before, 1) if read[number].named), len(before))
        return tuple(before[:named])

    def _leans(self, words: _Words) -> bool:
        """Whether a pronoun may stand for somebody of another sentence; « cette ville » is told here."""
        return not self._pronouns.isdisjoint(words.forms)

    # ---------------------------------------------------------------- words

    def _read(self, text: str, about: Field | None) -> _Words:
        forms = tuple(_PART.findall(text))
        lowered = [form.lower() for form in forms]
        known = tuple(self._form(form) for form in lowered)
        named = any(form[0].isupper() for form in forms[1:])
        words = _Words(
            text=text,
            forms=tuple(lowered),
            stems=frozenset(form.stem for form in known),
            known=known,
            named=named,
            may_name=named or (bool(forms) and forms[0][0].isupper() and lowered[0] not in self._small),
            refers=self._refers(forms, lowered),
        )
        here = frozenset().union(*(form.begin for form in known))
        for index, form in enumerate(known):
            capital = index > 0 and forms[index][0].isupper()
            for frame, begin in form.frames:
                if not begin <= here:
                    continue
                if capital and frame.pos == "verb" and not forms[index].isupper():
                    continue
                if (about is None or not about.bends(frame.type)) and self._may_match(frame, index, words):
                    words.found.append((index, frame))
        folded = text.translate(FOLDED)
        for pattern, frame in self._triggers.hyphenated if self._triggers.any_hyphenated.search(folded) else ():
            if about is not None and about.bends(frame.type):
                continue
            if pattern.search(folded) and self._allowed(frame, words):
                words.found.append((-1, frame))
        return words

    def _refers(self, forms: Sequence[str], lowered: Sequence[str]) -> bool:
        """Whether a word may point to another sentence: « il », « son » before any name, « cette » but in « cette nuit »."""
        named = next(
            (at for at, form in enumerate(forms) if form[0].isupper() and lowered[at] not in self._small), None
        )
        for at, (word, after) in enumerate(zip_longest(lowered, lowered[1:], fillvalue="")):
            if word in self._gate.counting:
                if after in self._gate.counted_before:
                    return True
            elif word in self._gate.pointing:
                if after not in self._gate.told_here:
                    return True
            elif word in self._refer and (named is None or at < named):
                return True
        return False

    def _form(self, form: str) -> "_Form":
        """What is known of a form, whatever part of speech the parser will give it."""
        known = self._forms.get(form)
        if known is None:
            lemmas = self._lemmas(form)
            stems = dict.fromkeys((stem(form), *map(stem, lemmas)))
            frames = [pair for lemma in lemmas for pair in self._triggers.of_verbs.get(lemma, ())]
            for name in stems:
                frames += self._triggers.of_nouns.get(name, ())
            begin = frozenset(name[:MIN_LETTERS_ALIKE] for name in stems)
            known = _Form(stem(form), frozenset(map(fold, lemmas)), begin, tuple(frames), form in self._participles)
            if len(self._forms) > _MOST_FORMS:
                self._forms.clear()
            self._forms[form] = known
        return known

    def _lemmas(self, form: str) -> list[str]:
        """All lemmas that the lemmatizer, or the repair of its mistakes, may give a form."""
        lemmas = [form, *self._known_lemmas.of(form)]
        if form in self._present:
            lemmas.append(self._present[form])
        for lemma in [*lemmas]:
            lemmas += [
                lemma[: -len(ending)] + infinitive
                for ending, infinitive in self._endings.get(lemma[-1:], ())
                if lemma.endswith(ending)
            ]
        return list(dict.fromkeys(lemma.lower() for lemma in lemmas))

    # ---------------------------------------------------------------- frames

    def _is_introduced(self, index: int, forms: Sequence[str]) -> bool:
        """Whether a determiner stands before a word, at most one word off."""
        return not self._introducing.isdisjoint(forms[max(0, index - 2) : index])

    def _may_match(self, frame: Frame, index: int, words: _Words) -> bool:
        if frame.pos == "verb" and not self._may_be_verb(index, words.forms):
            return False
        if len(frame.words) == 1 and frame.words[0] in self._being and not self._may_be_somewhere(index, words.forms):
            return False
        if frame.pos == "noun" and frame.toll and frame.weak and not self._is_introduced(index, words.forms):
            return False  # « les faits se sont produits », not « il fait beau »
        if frame.term and not _DIGIT.search(words.text):
            return False  # « ministre de 2012 à 2014 »
        if frame.reflexive and self._gate.reflexive.isdisjoint(words.forms):
            return False
        for word in frame.words[1:]:
            if word in self._lexicon.cues.grammar.prepositions.preposed:
                if fold(word) not in map(fold, words.forms[max(0, index - 3) : index]):
                    return False
            else:
                has = words.has.get(word)
                if has is None:
                    has = words.has[word] = self._has_word(word, words)
                if not has:
                    return False
        return self._allowed(frame, words)

    def _may_be_verb(self, index: int, forms: Sequence[str]) -> bool:
        """Whether the words before a form leave it open that it is a verb: « une frappe », « dans la presse » do not."""
        gate = self._gate
        if not index:
            return True
        before, form = forms[index - 1], forms[index]
        if f"{before} {form}" in gate.adverbs:
            return False
        if self._form(form).participle:
            return form in self._present or before not in gate.singular
        if before in gate.determiners:
            return False
        return not (
            before in gate.articles
            and index > 1
            and forms[index - 2] in gate.prepositions
            and not form.endswith(gate.infinitives)
        )

    def _may_be_somewhere(self, index: int, forms: Sequence[str]) -> bool:
        """« Le président est lundi à Paris »: behind a verb that only says where somebody is; « est tombé à Paris » does not."""
        if not self._where.isdisjoint(forms[max(0, index - _NEAR) : index]):
            return True
        behind = forms[index + 1 : index + 1 + _FAR]
        told = next((form for form in behind if form not in self._gate.between and not form.endswith(self._manner)), "")
        if told not in self._locative and told not in self._times.clues and told.endswith(self._described):
            return False
        return not self._locative.isdisjoint(behind)

    def _allowed(self, frame: Frame, words: _Words) -> bool:
        """Whether the words that the frame asks for may be there, and none that forbids it surely is."""
        if frame.only and not any(self._has_phrase(phrase, words) for phrase in frame.only):
            if not (frame.titled and (words.may_name or words.refers)):
                return False
        if frame.unless and not words.lemmas.isdisjoint(self._saying):
            return True  # « …, selon la police »: who says so forbids nothing
        return not any(all(stem(part) in words.stems for part in phrase.split()) for phrase in frame.unless)

    def _has_phrase(self, phrase: str, words: _Words) -> bool:
        """Whether all words of a phrase may be among the words, by their stems or lemmas."""
        return all(stem(part) in words.stems or fold(part) in words.lemmas for part in phrase.split())

    def _has_word(self, word: str, words: _Words) -> bool:
        """Whether a lemma may be among the words."""
        wanted = stem(word)
        if wanted in words.stems:
            return True
        if fold(word) in words.lemmas and not self._known_lemmas.is_noun(word):
            return True  # « être au pouvoir » is not « il est … et il peut »
        return wanted[:MIN_LETTERS_ALIKE] in words.beginnings and any(_alike(form, wanted) for form in words.stems)

    # ---------------------------------------------------------------- needs

    def _kinds(self, words: _Words) -> frozenset[str]:
        """The listed kinds that a word or name of the sentence may be."""
        if words.kinds is not None:
            return words.kinds
        kinds = {
            kind
            for form in words.stems
            for kind, rest in self._nouns.get(form, ())
            if all(part in words.stems for part in rest)
        }
        for _, _, names in self._gazetteer.find(words.text):
            for name in names:
                kinds.add(name.entity.kind)
                if name.entity.kind == "City":
                    kinds.add("State")  # a capital may stand for its state
        if "Country" in kinds or "State" in kinds:
            kinds |= {"Country", "State", "Government"}
        words.kinds = frozenset(kinds)
        return words.kinds

    def _may_tell(self, words: _Words, kinds: frozenset[str] | None = None) -> bool:
        """Whether a frame may have all that it needs; a statement needs another frame that may.

        `kinds` are those that fillers may be, where these may stand in other sentences.
        """
        words.able = able = [
            (index, frame)
            for index, frame in words.found
            if all(any(self._may_meet(part, words, kinds) for part in need) for need in frame.needs)
        ]
        return any(
            not _needs_topic(frame)
            or any(other != index for other, _ in able)
            or (index > 0 and words.forms[index - 1] in self._gate.pointing)
            for index, frame in able
        )

    def _may_meet(self, part: RoleChoice | str, words: _Words, kinds: frozenset[str] | None) -> bool:
        if isinstance(part, RoleChoice):
            wanted = _kinds_of(part)
            if wanted is None or (not _is_listed(wanted) and (words.may_name or self._leans(words))):
                return True
            if wanted == _ARMS:
                kinds = None  # no pronoun stands for a weapon
            return any(is_a(kind, name) for kind in kinds or self._kinds(words) for name in wanted)
        if part == "since":
            return not self._since.isdisjoint(words.forms)
        if part == "time":
            if words.dated is None:
                words.dated = tells_a_time(words.text, self._times)
            return words.dated
        if part == "named":
            return words.may_name or self._leans(words)
        if part not in _MEASURED:
            return True
        if words.measures is None:
            found = find_quantities(words.text, self._numbers, 0)
            words.measures = frozenset(quantity.measure or "" for quantity in found)
        if part != "violence":
            return part in words.measures
        return bool(words.measures & {"deaths", "injured", "displaced"}) or "Weapon" in (kinds or self._kinds(words))


@lru_cache(maxsize=4096)
def _kinds_of(choice: RoleChoice) -> tuple[str, ...] | None:
    """The kinds that may fill a choice; None where it is no mention that fills it."""
    if choice.role == "topic":
        return None
    return choice.kinds or tuple(kind for kind in KINDS if range_accepts(choice.role, kind))


def _is_listed(kinds: Iterable[str]) -> bool:
    """Whether each of the kinds is named by listed words alone."""
    return all(kind in _LISTED for kind in kinds)


def _needs_topic(frame: Frame) -> bool:
    return any(all(isinstance(part, RoleChoice) and part.role == "topic" for part in need) for need in frame.needs)


def _alike(form: str, word: str) -> bool:
    cut = len(word) - 2
    return cut >= MIN_LETTERS_ALIKE and form[:cut] == word[:cut] and abs(len(form) - len(word)) <= 3
