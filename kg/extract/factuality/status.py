"""Status of an event mention: asserted, planned, possible or denied, from tense, negation and what governs it."""

from typing import cast

from kg.extract import syntax
from kg.extract.factuality.forms import UNSETTLED, any_of, verb_status
from kg.extract.factuality.governing import governed_status, is_halted, refused_claim, status_below, stays_out
from kg.extract.forms import fold, stem, stems_of
from kg.extract.reading import Candidate
from kg.extract.tokens import Token
from kg.lexicon import Cues
from kg.model import Status
from kg.vocabulary import group_of, is_a

_NEAR = 4  # words from a noun to its participle: « l'accord de paix signé »


def find_status(candidate: Candidate, cues: Cues) -> tuple[Status, bool]:
    """The status of a candidate, and whether words say so (a bare noun is asserted by default)."""
    keeping = syntax.clause_head(candidate.head)
    if _is_not_kept(candidate, keeping, cues):
        if keeping == candidate.head or candidate.head in syntax.read_clause(keeping).objects:
            return "asserted", True
    own, certain = _own_status(candidate, cues)
    if own == "possible" and candidate.frame.pos == "verb" and _would_have(candidate.head, cues):
        return "denied", True
    if candidate.definite == "demonstrative" and _is_disputed(candidate, cues):
        return "asserted", False  # « dément que ces frappes aient touché un hôpital »: strikes there were
    if own in ("asserted", "possible") and refused_claim(candidate.head, cues) is not None:
        return "denied", True
    related = _in_relative(candidate, cues)
    if related == "denied" and own in ("planned", "asserted"):
        return "denied", True
    if own == "planned" and governed_status(candidate, candidate.head, cues, depth=0)[0] == "denied":
        return "denied", True  # « la rencontre prévue lundi a été annulée »
    if own == "asserted" and candidate.frame.status is not None:
        return cast(Status, candidate.frame.status), True
    if own != "asserted":
        return own, True
    if _describes(candidate):
        return _of_predicate(candidate, cues), True
    if _said_by_doing(candidate, cues) or _is_answer(candidate):
        return "asserted", True
    if related is not None and not _has_happened(candidate, cues):
        return related, True
    governed, sure = governed_status(candidate, candidate.head, cues, depth=0)
    if governed == "planned" and _has_begun(candidate, cues):
        return "asserted", True
    if governed in ("planned", "possible") and _is_concluded(candidate, cues):
        return "asserted", True
    if governed is not None:
        return governed, sure
    return "asserted", certain


def _in_relative(candidate: Candidate, cues: Cues) -> Status | None:
    """« la visite, qui a été annulée », « le retrait que Paris envisage »: what a relative clause makes of a noun, if not done."""
    if candidate.frame.pos != "noun":
        return None
    for verb in candidate.head.children:
        if verb.dep_ in syntax.RELATIVE_CLAUSES and verb.i > candidate.head.i and syntax.is_verb(verb):
            status, _ = status_below(candidate, candidate.head, verb, cues)
            if status not in (None, "asserted"):
                return status
    return None


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
    """« ont manifesté pour réclamer … », « sont sortis pour protester »: who does the one does the other by it."""
    head = candidate.head
    crowd = candidate.type == "Protest"
    if candidate.frame.pos != "verb" or not (crowd or group_of(candidate.type) == "Statement"):
        return False
    if not set(syntax.marks(head)) & cues.grammar.clauses.purpose or syntax.tense_of(head) != "infinitive":
        return False
    governing = syntax.governor(head)
    if governing is None or (crowd and syntax.lemma_with_se(governing, cues) not in cues.turning_out):
        return False
    return syntax.tense_of(governing) in ("past", "imperfect", "present", "participle")


def _is_answer(candidate: Candidate) -> bool:
    """« a accusé Kigali de X, accusations aussitôt rejetées »: a participle that says how it was answered."""
    participle = candidate.frame.pos == "verb" and candidate.head.dep_ in syntax.NOUN_CLAUSES
    return candidate.type == "Denial" and participle and not syntax.is_finite(candidate.head)


def _describes(candidate: Candidate) -> bool:
    """« demande le départ du président, au pouvoir depuis dix ans »: what is said of somebody beside the deed stands."""
    return candidate.frame.pos == "noun" and any(filler.function == "host" for filler in candidate.fillers)


def _of_predicate(candidate: Candidate, cues: Cues) -> Status:
    """« la ville n'est plus aux mains des rebelles », « serait aux mains »: what the verb that says it of its host makes of it."""
    head, verb = candidate.head, syntax.clause_head(candidate.head)
    hosts = [candidate.sentence.head(f.mention) for f in candidate.fillers if f.function == "host"]
    own = verb in (head, head.head) and not candidate.supports
    clause = syntax.read_clause(verb)
    told = own and any(token in hosts for token in (*clause.subjects, *clause.objects))
    return verb_status(verb, cues)[0] if told else "asserted"


def _own_status(candidate: Candidate, cues: Cues) -> tuple[Status, bool]:
    head, modality = candidate.head, cues.grammar.modality
    if candidate.frame.pos == "verb":
        return verb_status(head, cues)
    words = [child for child in head.children if child.pos_ in ("ADJ", "VERB", "DET", "ADV")]
    words += [
        candidate.sentence.doc[i]
        for i in range(
            max(word.i for word in candidate.words) + 1,
            min(len(candidate.sentence.doc), max(word.i for word in candidate.words) + 3),
        )
        if candidate.sentence.doc[i].pos_ in ("ADJ", "VERB")
        and not syntax.goes_on_past(candidate.sentence.doc[i], head)
    ]
    left = syntax.noun_phrase_start(head)
    words += list(candidate.sentence.doc[left : head.i])
    lemmas = {word.lemma_.lower() for word in words} | {fold(word.text) for word in words}
    for status in UNSETTLED:
        if status == "planned" and _has_happened(candidate, cues):
            continue
        if any_of(words, cues.status_adjectives[status], cues) and not (status == "planned" and modality.last & lemmas):
            return status, True
    if lemmas & modality.none:
        return "denied", True
    before = syntax.preposition_before(candidate.sentence.doc, left, cues)
    if before is not None:
        told = syntax.clause_head(candidate.head)
        charged = (
            told.lemma_ in cues.charges | modality.reasons or syntax.phrase_at(told, cues.support_blames) is not None
        )
        stays = any(verb.lemma_ in modality.being for verb in candidate.supports)  # « est à Paris pour une visite »
        if before.phrase in cues.planned_noun_prepositions and not (charged or stays or _is_known_deed(candidate)):
            previous = [stem(word.lemma_) for word in candidate.sentence.doc[max(0, before.first - 2) : before.first]]
            if modality.punished.isdisjoint(previous):
                around = syntax.governor(head)
                wished = around is not None and around.lemma_ in cues.status_verbs["possible"]
                wished |= not stems_of(cues.status_nouns["possible"]).isdisjoint(previous)
                return ("possible" if wished else "planned"), True  # « plaide pour un retrait »
        if before.phrase in modality.without:
            known = candidate.definite and _would_have(syntax.clause_head(head), cues)
            return ("asserted" if known else "denied"), True  # « sans les frappes de Paris, Gao serait tombée »
    around_it = cues.grammar.prepositions.amid | cues.grammar.prepositions.after
    for verb in candidate.supports:
        if verb.lemma_ in cues.toll_verbs and (
            candidate.head in syntax.read_clause(verb).subjects or _counts_nobody(verb, cues)
        ):
            continue
        if before is not None and not around_it.isdisjoint(before.phrase.split()):
            continue  # « aucune victime n'a été signalée après la frappe »
        if stays_out(candidate, verb, cues):
            if syntax.tense_of(verb) == "future":
                return "planned", True
            continue  # « n'a pas pris part à l'offensive »: there was one
        if verb.lemma_ in cues.breaking and is_a(candidate.type, "Agreement"):
            return "asserted", True  # « menace de rompre la trêve »: there is one
        if is_halted(candidate, verb, cues) or _is_not_kept(candidate, verb, cues):
            return "asserted", True
        status, _ = verb_status(verb, cues)
        if status != "asserted":
            return status, True
        governed, _ = governed_status(candidate, verb, cues, depth=0)
        if governed not in (None, "asserted"):
            return governed, True
        if syntax.tense_of(verb) in ("past", "imperfect", "present", "participle"):
            return "asserted", True
    return "asserted", False


def _would_have(verb: Token, cues: Cues) -> bool:
    """« sans l'intervention de X, les mutins auraient pris le palais », « si X n'était pas intervenu »: it did not come to that."""
    if syntax.tense_of(verb) != "past conditional":
        return False
    for child in verb.children:
        if child.i > verb.i:
            break
        if syntax.is_verb(child) and syntax.is_conditional_clause(child):
            return True
        known = any(word.lower_ in cues.grammar.determiners.definite for word in child.children)
        if known and any(syntax.is_introduced_by(child, word) for word in cues.grammar.modality.without):
            return True
    return False


def _counts_nobody(verb: Token, cues: Cues) -> bool:
    """« une attaque qui n'a pas fait de victimes »: there was one, that hurt nobody."""
    counted = stems_of(cues.told_by_fate)
    return any(stem(word.lemma_) in counted for word in syntax.read_clause(verb).objects)


def _is_not_kept(candidate: Candidate, verb: Token, cues: Cues) -> bool:
    """« la trêve n'a jamais été respectée », « accusé de ne pas respecter la trêve »: what is not kept was agreed."""
    agreed = is_a(candidate.type, "Agreement") and verb.lemma_ in cues.grammar.modality.keeping
    told = syntax.tense_of(verb) in ("past", "imperfect", "present", "infinitive", "past infinitive")
    return agreed and told and syntax.is_negated(verb, cues.pseudo_negation)


def _is_known_deed(candidate: Candidate) -> bool:
    """« aucun bilan n'a été communiqué pour l'attaque du 27 octobre »: a blow said as known, with a day, has been struck."""
    struck = group_of(candidate.type) == "Violence" and not is_a(candidate.type, "Offensive")
    dated = candidate.times or not candidate.fillers
    return struck and candidate.definite in ("definite", "demonstrative") and bool(dated)


def _has_happened(candidate: Candidate, cues: Cues) -> bool:
    """« la trêve annoncée vendredi est entrée en vigueur », « a achevé l'opération planifiée »: what was announced has come."""
    return _is_completed(candidate, cues) or any(
        verb.lemma_ in cues.support_subject
        and syntax.tense_of(verb) == "past"
        and not syntax.is_negated(verb, cues.pseudo_negation)
        and candidate.head in syntax.read_clause(verb).subjects
        for verb in candidate.supports
    )


def _is_completed(candidate: Candidate, cues: Cues) -> bool:
    """« a achevé l'opération d'évacuation planifiée »: who has brought a deed to its end has done it."""
    verb = syntax.clause_head(candidate.head)
    over = syntax.tense_of(verb) == "past" and not syntax.is_negated(verb, cues.pseudo_negation)
    return over and verb.lemma_ in cues.grammar.modality.completing and candidate.head.i > verb.i


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


def _is_concluded(candidate: Candidate, cues: Cues) -> bool:
    """« a demandé à Kiev d'appliquer l'accord signé à Minsk »: a participle behind a known noun tells that it is there."""
    return candidate.definite == "definite" and any(
        verb.lemma_ in cues.concluding
        and 0 < verb.i - candidate.head.i <= _NEAR
        and verb.dep_ in syntax.NOUN_CLAUSES
        and not syntax.is_finite(verb)
        and syntax.is_passive(verb)
        for verb in candidate.head.subtree
    )


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
        and stem(governing.lemma_) in stems_of(cues.presupposing_nouns)
    )
