"""The stretch of a sentence that a speaker answers for: all that follows « X a déclaré que », however it was parsed."""

from kg.extract import syntax
from kg.extract.attribution.speakers import Sayers, speakers_of
from kg.extract.attribution.speech import (
    is_background,
    is_insertion,
    is_moved,
    is_refused,
    is_still_to_say,
    narrates,
    speaks,
)
from kg.extract.reading import Candidate, SentenceReading
from kg.extract.tokens import Token
from kg.lexicon import Cues

_APART = 9  # words between a verb of speech and its « que »: « a ajouté mardi dans un communiqué publié à Kiev que »


def told_behind(candidate: Candidate, sentence: SentenceReading, cues: Cues) -> Sayers:
    """« L'armée a dit que A, que B et que C »: whoever speaks tells all that follows, up to where the narrator goes on."""
    if _is_known(candidate):
        return []
    at = min(word.i for word in candidate.words)
    for verb in reversed(sentence.doc[:at]):
        if not speaks(verb, cues):
            continue
        that = _that_behind(verb, at, cues)
        if that is None or is_insertion(verb, cues) or _is_said_of_the_doer(verb, candidate):
            continue
        if goes_back(that, candidate, sentence, cues):
            return []
        if syntax.is_negated(verb, cues.pseudo_negation) or is_refused(verb, cues):
            return []
        if verb.lemma_ in cues.status_verbs["denied"] or is_moved(verb, cues) or is_still_to_say(verb, cues):
            return []
        return speakers_of(verb, sentence, cues)
    return []


def _is_said_of_the_doer(verb: Token, candidate: Candidate) -> bool:
    """« Paul Ba, qui a dit que A, est arrivé à Gao »: a relative clause is over where the clause goes on that holds it."""
    main, relative = syntax.clause_head(candidate.head), syntax.clause_head(verb)
    around = [relative, *relative.ancestors]
    described = next(
        (word.head for word in around if word.dep_ in syntax.RELATIVE_CLAUSES and word.head.i < verb.i), None
    )
    return described is not None and (main == described or main in {*described.ancestors})


def _is_known(candidate: Candidate) -> bool:
    """« a dit qu'il ne soutenait pas l'offensive »: a deed spoken of as known, of which nothing more is told."""
    pointed = candidate.definite in ("definite", "demonstrative")
    return candidate.frame.pos == "noun" and pointed and not candidate.supports


def _that_behind(verb: Token, end: int, cues: Cues) -> Token | None:
    """The « que » that opens what a verb of speech tells, behind it with no other verb between."""
    for token in verb.doc[verb.i + 1 : min(end, verb.i + _APART)]:
        if token.lower_ in cues.grammar.clauses.that:
            before = token.nbor(-1)  # « pour que », « l'attaque que … »
            meanwhile = before.lower_ in cues.narrators  # « a promis son aide alors que … »
            other = (
                meanwhile or before.lower_ in cues.grammar.clauses.purpose or before in syntax.read_clause(verb).objects
            )
            described = before.text == "," and token.pos_ == "PRON"  # « Diallo, qu'il avait limogé »
            return None if other or described else token
        if token.text in (";", ":", ".") or (syntax.is_verb(token) and syntax.is_finite(token)):
            return None
    return None


def goes_back(word: Token, candidate: Candidate, sentence: SentenceReading, cues: Cues) -> bool:
    """Whether the narrator speaks again between a word and the event: « …, alors que », « …, qui avait attaqué »."""
    head = candidate.head
    for token in sentence.doc[word.i + 1 : head.i]:
        quoted = token.nbor(-1).text in syntax.CLOSING_QUOTES and token.lower_ in cues.narrators
        if token.text in (";", ":") or quoted or narrates(token, cues):
            return True
    current = head
    while current.head != current and current.i > word.i:
        if is_background(current, cues):
            return True
        current = current.head
    return False
