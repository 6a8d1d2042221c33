"""How strongly words of a sentence belong to a trigger: clauses between, mentions between, attachment."""

from kg.extract import syntax
from kg.extract.arguments.scene import Scene
from kg.extract.forms import stem, stems_of
from kg.extract.reading import Candidate, is_actor
from kg.extract.tokens import Token
from kg.lexicon import Cues
from kg.vocabulary import group_of


def bond_with(scene: Scene, candidate: Candidate, at: int, head: Token, function: str) -> float:
    """How strongly a phrase that begins at token `at`, with head `head`, belongs to the candidate; 0: not at all."""
    trigger = candidate.head
    if function == scene.grammar.functions.to and _bound_to(scene, candidate, at):
        return 0.0
    if function == scene.grammar.functions.to and at < trigger.i and _of_adjective(scene, at, head):
        return 0.0
    if candidate.frame.pos == "noun":
        if at < trigger.i < head.i and trigger.lower_ in function.split():
            return 20.0  # « aux portes de Bangui »: the trigger is in the preposition
        last = max((word.i for word in candidate.words if word.i < at), default=trigger.i)
        if last < at < scene.scopes[trigger.i]:
            gap = others_between(scene, last, at)
            direct = hangs_on(scene, head, trigger)
            if function == scene.grammar.functions.by and (
                _done_to_another(scene, candidate, last, at) or _is_put_down(scene, candidate)
            ):
                return 0.0
            if function == scene.grammar.functions.of and _comes_from(scene, candidate, at):
                return 0.0
            if (
                function == scene.grammar.functions.of
                and gap > 0
                and not direct
                and not _after_own_argument(scene, candidate, at)
            ):
                return 0.0
            return 20.0 - 2 * gap + (3 if direct else 0)
        if function in scene.cues.locative and told_by_relative(scene, candidate, at):
            return 9.0  # « l'attaque qui a fait dix morts à Gao »
        if function in scene.cues.locative and behind_carrier(scene, candidate, at):
            return 9.0
        if function == scene.grammar.functions.along and _opens_before(scene, trigger, at, head):
            return 6.0
    verbs = [trigger] if candidate.frame.pos == "verb" else []
    best = 0.0
    for verb in [*verbs, *candidate.supports]:
        if verb != trigger and function == scene.grammar.functions.by and _done_by_others(scene, verb.lemma_):
            continue  # « imputé par les autorités à … », « un sit-in dispersé par la police »
        if verb != trigger and (
            function == scene.grammar.functions.of
            or (function == scene.grammar.functions.to and verb.lemma_ in scene.cues.toll_verbs)
        ):
            mention = scene.sentence.mention_at(head, scene.cues)
            if function == scene.grammar.functions.of or (mention is not None and is_actor(mention)):
                continue  # « trois membres d'une famille tués par une frappe », « a coûté la vie à six soldats »
        score = _clause_bond(scene, verb, at, head, function)
        if verb != trigger:
            score -= 0.5
        best = max(best, score)
    if function == scene.grammar.functions.between and _is_between_parties(scene, candidate, head):
        best = max(best, _clause_bond(scene, syntax.clause_head(head), at, head, function) - 0.5)
    if not best and function in scene.cues.locative:
        led = results_from(scene, candidate, at) or _held_meanwhile(scene, candidate, at)
        return 3.0 if led else best
    return best


def within_which(scene: Scene, candidate: Candidate) -> syntax.Preposition | None:
    """« tués dans une frappe », « chassés par des combats »: what says that something happened in a deed or by it, before its noun."""
    before = syntax.preposition_before(scene.doc, syntax.noun_phrase_start(candidate.head), scene.cues)
    within = scene.grammar.prepositions.amid | {scene.grammar.functions.by}
    return before if before is not None and not within.isdisjoint(before.phrase.split()) else None


def since_whose_beginning(noun: Token, cues: Cues) -> bool:
    """« depuis le début des manifestations, le 26 avril »: what is told happened in the course of it."""
    above = noun.head
    if noun.dep_ not in syntax.NOUN_COMPLEMENTS or above.lemma_ not in cues.beginnings or above.i > noun.i:
        return False
    start = syntax.noun_phrase_start(above)
    return start > 0 and noun.doc[start - 1].lower_ in cues.grammar.prepositions.since


def _held_meanwhile(scene: Scene, candidate: Candidate, at: int) -> bool:
    """« arrêtés lors d'une opération menée à Gao », « au cours de perquisitions conduites à Nice »: there they were arrested."""
    if candidate.frame.pos != "verb":
        return False
    above = syntax.clause_head(scene.doc[at])
    described = above.head if above.dep_ in syntax.PARTICIPLES and candidate.head.i < above.i < at else None
    if described is None or described.pos_ != "NOUN" or syntax.has_auxiliary(above):
        return False
    if not {above.lemma_} & (scene.cues.support_agent | scene.cues.support_subject):
        return False
    before = syntax.preposition_before(scene.doc, syntax.noun_phrase_start(described), scene.cues)
    amid = scene.grammar.prepositions.amid
    return before is not None and before.first > candidate.head.i and not amid.isdisjoint(before.phrase.split())


def behind_carrier(scene: Scene, candidate: Candidate, at: int) -> bool:
    """« Signature à Lusaka d'un accord », « la reprise mardi à Genève des pourparlers »: behind the noun that carries the event."""
    left = at - 1
    while left > 0 and (scene.in_time(scene.doc[left]) or scene.doc[left].text == ","):
        left -= 1
    apart = any(token.text == "," for token in scene.doc[left:at])  # « la signature, à Pretoria, d'un accord »
    if left < 0 or at > candidate.head.i or scene.doc[left].lemma_.lower() not in scene.cues.support_carriers:
        return False
    between = scene.doc[at : candidate.head.i]
    of = scene.grammar.prepositions.bare_of | scene.grammar.prepositions.contracted
    return (
        any(token.lower_ in of for token in between)
        and not any(
            token.pos_ in ("VERB", "AUX", "CCONJ") or (token.pos_ == "PUNCT" and not (apart and token.text == ","))
            for token in between
        )
        and others_between(scene, left, candidate.head.i) == 1
    )


def _is_between_parties(scene: Scene, candidate: Candidate, head: Token) -> bool:
    """« Un cessez-le-feu a été décidé entre A et B », « Des discussions sont en cours entre A et B »: the verb's own « entre »."""
    if candidate.frame.pos != "noun" or group_of(candidate.type) != "Contact":
        return False
    verb = syntax.clause_head(head)
    clause = scene.clause(verb)
    return candidate.head in (clause.objects if clause.passive else clause.subjects)


def _opens_before(scene: Scene, noun: Token, at: int, head: Token) -> bool:
    """« Avec le ministre, les discussions ont porté sur … »: an opening phrase, and behind its comma the noun as subject."""
    start = syntax.noun_phrase_start(noun)
    mention = scene.sentence.mention_at(head, scene.cues)
    if at > 1 or start < 1 or scene.doc[start - 1].text != "," or noun.dep_ not in syntax.SUBJECTS:
        return False
    if mention is None or mention.kind == "Group":
        return False  # « Avec ses enfants, les discussions … »
    return not any(syntax.is_verb(token) for token in scene.doc[at : start - 1])


def results_from(scene: Scene, candidate: Candidate, at: int) -> bool:
    """« Une opération menée lundi à Gao a permis l'arrestation de … »: said of a subject that led to the event."""
    verb = next((token for token in candidate.head.ancestors if token.lemma_ in scene.cues.results), None)
    if verb is None or not at < verb.i < candidate.head.i or syntax.parent_clause(verb) is not None:
        return False
    subject = next((child for child in verb.children if child.dep_ in syntax.SUBJECTS and child.i < at), None)
    if subject is None or subject.i in scene.by_word or not subject.is_ancestor(scene.doc[at]):
        return False
    path = [token for token in scene.doc[at].ancestors if subject.is_ancestor(token)]
    return not syntax.has_finite(path)


def _done_to_another(scene: Scene, candidate: Candidate, last: int, at: int) -> bool:
    """« l'attaque d'un village tenu par l'EI », « attribué par la police à X »: « par » says by whom another thing is done."""
    between = [token for token in scene.doc[last + 1 : at] if "Part" in token.morph.get("VerbForm", [])]
    if not between:
        return False
    nearest, cues = between[-1], scene.cues
    if _done_by_others(scene, nearest.lemma_) or _is_only_seen(scene, candidate, nearest):
        return True
    of = scene.sentence.mention_at(nearest.head, cues) if nearest.nbor(-1) == nearest.head else None
    moved = group_of(candidate.type) == "Movement"  # « l'envoi d'une force menée par le Kenya »
    led = of is not None and is_actor(of) and not moved  # « l'attaque contre la coalition menée par X »
    carries = (nearest.lemma_ in cues.support_agent and not led) or nearest in candidate.supports
    return not carries and nearest.head != candidate.head and candidate.head.i < nearest.head.i < nearest.i


def _is_only_seen(scene: Scene, candidate: Candidate, participle: Token) -> bool:
    """« une attaque qualifiée de lâche par l'ONU », « une frappe filmée par un voisin »: who sees, counts or judges a deed."""
    if candidate.frame.pos != "noun" or group_of(candidate.type) != "Violence":
        return False
    as_what = participle.nbor().lower_ in scene.grammar.prepositions.likening
    return as_what or (participle.lemma_ in scene.cues.beholding and participle not in candidate.words)


def _comes_from(scene: Scene, candidate: Candidate, at: int) -> bool:
    """« des frappes de drones venus du Burkina », « qualifiée de terroriste »: from where it came, or what it is called, by a participle."""
    before = scene.doc[at - 1] if at else candidate.head
    bare = before.dep_ in syntax.PARTICIPLES and not syntax.has_auxiliary(before)
    known = before.lemma_ in scene.cues.travels or before.lemma_ in scene.cues.beholding
    return bare and before.i > candidate.head.i and known


def _is_put_down(scene: Scene, candidate: Candidate) -> bool:
    """« la dispersion d'une marche par la police »: who breaks up what others do takes no part in it."""
    above = candidate.head.head
    return above.i < candidate.head.i and stem(above.text) in stems_of(scene.cues.putting_down)


def _done_to_object(scene: Scene, verb: Token, at: int) -> bool:
    """« a visé un site exploité par le groupe », « le site exploité par lui a été visé »: right before « par » stands a participle of its own."""
    left, first = at - 1, verb.i if at > verb.i else 0
    while left > first and scene.in_time(scene.doc[left]):  # « une ville reprise samedi par l'armée »
        left -= 1
    before = scene.doc[left] if at else verb
    described = before != verb and "Part" in before.morph.get("VerbForm", []) and not syntax.has_auxiliary(before)
    return described and before.pos_ in ("VERB", "ADJ") and first <= before.head.i < before.i and before.head != verb


def _done_by_others(scene: Scene, lemma: str) -> bool:
    """Whether who does this to an event, or tells of it, is not who did it."""
    return lemma in scene.cues.support_dative or lemma in scene.cues.support_scattered


def _bound_to(scene: Scene, candidate: Candidate, at: int) -> bool:
    """« les combattants liés à Al-Qaïda »: whose they are is no party beside them, where they are one."""
    described = scene.doc[at - 1] if at > 1 else None
    if described is None or described.pos_ == "NOUN" or stem(described.text) not in scene.bound_to:
        return False  # « tuant onze fidèles à X »
    return any(scene.sentence.words(filler.mention)[1] in (at - 1, at) for filler in candidate.fillers)


def _of_adjective(scene: Scene, at: int, head: Token) -> bool:
    """« les forces loyales au gouvernement ont pris … »: whose they are, not from whom they took it."""
    described = scene.doc[at - 1] if at else None
    return described is not None and described.pos_ == "ADJ" and head.head in (described, described.head)


def _clause_bond(scene: Scene, verb: Token, at: int, head: Token, function: str) -> float:
    same = syntax.clause_head(head) == verb
    if function == scene.grammar.functions.by and _done_to_object(scene, verb, at):
        return 0.0
    if at > verb.i:
        if clause_between(scene, verb.i, at):
            return (
                7.0
                if same
                and function != scene.grammar.functions.of
                and not any(token.text == ";" for token in scene.doc[verb.i : at])
                else 0.0
            )
        gap = others_between(scene, verb.i, at)
        if function == scene.grammar.functions.of and gap > 0 and not same:
            return 0.0
        return 12.0 - gap + (3 if same else 0)
    if function == scene.grammar.functions.of:
        noun = head.dep_ in syntax.NOUN_COMPLEMENTS and head.head.pos_ == "NOUN" and head.head.i < at
        return 3.0 if same and not noun else 0.0  # « les jihadistes de X ont pris le contrôle de Y »
    if same:
        return 8.0 - 0.5 * others_between(scene, at, verb.i)
    return 5.0 if scene.opens(verb, at, 1) and not _says_of_subject(scene, head, at) else 0.0


def _says_of_subject(scene: Scene, head: Token, at: int) -> bool:
    """« Né à Tours, X a été tué », « Exilé à Paris, X a été arrêté »: where who is told of comes from or lives."""
    told = syntax.clause_head(head)
    described = told.i < at and told.dep_ in syntax.ADVERBIAL_CLAUSES and "Part" in told.morph.get("VerbForm", [])
    return described and told.lemma_ not in scene.cues.travels


def clause_between(scene: Scene, start: int, end: int) -> bool:
    """Whether another clause begins between two tokens, and does not end before the second."""
    for token in scene.doc[start + 1 : end]:
        if _is_put_in(scene, token, start, end) or syntax.tells_manner(token) or syntax.restricts(token):
            continue
        if token.text in (";", ":"):
            return True
        if token.lower_ in scene.grammar.clauses.opening and token.pos_ in (
            "PRON",
            "SCONJ",
            "ADV",
        ):
            return True
        if (
            syntax.is_verb(token)
            and token.i not in (start,)
            and token.i not in scene.described
            and token.i not in scene.naming
            and not scene.in_time(token)
            and token.dep_ not in syntax.ADJECTIVES
            and not (token.i in scene.by_word and scene.by_word[token.i].head.i == start)
        ):
            return True
    return False


def _is_put_in(scene: Scene, token: Token, start: int, end: int) -> bool:
    """« a gelé, *comme prévu,* les avoirs de X »: said between two commas, with nothing of it behind the second."""
    doc, top = scene.doc, syntax.clause_head(token)
    if not start < top.i < end or top.dep_ in syntax.COORDINATES or not doc[start].is_ancestor(top):
        return False
    first, last = top.left_edge.i, top.right_edge.i
    opened = any(word.text == "," for word in doc[start + 1 : max(first + 1, token.i)])
    closed = doc[last].text == "," or (last + 1 < end and doc[last + 1].text == ",")
    return opened and closed and last < end


def others_between(scene: Scene, start: int, end: int) -> int:
    """How many other mentions and triggers stand between two tokens."""
    low, high = scene.sentence.offset(scene.doc[start]), scene.sentence.offset(scene.doc[end])
    mentions = sum(
        1
        for mention in scene.sentence.outer
        if low < mention.anchor.start and mention.anchor.end <= high and mention.level != "pronoun"
    )
    return mentions + 2 * sum(1 for candidate in scene.candidates if start < candidate.head.i < end)


def _after_own_argument(scene: Scene, candidate: Candidate, at: int) -> bool:
    """Whether the phrase right before token `at` is an argument of the candidate."""
    before = [mention for mention in scene.sentence.outer if scene.sentence.words(mention)[1] <= at]
    if not before:
        return False
    owner = scene.placed.get((before[-1].anchor.start, before[-1].anchor.end))
    return owner is not None and owner[0] is candidate and at - scene.sentence.words(before[-1])[1] <= 1


def hangs_on(scene: Scene, head: Token, trigger: Token) -> bool:
    """Whether the parser hangs `head` on the trigger, with no clause or other trigger between."""
    current = head
    for _ in range(4):
        if current.head == current:
            return False
        current = current.head
        if current == trigger:
            return True
        if current.i in scene.by_head or syntax.heads_clause(current):
            return False
    return False


def stands_near(scene: Scene, candidate: Candidate, at: int) -> bool:
    """Whether a word stands in the trigger's own phrase or right behind its verb."""
    if candidate.frame.pos == "noun":
        return candidate.head.i < at < scene.scopes[candidate.head.i] or any(
            verb.i < at and not clause_between(scene, verb.i, at) and others_between(scene, verb.i, at) == 0
            for verb in candidate.supports
        )
    return (
        candidate.head.i < at
        and not clause_between(scene, candidate.head.i, at)
        and others_between(scene, candidate.head.i, at) == 0
    )


def told_by_relative(scene: Scene, candidate: Candidate, at: int) -> bool:
    """« l'attaque de Nairobi, qui avait fait 213 morts en août »: the clause that follows the noun's own phrase."""
    start = scene.scopes[candidate.head.i]
    if start < len(scene.doc) and scene.doc[start].text == ",":
        start += 1
    if start >= len(scene.doc) or scene.doc[start].lower_ not in scene.grammar.pronouns.subject_relative or at <= start:
        return False
    verb = next((token for token in scene.doc[start:] if syntax.is_verb(token) and syntax.is_finite(token)), None)
    if verb is None or _is_of_another(scene, candidate, verb):
        return False
    return at > verb.i and syntax.clause_head(scene.doc[at]) == syntax.clause_head(verb)


def _is_of_another(scene: Scene, candidate: Candidate, verb: Token) -> bool:
    """« la visite de X à Gao après l'attentat qui a eu lieu à Nice »: a relative clause of another deed, which stands nearer."""
    told = scene.by_word.get(verb.head.i) if verb.dep_ in syntax.NOUN_CLAUSES else None
    return told is not None and told is not candidate and candidate.head.i < told.head.i
