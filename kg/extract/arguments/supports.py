"""Verbs that carry an event told by a noun: « a mené une attaque », « a essuyé des tirs », « l'attaque a fait … »."""

from collections.abc import Iterable, Sequence

from kg.extract import syntax
from kg.extract.arguments.bonds import others_between
from kg.extract.arguments.choices import actor_choices, places_first, same_group
from kg.extract.arguments.coordination import fill_from_words
from kg.extract.arguments.scene import Scene
from kg.extract.continuing import stands_after
from kg.extract.forms import stem, stems_of
from kg.extract.reading import Candidate
from kg.extract.tokens import Token
from kg.lexicon import RoleChoice
from kg.vocabulary import CLASSES, group_of, is_a

_SCENES = ("City", "Region", "Country", "Facility")
_NEAR = 5  # words behind a noun: « les négociations de paix avec les rebelles »
_WORDS_OF_A_SUBJECT = 10  # between « à laquelle » and the verb
_FURTHEST = 30  # words from a verb to the noun that it carries


def read_supports(scene: Scene) -> None:
    """Note the verbs that carry each noun trigger, and whom they name as its agent, target, place or beneficiary."""
    for verb in syntax.verbs_of(scene.doc):
        if not _speaks(scene, verb, verb.lemma_.lower()):
            _read_support(scene, verb)


def _read_support(scene: Scene, verb: Token) -> None:
    """All that one verb may be to the nouns around it."""
    cues, lemma = scene.cues, verb.lemma_.lower()
    named = syntax.lemma_with_se(verb, cues)
    own = scene.by_head.get(verb.i)
    phrase = syntax.phrase_at(verb, cues.support_subject)
    if phrase is None and (lemma in cues.support_party or named in cues.support_agent):
        _acting(scene, verb, lemma in cues.support_party)
    if lemma in cues.taking_part or syntax.phrase_at(verb, cues.taking_part) is not None:
        _attended(scene, verb)
    if lemma in cues.support_dative:
        _attributed(scene, verb)
    if lemma in cues.support_suffers and not (own is not None and group_of(own.type) == "Statement"):
        _suffered(scene, verb)
    if lemma in cues.support_escapes:
        _escaped(scene, verb)
    if lemma in cues.support_invites:
        _invited(scene, verb)
    if lemma in cues.support_scene:
        _witnessed(scene, verb)
    if lemma in cues.support_accuses:
        _accused(scene, verb)
    if lemma in cues.support_answers:
        _answered(scene, verb)
    if phrase is not None or lemma in cues.support_subject or named in cues.support_subject:
        _happening(scene, verb, lemma)
    if lemma in cues.support_enacts:
        _dated_by(scene, verb, "Sanction")
    if lemma in cues.halting and lemma in cues.support_scattered:
        _dated_by(scene, verb, "Protest")
    if own is not None and own.type == "Meeting" and own.frame.pos == "verb":
        _absorb_talk(scene, own)
    if own is None and lemma in cues.support_scheduled:
        _scheduled(scene, verb)
    if lemma in cues.support_receives:
        _received(scene, verb)
    if own is not None and own.frame.pos == "verb":
        own.supports.extend(_consequences(scene, verb))


def _completes(phrase: Token, verb: Token) -> bool:
    """« a procédé lundi à une trentaine d'arrestations »: whether a phrase is what the verb governs, or stands behind it with « à »."""
    if phrase.dep_ in syntax.COMPLEMENTS:
        return True
    own = {word.i for word in phrase.subtree}
    between = verb.doc[verb.i + 1 : phrase.left_edge.i]
    aside = syntax.put_in(verb) - own
    behind = phrase.dep_ in syntax.ADJUNCTS and all(word.i in aside or word.pos_ == "PUNCT" for word in between)
    return behind and any(syntax.is_introduced_by(phrase, to) for to in syntax.words_of(verb).mending.to)


def _is_a_thing_of_its_own(noun: Token) -> bool:
    """« renouvelle son opposition au coup d'Etat », not « prend part à la réunion »: the object of which something is told."""
    return noun.pos_ == "NOUN" and any(child.dep_ in syntax.DETERMINERS for child in noun.children)


def _acting(scene: Scene, verb: Token, party: bool) -> None:
    """« a mené une attaque », « a accepté une trêve » (`party`): the subject is who does what the object tells."""
    clause = scene.clause(verb)
    carried = events_at(scene, clause.objects) or events_at(scene, _first_noun_after(scene, verb, clause))
    if clause.passive and not carried:
        carried = ending_at(scene, syntax.first_of_verb(verb), clause.objects)
    if not carried and not any(_is_a_thing_of_its_own(noun) for noun in clause.objects):
        carried = events_at(scene, [child for child in verb.children if _completes(child, verb)])
    for candidate in carried:
        if candidate.frame.pos != "noun" or scene.by_head.get(verb.i) is candidate:
            continue
        if group_of(candidate.type) == "PublicOrder" and verb.lemma_ in scene.cues.halting:
            continue  # « la police a interrompu la manifestation »: it is not theirs
        if _is_made_into(scene, candidate) or _is_aimed_at(scene, candidate):
            continue
        if syntax.phrase_at(verb, scene.cues.halting) is not None:
            continue  # « pour faire face à une offensive »
        if party and not (is_a(candidate.type, "Agreement") or _names_the_other(scene, candidate)):
            continue
        if not party:
            candidate.supports.append(verb)
        choices = actor_choices(candidate, scene.grammar)
        if group_of(candidate.type) == "Violence":
            choices = (*choices, RoleChoice("instrument"))  # « un avion a mené des frappes »
        if verb.lemma_ in scene.cues.support_place:
            choices = (RoleChoice("place", ("City", "Facility")), *choices)  # « Genève accueille des pourparlers »
        fill_from_words(scene, candidate, clause.subjects, choices, "subject")
        to = scene.grammar.functions.to
        for token in clause.datives:
            fill_from_words(scene, candidate, (token,), candidate.functions.get(to, ()), to)


def _is_aimed_at(scene: Scene, candidate: Candidate) -> bool:
    """« ont tiré sur une manifestation »: who aims at what others do takes no part in it."""
    before = syntax.preposition_before(scene.doc, syntax.noun_phrase_start(candidate.head), scene.cues)
    functions = scene.grammar.functions
    crowd = group_of(candidate.type) == "PublicOrder"
    return crowd and before is not None and before.phrase in (functions.about, functions.against)


def _dated_by(scene: Scene, verb: Token, kind: str) -> None:
    """« a voté jeudi un embargo », « a dispersé samedi une marche »: what is done to an event of this kind on its own day."""
    for candidate in events_at(scene, scene.clause(verb).objects):
        if candidate.frame.pos == "noun" and is_a(candidate.type, kind) and verb not in candidate.supports:
            candidate.supports.append(verb)


def _attended(scene: Scene, verb: Token) -> None:
    """« la réunion, à laquelle participait X », « le sommet, auquel prendront part X et Y »: who takes part is a party to the talks."""
    before = scene.doc[max(0, verb.i - _WORDS_OF_A_SUBJECT) : verb.i]
    which = next((token for token in before if token.lower_ in scene.grammar.pronouns.which), None)
    does_it = which is not None and which.lower_ in scene.grammar.pronouns.relative and which.dep_ in syntax.SUBJECTS
    if which is None or does_it or syntax.is_negated(verb):
        return
    talks = [
        candidate
        for candidate in scene.candidates
        if candidate.frame.pos == "noun" and candidate.type == "Meeting" and 0 < which.i - candidate.head.i < _NEAR
    ]
    clause = scene.clause(verb)
    people = [token for token in (*clause.subjects, *clause.objects) if token.i > which.i]
    for candidate in talks[-1:]:
        fill_from_words(scene, candidate, people, actor_choices(candidate, scene.grammar), "subject")


def _is_made_into(scene: Scene, deed: Candidate) -> bool:
    """« faisant de cette attaque la plus meurtrière »: said of it, not what the subject did."""
    before = syntax.preposition_before(scene.doc, syntax.noun_phrase_start(deed.head), scene.cues)
    known = any(child.lower_ in scene.grammar.determiners.demonstrative for child in deed.head.children)
    return known and before is not None and before.phrase == scene.grammar.functions.of


def _names_the_other(scene: Scene, talks: Candidate) -> bool:
    """« a suspendu les négociations avec les rebelles »: whoever ends talks that name the other party is one of them."""
    inside = scene.doc[talks.head.i + 1 : min(len(scene.doc), talks.head.i + _NEAR)]
    return talks.type == "Meeting" and any(token.lower_ == scene.grammar.functions.along for token in inside)


def _happening(scene: Scene, verb: Token, lemma: str) -> None:
    """« l'attaque a frappé Gao », « a eu lieu »: the subject is the event, the object is what it hits."""
    own, clause = scene.by_head.get(verb.i), scene.clause(verb)
    carried = events_at(scene, clause.subjects)
    if not carried and clause.passive:
        carried = [
            scene.by_head[child.i]
            for child in verb.children
            if child.i in scene.by_head
            and child.i > verb.i
            and not scene.by_head[child.i].frame.toll  # « selon un bilan »
            and not stands_after(scene.by_head[child.i], scene.grammar)  # « une semaine après un attentat »
        ] or (_deeds_at(scene, clause.objects) if lemma in scene.cues.support_scattered else [])
    if not carried and "participant" in scene.cues.support_roles.get(lemma, ()) and not clause.passive:
        carried = events_at(scene, [verb.head] if verb.dep_ in syntax.PARTICIPLES and verb.head.i < verb.i else [])
    if not carried:
        carried = ending_at(scene, syntax.first_of_verb(verb), clause.subjects)
    for candidate in carried:
        if candidate.frame.pos == "verb" and any(token in candidate.words[1:] for token in clause.subjects):
            candidate.supports.append(verb)  # « les roquettes tirées par X ont fait trois morts »
        if candidate.frame.pos != "noun":
            continue
        candidate.supports.append(verb)
        if not (clause.passive and lemma in scene.cues.toll_verbs):  # « tués par des tirs »: a figure
            objects = clause.objects or _first_noun_after(scene, verb, clause)
            fill_from_words(scene, candidate, objects, _hit_choices(scene, candidate, lemma), "object")
        if own is None or CLASSES[own.type] is None or not same_group(own.type, candidate.type):
            continue
        if own.absorbed_by is None or not clause.passive:  # « tués dans une fusillade, le pire attentat de l'année »
            own.give_way(candidate)


def _hit_choices(scene: Scene, candidate: Candidate, lemma: str) -> tuple[RoleChoice, ...]:
    """What the object of a verb of which the event is the subject is in the event."""
    own_roles = {choice.role for choices in candidate.functions.values() for choice in choices}
    roles = scene.cues.support_roles.get(lemma, ())
    choices = tuple(RoleChoice(role) for role in roles if role in own_roles)
    return places_first(choices) if "place" in own_roles else choices


def _absorb_talk(scene: Scene, talk: Candidate) -> None:
    """« négocier un accord » is no talk of its own."""
    objects = scene.clause(talk.head).objects
    worded = [scene.by_word[token.i] for token in objects if token.i in scene.by_word]
    agreed = [c for c in (*events_at(scene, objects), *worded) if is_a(c.type, "Agreement")]
    for agreement in agreed[:1]:
        talk.give_way(agreement)


def _scheduled(scene: Scene, verb: Token) -> None:
    """« le sommet est prévu lundi »: a passive verb that says when the event is to be."""
    clause = scene.clause(verb)
    for scheduled in events_at(scene, clause.objects):
        if clause.passive and scheduled.frame.pos == "noun" and verb not in scheduled.supports:
            scheduled.supports.append(verb)


def _received(scene: Scene, verb: Token) -> None:
    """« Kiev a reçu une aide », « bénéficie d'une aide »: the subject is whom the support helps."""
    clause = scene.clause(verb)
    helping = [child for child in verb.children if child.dep_ in syntax.ADJUNCTS and child.i > verb.i]
    for candidate in events_at(scene, [*clause.objects, *helping]):
        if candidate.frame.pos == "noun" and same_group(candidate.type, "MilitarySupport"):
            fill_from_words(scene, candidate, clause.subjects, (RoleChoice("beneficiary"),), "subject")


def leave_envoys(scene: Scene) -> None:
    """« M. Nyusi a obtenu une aide pour le contingent rwandais »: who asks for others is not whom it helps."""
    for candidate in scene.candidates:
        helped = candidate.role("beneficiary")
        asking = [f for f in helped if f.function == "subject" and f.mention.kind == "Person"]
        if asking and any(filler.function != "subject" for filler in helped):
            candidate.fillers = [filler for filler in candidate.fillers if filler not in asking]


def _consequences(scene: Scene, verb: Token) -> list[Token]:
    """« a explosé, faisant dix morts »: the verbs joined to a trigger that tell its toll."""
    return [
        child
        for child in verb.children
        if syntax.is_verb(child)
        and child.dep_ in syntax.FOLLOWING_CLAUSES
        and child.lemma_ in scene.cues.consequences
        and syntax.tense_of(child) in ("gerund", "past", "participle")
    ]


def events_at(scene: Scene, tokens: Iterable[Token]) -> list[Candidate]:
    """The events at these words, or in what they carry (« la signature d'un accord »)."""
    found: list[Candidate] = []
    for token in tokens:
        own = scene.by_head.get(token.i) or scene.by_word.get(token.i)
        lemma = token.lemma_.lower()
        if own is None and lemma in scene.cues.support_carriers:
            own = next((scene.by_head[c.i] for c in token.children if c.i > token.i and c.i in scene.by_head), None)
        if own is None and scene.in_time(token) and token.head.i < token.i:  # « l'ultimatum de 48 heures que … »
            own = scene.by_head.get(token.head.i)
        counted = lemma in scene.cues.partitive or lemma in scene.cues.spans_of_time or token.pos_ == "NUM"
        if own is None and counted:  # « 500 millions d'aide », « deux jours de discussions »
            own = next((scene.by_head[c.i] for c in token.subtree if c.i > token.i and c.i in scene.by_head), None)
        if own is not None:
            found.append(own)
    return found


def _deeds_at(scene: Scene, tokens: Iterable[Token]) -> list[Candidate]:
    """The events at these words that are no statements: an appeal that is not heard is none of another kind."""
    return [candidate for candidate in events_at(scene, tokens) if group_of(candidate.type) != "Statement"]


def _first_noun_after(scene: Scene, verb: Token, clause: syntax.Clause) -> list[Token]:
    """« a mené dans la nuit de jeudi à vendredi une série de frappes »: the noun behind the words for the time.

    « a signé, samedi à Alger, avec des groupes du Nord, un accord »: phrases between commas are passed over.
    """
    if clause.passive or clause.objects:
        return []
    paused = passing = False
    for token in scene.doc[verb.i + 1 : verb.i + 1 + _FURTHEST]:
        if token.text == ",":
            paused, passing = True, False
        elif passing:
            if syntax.is_verb(token) or token.pos_ == "PRON":
                return []
        elif (
            scene.in_time(token)
            or token.pos_ in ("DET", "ADJ", "ADV", "NUM")
            or token.text in syntax.OPENING_QUOTES
            or _begins_object(scene, token)
        ):
            continue
        elif token.pos_ == "ADP" and (paused or (token.i + 1 < len(scene.doc) and scene.in_time(token.nbor(1)))):
            passing = paused
        else:
            return [token] if token.pos_ in ("NOUN", "PROPN") else []
    return []


def _begins_object(scene: Scene, token: Token) -> bool:
    """« ont entamé lundi des négociations », « a connu lundi de violents combats »: « des » right behind a day is an article."""
    if not scene.in_time(token.nbor(-1)) or token.i + 1 == len(scene.doc):
        return False
    of = token.lower_ == scene.grammar.functions.of and token.nbor(1).pos_ == "ADJ"
    return of or token.lower_ in scene.grammar.determiners.indefinite_plural


def ending_at(scene: Scene, start: int, subjects: Sequence[Token]) -> list[Candidate]:
    """« La trêve entre A et B est entrée en vigueur »: the noun whose phrase holds what the parser calls the subject."""
    return [
        candidate
        for candidate in scene.candidates
        if candidate.frame.pos == "noun"
        and scene.scopes[candidate.head.i] == start
        and any(candidate.head.i < token.i < start for token in subjects)
        and not any(token.lower_ in scene.grammar.pronouns.relative for token in scene.doc[candidate.head.i : start])
    ][:1]


def _speaks(scene: Scene, verb: Token, lemma: str) -> bool:
    """« a fait état de frappes »: a verb that carries deeds, in a phrase that only tells of them."""
    after = next((token.lower_ for token in scene.doc[verb.i + 1 : verb.i + 4] if token.pos_ != "ADV"), "")
    return f"{lemma} {after}" in scene.cues.speech_verbs


def _suffered(scene: Scene, verb: Token) -> None:
    """« a repoussé un assaut russe », « ont essuyé des tirs »: the subject is whom the event hits."""
    clause = scene.clause(verb)
    hit, told = clause.subjects, events_at(scene, clause.objects)
    if clause.passive and not told:
        under = [child for child in verb.children if syntax.is_introduced_by(child, scene.grammar.functions.to)]
        hit, told = clause.objects, events_at(scene, [*clause.datives, *under])  # « la ville est soumise à des tirs »
        told = [candidate for candidate in told if not candidate.frame.weak]
    for candidate in told or events_at(scene, _first_noun_after(scene, verb, clause)):
        roles = {choice.role for choices in candidate.functions.values() for choice in choices}
        if candidate.frame.pos != "noun" or group_of(candidate.type) != "Violence" or "target" not in roles:
            continue
        candidate.supports.append(verb)
        choices = (RoleChoice("place", ("City", "Region", "Country")), RoleChoice("target"))
        fill_from_words(scene, candidate, hit, choices, "subject")


def _escaped(scene: Scene, verb: Token) -> None:
    """« a échappé en 1996 à un attentat », « a survécu à une frappe »: the subject is at whom it was aimed."""
    if verb.dep_ in syntax.NOUN_CLAUSES:
        return  # « le ministre qui avait survécu à l'attentat »: the deed is known
    governed = [child for child in verb.children if child.i > verb.i and _is_escaped(scene, child)]
    for candidate in events_at(scene, governed):
        roles = {choice.role for choices in candidate.functions.values() for choice in choices}
        if candidate.frame.pos != "noun" or group_of(candidate.type) != "Violence" or "target" not in roles:
            continue
        candidate.supports.append(verb)
        if not candidate.role("target"):
            fill_from_words(scene, candidate, scene.clause(verb).subjects, (RoleChoice("target"),), "subject")


def _invited(scene: Scene, verb: Token) -> None:
    """« a invité X au sommet », « X était convié à la réunion »: whoever is asked to talks is one of them."""
    clause, to = scene.clause(verb), scene.grammar.functions.to
    asked = [child for child in verb.children if child.i > verb.i and syntax.is_introduced_by(child, to)]
    for talks in events_at(scene, asked):
        if talks.frame.pos == "noun" and talks.type == "Meeting":
            fill_from_words(scene, talks, clause.objects, actor_choices(talks, scene.grammar), "object")


def _is_escaped(scene: Scene, phrase: Token) -> bool:
    functions = scene.grammar.functions
    return any(syntax.is_introduced_by(phrase, word) for word in (functions.to, functions.of))


def _witnessed(scene: Scene, verb: Token) -> None:
    """« Bangui a connu de violents combats »: the subject is where it happens."""
    clause = scene.clause(verb)
    for candidate in events_at(scene, clause.objects) or events_at(scene, _first_noun_after(scene, verb, clause)):
        if candidate.frame.pos == "noun" and not clause.passive:
            candidate.supports.append(verb)
            fill_from_words(scene, candidate, clause.subjects, (RoleChoice("place", _SCENES),), "subject")


def _accused(scene: Scene, verb: Token) -> None:
    """« a accusé des miliciens de l'attaque »: whom somebody accuses of a deed is who did it."""
    clause, of = scene.clause(verb), scene.grammar.functions.of
    below = [child for host in (verb, *clause.objects) for child in host.children]
    for candidate in events_at(
        scene, [child for child in below if child.i > verb.i and syntax.is_introduced_by(child, of)]
    ):
        if candidate.frame.pos == "noun" and not candidate.role("agent"):
            fill_from_words(scene, candidate, clause.objects, actor_choices(candidate, scene.grammar), "object")


def _answered(scene: Scene, verb: Token) -> None:
    """« a riposté par des tirs d'artillerie »: who answers does what the words after « par » tell."""
    for child in verb.children:
        candidate = scene.by_word.get(child.i)
        if (
            candidate is None
            or candidate.frame.pos != "noun"
            or not syntax.is_introduced_by(child, scene.grammar.functions.by)
        ):
            continue
        candidate.supports.append(verb)
        fill_from_words(
            scene, candidate, scene.clause(verb).subjects, actor_choices(candidate, scene.grammar), "subject"
        )


def _told_at(scene: Scene, tokens: Iterable[Token]) -> list[Candidate]:
    """The events of these words, or of the nouns that they complete: « une frappe de drone attribuée à X »."""
    found = []
    for token in tokens:
        completed = token.head if token.dep_ in syntax.NOUN_COMPLEMENTS else token
        word = token if token.i in scene.by_word else completed
        if word.i in scene.by_word:
            found.append(scene.by_word[word.i])
    return found


def _killing(scene: Scene, verb: Token) -> list[Candidate]:
    """« impute à X la mort de six civils, tués dans une attaque »: the first deed of violence behind the verb."""
    behind = (c for c in scene.candidates if c.head.i > verb.i and c.frame.pos == "noun" and not c.role("agent"))
    return [candidate for candidate in behind if group_of(candidate.type) == "Violence"][:1]


def _attributed(scene: Scene, verb: Token) -> None:
    """« une attaque attribuée à X », « imputer l'attaque à X »: X is who did it."""
    clause, to = scene.clause(verb), scene.grammar.functions.to
    tolls = stems_of(scene.cues.toll_nouns)
    dying = any(stem(token.lemma_) in tolls for token in clause.objects)
    told = _told_at(scene, clause.objects)
    for candidate in told or (_killing(scene, verb) if dying else ()):
        if candidate.frame.pos != "noun":
            continue
        if told:
            candidate.supports.append(verb)
        for mention in scene.sentence.outer:
            first = scene.sentence.words(mention)[0]
            preposition = syntax.preposition_before(scene.doc, first, scene.cues)
            if preposition is None or preposition.phrase != to or preposition.first < verb.i:
                continue
            if (
                others_between(scene, verb.i, preposition.first) == 0
                or syntax.clause_head(scene.sentence.head(mention)) == verb
            ):
                if scene.fill(candidate, actor_choices(candidate, scene.grammar), mention, to):
                    break
