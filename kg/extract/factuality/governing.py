"""What the verbs and nouns above an event make of it: « refuse d'envoyer », « l'intention de retirer »."""

from kg.extract import syntax
from kg.extract.factuality.forms import (
    JOINED,
    STILL_TO_COME,
    UNSETTLED,
    any_of,
    relation_of,
    still_to_come,
    verb_status,
)
from kg.extract.factuality.predicates import carried, instead_of, is_in_vain, predicated
from kg.extract.forms import fold, stem, stems_of
from kg.extract.reading import Candidate
from kg.extract.tokens import Token
from kg.lexicon import Cues
from kg.model import Status
from kg.vocabulary import group_of, is_a

_BROUGHT_UP = ("Visit", "Offensive", "Invasion", "Protest", "Sanction")
_THERE = ("Coup", "Arrest")  # what one can only be against once it is there
_OF_THE_PRESENT = ("Violence", "PublicOrder")  # what can only be stopped where it is going on


def governed_status(candidate: Candidate, token: Token, cues: Cues, depth: int) -> tuple[Status | None, bool]:
    """What the words above a verb or noun make of it; None where they say nothing."""
    if depth > 5:
        return None, False
    governing = syntax.governor(token)
    if governing is None:
        return None, False
    if _tells_more(token, cues) or _is_meanwhile(token, cues):
        return None, False
    modality = cues.grammar.modality
    marks = set(syntax.marks(token)) if syntax.is_verb(token) else set()
    tense = syntax.tense_of(token) if syntax.heads_clause(token) else None
    if syntax.is_verb(token) and tense == "infinitive":
        if marks & modality.aims:
            if syntax.is_verb(governing) and governing.lemma_ in modality.making_use:
                outer, _ = _above(candidate, governing, cues, depth)
                return outer or "asserted", True
            if (taken := _taken(governing, cues)) is not None:
                return taken, True
            if syntax.is_verb(governing) and syntax.granted(governing, token) is not None:
                return "possible", True  # « donne huit jours à la junte pour nommer X »
            if not (syntax.is_verb(governing) and governing.lemma_ in modality.judging):
                return "planned", True
        if marks & modality.without or instead_of(token, cues):
            return "denied", True
        if marks & modality.before:
            around = syntax.clause_head(governing)
            done = around is governing and syntax.tense_of(around) == "past"  # « a annoncé A, avant d'exiger B »
            if around.lemma_ in cues.status_verbs["planned"] and not done:
                return "planned", True  # « doit rencontrer X avant de se rendre à Y »
            outer, _ = _above(candidate, around, cues, depth)
            return outer or "asserted", True
    if tense == "gerund" and marks and syntax.tense_of(governing) in ("infinitive", "past infinitive"):
        return governed_status(
            candidate, governing, cues, depth + 1
        )  # « accuse X d'avoir rompu la trêve en attaquant Y »
    asked = governing.lemma_ in cues.status_verbs["possible"]  # « sont appelés à se retirer »
    if tense == "infinitive" and not asked and _comes_before_its_mark(token, modality.ready):
        return ("denied" if syntax.is_negated(governing, cues.pseudo_negation) else "planned"), True
    if tense == "infinitive" and _comes_before_its_mark(token, modality.able):
        return ("denied" if syntax.is_negated(governing, cues.pseudo_negation) else "possible"), True
    if tense in ("subjunctive", "present") and _is_aim(token, cues):
        if (taken := _taken(governing, cues)) is not None:
            return taken, True
        return "possible", True  # « insiste pour que les troupes se retirent »
    lemma = governing.lemma_.lower()
    reflexive = syntax.is_verb(governing) and syntax.is_reflexive(governing)
    if not syntax.heads_clause(token) and lemma in modality.amounting_to:
        if _is_not(candidate, token, governing, cues):
            return "denied", True
        if reflexive and syntax.tense_of(governing) == "conditional":
            return "possible", True  # « il s'agirait d'un attentat »
    nominal = not syntax.heads_clause(token)
    said = predicated(token, governing, cues)
    if said is not None:
        return said, True
    if (
        nominal
        and fold(governing.lemma_) in modality.opposed
        and syntax.is_introduced_by(token, cues.grammar.functions.to)
    ):
        if candidate.definite == "definite" and candidate.type in _THERE:
            return "asserted", True  # « les pays opposés au coup d'État »
        if governing.pos_ == "ADJ" or syntax.is_passive(governing):
            return "denied", True  # « est opposé à l'envoi »
    if syntax.is_verb(governing):
        below = status_below(candidate, token, governing, cues, depth)
        if below[0] is None and lemma in modality.giving_leave and _is_linked(token, cues):
            given = carried(token, governing, cues)
            if given == "planned" and _denied_above(governing, cues):
                return "denied", True  # « a refusé de donner son feu vert à l'envoi »
            return (given, True) if given is not None else below
        return below
    if nominal and governing.pos_ == "ADJ" and token.dep_ in syntax.SUBJECTS:
        return _from_predicate(governing, cues)
    if governing.pos_ in ("NOUN", "PROPN"):
        word = stem(governing.lemma_)
        if nominal and word in stems_of(cues.replies):
            return None, False  # « ordonne des renforts en réponse à l'attaque »
        if nominal and word in stems_of(cues.presupposing_nouns):
            return "asserted", True  # « toute implication dans l'attentat »
        going_on = group_of(candidate.type) not in STILL_TO_COME or is_a(candidate.type, "Agreement")
        if nominal and governing.lemma_ in cues.ending_nouns and going_on:
            return "asserted", True  # « annonce la fin de l'offensive », « la rupture de la trêve »: there was one
        for named in UNSETTLED:
            if governing in candidate.words:
                break  # « répondent à l'appel à la grève lancé par X »: it was made
            if word in stems_of(cues.status_nouns[named]) and (_is_linked(token, cues) or marks):
                if named == "planned" and not still_to_come(candidate) and word in modality.announcements:
                    return "asserted", True
                if named == "planned" and (_denied_above(governing, cues) or _is_nobodys(governing, cues)):
                    return "denied", True  # « dément avoir l'intention de retirer », « n'a pas l'intention de »
                if named == "planned" and candidate.type == "Sanction" and governing.lemma_ in modality.decisions:
                    some = any("Ind" in child.morph.get("Definite", []) for child in governing.children)
                    return ("planned" if some else "asserted"), True  # as with « décider »
                return named, True
        if nominal and governing.pos_ == "NOUN":
            return (
                governed_status(candidate, governing, cues, depth + 1)
                if _is_linked(token, cues) and depth < 2
                else (None, False)
            )
        if tense in ("infinitive", "past infinitive"):
            return governed_status(candidate, governing, cues, depth + 1)
    if governing.pos_ == "ADJ" and token.pos_ == "NOUN" and fold(governing.lemma_) in modality.ready | modality.needed:
        if syntax.is_introduced_by(token, cues.grammar.functions.to):
            return "possible", True  # « s'est dit prêt à des frappes », « nécessaires à la tenue d'un sommet »
    if governing.pos_ == "ADJ" and tense == "infinitive":
        if fold(governing.lemma_) in modality.ready:
            return "planned", True
        if fold(governing.lemma_) in modality.suspected:
            return "possible", True
    return None, False


def _taken(verb: Token, cues: Cues) -> Status | None:
    """« il a fallu deux jours aux rebelles pour prendre X », « a suffi »: it was done; None of another verb, or what it will take."""
    while syntax.tense_of(verb) == "infinitive" and verb.head.i < verb.i:  # « il a fallu attendre mardi pour que »
        verb = verb.head
    if verb.lemma_ not in syntax.words_of(verb).verbs.taking or not syntax.has_auxiliary(verb):
        return None
    if syntax.is_negated(verb, cues.pseudo_negation):
        return "denied"
    return "possible" if syntax.tense_of(verb) == "past conditional" else "asserted"


def refused_claim(told: Token, cues: Cues) -> Token | None:
    """« rejette les accusations selon lesquelles il aurait tué … », « dément les rumeurs de … »: the verb that refuses the claim."""
    claims, which = stems_of(cues.claims), cues.grammar.pronouns.which
    current = told
    while current.head != current:
        noun, verb = current.head, current.head.head
        if noun.pos_ == "NOUN" and noun.i < current.i and stem(noun.lemma_) in claims:
            refused = noun in syntax.read_clause(verb).objects and verb.lemma_ in cues.status_verbs["denied"]
            opened = any(word.lower_ in which for word in told.doc[noun.i + 1 : current.i])
            tells = syntax.is_verb(current) and (opened or not syntax.is_finite(current))
            tells = tells or (current == told and syntax.is_introduced_by(told, cues.grammar.functions.of))
            return verb if refused and tells and not syntax.is_negated(verb, cues.pseudo_negation) else None
        current = noun
    return None


def status_below(
    candidate: Candidate, token: Token, governing: Token, cues: Cues, depth: int = 0
) -> tuple[Status | None, bool]:
    """What a verb makes of a noun or verb that is its subject, object or complement; None where it says nothing."""
    modality = cues.grammar.modality
    tense = syntax.tense_of(token) if syntax.heads_clause(token) else None
    lemma = governing.lemma_.lower()
    named = f"{cues.grammar.pronouns.reflexive} {lemma}" if syntax.is_reflexive(governing) else lemma
    nominal = not syntax.heads_clause(token)
    finite = tense is not None and tense not in ("infinitive", "gerund", "participle", "past infinitive")
    relation = relation_of(token, governing, cues)
    if nominal and named in cues.deciding and syntax.is_introduced_by(token, cues.grammar.functions.against):
        return "denied", True  # « ont voté contre l'envoi »
    if tense == "infinitive" and relation in ("", JOINED):
        relation = "complement"
    if relation in ("object", "complement") and _is_set_as_aim(governing, cues):
        return "planned", True  # « s'est fixé pour objectif la reconquête du nord »
    if nominal and relation == "object" and is_halted(candidate, governing, cues):
        return "asserted", True  # « pour interrompre une manifestation »
    if nominal and candidate.type == "Meeting" and candidate.definite and lemma in cues.support_invites:
        return None, False  # « a été invité au sommet »: it is held, whoever comes
    if relation in ("object", "complement"):
        status = _from_verb(candidate, named, lemma, nominal, finite, tense, cues)
        if lemma in cues.talking_verbs and is_a(candidate.type, "Agreement") and _is_over(governing):
            status = "asserted"  # « a annoncé avoir négocié une trêve »
        refused = (
            syntax.is_negated(governing, cues.pseudo_negation)
            or _denied_above(governing, cues)
            or _could_not(governing, cues)
        )
        unsure = status == "asserted" or (status is None and (finite or tense == "past infinitive"))
        if unsure and lemma in cues.unsure_when_refused and refused:
            return "possible", True  # « a refusé de confirmer l'envoi », « il n'est pas établi que … »
        if status == "planned" and syntax.tense_of(governing) == "past conditional":
            # « aurait décidé d'envoyer »; « aurait dû partir » did not
            status = "denied" if lemma in modality.unfulfilled else "possible"
        if status == "planned" and _is_decree(candidate, governing, cues, depth):
            return "asserted", True  # « a décidé d'expulser douze diplomates »
        if status in ("planned", "possible") and lemma in modality.compelled and _is_over(governing):
            return "asserted", True  # « a dû retirer », « s'est résolu à envoyer »
        if status == "planned" and is_in_vain(governing, cues):
            return "denied", True
        if status == "denied" and _could_not(governing, cues):
            return "asserted", True  # « n'ont pu empêcher l'offensive »
        if status == "possible" and lemma in modality.managing and _has_managed(token, governing):
            return "asserted", True
        if status is not None and syntax.is_negated(governing, cues.pseudo_negation):
            if lemma in modality.unhesitating:
                return "asserted" if syntax.tense_of(governing) == "past" else status, True
            if nominal and lemma in cues.support_announces and candidate.definite:
                return "asserted", True  # « la visite n'avait pas été annoncée »
            return _negated_governor(status, lemma, nominal, cues), True
        if status in ("planned", "possible") and tense == "past infinitive" and lemma not in modality.open_past:
            status = "asserted"
        if status in ("planned", "possible") and _denied_above(governing, cues):
            return "denied", True  # « a démenti vouloir retirer »
        if status is not None:
            return status, True
        if syntax.is_negated(governing) and lemma in modality.withheld:
            return "possible", True
    if nominal and relation == "subject" and governing.lemma_ not in cues.toll_verbs:
        status, _ = verb_status(governing, cues)
        if governing.lemma_ in cues.support_subject or (status in ("denied",) and governing.lemma_ in modality.being):
            return status, True
        return None, False
    if tense == "infinitive" and lemma in modality.being and _is_said_of_an_aim(governing, cues):
        return ("denied" if syntax.is_negated(governing, cues.pseudo_negation) else "planned"), True
    if token.dep_ in syntax.GOVERNED and not finite:
        if tense == "infinitive" and lemma in modality.consisting and syntax.tense_of(governing) != "conditional":
            return "planned", True
        # « va prolonger ses sanctions », « tente d'obtenir une trêve »
        if nominal and relation == "object" and lemma in cues.intends | cues.attains:
            return _above(candidate, governing, cues, depth)
        if tense in ("infinitive", "gerund") or (nominal and relation in ("object", "complement")):
            status, _ = verb_status(governing, cues)
            if status != "asserted" and (tense == "infinitive" and relation == "complement"):
                return status, True
            return (
                governed_status(candidate, governing, cues, depth + 1)
                if relation in ("object", "complement") and tense == "infinitive"
                else (None, False)
            )
    return None, False


def _is_nobodys(plan: Token, cues: Cues) -> bool:
    """« n'a pas l'intention de », « n'a reçu aucun ordre de », « il n'y a pas de projet de »: a plan or order that is not there."""
    verb = syntax.governor(plan)
    return (
        verb is not None
        and syntax.is_verb(verb)
        and plan in syntax.read_clause(verb).objects
        and syntax.is_negated(verb, cues.pseudo_negation)
    )


def _comes_before_its_mark(verb: Token, words: frozenset[str]) -> bool:
    """« s'est dit prêt à rencontrer X », « en mesure de »: a word before the mark, wherever the parser hangs the infinitive."""
    mark = next((child for child in verb.children if child.i < verb.i and child.dep_ in syntax.INTRODUCING), None)
    if mark is None:  # « censée reprendre la ville »
        return verb.i > 0 and verb.nbor(-1).pos_ in ("ADJ", "VERB") and stem(verb.nbor(-1).lemma_) in words
    if mark.i < 2:
        return False
    before, last = mark.nbor(-2).lower_, mark.nbor(-1)
    if last.pos_ == "VERB" and syntax.is_passive(last):
        form = stem(last.text)  # « déterminées à »
        if not words.isdisjoint((form, form[:-1])):
            return True
    return fold(last.lemma_) in words or fold(f"{before} {last.lower_}") in words


def _is_meanwhile(noun: Token, cues: Cues) -> bool:
    """« a invité X au cours d'un appel »: in the course of which it was said, and not what it was about."""
    if syntax.heads_clause(noun) or syntax.clause_head(noun).lemma_ not in cues.status_verbs["possible"]:
        return False
    start = syntax.noun_phrase_start(noun)
    words = {token.lower_ for token in noun.doc[max(0, start - 2) : start]}
    return not cues.grammar.prepositions.during.isdisjoint(words)


def _tells_more(verb: Token, cues: Cues) -> bool:
    """« accuse X d'un complot, pour lequel dix soldats ont été arrêtés »: a relative clause is no part of the charge."""
    doc, first = verb.doc, verb.left_edge.i
    return syntax.is_finite(verb) and any(
        doc[i].lower_ in cues.grammar.pronouns.which and doc[i - 1].pos_ == "ADP" and doc[i].i < verb.i
        for i in range(first + 1, min(first + 3, len(doc)))
    )


def _is_not(candidate: Candidate, noun: Token, verb: Token, cues: Cues) -> bool:
    """« il ne s'agit pas d'une trêve »: no such thing; « pas de la première », « pas d'une attaque isolée » grant one."""
    determiners = cues.grammar.determiners
    left = [child for child in noun.children if child.i < noun.i and child.pos_ != "ADP"]
    bare = len(left) == 1 and left[0].lower_ in determiners.indefinite
    others = [child for child in noun.children if child not in candidate.words]  # « acte terroriste » is one word
    qualified = any(child.pos_ == "ADJ" or child.dep_ in syntax.NOUN_CLAUSES for child in others)
    return bare and not qualified and syntax.is_negated(verb, cues.pseudo_negation)


def is_halted(candidate: Candidate, verb: Token, cues: Cues) -> bool:
    """Whether the verb stops or breaks up what is there (« réprimer une manifestation »)."""
    halts = verb.lemma_ in cues.halting or syntax.phrase_at(verb, cues.halting) is not None
    return halts and group_of(candidate.type) in _OF_THE_PRESENT


def stays_out(candidate: Candidate, verb: Token, cues: Cues) -> bool:
    """« n'a pas pris part à l'offensive », « refuse d'assister au sommet »: a known deed goes on without whoever is named."""
    known = candidate.frame.pos == "noun" and candidate.definite in ("definite", "demonstrative")
    if not known or not (verb.lemma_ in cues.taking_part or syntax.phrase_at(verb, cues.taking_part)):
        return False
    return syntax.is_negated(verb, cues.pseudo_negation) or _denied_above(verb, cues)


def _is_decree(candidate: Candidate, verb: Token, cues: Cues, depth: int) -> bool:
    """Whether a sanction is decided, which is to impose it: not announced, not yet to be decided."""
    decided = candidate.type == "Sanction" and verb.lemma_ in cues.grammar.modality.voting
    return decided and _above(candidate, verb, cues, depth)[0] in (None, "asserted")


def _has_managed(verb: Token, governing: Token) -> bool:
    """« a pu rencontrer X »: somebody was able to, and did; « a pu être touché » guesses."""
    done = syntax.tense_of(governing) == "past" and not syntax.is_negated(governing)
    return done and syntax.tense_of(verb) == "infinitive" and not syntax.is_passive(verb)


def _is_over(verb: Token) -> bool:
    """Whether the verb's own form tells what is past."""
    return syntax.tense_of(verb) in ("past", "past infinitive", "participle") and not syntax.is_negated(verb)


def _could_not(verb: Token, cues: Cues) -> bool:
    """« n'a pas su éviter », « n'a pas réussi à empêcher »: what was not prevented has happened."""
    above = syntax.governor(verb)
    if syntax.tense_of(verb) != "infinitive" or above is None or not syntax.is_verb(above):
        return False
    return syntax.is_negated(above, cues.pseudo_negation) and above.lemma_ in cues.grammar.modality.managing


def _is_set_as_aim(verb: Token, cues: Cues) -> bool:
    """Whether an aim stands beside the object: « se donner pour but », « avoir pour objectif »."""
    return any(
        stem(child.lemma_) in cues.grammar.modality.goals
        and not cues.grammar.modality.as_aim.isdisjoint(syntax.plain(word) for word in child.children)
        for child in verb.children
        if child.pos_ == "NOUN"
    )


def _is_said_of_an_aim(verb: Token, cues: Cues) -> bool:
    """« l'objectif est de reprendre X », « le but de l'opération était de »: what the subject of « être » wants."""
    return any(stem(subject.lemma_) in cues.grammar.modality.goals for subject in syntax.read_clause(verb).subjects)


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
        relation = relation_of(token, governing, cues)
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
    status, _ = verb_status(verb, cues)
    if status != "asserted":
        return status, True
    return governed_status(candidate, verb, cues, depth + 1)


def _from_predicate(adjective: Token, cues: Cues) -> tuple[Status | None, bool]:
    """« une visite est possible », « aucune frappe n'est prévue »."""
    for status in ("denied", "possible", "planned"):
        if any_of([adjective], cues.status_adjectives[status], cues):
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


def _from_verb(
    candidate: Candidate, named: str, lemma: str, nominal: bool, finite: bool, tense: str | None, cues: Cues
) -> Status | None:
    modality = cues.grammar.modality
    if lemma in cues.support_announces:
        if nominal:
            return "planned" if still_to_come(candidate) else "asserted"
        if tense in ("infinitive",):
            return "planned" if still_to_come(candidate) else "asserted"
        return None
    for status in UNSETTLED:
        if named in cues.status_verbs[status] or lemma in cues.status_verbs[status]:
            if finite and status == "planned":  # « veut que X se retire », « espère que la trêve tienne »
                return "possible" if lemma in cues.wanting and tense in ("present", "subjunctive") else None
            if nominal and lemma in modality.hoping:
                return "possible"  # « espère un cessez-le-feu »; « espère se rendre » is one's own plan
            voted = candidate.type == "Sanction" or group_of(candidate.type) == "Office"
            if voted and nominal and lemma in modality.voting:
                return "asserted"  # voted, they are in force
            if nominal and lemma in modality.bringing_up and _is_known_deed(candidate):
                return None  # « ont évoqué l'offensive de Kiev »: it goes on, whatever is said of it
            if (
                nominal
                and lemma in cues.talking_verbs
                and still_to_come(candidate)
                and group_of(candidate.type) != "Contact"
            ):
                return "possible"  # « discuter du retrait des forces »
            if lemma in modality.accepting and nominal and group_of(candidate.type) in ("Office", "Statement"):
                return "asserted"  # a resignation that is accepted has been given
            if nominal and named in cues.deciding and not still_to_come(candidate):
                return None  # « ont débattu de l'attaque »
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


def _is_known_deed(candidate: Candidate) -> bool:
    """« l'offensive de Kiev », « sa visite à Gao »: a deed said as known, of a class of which one also speaks before it is done."""
    known = candidate.frame.pos == "noun" and candidate.definite in ("definite", "demonstrative", "possessive")
    return known and candidate.type in _BROUGHT_UP


def _presupposed(candidate: Candidate, lemma: str, cues: Cues) -> bool:
    """« rejette l'appel », « conteste l'élection », « rejette l'accord de 2016 »: it stands, somebody only disagrees."""
    signed = is_a(candidate.type, "Agreement") and any(timex.relation == "in" for timex in candidate.times)
    return lemma in cues.disagreement and (
        group_of(candidate.type) in ("Statement", "Office") or candidate.type == "Sanction" or signed
    )
