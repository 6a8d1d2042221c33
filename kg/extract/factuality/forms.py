"""What the form of a verb, and the words beside it, say of the status of what they tell."""

from kg.extract import syntax
from kg.extract.forms import fold, stem, stems_of
from kg.extract.reading import Candidate
from kg.extract.tokens import Token
from kg.lexicon import Cues
from kg.model import Status
from kg.vocabulary import group_of

UNSETTLED: tuple[Status, ...] = ("denied", "possible", "planned")  # which is looked for first
JOINED = "joined"  # a relation: the word is coordinated to its governor
# Announced, these are still to come; an announced arrest or capture has happened.
STILL_TO_COME = {"Movement", "Support", "Contact"}
_STILL_TO_COME_CLASSES = {"Sanction", "Offensive", "Invasion", "Protest", "Ceasefire"}


def verb_status(verb: Token, cues: Cues) -> tuple[Status, bool]:
    """The status its own form gives a verb."""
    if syntax.is_negated(verb, cues.pseudo_negation):
        return "denied", True
    tense = syntax.tense_of(verb)
    if tense == "future":
        return "planned", True
    if tense in ("conditional", "past conditional"):
        governing = syntax.governor(verb)
        reported = (
            (verb.dep_ in syntax.REPORTED or syntax.is_that_clause(verb))
            and governing is not None
            and _past_speech(governing, cues)
        )
        if tense == "conditional" and reported:
            return "planned", True
        return "possible", True
    if any(fold(child.text) in cues.grammar.modality.guesses for child in verb.children):
        return "possible", True
    if tense == "imperative":
        return "possible", True
    return "asserted", tense in ("past", "imperfect", "present", "past infinitive")


def _past_speech(governing: Token, cues: Cues) -> bool:
    reports = governing.lemma_ in cues.reporting_words and governing.head.lemma_ in cues.reporting_verbs
    verb = governing.head if reports else governing  # « a fait savoir que »
    speaks = reports or verb.lemma_ in cues.speech_verbs | cues.status_verbs["planned"]
    return speaks and syntax.tense_of(verb) in ("past", "past infinitive", "imperfect", "participle", "present")


def relation_of(token: Token, governing: Token, cues: Cues) -> str:
    clause = syntax.read_clause(governing)
    if token in clause.objects:
        return "object"
    if token in clause.complements:
        return "complement"
    if token in clause.subjects:
        return "subject"
    if token.dep_ in syntax.COMPLEMENT_CLAUSES or syntax.is_that_clause(token):
        return "complement"
    if token.dep_ in syntax.COORDINATES:
        first = syntax.coordinated_with(token)  # « a appelé à la retenue et à un cessez-le-feu »
        told = first is not None and first.dep_ in syntax.ADJUNCTS and not syntax.heads_clause(token)
        return (relation_of(first, governing, cues) if first is not None and told else "") or JOINED
    if any(syntax.is_introduced_by(token, p) for p in cues.grammar.prepositions.after):
        return ""  # « ont convenu de signer après des pourparlers »
    if _is_when(token, cues):
        return ""  # « a annoncé une trêve à l'issue du sommet »
    functions = cues.grammar.functions
    behind = token.dep_ in syntax.OBLIQUES and token.i > governing.i
    told = behind and any(syntax.is_introduced_by(token, p) for p in (functions.to, functions.of))
    if behind and not told and syntax.lemma_with_se(governing, cues) in cues.deciding:
        told = syntax.is_introduced_by(token, functions.about)  # « se prononcer sur l'envoi »
    return "object" if told else ""


def _is_when(noun: Token, cues: Cues) -> bool:
    """« à l'issue de la réunion », « en marge du sommet »: whether the words before a noun say when something else is done."""
    prepositions = cues.grammar.prepositions
    if syntax.heads_clause(noun):
        return False
    start = syntax.noun_phrase_start(noun)
    before = {token.lower_ for token in (*noun.doc[max(0, start - 2) : start], noun)}
    return not before.isdisjoint((prepositions.around_talks | prepositions.during) - {cues.grammar.functions.aimed_for})


def any_of(words: list[Token], wanted: frozenset[str], cues: Cues) -> bool:
    """Whether one of the words is a form of one that is wanted."""
    stems = stems_of(wanted)
    return any(_base(stem(form), cues) in stems for word in words for form in (word.lemma_, word.text))


def _base(form: str, cues: Cues) -> str:
    """A stem of an adjective or participle without gender."""
    return form[:-1] if form.endswith(tuple(cues.grammar.endings.feminine)) else form


def still_to_come(candidate: Candidate) -> bool:
    return group_of(candidate.type) in STILL_TO_COME or candidate.type in _STILL_TO_COME_CLASSES
