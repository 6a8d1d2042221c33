"""Who visits, or meets, where a clause around the noun says it: « lors d'une visite à Kiev, le ministre a annoncé … »."""

from collections.abc import Sequence

from kg.extract import syntax
from kg.extract.arguments.coordination import fill_from_words, fill_with_joined
from kg.extract.arguments.scene import Scene
from kg.extract.reading import Candidate, is_place
from kg.extract.tokens import Token
from kg.lexicon import RoleChoice
from kg.model import EntityMention
from kg.vocabulary import is_a

_BEFORE = 3  # words before a noun's phrase among which stands what leads to it: « à l'issue d' »
_VISITORS = (RoleChoice("agent", ("Person",)),)
_ROLES = {"Visit": "agent", "Meeting": "participant"}


def read_travellers(scene: Scene) -> None:
    """Whoever does something during a visit, or comes for it, is the visitor, where nobody else is."""
    for candidate in scene.candidates:
        if candidate.frame.pos != "noun" or candidate.supports or candidate.type not in _ROLES:
            continue
        told = candidate.role(_ROLES[candidate.type])
        if candidate.type == "Visit" and not told and not candidate.definite:
            _fill_from_clause(scene, candidate)
        if len(told) <= 1:
            _fill_from_stay(scene, candidate)


def _fill_from_clause(scene: Scene, visit: Candidate) -> None:
    """« à l'issue d'une visite de trois jours en Haïti, X a … », « X revenait d'une visite »."""
    leading = _words_before(scene, visit.head)
    verb = syntax.clause_head(visit.head)
    if not syntax.is_verb(verb):
        return
    prepositions = scene.grammar.prepositions
    told = scene.by_head.get(verb.i)
    if told is not None and told.type == visit.type:
        return  # « séjourne à Moscou dans le cadre d'une visite privée »
    travels = verb.lemma_ in scene.cues.travels
    during = not (prepositions.around_talks - {scene.grammar.functions.aimed_for}).isdisjoint(leading)
    if not during and not (travels and leading):
        return
    clause = scene.clause(verb)
    fill_from_words(scene, visit, clause.objects if clause.passive else clause.subjects, _VISITORS, "subject")


def _words_before(scene: Scene, noun: Token) -> set[str]:
    start = syntax.noun_phrase_start(noun)
    return {token.lower_ for token in scene.doc[max(0, start - _BEFORE) : start]}


def _fill_from_stay(scene: Scene, candidate: Candidate) -> None:
    """« X est depuis dimanche à Colombo pour une visite officielle »: who is there, and where, whatever the parser makes of it."""
    start = syntax.noun_phrase_start(candidate.head)
    if start < 1 or scene.doc[start - 1].lower_ != scene.grammar.functions.aimed_for:
        return
    being = _being_before(scene, start)
    who = next((m for m in scene.sentence.outer if _stands_before(scene, m, being)), None) if being else None
    if being is None or who is None or not is_a(who.kind, "Person"):
        return
    fill_with_joined(scene, candidate, who, (RoleChoice(_ROLES[candidate.type]),), "subject")
    candidate.supports.append(being)
    for place in _places_between(scene, being.i, start) if not candidate.role("place") else ():
        scene.fill(candidate, (RoleChoice("place"),), place, scene.grammar.functions.to)


def _being_before(scene: Scene, end: int) -> Token | None:
    """The nearest « est », « sont » before a word, with no other verb between."""
    for token in reversed(scene.doc[:end]):
        if token.lemma_ in scene.grammar.modality.being and token.pos_ in ("AUX", "VERB"):
            behind = scene.doc[token.i + 1]
            return None if syntax.is_verb(behind) else token
        if syntax.is_verb(token) or token.text in (",", ";", ":"):
            return None
    return None


def _stands_before(scene: Scene, mention: EntityMention, being: Token) -> bool:
    return mention.level != "pronoun" and scene.sentence.words(mention)[1] == being.i


def _places_between(scene: Scene, first: int, last: int) -> Sequence[EntityMention]:
    return [
        mention
        for mention in scene.sentence.outer
        if first < scene.sentence.words(mention)[0] < last and is_place(mention) and mention.level != "pronoun"
    ]
