"""Days counted from another deed of the sentence: « deux jours après la reprise », « un mois après qu'elle a pris X »."""

from kg.extract import syntax
from kg.extract.arguments.scene import Scene
from kg.extract.continuing import stands_right_behind
from kg.extract.reading import Candidate
from kg.extract.tokens import Token
from kg.model import Timex

_NEAR = 6  # words between « deux jours après » and the deed


def count_from(scene: Scene, owner: Candidate | None, timex: Timex, first: int, end: int) -> None:
    """Tell which of two deeds « deux jours après » dates, and from which it counts; alone, the latter keeps it."""
    if owner is None:
        named = _named_behind(scene, end)
        if named is not None:
            named.times.append(timex)
        return
    pair = _by_clause(scene, owner, first, end) if _opens_clause(scene, end) else _by_noun(scene, owner, first, end)
    if pair is not None:
        counted, origin = pair
        owner.times.remove(timex)
        counted.shifts.append((timex, origin))


def _opens_clause(scene: Scene, end: int) -> bool:
    """« après que », « après avoir », « avant de » with its infinitive."""
    behind = scene.doc[end : end + 2]
    if not behind:
        return False
    return behind[0].lower_ in scene.grammar.clauses.that or any(
        syntax.tense_of(token) == "infinitive" for token in behind
    )


def _by_clause(scene: Scene, owner: Candidate, first: int, end: int) -> tuple[Candidate, Candidate] | None:
    """« … mardi, un mois après que l'armée a pris X », « Un mois après avoir pris X, … »: the main clause's deed, and the other's."""
    origin = next((c for c in scene.candidates if c.head.i >= end), None)
    if origin is None:
        return None
    before = [candidate for candidate in scene.candidates if candidate.head.i < first]
    if before:
        counted = owner if owner in before else before[-1]
        return counted, origin
    doc = scene.doc
    closing = next((token.i for token in doc[origin.head.i :] if token.text == ","), None)
    if closing is None:
        return None
    behind = [candidate for candidate in scene.candidates if candidate.head.i > closing]
    told = owner if owner in behind else next(iter(behind), None)
    return (told, origin) if told is not None else None


def _by_noun(scene: Scene, owner: Candidate, first: int, end: int) -> tuple[Candidate, Candidate] | None:
    """« deux jours après la reprise »; « Une semaine plus tard, … » counts from what was told before."""
    if scene.doc[end : end + 1] and scene.doc[end].text == ",":
        return None
    following = next(
        (c for c in scene.candidates if c.head.i >= end and c is not owner and _begin_of(scene, c) - end <= _NEAR), None
    )
    if following is not None:
        return owner, following
    if owner.head.i < end or owner.frame.pos != "noun":
        return None
    clause = syntax.clause_head(scene.doc[first])
    main = scene.by_head.get(clause.i) or next(
        (c for c in scene.candidates if clause in c.supports or c.head in scene.clause(clause).subjects), None
    )
    return (main, owner) if main is not None and main is not owner else None


def _begin_of(scene: Scene, candidate: Candidate) -> int:
    """Where a deed begins to be told: at the noun that carries it, « la signature, à Pretoria, d'un accord »."""
    death = _death_before(scene, candidate)
    if death is not None:
        return death.i
    above = candidate.head.head
    carried = candidate.frame.pos == "noun" and above.i < candidate.head.i
    return above.i if carried and above.lemma_.lower() in scene.cues.support_carriers else candidate.head.i


def _death_before(scene: Scene, candidate: Candidate) -> Token | None:
    """« la mort de deux civils dans l'explosion d'une mine »: the noun of the deaths in the deed."""
    start = syntax.noun_phrase_start(candidate.head)
    before = syntax.preposition_before(scene.doc, start, scene.cues)
    if candidate.frame.pos != "noun" or before is None:
        return None
    if scene.grammar.prepositions.amid.isdisjoint(before.phrase.split()):
        return None
    near = scene.doc[max(0, before.first - _NEAR) : before.first]
    return next((word for word in near if word.pos_ == "NOUN" and word.lemma_ in scene.cues.toll_nouns), None)


def _named_behind(scene: Scene, end: int) -> Candidate | None:
    """« Une semaine après l'attentat, les familles attendent »: the deed named right behind, from which the days count."""
    nouns = [c for c in scene.candidates if c.frame.pos == "noun" and c.head.i >= end]
    return next((c for c in nouns if stands_right_behind(c, end)), None)
