"""Mentions that only an event tells: whom it kills, kidnaps or arrests is somebody, what armed hands strike is there.

« trois bergers enlevés », « l'aviation a bombardé un centre de commandement »: no word list knows all of these nouns.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from kg.extract import syntax
from kg.extract.forms import stem
from kg.extract.reading import Candidate, SentenceReading
from kg.extract.tokens import Token
from kg.grammar import Grammar
from kg.lexicon import Cues
from kg.model import EntityMention
from kg.vocabulary import group_of, is_a

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
        if noun.lemma_.lower() in cues.abstract:
            continue
        if any(timex.anchor.start <= sentence.offset(noun) < timex.anchor.end for timex in sentence.times):
            continue
        kind = "Group" if _is_plural(noun, cues.grammar) else "Person"
        sentence.add(_mention_at(sentence, noun, kind, cues))


def add_aims(sentence: SentenceReading, candidates: Sequence[Candidate], cues: Cues) -> None:
    """Add to the sentence the mentions of what is struck, where the one who strikes is armed."""
    triggers = {word.i for candidate in candidates for word in candidate.words}
    for candidate in candidates:
        if not candidate.frame.aims or candidate.frame.pos != "verb":
            continue
        if not _by_armed(sentence, candidate, cues):
            continue
        for token in syntax.read_clause(candidate.head).objects:
            noun = _counted_noun(token, cues)
            concrete = noun.pos_ == "NOUN" and noun.lemma_.lower() not in cues.abstract
            if not concrete or noun.i in triggers or _is_told(noun, sentence, cues) or syntax.is_adverbial(token):
                continue
            sentence.add(_mention_at(sentence, noun, "Facility", cues))


def add_towns(sentence: SentenceReading, candidates: Sequence[Candidate], cues: Cues) -> None:
    """Add the names that no list knows of what is taken or held: « ont repris Nyabibwe »."""
    for candidate in candidates:
        if group_of(candidate.type) != "Territory" or candidate.frame.pos != "verb":
            continue
        for token in syntax.read_clause(candidate.head).objects:
            if token.pos_ == "PROPN" and sentence.mention_at(token, cues) is None:
                sentence.add(_mention_at(sentence, token, "City", cues, "name"))


def add_vehicles(sentence: SentenceReading, candidates: Sequence[Candidate], cues: Cues) -> None:
    """Add to the sentence what went off, said as known: « le véhicule a explosé » after an attack."""
    vehicles = {stem(noun) for noun in cues.vehicles}
    for candidate in candidates if sentence.in_conflict else ():
        if candidate.frame.pos != "verb" or not is_a(candidate.type, "Bombing"):
            continue
        for token in syntax.read_clause(candidate.head).subjects:
            known = token.i > 0 and token.nbor(-1).lower_ in cues.grammar.determiners.definite
            if known and stem(token.lemma_) in vehicles and sentence.mention_at(token, cues) is None:
                sentence.add(_mention_at(sentence, token, "Weapon", cues))


_ARMED = ("ArmedForce", "ArmedGroup", "Weapon")


def _is_told(noun: Token, sentence: SentenceReading, cues: Cues) -> bool:
    """Whether a mention covers the noun, or the one that it stands before (« 34 jeunes militants »)."""
    following = noun.nbor(1) if noun.i + 1 < len(noun.doc) else noun
    return any(sentence.mention_at(token, cues) is not None for token in (noun, noun.head, following))


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


def _felled(sentence: SentenceReading, candidates: Iterable[Candidate], cues: Cues) -> Iterator[Token]:
    """« des miliciens ont exécuté des soignants »: whom armed hands fell or take, in the plural."""
    for candidate in candidates:
        if (
            candidate.frame.pos == "verb"
            and candidate.head.lemma_ in cues.felling
            and _by_armed(sentence, candidate, cues)
        ):
            yield from (
                token for token in syntax.read_clause(candidate.head).objects if _is_plural(token, cues.grammar)
            )


def _by_armed(sentence: SentenceReading, candidate: Candidate, cues: Cues) -> bool:
    """Whether the subject is armed: forces, a group, a weapon."""
    subjects = syntax.read_clause(candidate.head).subjects
    by = [mention for token in subjects if (mention := sentence.mention_at(token, cues)) is not None]
    return any(is_a(mention.kind, kind) for mention in by for kind in _ARMED)


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
