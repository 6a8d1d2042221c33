"""Status of an event mention: asserted, planned, possible or denied, from tense, negation and what governs it."""

from typing import cast

from kg.extract import syntax
from kg.extract.forms import fold, stem
from kg.extract.reading import Candidate
from kg.extract.tokens import Token
from kg.lexicon import Cues
from kg.model import Status
from kg.vocabulary import group_of, is_a

# Announced, these are still to come; an announced arrest or capture has happened.
_UNSETTLED: tuple[Status, ...] = ("denied", "possible", "planned")  # which is looked for first
_STILL_TO_COME = {"Movement", "Support", "Contact"}
_STILL_TO_COME_CLASSES = {"Sanction", "Offensive", "Invasion", "Protest", "Ceasefire"}
_JOINED = "joined"  # a relation: the word is coordinated to its governor
_STATES = {"TroopPresence", "TerritorialControl", "OfficeTenure"}


def find_status(candidate: Candidate, cues: Cues) -> tuple[Status, bool]:
    """The status of a candidate, and whether words say so (a bare noun is asserted by default)."""
    own, certain = _own_status(candidate, cues)
    if candidate.definite == "demonstrative" and _is_disputed(candidate, cues):
        return "asserted", False  # « dément que ces frappes aient touché un hôpital »: strikes there were
    if own == "planned" and _governed(candidate, candidate.head, cues, depth=0)[0] == "denied":
        return "denied", True  # « la rencontre prévue lundi a été annulée »
    if own == "asserted" and candidate.frame.status is not None:
        return cast(Status, candidate.frame.status), True
    if own != "asserted":
        return own, True
    if _said_by_doing(candidate, cues):
        return "asserted", True
    governed, sure = _governed(candidate, candidate.head, cues, depth=0)
    if governed == "planned" and _has_begun(candidate, cues):
        return "asserted", True
    if governed is not None:
        return governed, sure
    return "asserted", certain


def _is_disputed(candidate: Candidate, cues: Cues) -> bool:
    """Whether a verb of denial governs the clause in which the event is told."""
    verb = syntax.clause_head(candidate.head)
    for _ in range(3):
        above = syntax.parent_clause(verb)
        if above is None:
            return False
        if above.lemma_ in cues.disputing:
            return True
        verb = above
    return False


def _said_by_doing(candidate: Candidate, cues: Cues) -> bool:
    """« ont manifesté pour réclamer … »: who does the one says the other by it."""
    head = candidate.head
    if candidate.frame.pos != "verb" or group_of(candidate.type) != "Statement":
        return False
    if not set(syntax.marks(head)) & cues.grammar.clauses.purpose or syntax.tense_of(head) != "infinitive":
        return False
    governing = syntax.governor(head)
    return governing is not None and syntax.tense_of(governing) in ("past", "imperfect", "present", "participle")


def is_hypothesis(candidate: Candidate, cues: Cues) -> bool:
    """« si … », « en cas de … », « toute attaque entraînerait … », « simule une attaque »: nothing happened."""
    if candidate.frame.pos == "noun" and (_is_condition(candidate, cues) or _is_unreal(candidate, cues)):
        return True
    if candidate.type == "Agreement" and candidate.frame.pos == "noun" and _is_broken(candidate, cues):
        return True
    verb: Token | None = syntax.clause_head(candidate.head)
    for _ in range(4):
        if verb is None:
            return False
        if syntax.is_conditional_clause(verb) and syntax.tense_of(verb) in ("present", "imperfect", "past"):
            return True
        verb = syntax.parent_clause(verb)
    return False


def is_habit(candidate: Candidate, cues: Cues) -> bool:
    """« la ville est régulièrement visée », « soumise à de fréquents tirs »: what happens again and again is no one deed."""
    if group_of(candidate.type) != "Violence" or candidate.times or candidate.quantities:
        return False
    verb = candidate.head if candidate.frame.pos == "verb" else syntax.clause_head(candidate.head)
    words = [candidate.head, verb, *(word for word in (candidate.head.head,) if word.i < candidate.head.i)]
    often = any(child.lower_ in cues.often for word in words for child in word.children)
    return often and syntax.tense_of(verb) in ("present", "participle", "infinitive", "imperfect")


def _is_broken(candidate: Candidate, cues: Cues) -> bool:
    """« a rompu l'accord »: an agreement of other days, of which no more is told than its end."""
    verb = syntax.governor(candidate.head)
    broken = verb is not None and syntax.is_verb(verb) and verb.lemma_ in cues.breaking
    return broken and verb is not None and candidate.head in syntax.read_clause(verb).objects and not candidate.times


def _is_condition(candidate: Candidate, cues: Cues) -> bool:
    """« en cas de … »; « toute attaque » as the subject of what would follow."""
    doc, head, grammar = candidate.sentence.doc, candidate.head, cues.grammar
    left = syntax.noun_phrase_start(head)
    before = [syntax.plain(doc[i]) for i in range(max(0, left - 3), left)]
    if " ".join(before).removesuffix(f" {grammar.functions.of}").endswith(tuple(grammar.modality.in_case)):
        return True
    against = before[-1:] == [grammar.functions.against]
    if against and _is_warned_of(head, cues):
        return True  # « met en garde Paris contre l'envoi de soldats »
    if group_of(candidate.type) == "Office" and any(
        stem(doc[i].text) in grammar.modality.running for i in range(max(0, left - 2), left)
    ):
        return True  # « candidat à sa réélection »
    if left < head.i and doc[left].lower_ in grammar.modality.every:
        if against and syntax.clause_head(head).lemma_ in cues.warning_verbs:
            return True  # « a mis en garde Moscou contre toute incursion »
        verb = syntax.clause_head(head)
        if verb.lemma_ in cues.replies and not candidate.times:
            return True  # « riposter à toute attaque »
        if head in syntax.read_clause(verb).subjects and not syntax.is_negated(verb):
            reported = syntax.tense_of(verb) == "imperfect" and not grammar.clauses.that.isdisjoint(syntax.marks(verb))
            return reported or syntax.tense_of(verb) in ("conditional", "future", "present")
    return _is_judged_in_law(candidate, cues)


def _is_judged_in_law(candidate: Candidate, cues: Cues) -> bool:
    """« les attaques contre les casques bleus peuvent constituer des crimes de guerre »: of attacks as such."""
    head, words = candidate.head, cues.grammar.modality
    several = head.morph.get("Number", []) == ["Plur"] and candidate.definite != "demonstrative" and not candidate.times
    verb = syntax.clause_head(head)
    inner = [verb, *syntax.read_clause(verb).complements]
    offences = set(map(stem, words.offences))
    amounts = any(
        other.lemma_ in words.amounting and any(stem(o.lemma_) in offences for o in syntax.read_clause(other).objects)
        for other in inner
    )
    return several and amounts and head in syntax.read_clause(verb).subjects and syntax.tense_of(verb) == "present"


def _is_warned_of(noun: Token, cues: Cues) -> bool:
    """Whether somebody is warned against what the noun tells."""
    verb = syntax.clause_head(noun)
    following = {token.lower_ for token in verb.doc[verb.i + 1 : verb.i + 4]}
    words = cues.grammar.modality
    alone = verb.lemma_ not in words.warns_with
    return verb.lemma_ in cues.warning_verbs and (alone or bool(words.warning & following))


def _is_unreal(candidate: Candidate, cues: Cues) -> bool:
    """« l'exercice simule une attaque », « le roman raconte l'invasion »."""
    governing = syntax.governor(candidate.head)
    if governing is None or not syntax.is_verb(governing):
        return governing is not None and (stem(governing.lemma_) in cues.unreal_nouns)
    clause = syntax.read_clause(governing)
    if candidate.head not in clause.objects:
        return False
    return governing.lemma_ in cues.unreal_verbs or any(
        stem(subject.lemma_) in cues.unreal_nouns for subject in clause.subjects
    )


def _own_status(candidate: Candidate, cues: Cues) -> tuple[Status, bool]:
    head, modality = candidate.head, cues.grammar.modality
    if candidate.frame.pos == "verb":
        return _verb_status(head, cues)
    words = [child for child in head.children if child.pos_ in ("ADJ", "VERB", "DET", "ADV")]
    words += [
        candidate.sentence.doc[i]
        for i in range(
            max(word.i for word in candidate.words) + 1,
            min(len(candidate.sentence.doc), max(word.i for word in candidate.words) + 3),
        )
        if candidate.sentence.doc[i].pos_ in ("ADJ", "VERB")
    ]
    left = syntax.noun_phrase_start(head)
    words += list(candidate.sentence.doc[left : head.i])
    lemmas = {word.lemma_.lower() for word in words} | {fold(word.text) for word in words}
    for status in _UNSETTLED:
        if status == "planned" and _has_happened(candidate, cues):
            continue
        if _any_of(words, cues.status_adjectives[status], cues) and not (
            status == "planned" and modality.last & lemmas
        ):
            return status, True
    if lemmas & modality.none:
        return "denied", True
    before = syntax.preposition_before(candidate.sentence.doc, left, cues)
    if before is not None:
        charged = syntax.clause_head(candidate.head).lemma_ in cues.charges
        if before.phrase in cues.planned_noun_prepositions and not charged:
            previous = candidate.sentence.doc[before.first - 1] if before.first > 0 else None
            if previous is None or stem(previous.lemma_) not in modality.punished:
                around = syntax.governor(head)
                wished = around is not None and around.lemma_ in cues.status_verbs["possible"]
                return ("possible" if wished else "planned"), True  # « plaide pour un retrait »
        if before.phrase in modality.without:
            return "denied", True
    for verb in candidate.supports:
        if verb.lemma_ in cues.toll_verbs and candidate.head in syntax.read_clause(verb).subjects:
            continue
        status, _ = _verb_status(verb, cues)
        if status != "asserted":
            return status, True
        governed, _ = _governed(candidate, verb, cues, depth=0)
        if governed not in (None, "asserted"):
            return governed, True
        if syntax.tense_of(verb) in ("past", "imperfect", "present", "participle"):
            return "asserted", True
    return "asserted", False


def _has_happened(candidate: Candidate, cues: Cues) -> bool:
    """« la trêve annoncée vendredi est entrée en vigueur »: what was announced has come."""
    return any(
        verb.lemma_ in cues.support_subject
        and syntax.tense_of(verb) == "past"
        and not syntax.is_negated(verb, cues.pseudo_negation)
        and candidate.head in syntax.read_clause(verb).subjects
        for verb in candidate.supports
    )


def _has_begun(candidate: Candidate, cues: Cues) -> bool:
    """« ont accepté une trêve qui est entrée en vigueur samedi »: a relative clause tells that it is there."""
    return candidate.frame.pos == "noun" and any(
        verb.dep_ in syntax.NOUN_CLAUSES
        and verb.i > candidate.head.i
        and verb.lemma_ in cues.support_subject
        and syntax.tense_of(verb) == "past"
        and not syntax.is_negated(verb, cues.pseudo_negation)
        for verb in candidate.head.subtree
    )


def _any_of(words: list[Token], wanted: frozenset[str], cues: Cues) -> bool:
    """Whether one of the words is a form of one that is wanted."""
    stems = {stem(word) for word in wanted}
    return any(_base(stem(form), cues) in stems for word in words for form in (word.lemma_, word.text))


def _base(form: str, cues: Cues) -> str:
    """A stem of an adjective or participle without gender."""
    return form[:-1] if form.endswith(tuple(cues.grammar.endings.feminine)) else form


def _verb_status(verb: Token, cues: Cues) -> tuple[Status, bool]:
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
    return governing.lemma_ in cues.speech_verbs | cues.status_verbs["planned"] and syntax.tense_of(governing) in (
        "past",
        "participle",
        "present",
    )


def _governed(candidate: Candidate, token: Token, cues: Cues, depth: int) -> tuple[Status | None, bool]:
    """What the words above a verb or noun make of it; None where they say nothing."""
    if depth > 5:
        return None, False
    governing = syntax.governor(token)
    if governing is None:
        return None, False
    modality = cues.grammar.modality
    marks = set(syntax.marks(token)) if syntax.is_verb(token) else set()
    tense = syntax.tense_of(token) if syntax.heads_clause(token) else None
    if syntax.is_verb(token) and tense == "infinitive":
        if marks & modality.aims:
            if not (syntax.is_verb(governing) and governing.lemma_ in modality.judging):
                return "planned", True
        if marks & modality.without:
            return "denied", True
        if marks & modality.before:
            around = syntax.clause_head(governing)
            if around.lemma_ in cues.status_verbs["planned"]:
                return "planned", True  # « doit rencontrer X avant de se rendre à Y »
            outer, _ = _above(candidate, around, cues, depth)
            return outer or "asserted", True
    if tense in ("subjunctive", "present") and _is_aim(token, cues):
        return "possible", True  # « insiste pour que les troupes se retirent »
    lemma = governing.lemma_.lower()
    reflexive = syntax.is_verb(governing) and syntax.is_reflexive(governing)
    named = f"{cues.grammar.pronouns.reflexive} {lemma}" if reflexive else lemma
    nominal = not syntax.heads_clause(token)
    finite = tense is not None and tense not in ("infinitive", "gerund", "participle", "past infinitive")
    if syntax.is_verb(governing):
        relation = _relation(token, governing, cues)
        if tense == "infinitive" and relation in ("", _JOINED):
            relation = "complement"
        if relation in ("object", "complement"):
            status = _from_verb(candidate, named, lemma, nominal, finite, tense, cues)
            if lemma in cues.talking_verbs and is_a(candidate.type, "Agreement") and _is_over(governing):
                status = "asserted"  # « a annoncé avoir négocié une trêve »
            refused = syntax.is_negated(governing, cues.pseudo_negation) or _denied_above(governing, cues)
            if status == "asserted" and lemma in cues.unsure_when_refused and refused:
                return "possible", True  # « a refusé de confirmer l'envoi »
            if status == "planned" and syntax.tense_of(governing) == "past conditional":
                status = "possible"  # « aurait décidé d'envoyer »
            if status is not None and syntax.is_negated(governing, cues.pseudo_negation):
                return _negated_governor(status, lemma, nominal, cues), True
            if status in ("planned", "possible") and tense == "past infinitive" and lemma not in modality.open_past:
                status = "asserted"
            if status in ("planned", "possible") and _denied_above(governing, cues):
                return "denied", True  # « a démenti vouloir retirer »
            if status is not None:
                return status, True
            if syntax.is_negated(governing) and lemma in modality.withheld:
                return "possible", True
        if nominal and relation == "subject" and not _is_toll(governing, cues):
            status, _ = _verb_status(governing, cues)
            if governing.lemma_ in cues.support_subject or (
                status in ("denied",) and governing.lemma_ in modality.being
            ):
                return status, True
            return None, False
        if token.dep_ in syntax.GOVERNED and not finite:
            if tense == "infinitive" and lemma in modality.consisting and syntax.tense_of(governing) != "conditional":
                return "planned", True
            if nominal and relation == "object" and lemma in cues.intends:  # « va prolonger ses sanctions »
                return _above(candidate, governing, cues, depth)
            if tense in ("infinitive", "gerund") or (nominal and relation in ("object", "complement")):
                status, _ = _verb_status(governing, cues)
                if status != "asserted" and (tense == "infinitive" and relation == "complement"):
                    return status, True
                return (
                    _governed(candidate, governing, cues, depth + 1)
                    if relation in ("object", "complement") and tense == "infinitive"
                    else (None, False)
                )
        return None, False
    if nominal and governing.pos_ == "ADJ" and token.dep_ in syntax.SUBJECTS:
        return _from_predicate(governing, cues)
    if governing.pos_ in ("NOUN", "PROPN"):
        word = stem(governing.lemma_)
        if nominal and word in {stem(noun) for noun in cues.replies}:
            return None, False  # « ordonne des renforts en réponse à l'attaque »
        if nominal and any(stem(noun) == word for noun in cues.presupposing_nouns):
            return "asserted", True  # « toute implication dans l'attentat »
        if nominal and governing.lemma_ in cues.ending_nouns and group_of(candidate.type) not in _STILL_TO_COME:
            return "asserted", True  # « annonce la fin de l'offensive »: it has been going on
        for named in _UNSETTLED:
            if any(stem(noun) == word for noun in cues.status_nouns[named]) and (_is_linked(token, cues) or marks):
                if named == "planned" and not _still_to_come(candidate) and word in modality.announcements:
                    return "asserted", True
                if named == "planned" and _denied_above(governing, cues):
                    return "denied", True  # « dément avoir l'intention de retirer »
                return named, True
        if nominal and governing.pos_ == "NOUN":
            return (
                _governed(candidate, governing, cues, depth + 1)
                if _is_linked(token, cues) and depth < 2
                else (None, False)
            )
        if tense in ("infinitive", "past infinitive"):
            return _governed(candidate, governing, cues, depth + 1)
    if governing.pos_ == "ADJ" and tense == "infinitive":
        if fold(governing.lemma_) in modality.ready:
            return "planned", True
        if fold(governing.lemma_) in modality.suspected:
            return "possible", True
    return None, False


def _is_over(verb: Token) -> bool:
    """Whether the verb's own form tells what is past."""
    return syntax.tense_of(verb) in ("past", "past infinitive", "participle") and not syntax.is_negated(verb)


def _is_aim(verb: Token, cues: Cues) -> bool:
    """« pour que », « afin que » before a verb."""
    words, clauses = set(syntax.marks(verb)), cues.grammar.clauses
    return bool(words & clauses.that) and bool(words & clauses.purpose)


def _denied_above(token: Token, cues: Cues) -> bool:
    """Whether a verb of denial or refusal governs the word: « a démenti avoir l'intention de … »."""
    for _ in range(3):
        governing = syntax.governor(token)
        if governing is None or not syntax.is_verb(governing):
            return False
        relation = _relation(token, governing, cues)
        if relation not in ("object", "complement"):
            return False
        if governing.lemma_ in cues.status_verbs["denied"]:
            return not syntax.is_negated(governing, cues.pseudo_negation)
        if governing.lemma_ not in cues.grammar.pronouns.there_is:
            return False
        token = governing
    return False


def _above(candidate: Candidate, verb: Token, cues: Cues, depth: int) -> tuple[Status | None, bool]:
    """The status of a verb that takes the event along: its own form's, else that of what governs it."""
    status, _ = _verb_status(verb, cues)
    if status != "asserted":
        return status, True
    return _governed(candidate, verb, cues, depth + 1)


def _from_predicate(adjective: Token, cues: Cues) -> tuple[Status | None, bool]:
    """« une visite est possible », « aucune frappe n'est prévue »."""
    for status in ("denied", "possible", "planned"):
        if _any_of([adjective], cues.status_adjectives[status], cues):
            if syntax.is_negated(adjective, cues.pseudo_negation):
                return "denied", True
            return status, True
    return None, False


def _negated_governor(status: Status, lemma: str, nominal: bool, cues: Cues) -> Status:
    """« ne veut pas envoyer » is denied, « n'exclut pas d'envoyer » possible, « ne nie pas avoir tiré » asserted."""
    if status == "denied":
        return "possible" if lemma in cues.leaves_open else "asserted"
    if status == "possible":
        return "denied" if lemma in cues.denied_when_negated else "possible"
    return "denied" if status == "planned" else status


def _is_linked(token: Token, cues: Cues) -> bool:
    """« l'intention de retirer », « l'appel à manifester »: whether a noun says what another is about."""
    before = [child for child in token.children if child.dep_ in syntax.INTRODUCING and child.i < token.i]
    if before:
        return syntax.plain(before[0]) in cues.grammar.modality.linking
    return token.dep_ in syntax.NOUN_LINKS


def _relation(token: Token, governing: Token, cues: Cues) -> str:
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
        return _JOINED
    functions = cues.grammar.functions
    told = (
        token.dep_ in syntax.OBLIQUES
        and token.i > governing.i
        and any(syntax.is_introduced_by(token, p) for p in (functions.to, functions.of))
    )
    return "object" if told else ""


def _from_verb(
    candidate: Candidate, named: str, lemma: str, nominal: bool, finite: bool, tense: str | None, cues: Cues
) -> Status | None:
    modality = cues.grammar.modality
    if lemma in cues.support_announces:
        if nominal:
            return "planned" if _still_to_come(candidate) else "asserted"
        if tense in ("infinitive",):
            return "planned" if _still_to_come(candidate) else "asserted"
        return None
    for status in _UNSETTLED:
        if named in cues.status_verbs[status] or lemma in cues.status_verbs[status]:
            if finite and status == "planned":
                return None
            voted = candidate.type == "Sanction" or group_of(candidate.type) == "Office"
            if voted and nominal and lemma in modality.voting:
                return "asserted"  # voted, they are in force
            if (
                nominal
                and lemma in cues.talking_verbs
                and _still_to_come(candidate)
                and group_of(candidate.type) != "Contact"
            ):
                return "possible"  # « discuter du retrait des forces »
            if lemma in modality.accepting and nominal and group_of(candidate.type) in ("Office", "Statement"):
                return "asserted"  # a resignation that is accepted has been given
            if status == "denied" and nominal and _presupposed(candidate, lemma, cues):
                return "asserted"
            if finite and status == "possible" and tense in ("past",) and lemma not in modality.fearing:
                return None
            if status == "planned" and nominal and is_a(candidate.type, "Agreement") and lemma in modality.agreeing:
                return "asserted"  # « ont convenu d'une trêve »: it is agreed
            agreed = is_a(candidate.type, "Agreement") and lemma in modality.bargaining
            if nominal and lemma in modality.of_clauses_alone and not agreed:
                return None
            return status
    if named in cues.status_verbs["asserted"] or lemma in cues.status_verbs["asserted"]:
        return "asserted" if nominal else None
    return None


def _presupposed(candidate: Candidate, lemma: str, cues: Cues) -> bool:
    """« rejette l'appel », « conteste l'élection »: what was said or decided stands, somebody only disagrees."""
    return lemma in cues.disagreement and (
        group_of(candidate.type) in ("Statement", "Office") or candidate.type == "Sanction"
    )


def _still_to_come(candidate: Candidate) -> bool:
    return group_of(candidate.type) in _STILL_TO_COME or candidate.type in _STILL_TO_COME_CLASSES


def _is_toll(verb: Token, cues: Cues) -> bool:
    return verb.lemma_ in cues.toll_verbs


def is_foreseen(candidate: Candidate, cues: Cues) -> bool:
    """« la manifestation prévue samedi » was to come, also where it was then forbidden."""
    return candidate.frame.pos == "noun" and _own_status(candidate, cues)[0] == "planned"


def is_presupposed(candidate: Candidate, cues: Cues) -> bool:
    """« son implication dans l'attentat », « les auteurs de l'attaque »: that it happened is granted."""
    governing = syntax.governor(candidate.head)
    return (
        candidate.frame.pos == "noun"
        and governing is not None
        and governing.pos_ == "NOUN"
        and not syntax.heads_clause(governing)  # « a été la cible d'une attaque » tells it
        and stem(governing.lemma_) in {stem(noun) for noun in cues.presupposing_nouns}
    )
