"""Triggers: where a sentence has the words of a frame, and where it must not count."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain

from kg.extract import syntax
from kg.extract.forms import FOLDED, fold, forms_of, stem, stems_of
from kg.extract.nouns import load_noun_words
from kg.extract.reading import Candidate, SentenceReading, forms_in
from kg.extract.tokens import Doc, Token
from kg.grammar import Grammar
from kg.lexicon import Cues, Frame, Lexicon
from kg.model import Timex
from kg.vocabulary import group_of

_STATEMENTS = "Statement"
_NO_TRIGGERS = frozenset({"PUNCT", "NUM", "DET", "ADP", "PRON", "CCONJ", "SCONJ"})
_WORDS_OF_A_CHARGE = 8  # between a post and the years behind it
MIN_LETTERS_ALIKE = 4  # that two forms of a word share at their beginning
_ACUTE, _MUTE = re.compile("ée?s?$", re.IGNORECASE), re.compile("[^é]es?$", re.IGNORECASE)
_BEGINNINGS, _FORMS, _FRAMES, _MATCHES = "beginnings", "forms", "frames", "matches"  # keys in the notes of a Doc

Shelf = Sequence[tuple[Frame, frozenset[str]]]  # frames, each with how its other words begin


@lru_cache(maxsize=65536)
def _alike(form: str, word: str, endings: frozenset[str]) -> bool:
    """Whether two forms are the same word up to gender and number; « armés » are no « armes »."""
    if any(_ACUTE.search(one) and _MUTE.search(other) for one, other in ((form, word), (word, form))):
        return False
    a, b = stem(form), stem(word)
    if a == b:
        return True
    common = 0
    while common < min(len(a), len(b)) and a[common] == b[common]:
        common += 1
    return any(
        cut >= MIN_LETTERS_ALIKE and a[cut:] in endings and b[cut:] in endings for cut in range(common, common - 3, -1)
    )


def is_word(token: Token, word: str, grammar: Grammar) -> bool:
    """Whether the token is a form of the word."""
    if token.pos_ in ("CCONJ", "SCONJ", "ADV"):  # « puis » has the lemma « pouvoir »
        return stem(token.text) == stem(word)
    if token.pos_ == "AUX" and word != token.lemma_:
        return False  # « il a saisi » has no « avoirs »
    endings = grammar.endings.inflection
    if token.pos_ == "VERB" and syntax.tense_of(token) in ("gerund", "infinitive") and token.lemma_ != word:
        return False  # « ont pris la ville, chassant l'armée » chase nobody, « venu rencontrer X » is no « venir à la rencontre »
    return _alike(token.lemma_, word, endings) or _alike(token.text, word, endings)


def _whole(pattern: str) -> re.Pattern[str]:
    """What the pattern matches where neither a letter nor a hyphen goes on."""
    return re.compile(rf"(?<![\w-])(?:{pattern})(?![\w-])")


class Triggers:
    """The lexicon's frames indexed by stem, and the forms that can start one: state built once per lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Index the frames of `lexicon`."""
        self.lexicon = lexicon
        self.grammar = lexicon.cues.grammar
        self.common = frozenset(load_noun_words(lexicon.language).nouns)
        nouns: dict[str, list[Frame]] = {}
        self.hyphenated: list[tuple[re.Pattern[str], Frame]] = []
        hyphenated: dict[str, None] = {}
        for lemma, frames in lexicon.nouns.items():
            for frame in frames:
                if "-" in lemma:
                    pattern = r"[-‐‑ ]".join(re.escape(fold(part)) + "[sx]?" for part in lemma.split("-"))
                    hyphenated[pattern] = None
                    self.hyphenated.append((_whole(pattern), frame))
                else:
                    nouns.setdefault(stem(lemma), []).append(frame)
        self.any_hyphenated = _whole("|".join(hyphenated) or r"(?!)")
        for found in nouns.values():
            found.sort(key=lambda frame: -len(frame.words))
        self.of_verbs = {lemma: self._with_beginnings(frames) for lemma, frames in lexicon.verbs.items()}
        self.of_nouns = {name: self._with_beginnings(frames) for name, frames in nouns.items()}

    def _with_beginnings(self, frames: Iterable[Frame]) -> Shelf:
        preposed = self.grammar.prepositions.preposed
        return [(frame, _beginnings(frame.words[1:], preposed)) for frame in frames]

    def may_stand(self, text: str, doc: Doc, frames: Iterable[Frame]) -> bool:
        """Whether a parsed sentence has the words of one of `frames`, before its names and times are known."""
        if self.any_hyphenated.search(text.translate(FOLDED)):
            return True
        dated = any(token.text[0].isdigit() for token in doc)
        wanted = set(map(id, frames))
        return any(
            _match(token, frame, self.lexicon.cues) is not None
            for token in doc
            for frame in self._frames(token)
            if (id(frame) in wanted or frame.toll) and (dated or not frame.term)
        )

    def find(self, sentence: SentenceReading) -> list[Candidate]:
        """The triggers of a sentence in text order, longest first where words overlap."""
        doc = sentence.doc
        used: set[int] = set()
        found: list[Candidate] = []
        folded = sentence.anchor.text.translate(FOLDED)
        for pattern, frame in self.hyphenated if self.any_hyphenated.search(folded) else ():
            for match in pattern.finditer(folded):
                tokens = [
                    token for token in doc if token.idx < match.end() and token.idx + len(token.text) > match.start()
                ]
                if tokens and not used & {token.i for token in tokens} and not forbids(frame, sentence):
                    rest = _other_words(tokens[-1], frame.words[1:], used, self.grammar)
                    if rest is None or _another_thing(frame, (tokens[-1], *rest), sentence, self.lexicon.cues):
                        continue
                    if frame.term and not any(term_of(token, sentence) for token in tokens):
                        continue
                    used |= {token.i for token in tokens} | {token.i for token in rest}
                    found.append(Candidate(frame, frame.type, sentence, tokens[0], (*tokens, *rest)))
        options: list[tuple[int, int, Token, tuple[Token, ...], Frame]] = []
        for token in doc:
            for frame in self._frames(token):
                words = _match(token, frame, self.lexicon.cues)
                if words is None or forbids(frame, sentence, token.i):
                    continue
                if frame.term and term_of(token, sentence) is None:
                    continue
                if not _another_thing(frame, words, sentence, self.lexicon.cues):
                    places = [word.i for word in words if frame.pos == "verb"]
                    apart = max(places, default=0) - min(
                        places, default=0
                    )  # « font un coup d'État » is no « faire état »
                    options.append((-len(words) - frame.reflexive, apart, token, words, frame))
        options.sort(key=lambda option: (option[0], option[1], option[2].i))
        by_head: dict[int, Candidate] = {}
        for _, _, token, words, frame in options:
            indices = {word.i for word in words}
            if indices & used:
                continue
            if token.i in by_head:
                continue
            used |= indices
            by_head[token.i] = Candidate(frame, frame.type, sentence, token, words)
        found.extend(by_head.values())
        found.extend(_those_of(doc, found, self.lexicon.cues))
        return sorted(found, key=lambda candidate: candidate.head.i)

    def alternatives(self, candidate: Candidate) -> Iterator[Frame]:
        """Other frames of the same words, for when the first one's needs are not met."""
        for frame in self._frames(candidate.head):
            if frame is candidate.frame or frame.pos != candidate.frame.pos:
                continue
            if forbids(frame, candidate.sentence, candidate.head.i):
                continue
            if bent(frame, candidate.sentence):
                continue
            if frame.term and term_of(candidate.head, candidate.sentence) is None:
                continue
            if len(frame.words) < len(candidate.words) and group_of(frame.type) in ("Violence", "Territory"):
                continue  # « tomber dans une embuscade » is no fall of a town
            words = _match(candidate.head, frame, self.lexicon.cues)
            if words is not None and not _another_thing(frame, words, candidate.sentence, self.lexicon.cues):
                yield frame

    def words(self, candidate: Candidate, frame: Frame) -> tuple[Token, ...]:
        """The words of `frame` at the candidate's trigger."""
        return (
            candidate.words
            if frame is candidate.frame
            else _match(candidate.head, frame, self.lexicon.cues) or candidate.words
        )

    def _frames(self, token: Token) -> Sequence[Frame]:
        """The frames that the word may begin, of those of which the sentence may have all words; looked for once."""
        if token.pos_ in _NO_TRIGGERS:
            return ()
        notes = token.doc.notes
        known: dict[int, list[Frame]] | None = notes.get(_FRAMES)
        if known is None:
            known = notes[_FRAMES] = {}
        found = known.get(token.i)
        if found is None:
            shelf = self._shelf(token)
            here = beginnings_in(token.doc) if shelf else frozenset()
            found = known[token.i] = [frame for frame, begin in shelf if begin <= here]
        return found

    def _shelf(self, token: Token) -> Shelf:
        """The frames of which a word may be the head."""
        verbal = token.pos_ in ("VERB", "AUX") and syntax.is_verb(token)
        if verbal and syntax.tells_manner(token):
            return ()
        if verbal and not _looks_nominal(token, self.grammar):
            shelf = self.of_verbs.get(token.lemma_.lower(), ())
            if shelf or token.dep_ not in syntax.NOUN_CLAUSES:
                return shelf  # « des allégations infondées », read as a participle
        elif token.pos_ == "ADJ" or verbal:
            lemma = token.lemma_.lower()
            if token.pos_ == "ADJ" and lemma in self.of_verbs and lemma[-2:] in self.grammar.endings.infinitive:
                return self.of_verbs[lemma]
        if token.pos_ in ("NOUN", "PROPN", "ADJ", "X", "ADV") or verbal:
            shelf = self.of_nouns.get(stem(token.text), ()) or self.of_nouns.get(stem(token.lemma_), ())
            last = tuple(self.grammar.endings.closed)
            closed = (
                bool(shelf) and token.lower_.endswith(last) and token.lower_ in self.common
            )  # « marché », not « marche »
            return [entry for entry in shelf if entry[0].words[0].endswith(last)] if closed else shelf
        return ()


def _those_of(doc: Doc, found: Sequence[Candidate], cues: Cues) -> list[Candidate]:
    """« l'attaque la plus meurtrière depuis celle de l'hôtel »: another event, of the noun that the pronoun repeats."""
    others: list[Candidate] = []
    those, polls = cues.grammar.pronouns, stems_of(cues.polls)
    for token in doc[:-1] if found else ():
        form = token.lower_
        gender = "Masc" if form in those.those_masculine else "Fem" if form in those.those_feminine else None
        if gender is None or token.nbor().lower_ not in those.those_followed:
            continue
        repeated = [
            c
            for c in found
            if c.frame.pos == "noun" and c.head.i < token.i and gender in {*c.head.morph.get("Gender", [gender]), ""}
        ]
        if repeated:
            last = max(repeated, key=lambda candidate: candidate.head.i)
            if any(stem(word.text) in polls for word in doc[last.head.i : token.i]):
                continue
            if _repeats_nearer(token, last.head, gender, cues.grammar):
                continue
            others.append(Candidate(last.frame, last.frame.type, last.sentence, token, (token,)))
    return others


def _repeats_nearer(those: Token, trigger: Token, gender: str, grammar: Grammar) -> bool:
    """« une frappe dans la région de Soumy, voisine de celle de Koursk »: behind a preposition of place, the nearest noun."""
    before = those.nbor(-1)
    if before.lower_ not in grammar.prepositions.bare_of and before.lower_ not in grammar.prepositions.where:
        return False
    if before.i and before.nbor(-1).pos_ == "CCONJ":
        return False  # « l'attaque de la mosquée et de celle du marché »
    return any(
        word.pos_ == "NOUN" and gender in word.morph.get("Gender", []) for word in those.doc[trigger.i + 1 : those.i]
    )


def bent(frame: Frame, sentence: SentenceReading) -> bool:
    """Whether the frame's words are a figure of speech in the field that the sentence is about."""
    return sentence.about is not None and sentence.about.bends(frame.type)


def forbids(frame: Frame, sentence: SentenceReading, at: int | None = None) -> bool:
    """Whether a word that forbids the frame stands in the sentence, or none of those that it asks for.

    Who says so forbids nothing but what stands, `at` a word, in the words for it: « …, a dit X lors d'une conférence de presse ».
    """
    if not frame.unless and not frame.only:
        return False
    present = sentence.stems | sentence.called if frame.titled else sentence.stems
    return (bool(frame.only) and not _stands(frame.only, present)) or rules_out(frame, sentence, at)


def rules_out(frame: Frame, sentence: SentenceReading, at: int | None = None) -> bool:
    """Whether a word of the sentence says that what the frame tells is something else: an accident, a match."""
    return _stands(frame.unless, sentence.stems if at in sentence.telling else sentence.told)


def _stands(wanted: frozenset[str], present: frozenset[str]) -> bool:
    """Whether one of the words stands there, or all words of one of the phrases."""
    words, phrases = _folded(wanted)
    return not words.isdisjoint(present) or any(phrase <= present for phrase in phrases)


@lru_cache(maxsize=4096)
def _folded(words: frozenset[str]) -> tuple[frozenset[str], tuple[frozenset[str], ...]]:
    """Folded words and stems of single words, and the stems of each phrase."""
    single = frozenset(form for word in words if " " not in word for form in (stem(word), fold(word)))
    return single, tuple(frozenset(map(stem, word.split())) for word in words if " " in word)


def term_of(token: Token, sentence: SentenceReading) -> Timex | None:
    """« ministre de 2002 à 2004 », « président depuis 2010 »: the years right after a bare post, or in brackets."""
    at = sentence.offset(token)
    post = next((mention for mention in sentence.outer if mention.anchor.start <= at < mention.anchor.end), None)
    if post is None or sentence.head(post).i not in (token.i, token.i - 1, token.i + 1):  # « Premier ministre »
        return None
    if post.level != "nominal" or post.number == "plur":
        return None
    first, end = sentence.words(post)
    for timex in sentence.times:
        begin = sentence.span(timex.anchor.start, timex.anchor.end)[0]
        if begin < end or timex.interval is None:
            continue
        between = [sentence.doc[i].lower_ for i in range(end, begin)]
        if between == ["("]:
            return timex if timex.interval.begin is not None and "-" in timex.anchor.text else None
        if first > 0 and sentence.doc[first - 1].pos_ == "VERB" and timex.interval.end is not None:
            return None  # « nommé ministre en mai 2014 »: the day of the naming
        lasting = timex.interval.begin is None or timex.interval.end is None or " " in timex.anchor.text
        bare = sentence.doc[first].pos_ != "DET" and (first == 0 or sentence.doc[first - 1].pos_ not in ("DET", "ADP"))
        after = 1 <= len(between) <= 2 and sentence.doc[begin - 1].pos_ == "ADP"
        if timex.relation == "since":
            after = after or _goes_on_to_its_years(sentence.doc[end:begin])
            if _is_the_first_since(sentence, first):
                return None
        alone = timex.granularity == "year" and (first == 0 or sentence.doc[first - 1].text == ",")
        return timex if bare and (lasting or alone) and after else None  # « Premier ministre en 1978, il … »
    return None


def _goes_on_to_its_years(between: Sequence[Token]) -> bool:
    """« haut-commissaire de l'ONU aux droits de l'homme depuis 2018 »: what somebody is in charge of, with nothing told."""
    if not 2 < len(between) <= _WORDS_OF_A_CHARGE or between[0].pos_ != "ADP" or between[-1].pos_ != "ADP":
        return False
    return all(token.pos_ in ("ADP", "DET", "NOUN", "PROPN", "ADJ") for token in between)


def _is_the_first_since(sentence: SentenceReading, first: int) -> bool:
    """« premier ambassadeur américain depuis 1990 »: the year is that of the one before."""
    return any(
        quantity.measure == "occurrence"
        and first - 1 <= sentence.span(quantity.anchor.start, quantity.anchor.end)[0] <= first
        for quantity in sentence.quantities
    )


def _another_thing(frame: Frame, words: Sequence[Token], sentence: SentenceReading, cues: Cues) -> bool:
    """Whether what stands with the words makes another thing of them: « attaque cardiaque », « explosion de gaz ».

    What only tells which building it is, or who says so, does not: « un centre commercial frappé par un missile ».
    """
    if not frame.not_with:
        return False
    everywhere = _forms_in(sentence.doc)
    by_form = _by_form(frame.not_with)
    begun = dict.fromkeys(phrase for form in by_form.keys() & everywhere for phrase in by_form[form])
    phrases = [phrase for phrase in begun if _is_among(phrase, everywhere)]
    if not phrases:
        return False
    apart = sentence.said | sentence.telling
    company = [
        near
        for word in words
        for near in syntax.company(word)
        if near.i not in apart and not _tells_which(near, sentence) and not _lies_on(near, cues)
    ]
    forms = _forms_of(company)
    return any(_is_among(phrase, forms) for phrase in phrases)


def _is_among(phrase: Sequence[frozenset[str]], forms: frozenset[str]) -> bool:
    """Whether each word of a phrase is one of these forms."""
    return all(not part.isdisjoint(forms) for part in phrase)


def _forms_of(tokens: Iterable[Token]) -> frozenset[str]:
    return frozenset(chain.from_iterable(forms_of(token.text, token.lemma_) for token in tokens))


def _forms_in(doc: Doc) -> frozenset[str]:
    """The forms of all words of a sentence."""
    known: frozenset[str] | None = doc.notes.get(_FORMS)
    if known is None:
        known = doc.notes[_FORMS] = frozenset(chain.from_iterable(forms_in(doc)))
    return known


@lru_cache(maxsize=4096)
def _by_form(phrases: frozenset[str]) -> Mapping[str, Sequence[tuple[frozenset[str], ...]]]:
    """The words of each phrase, each as its stem and folded, by the forms of its first word."""
    found: dict[str, list[tuple[frozenset[str], ...]]] = {}
    for phrase in phrases:
        parts = tuple(frozenset((stem(part), fold(part))) for part in phrase.split())
        for form in parts[0]:
            found.setdefault(form, []).append(parts)
    return found


def _lies_on(road: Token, cues: Cues) -> bool:
    """« a pris Shire, sur la route de Mekele »: the road tells where, nobody sets out on it."""
    placed = any(child.dep_ in syntax.PREPOSITIONS and child.lower_ in cues.locative for child in road.children)
    return placed and stem(road.text) in stems_of(cues.roads)


def _tells_which(token: Token, sentence: SentenceReading) -> bool:
    """Whether an adjective stands inside the description of a building."""
    at = sentence.offset(token)
    return token.pos_ == "ADJ" and any(
        mention.kind == "Facility" and mention.anchor.start < at < mention.anchor.end for mention in sentence.mentions
    )


def _looks_nominal(token: Token, grammar: Grammar) -> bool:
    """A form tagged as a verb that stands where only a noun can: after a determiner or an adjective's place."""
    if token.i == 0:
        return False
    left = token.nbor(-1)
    return (
        left.pos_ == "DET"
        and left.dep_ not in syntax.UNDERGOING  # « le renverse »
        and left.lower_ in grammar.determiners.of_nouns
        and "Part" not in token.morph.get("VerbForm", [])
    )


def _match(token: Token, frame: Frame, cues: Cues) -> tuple[Token, ...] | None:
    """The words of the frame around `token`, None where one is missing; looked for once."""
    known = token.doc.notes.get(_MATCHES)
    if known is None:
        known = token.doc.notes[_MATCHES] = {}
    key = token.i, id(frame)
    if key not in known:
        known[key] = _look_for(token, frame, cues)
    found: tuple[Token, ...] | None = known[key]
    return found


def _look_for(token: Token, frame: Frame, cues: Cues) -> tuple[Token, ...] | None:
    if frame.pos == "verb" and frame.reflexive and not syntax.is_reflexive(token):
        return None
    if (
        frame.pos == "verb"
        and not frame.reflexive
        and syntax.is_reflexive(token)
        and (group_of(frame.type) == _STATEMENTS or frame.words[0] in cues.not_reflexive)
    ):
        return None  # « se demander », « s'appeler » say nothing to anybody
    if frame.tense and syntax.tense_of(token) not in frame.tense and _managed_tense(token, cues) not in frame.tense:
        return None
    if frame.negated and not syntax.is_negated(token):
        return None
    if len(frame.words) == 1:
        return None if frame.pos == "noun" and _is_one_of_many(token, frame.words[0]) else (token,)
    rest = _other_words(token, frame.words[1:], set(), cues.grammar)
    undergone = (
        syntax.has_auxiliary(token) or bool(frame.functions.get("object")) or group_of(frame.type) == _STATEMENTS
    )
    if rest is None and frame.pos == "verb" and syntax.is_passive(token) and undergone:
        rest = _undergone_words(token, frame.words[1:], cues.grammar)
    if rest is None and frame.pos == "verb" and group_of(frame.type) == _STATEMENTS and len(frame.words) == 2:
        said = token.head  # « une version que l'armée conteste »
        if token.dep_ in syntax.NOUN_CLAUSES and said.i < token.i and is_word(said, frame.words[1], cues.grammar):
            rest = (said,)
    if rest is None or (frame.owned and any(_is_counted(word) for word in rest)):
        return None
    return (token, *rest)


def _is_counted(noun: Token) -> bool:
    """« un quartier », « deux quartiers », « plusieurs quartiers », not « ses quartiers »."""
    if noun.pos_ != "NOUN":
        return False
    several = [child for child in noun.children if child.i < noun.i and child.pos_ in ("NUM", "DET")]
    counted = any(
        child.pos_ == "NUM" or not {*child.morph.get("PronType", []), *child.morph.get("Poss", [])} for child in several
    )
    return counted or "Sing" in noun.morph.get("Number", [])


def _managed_tense(token: Token, cues: Cues) -> str | None:
    """« ont fini par s'entendre », « sont parvenus à s'accorder »: the tense of the verb that says it was brought about."""
    modality, above = cues.grammar.modality, syntax.governor(token)
    managed = above is not None and above.lemma_ in modality.managing | modality.completing
    return syntax.tense_of(above) if above is not None and managed and syntax.tense_of(token) == "infinitive" else None


def _is_one_of_many(token: Token, word: str) -> bool:
    """« leur hostilité » is no « hostilités »: a word that tells its deed in the plural alone."""
    many = syntax.words_of(token).endings.many
    return word.endswith(many) and not token.lower_.endswith(many)


def _undergone_words(verb: Token, words: Sequence[str], grammar: Grammar) -> tuple[Token, ...] | None:
    """« des roquettes ont été tirées », « un appel à la paix a été lancé »: the words from what undergoes it, and behind either."""
    for noun in syntax.read_clause(verb).objects:
        if noun.pos_ == "NOUN" and is_word(noun, words[0], grammar):
            for head in (noun, verb):
                rest = _other_words(head, words[1:], {noun.i}, grammar)
                if rest is not None:
                    return (noun, *rest)
    return None


def _beginnings(words: Sequence[str], preposed: frozenset[str]) -> frozenset[str]:
    """The first letters of the words, without which no form is one of them (see `_alike`)."""
    return frozenset(stem(word)[:MIN_LETTERS_ALIKE] for word in words if word not in preposed)


def beginnings_in(doc: Doc) -> frozenset[str]:
    """The first letters of the words of a sentence."""
    known: frozenset[str] | None = doc.notes.get(_BEGINNINGS)
    if known is None:
        known = doc.notes[_BEGINNINGS] = frozenset(
            form[:MIN_LETTERS_ALIKE] for forms in forms_in(doc) for form in forms[:2]
        )
    return known


def beginnings_of(tokens: Iterable[Token]) -> frozenset[str]:
    """The first letters of words: none of them is a form of a word that begins otherwise."""
    forms = (forms_of(token.text, token.lemma_) for token in tokens)
    return frozenset(form[:MIN_LETTERS_ALIKE] for one in forms for form in one[:2])


def _other_words(head: Token, words: Sequence[str], used: set[int], grammar: Grammar) -> tuple[Token, ...] | None:
    """Tokens for `words` near `head`: after it, before it only for prepositions; None where one is missing."""
    found: list[Token] = []
    tokens, preposed = head.doc, grammar.prepositions.preposed
    behind = tokens[head.i + 1 :]
    reach = 6 + 2 * len(words) if head.pos_ in ("VERB", "AUX") else 3 + len(words)
    reach += sum(token.pos_ == "ADJ" for token in behind[:reach])
    put_in = syntax.put_in(head) if head.pos_ in ("VERB", "AUX") else frozenset()
    beyond = [token for token in behind if token.i not in put_in][:reach] if put_in else []
    near = [
        *behind[:reach],
        *(token for token in beyond if token.i > head.i + reach),
        *(token for token in behind[reach:] if token.head is head and token.dep_ in syntax.UNDERGOING),
    ]
    infinitive, noun = tuple(grammar.endings.infinitive), head.pos_ not in ("VERB", "AUX")
    for word in words:
        if word in preposed:
            before = [tokens[i] for i in range(max(0, head.i - 3), head.i) if tokens[i].lower_ in (word, fold(word))]
            if not before:
                return None
            continue
        after = next(
            (
                token
                for token in near
                if token.i not in used
                and token not in found
                and is_word(token, word, grammar)
                and not (noun and tells_of_grounds(token, grammar))
                and not (word.endswith(infinitive) and syntax.is_finite(token))
                and not (
                    noun and not word.endswith(infinitive) and syntax.has_auxiliary(token)
                )  # « engins ont explosé »
            ),
            None,
        )
        if after is None or (head.pos_ in ("VERB", "AUX") and _stands_apart(after, (head, *found), grammar)):
            return None
        if syntax.is_verb(head) and _opens_an_addition(after, head):
            return None
        between = behind[: behind.index(after)]
        if any(token.text in (";", ":", ".") for token in between):
            return None
        if head.pos_ in ("VERB", "AUX") and any(
            syntax.is_verb(token)
            and token != head
            and token.i not in put_in
            and syntax.tense_of(token) not in ("infinitive", "participle")
            for token in between
        ):
            return None
        if head.pos_ not in ("VERB", "AUX") and any(
            token.text == "," or (token.pos_ in ("VERB", "CCONJ") and token != after) for token in between
        ):
            return None
        found.append(after)
    return tuple(found)


def tells_of_grounds(word: Token, grammar: Grammar) -> bool:
    """« la base aérienne », « la défense aérienne »: the adjective says what kind of place or service it is."""
    return word.pos_ == "ADJ" and word.i > 0 and word.nbor(-1).lemma_.lower() in grammar.frames.grounds


def _opens_an_addition(word: Token, verb: Token) -> bool:
    """« a chassé le président X, au pouvoir depuis 2003 »: what one comma sets apart is said of somebody."""
    first = min([word.i, *(child.i for child in word.children if child.dep_ in syntax.PREPOSITIONS)])
    return sum(token.text == "," for token in word.doc[verb.i : first]) == 1 and word.doc[first - 1].text == ","


def _stands_apart(word: Token, words: Sequence[Token], grammar: Grammar) -> bool:
    """« prendre part à une marche contre le pouvoir »: what another noun has behind its preposition is no word of the verb.

    Nor is who does something in a clause behind it, or what a noun behind a comma has: « a pris Kidal, bastion du pouvoir ».
    """
    above, verb = word.head, words[0]
    if above in words or above.i < verb.i:
        return False
    if word.dep_ in syntax.SUBJECTS and word.pos_ == "NOUN" and syntax.is_verb(above) and above.i > word.i:
        return verb.head is not above  # not « Signé en mai, l'accord a tenu »
    cases = [child for child in word.children if child.dep_ in syntax.PREPOSITIONS]
    if above.pos_ != "NOUN" or not cases:
        return False
    beyond = above.i < word.i and any(token.text == "," for token in word.doc[verb.i : above.i])
    return beyond or any(case.lower_ in grammar.prepositions.parting for case in cases)
