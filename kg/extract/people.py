"""Mentions that only an event tells: whom it kills, kidnaps or arrests is somebody, what armed hands strike is there.

« trois bergers enlevés », « l'aviation a bombardé un centre de commandement »: no word list knows all of these nouns.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from kg.extract import syntax
from kg.extract.forms import stem, stems_of
from kg.extract.reading import Candidate, SentenceReading
from kg.extract.tokens import Token
from kg.grammar import Grammar
from kg.lexicon import Cues, Frame
from kg.model import EntityMention
from kg.vocabulary import group_of, is_a

_REACH = 16  # words from what is done to what it is done to
_OF_ARMS = ("Violence", "Territory", "Movement", "Presence")  # what bodies of soldiers do and suffer
_FATES = ("deaths", "injured", "abducted", "detained")


def add_people(sentence: SentenceReading, candidates: Sequence[Candidate], cues: Cues) -> None:
    """Add to the sentence the mentions of people that only what happens to them tells."""
    triggers = {word.i for candidate in candidates for word in candidate.words}
    for token in [
        *_counted(sentence, cues),
        *_undergoing(candidates, cues.grammar),
        *_felled(sentence, candidates, cues),
    ]:
        noun = _counted_noun(token, cues)
        if noun.pos_ != "NOUN" or noun.i in triggers or _is_told(noun, sentence, cues):
            continue
        if (
            noun.lemma_.lower() in cues.abstract or noun.lemma_.lower() in cues.partitive
        ):  # « une dizaine ont été arrêtés »: of those told before
            continue
        if any(timex.anchor.start <= sentence.offset(noun) < timex.anchor.end for timex in sentence.times):
            continue
        kind = "Group" if _is_plural(noun, cues.grammar) else "Person"
        sentence.add(_mention_at(sentence, noun, kind, cues))


def add_formations(sentence: SentenceReading, candidates: Sequence[Candidate], cues: Cues) -> None:
    """Add to the sentence the bodies of soldiers that only what they do or suffer tells: « le peloton a été attaqué »."""
    known = stems_of(cues.formations)
    if known.isdisjoint(sentence.stems):
        return
    armed = sentence.in_conflict or any(is_a(mention.kind, kind) for mention in sentence.outer for kind in _ARMED)
    for candidate in candidates if armed else ():
        if candidate.frame.pos != "verb" or group_of(candidate.type) not in _OF_ARMS:
            continue
        clause = syntax.read_clause(candidate.head)
        for token in (*clause.subjects, *(clause.objects if clause.passive else ())):
            if stem(token.lemma_) in known and not _is_told(token, sentence, cues):
                sentence.add(_mention_at(sentence, token, "ArmedForce", cues))


def add_aims(sentence: SentenceReading, candidates: Sequence[Candidate], cues: Cues) -> None:
    """Add to the sentence the mentions of what is struck: by armed hands anything, else what is known to be hit."""
    triggers = {word.i for candidate in candidates for word in candidate.words}
    hit, gathered = stems_of(cues.struck), stems_of(cues.gatherings)
    for candidate in candidates:
        if not candidate.frame.aims:
            continue
        armed = candidate.frame.pos == "noun" or _by_armed(sentence, candidate, candidates, cues)
        for token in dict.fromkeys([*_struck(candidate, cues), *_struck_behind(sentence, candidate, cues)]):
            noun = _counted_noun(token, cues)
            known = stem(noun.lemma_) in hit or stem(noun.text) in hit
            people = stem(noun.lemma_) in gathered
            if noun.pos_ != "NOUN" or noun.lemma_.lower() in cues.abstract or not (armed or known or people):
                continue
            bare = not any(child.dep_ in syntax.PREPOSITIONS for child in token.children)
            crowd = people and group_of(candidate.type) == "Violence"  # who attacks a march attacks those who march
            if (noun.i in triggers and not crowd) or _is_told(noun, sentence, cues):
                continue
            at = sentence.offset(noun)
            if any(timex.anchor.start <= at < timex.anchor.end for timex in sentence.times):
                continue  # « ont donné l'assaut à l'aube »
            if bare and syntax.is_adverbial(token):
                continue
            sentence.add(_mention_at(sentence, noun, "Group" if people else "Facility", cues))


def _struck(candidate: Candidate, cues: Cues) -> Iterator[Token]:
    """What undergoes a verb, or the subject of one that says it was hit (« a sauté sur une mine »)."""
    frame = candidate.frame
    if frame.pos == "verb":
        clause = syntax.read_clause(candidate.head)
        if _may_be_target(frame, "object"):
            own = {word.i for word in candidate.words}
            yield from (token for token in clause.objects if token.i not in own)
        if _may_be_target(frame, "subject"):
            yield from clause.subjects
        return
    if _may_be_target(frame, cues.grammar.functions.of):
        yield from _struck_of(candidate, cues)
    around = candidate.head.head  # « a été la cible d'un raid », « a essuyé des tirs »
    if around.lemma_ in cues.suffering_nouns:
        yield from syntax.read_clause(syntax.clause_head(around)).subjects
        if around.lemma_ in cues.suffering_appositions and around.dep_ in syntax.APPOSITIONS:
            yield from syntax.conjuncts(around.head)
    elif around.lemma_.lower() in cues.support_suffers:
        yield from syntax.read_clause(around).subjects


def _struck_of(candidate: Candidate, cues: Cues) -> Iterator[Token]:
    """« l'attaque d'un cargo », « le bombardement des habitations »: what is known to be hit, behind « de »."""
    hit = stems_of(cues.struck)
    for child in candidate.head.children:
        if child.i <= candidate.head.i or child.dep_ not in syntax.NOUN_COMPLEMENTS or stem(child.lemma_) not in hit:
            continue
        if syntax.is_introduced_by(child, cues.grammar.functions.of) and syntax.noun_phrase_start(child) < child.i:
            yield from syntax.conjuncts(child)


def _struck_behind(sentence: SentenceReading, candidate: Candidate, cues: Cues) -> Iterator[Token]:
    """« une attaque menée contre une ambulance », « ont ouvert le feu sur un cortège »: behind a preposition of the frame."""
    start, of = max(word.i for word in candidate.words), cues.grammar.functions.of
    for token in sentence.doc[start + 1 : start + _REACH]:
        if syntax.is_verb(token) and syntax.is_finite(token) and token != syntax.clause_head(candidate.head):
            return
        if token.pos_ != "NOUN":
            continue
        first = syntax.noun_phrase_start(token)
        before = syntax.preposition_before(sentence.doc, first, cues)
        if before is None or before.phrase == of or before.first <= start or first == token.i:
            continue  # « sur place », « sur ordre » have no determiner
        if _may_be_target(candidate.frame, before.function(cues)) or _may_be_target(candidate.frame, before.phrase):
            yield from syntax.conjuncts(token)


def _may_be_target(frame: Frame, function: str) -> bool:
    """Whether what stands in a function of the frame may be what is struck."""
    return any(choice.role == "target" and choice.accepts("Facility") for choice in frame.functions.get(function, ()))


def add_weapons(sentence: SentenceReading, candidates: Sequence[Candidate], cues: Cues) -> None:
    """Add to the sentence of an attack what somebody bears or strikes with: « armés de gourdins », « à coups de hache »."""
    if not any(group_of(candidate.type) == "Violence" for candidate in candidates):
        return
    triggers = {word.i for candidate in candidates for word in candidate.words}
    bearing, of = stems_of(cues.bearing), cues.grammar.functions.of
    for noun in sentence.doc:
        if noun.pos_ != "NOUN" or noun.i in triggers or sentence.mention_at(noun, cues) is not None:
            continue
        before = syntax.preposition_before(sentence.doc, syntax.noun_phrase_start(noun), cues)
        if before is None or before.first == 0:
            continue
        lemma = noun.lemma_.lower()
        if lemma in cues.abstract or lemma in cues.no_weapons:
            continue
        borne = before.phrase == of and stem(sentence.doc[before.first - 1].text) in bearing
        if borne or before.phrase in cues.striking_with:
            for each in syntax.conjuncts(noun):
                if each.pos_ == "NOUN" and sentence.mention_at(each, cues) is None:
                    sentence.add(_mention_at(sentence, each, "Weapon", cues))


def add_towns(sentence: SentenceReading, candidates: Sequence[Candidate], cues: Cues) -> None:
    """Add the names that no list knows of what is taken or held: « ont repris Nyabibwe »."""
    for candidate in candidates:
        if group_of(candidate.type) != "Territory" or candidate.frame.pos != "verb":
            continue
        for token in syntax.read_clause(candidate.head).objects:
            if token.pos_ == "PROPN" and sentence.mention_at(token, cues) is None:
                sentence.add(_mention_at(sentence, token, "City", cues, "name"))


def add_vehicles(sentence: SentenceReading, candidates: Sequence[Candidate], cues: Cues) -> None:
    """Add to the sentence what went off: « un engin a explosé », « le véhicule a explosé » after an attack."""
    vehicles, devices = stems_of(cues.vehicles), stems_of(cues.devices)
    for candidate in candidates:
        if not is_a(candidate.type, "Bombing"):
            continue
        for token in _gone_off(candidate, cues):
            known = token.i > 0 and token.nbor(-1).lower_ in cues.grammar.determiners.definite
            told = stem(token.lemma_) in devices or (sentence.in_conflict and known and stem(token.lemma_) in vehicles)
            if told and sentence.mention_at(token, cues) is None:
                sentence.add(_mention_at(sentence, token, "Weapon", cues))


def _gone_off(candidate: Candidate, cues: Cues) -> Iterator[Token]:
    """The subject of the verb, what « de » tells behind the noun."""
    if candidate.frame.pos == "verb":
        yield from syntax.read_clause(candidate.head).subjects
        return
    for child in candidate.head.children:
        if child.i > candidate.head.i and syntax.is_introduced_by(child, cues.grammar.functions.of):
            yield child


_ARMED = ("ArmedForce", "ArmedGroup", "Weapon")


def _is_told(noun: Token, sentence: SentenceReading, cues: Cues) -> bool:
    """Whether a mention covers the noun, or the one that it stands before (« 34 jeunes militants »)."""
    following = noun.nbor(1) if noun.i + 1 < len(noun.doc) else noun
    beside = (noun, following) if noun.dep_ in syntax.COORDINATES else (noun, noun.head, following)
    return any(sentence.mention_at(token, cues) is not None for token in beside)


def _counted(sentence: SentenceReading, cues: Cues) -> Iterator[Token]:
    """The nouns of figures that say what became of people."""
    for quantity in sentence.quantities:
        if quantity.measure in _FATES and not quantity.subset and quantity.amount.low != 1:
            first, end = sentence.span(quantity.anchor.start, quantity.anchor.end)
            noun = next((token for token in reversed(sentence.doc[first:end]) if token.pos_ == "NOUN"), None)
            if noun is not None and quantity.amount.unit not in cues.told_by_fate:
                yield noun


def _undergoing(candidates: Iterable[Candidate], grammar: Grammar) -> Iterator[Token]:
    """What undergoes the words that are done to people alone."""
    for candidate in candidates:
        if not candidate.frame.people:
            continue
        if candidate.frame.pos == "verb":
            clause = syntax.read_clause(candidate.head)
            yield from (token for token in clause.objects if not syntax.is_adverbial(token))
            yield from _introduced(candidate)
        else:
            for child in candidate.head.children:
                if (
                    child.dep_ in syntax.NOUN_COMPLEMENTS
                    and child.i > candidate.head.i
                    and syntax.is_introduced_by(child, grammar.functions.of)
                ):
                    yield from syntax.conjuncts(child)


def _introduced(candidate: Candidate) -> Iterator[Token]:
    """« a mis la main sur trois suspects »: what undergoes the words stands behind a preposition of the frame."""
    into = [name for name, choices in candidate.frame.functions.items() if any(c.role == "target" for c in choices)]
    for child in (child for word in candidate.words for child in word.children if child.dep_ in syntax.PHRASES):
        if child.i > candidate.head.i and any(syntax.is_introduced_by(child, name) for name in into):
            yield from syntax.conjuncts(child)


def _felled(sentence: SentenceReading, candidates: Sequence[Candidate], cues: Cues) -> Iterator[Token]:
    """« des miliciens ont exécuté des soignants »: whom armed hands fell or take, in the plural."""
    for candidate in candidates:
        if (
            candidate.frame.pos == "verb"
            and candidate.head.lemma_ in cues.felling
            and _by_armed(sentence, candidate, candidates, cues)
        ):
            yield from (
                token for token in syntax.read_clause(candidate.head).objects if _is_plural(token, cues.grammar)
            )


def _by_armed(sentence: SentenceReading, candidate: Candidate, candidates: Iterable[Candidate], cues: Cues) -> bool:
    """Whether the subject is armed: forces, a group, a weapon, or a deed of violence."""
    subjects = syntax.read_clause(candidate.head).subjects
    deeds = {c.head.i for c in candidates if c is not candidate and group_of(c.type) == "Violence"}
    by = [mention for token in subjects if (mention := sentence.mention_at(token, cues)) is not None]
    return any(is_a(mention.kind, kind) for mention in by for kind in _ARMED) or any(
        token.i in deeds for token in subjects
    )


def _counted_noun(token: Token, cues: Cues) -> Token:
    """« une dizaine de bergers »: the noun that a noun of number counts."""
    if token.lemma_.lower() not in cues.partitive:
        return token
    return next(
        (child for child in token.children if child.dep_ in syntax.NOUN_COMPLEMENTS and child.i > token.i), token
    )


def _is_plural(noun: Token, grammar: Grammar) -> bool:
    return noun.morph.get("Number", []) == ["Plur"] or noun.lower_[-1] in grammar.endings.plural


def _mention_at(
    sentence: SentenceReading, noun: Token, kind: str, cues: Cues, level: Literal["name", "nominal"] = "nominal"
) -> EntityMention:
    last = noun
    while last.i + 1 < len(sentence.doc) and sentence.doc[last.i + 1].pos_ == "ADJ" and last.nbor(1).head == noun:
        last = last.nbor(1)
    return EntityMention(
        sentence.anchor_of(noun, last),
        kind,
        level,
        sentence.anchor_of(noun),
        number="plur" if _is_plural(noun, cues.grammar) else "sing",
    )
