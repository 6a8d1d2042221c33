"""What a predicate says of a clause or noun: « il est possible que », « il n'est pas question de », « est à l'étude »."""

from kg.extract import syntax
from kg.extract.factuality.forms import UNSETTLED, any_of
from kg.extract.tokens import Token
from kg.lexicon import Cues
from kg.model import Status


def predicated(token: Token, predicate: Token, cues: Cues) -> Status | None:
    """The status that the predicate over a clause, or over a noun that is its subject, gives it; None where none."""
    if predicate.dep_ in syntax.COPULAS or not syntax.has_copula(predicate):
        return None
    clause = syntax.heads_clause(token)
    before = [child for child in predicate.children if child.i < predicate.i]
    if not clause and token.dep_ not in syntax.SUBJECTS:
        return None
    placed = any(child.dep_ in syntax.PREPOSITIONS for child in before)
    negated = syntax.is_negated(predicate, cues.pseudo_negation)
    for status in UNSETTLED:
        words = cues.status_adjectives[status]
        if clause or placed:
            words |= cues.status_predicates[status]
        if any_of([predicate], words, cues):
            if clause and any(child.lower_ in cues.out_of for child in before):
                return "denied"
            return _against(status) if negated else status
    affirmed = clause and any_of([predicate], cues.status_predicates["asserted"], cues)
    return "denied" if affirmed and negated else None


def _against(status: Status) -> Status:
    """« il n'est pas exclu que » leaves it open; « il n'est pas possible que » does not."""
    return "possible" if status == "denied" else "denied"


def is_in_vain(verb: Token, cues: Cues) -> bool:
    """« a tenté en vain de reprendre », « a vainement cherché », « sans succès »: it did not come to it."""
    around = [word for child in verb.children for word in (child, *child.children)]
    return any(word.lower_ in cues.vainly for word in around)


def instead_of(infinitive: Token, cues: Cues) -> bool:
    """« au lieu d'envoyer », « faute d'avoir envoyé »: what was not done."""
    mark = next((c for c in infinitive.children if c.i < infinitive.i and c.dep_ in syntax.INTRODUCING), None)
    return mark is not None and any(word.lower_ in cues.instead for word in infinitive.doc[max(0, mark.i - 2) : mark.i])


def carried(token: Token, verb: Token, cues: Cues) -> Status | None:
    """« a donné son feu vert à l'envoi », « ordre a été donné à l'armée de tirer »: what the noun that the verb carries says."""
    clause = syntax.read_clause(verb)
    nouns = clause.subjects if clause.passive else clause.objects
    for noun in nouns:
        told = {noun.lower_, *(f"{noun.lower_} {child.lower_}" for child in noun.children if child.i > noun.i)}
        if noun.i < token.i and not told.isdisjoint(cues.status_nouns["planned"]):
            if syntax.is_negated(verb, cues.pseudo_negation):
                return "denied"
            return "possible" if syntax.tense_of(verb) in ("conditional", "past conditional") else "planned"
    return None
