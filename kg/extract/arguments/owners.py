"""Who acts where no function says so: whose the forces are, who intends the deed, what for, who is nearest."""

from collections.abc import Iterator, Sequence

from kg.extract import syntax
from kg.extract.arguments.coordination import fill_from_words, fill_with_joined
from kg.extract.arguments.inner_names import pronoun_at, states_of_adjective
from kg.extract.arguments.scene import Scene
from kg.extract.arguments.supports import events_at
from kg.extract.factuality import refused_claim
from kg.extract.forms import fold, stem, stems_of
from kg.extract.reading import Candidate, Filler, as_actor
from kg.extract.tokens import Token
from kg.lexicon import RoleChoice
from kg.model import Anchor, EntityMention
from kg.vocabulary import group_of, is_a

_TWO = 2
_PARTIES = {
    "Meeting": ("Person", "State", "Government", "InternationalOrganization", "Organization"),
    "Battle": ("ArmedForce", "ArmedGroup"),
}
_BODIES = ("State", "Government", "InternationalOrganization", "ArmedForce", "ArmedGroup")
_OWN_DEEDS = (
    "Movement",
    "Presence",
    "Support",
)  # « nie tout soutien aux rebelles »: who denies them is accused of them
_GIVERS = ("State", "Government", "InternationalOrganization", "Organization", "ArmedForce")
_SEEKING = ("State", "Government", "ArmedGroup", "Group", "Organization")


def read_owners(scene: Scene) -> None:
    """The State of the forces moved is who moves them, that of the weapons that strike who strikes, where nobody else is named."""
    for candidate in scene.candidates:
        if candidate.role("agent") or not candidate.functions:
            continue
        if group_of(candidate.type) not in ("Movement", "Presence") and not any(
            choice.role == "agent" for choices in candidate.functions.values() for choice in choices
        ):
            continue
        for filler in (*candidate.role("force"), *_striking(scene, candidate)):
            mention = filler.mention
            possessor = possessive_before(scene, mention)
            if possessor is not None and mention.of is None:
                candidate.add((RoleChoice("agent"),), possessor, "owner", scene.sentence.index)
            if mention.of is None:
                weapon = filler.role == "instrument"
                named = (_named_owner(scene, mention) or _sender(scene, mention)) if weapon else None
                if named is not None and possessor is None:
                    fill_with_joined(scene, candidate, named, (RoleChoice("agent"),), "owner")
                continue
            inner = next((m for m in scene.sentence.inside(mention) if m.key == mention.of), None)
            words = inner.anchor if inner is not None else _owner_words(scene, mention)
            owner = EntityMention(words, "State", "name", words, key=mention.of)
            if (
                owner.anchor == mention.anchor
            ):  # « un millier de Rwandais »: the word that tells the force tells whose it is
                candidate.fillers.append(Filler("agent", owner, "of", scene.sentence.index))
            else:
                candidate.add((RoleChoice("agent"),), owner, "of", scene.sentence.index)


def _striking(scene: Scene, candidate: Candidate) -> Iterator[Filler]:
    """« un missile russe a touché un immeuble »: the weapons that do it; a make (« un drone iranien Shahed ») is of its maker."""
    functions = ("subject", scene.grammar.functions.by)
    for filler in candidate.role("instrument") if group_of(candidate.type) == "Violence" else ():
        first, end = scene.sentence.words(filler.mention)
        made = any(token.pos_ == "PROPN" for token in scene.doc[first : end + 1])
        known = (
            not made or _named_owner(scene, filler.mention) is not None or _sender(scene, filler.mention) is not None
        )
        if filler.function in functions and known:
            yield filler


def _named_owner(scene: Scene, weapon: EntityMention) -> EntityMention | None:
    """« un avion de l'armée birmane », « les roquettes du Hezbollah »: whose they are, named right behind the weapon."""
    head = scene.sentence.head(weapon).i
    for mention in (*scene.sentence.inside(weapon), *scene.sentence.outer):
        first = scene.sentence.words(mention)[0]
        if first <= head or first > scene.sentence.words(weapon)[1] + 2 or mention.level == "pronoun":
            continue
        before = syntax.preposition_before(scene.doc, first, scene.cues)
        between = scene.doc[head + 1 : before.first] if before is not None else ()
        described = all(token.pos_ == "ADJ" for token in between)
        if before is not None and before.phrase == scene.grammar.functions.of and before.first > head and described:
            actor = as_actor(mention)
            return actor if is_a(actor.kind, "Actor") else None
    return None


def _sender(scene: Scene, weapon: EntityMention) -> EntityMention | None:
    """« un missile lancé par l'Iran est tombé », « un drone attribué aux houthis »: who sent it, by the participle behind the weapon."""
    head = scene.sentence.head(weapon)
    for verb in head.children:
        if verb.i < head.i or not syntax.is_verb(verb) or verb.dep_ not in syntax.PARTICIPLES:
            continue
        clause, to = scene.clause(verb), scene.grammar.functions.to
        doers = clause.subjects if clause.passive else ()
        if verb.lemma_.lower() in scene.cues.support_dative:
            doers = tuple(child for child in verb.children if syntax.is_introduced_by(child, to))
        for token in doers:
            mention = scene.sentence.mention_at(token, scene.cues)
            if mention is not None and mention.level != "pronoun" and is_a(as_actor(mention).kind, "Actor"):
                return as_actor(mention)
    return None


def possessive_before(scene: Scene, mention: EntityMention) -> EntityMention | None:
    """« ses soldats »: the possessive before the mention, None where there is none."""
    first = scene.sentence.words(mention)[0]
    before = [scene.doc[i] for i in range(max(0, first - 3), first)]
    found = [token for token in before if token.lower_ in scene.cues.possessives]
    return pronoun_at(scene, found[-1]) if found and found[-1].pos_ == "DET" else None


def _owner_words(scene: Scene, mention: EntityMention) -> Anchor:
    first, end = scene.sentence.words(mention)
    for index in range(first, end):
        for found in states_of_adjective(scene, scene.doc[index]):
            if found.key == mention.of:
                return found.anchor
    return mention.anchor


def read_purposes(scene: Scene) -> None:
    """« le déploiement de 500 soldats pour aider X »: the soldiers are who will help."""
    for candidate in scene.candidates:
        roles = {choice.role for choices in candidate.functions.values() for choice in choices}
        if "agent" not in roles or not _is_purpose(scene, candidate):
            continue
        moved = [c for c in scene.candidates if c is not candidate and c.head.i < candidate.head.i and c.role("force")]
        if not moved:
            continue
        borrowed = [filler for filler in candidate.role("agent") if filler.function == "subject"]
        for filler in borrowed:
            candidate.fillers.remove(filler)
        if not candidate.role("agent"):
            candidate.add((RoleChoice("agent"),), moved[-1].role("force")[0].mention, "purpose", scene.sentence.index)


def read_aims(scene: Scene) -> None:
    """« l'offensive pour reprendre Mossoul », « une opération visant à libérer Raqqa »: the town is the offensive's, too."""
    for candidate in scene.candidates:
        if candidate.type != "Offensive" or candidate.role("place"):
            continue
        aim = next((c for c in scene.candidates if c.head.i > candidate.head.i and c is not candidate), None)
        if aim is None or group_of(aim.type) != "Territory" or syntax.tense_of(aim.head) != "infinitive":
            continue
        between = {token.lower_ for token in scene.doc[candidate.head.i + 1 : aim.head.i]}
        if between.isdisjoint(scene.grammar.clauses.purpose | scene.grammar.clauses.aiming):
            continue
        for filler in aim.role("place"):
            candidate.add((RoleChoice("place"),), filler.mention, "purpose", scene.sentence.index)


def _is_purpose(scene: Scene, candidate: Candidate) -> bool:
    if candidate.frame.pos == "verb":
        return bool(scene.grammar.clauses.purpose.intersection(syntax.marks(candidate.head))) and (
            syntax.tense_of(candidate.head) == "infinitive"
        )
    token = candidate.head
    for _ in range(2):
        before = syntax.preposition_before(scene.doc, syntax.noun_phrase_start(token), scene.cues)
        if before is not None and before.function(scene.cues) == scene.grammar.functions.aimed_for:
            return True
        if token.head.pos_ != "NOUN" or token.head.i > token.i:
            return False
        token = token.head
    return False


def read_intending(scene: Scene) -> None:
    """« Riyad envisage des sanctions », « Washington annonce l'envoi de … »: who intends a deed would do it."""
    for candidate in scene.candidates:
        roles = [choice.role for choices in candidate.functions.values() for choice in choices]
        named = [f for f in candidate.role("agent", "participant") if f.mention.level != "pronoun"]
        meeting = candidate.type == "Meeting" and len(named) < 2
        truce = candidate.type == "Ceasefire" and not named
        if candidate.frame.pos != "noun" or not (meeting or truce or ("agent" in roles and not named)):
            continue
        if group_of(candidate.type) == "Statement":
            continue
        verb = syntax.clause_head(candidate.head)
        if not syntax.is_verb(verb):
            continue
        threat = scene.by_head.get(verb.i)
        own = group_of(candidate.type) == "Support" or candidate.definite != "definite"  # « dément l'envoi de soldats »
        denied = threat is not None and threat.type == "Denial" and group_of(candidate.type) in _OWN_DEEDS and own
        if group_of(candidate.type) == "Presence" and not denied:
            continue
        known = candidate.definite in ("definite", "demonstrative")
        threatened = threat is not None and threat.type == "Threat" and _announces_a_deed(threat)
        threatened = threatened and not known  # « menace les auteurs de l'attentat »
        ready = _is_ready_for(scene, candidate)
        accused = (
            denied and refused_claim(candidate.head, scene.cues) == verb
        )  # « rejette les accusations de soutien à »
        if candidate not in events_at(scene, scene.clause(verb).objects) and not (threatened or ready or accused):
            continue
        groups = ("Movement", "Support") if candidate.type != "Visit" else ()
        announces = verb.lemma_ in scene.cues.support_announces
        announced = (announces and group_of(candidate.type) in ("Movement", "Support", "PublicOrder")) or (
            verb.lemma_ in scene.cues.support_decides and group_of(candidate.type) in groups
        )
        sought = (  # « exige un dialogue »: who wants to talk is one of those who would; the UN asks others to
            candidate.type == "Meeting"
            and verb.lemma_ in scene.cues.support_seeks
            and all(filler.function == scene.grammar.functions.along for filler in named)
        )
        told = announced or denied or threatened or ready or sought or (truce and announces)
        if verb.lemma_ not in scene.cues.intends and not told:
            continue
        if verb.lemma_ in scene.cues.unsure_when_refused and syntax.is_negated(verb):
            continue
        if candidate.type in ("Arrest", "Protest", "Riot", "Coup"):
            continue
        if truce and announces:  # « le M23 annonce une trêve »: who fights is a party, who mediates is none
            arms = (RoleChoice("participant", ("ArmedGroup", "ArmedForce")),)
            fill_from_words(scene, candidate, scene.clause(verb).subjects, arms, "subject")
        if truce:
            continue
        kinds = _BODIES if announced or denied else (*_BODIES, "Person", "Organization")
        kinds = _SEEKING if sought and not ready and verb.lemma_ not in scene.cues.intends else kinds
        if meeting:  # « n'exclut pas une rencontre avec … »
            fill_from_words(
                scene, candidate, scene.clause(verb).subjects, (RoleChoice("participant", kinds),), "subject"
            )
            continue
        subjects = scene.clause(verb).subjects
        if announced:  # « il a annoncé la livraison »: whom it stands for is a person, and his State delivers
            subjects = tuple(token for token in subjects if token.pos_ != "PRON")
        possessed = candidate.role("agent")  # « envisage un retrait de ses soldats »: whose they are is who intends
        fill_from_words(scene, candidate, subjects, (RoleChoice("agent", kinds),), "subject")
        if any(f not in possessed for f in candidate.role("agent")):
            candidate.fillers = [f for f in candidate.fillers if f not in possessed]
        if threatened:  # « menacent Téhéran de sanctions »
            given = tuple(
                choice
                for choice in candidate.functions.get(scene.grammar.functions.against, ())
                if choice.role != "place"
            )
            fill_from_words(scene, candidate, scene.clause(verb).objects, given, "object")


def _is_ready_for(scene: Scene, candidate: Candidate) -> bool:
    """« s'est dit prêt à des frappes »: the adjective of whoever would do it."""
    adjective = candidate.head.head
    ready = fold(adjective.lemma_) in scene.grammar.modality.ready and adjective.i < candidate.head.i
    return ready and syntax.is_introduced_by(candidate.head, scene.grammar.functions.to)


def read_talkers(scene: Scene) -> None:
    """« a condamné l'attaque lors d'un entretien avec X »: whoever did it then is the other party of the talks, or fight."""
    for candidate in scene.candidates:
        told, kinds = candidate.role("participant"), _PARTIES.get(candidate.type)
        if kinds is None or candidate.frame.pos != "noun" or candidate.supports:
            continue
        owner = _owner_behind(scene, candidate)
        told = [filler for filler in told if filler is not owner]
        if len(told) > 1:
            continue
        parties = (RoleChoice("participant", kinds),)
        start = syntax.noun_phrase_start(candidate.head)
        before = {token.lower_ for token in scene.doc[max(0, start - 3) : start]}
        verb = syntax.clause_head(candidate.head)
        if not syntax.is_verb(verb) or (told and told[0].function != scene.grammar.functions.along):
            continue
        travels = candidate.type == "Meeting" and (verb.lemma_ in scene.cues.travels or _are_two(scene, verb))
        if not told and owner is None and _is_of_who_addresses(scene, candidate, verb):
            clause = scene.clause(verb)
            for token in (*clause.subjects, *clause.objects, *clause.datives):
                fill_from_words(scene, candidate, (token,), parties, "subject")
            continue
        if not told and not travels and owner is None:
            continue  # « est arrivé à Doha pour des pourparlers », « a quitté Genève à l'issue des discussions »
        around = scene.grammar.prepositions.around_talks
        if candidate.type == "Meeting":  # « a promis son aide dans une conversation avec X »
            around |= scene.grammar.prepositions.amid
        if not around.isdisjoint(before):
            clause = scene.clause(verb)
            there = clause.objects if clause.passive else clause.subjects  # « est attendu pour des entretiens »
            fill_from_words(scene, candidate, there, parties, "subject")
            if owner is not None and any(filler.function == "subject" for filler in candidate.fillers):
                candidate.fillers.remove(owner)
            if candidate.type == "Meeting" and len(candidate.role("participant")) == len(told):
                _fill_with_envoys(scene, candidate, there)


def read_called(scene: Scene) -> None:
    """« a appelé les belligérants à un cessez-le-feu »: whoever is called to a truce or to talks is a party to them."""
    for candidate in scene.candidates:
        noun = candidate.head
        if candidate.frame.pos != "noun" or candidate.role("participant") or group_of(candidate.type) != "Contact":
            continue
        first = syntax.coordinated_with(noun) or noun
        verb = first.head
        if verb.lemma_ in syntax.words_of(noun).verbs.control and syntax.is_introduced_by(
            noun, scene.grammar.functions.to
        ):
            clause = scene.clause(verb)
            called = clause.subjects if clause.passive else clause.objects
            fill_from_words(scene, candidate, called, (RoleChoice("participant"),), "object")


def _is_of_who_addresses(scene: Scene, talks: Candidate, verb: Token) -> bool:
    """« a invité le président au cours d'un appel téléphonique »: of one who spoke to another by telephone."""
    by_telephone = any(stem(word.lemma_) in stems_of(scene.cues.by_telephone) for word in talks.words)
    if talks.type != "Meeting" or not by_telephone or syntax.is_passive(verb):
        return False
    start = syntax.noun_phrase_start(talks.head)
    before = {token.lower_ for token in scene.doc[max(0, start - 3) : start]}
    if scene.grammar.prepositions.amid.isdisjoint(before):
        return False
    clause = scene.clause(verb)
    sides = [
        [mention for token in tokens if (mention := scene.sentence.mention_at(token, scene.cues)) is not None]
        for tokens in (clause.subjects, (*clause.objects, *clause.datives))
    ]
    return all(side and all(as_actor(mention).kind in {*_BODIES, "Person"} for mention in side) for side in sides)


def _owner_behind(scene: Scene, talks: Candidate) -> Filler | None:
    """« Après sa rencontre avec X, le ministre a … »: the possessive of a phrase that opens a clause is its subject's."""
    owner = next((filler for filler in talks.role("participant") if filler.function == "possessive"), None)
    verb = syntax.clause_head(talks.head)
    if owner is None or not syntax.is_verb(verb) or talks.head.i > verb.i:
        return None
    subjects = scene.clause(verb).subjects
    if not subjects or any(token.i < talks.head.i or token.pos_ == "PRON" for token in subjects):
        return None
    people = [scene.sentence.mention_at(token, scene.cues) for token in subjects]
    if not all(mention is not None and is_a(mention.kind, "Actor") for mention in people):
        return None
    several = len(people) > 1 or any(mention is not None and mention.number == "plur" for mention in people)
    return owner if several == (owner.mention.number == "plur") else None


def _are_two(scene: Scene, verb: Token) -> bool:
    """« Moscou et Kiev ont échangé des prisonniers à l'issue de pourparlers »: two who act are those who talked."""
    tokens = [
        token
        for subject in scene.clause(verb).subjects
        for token in subject.subtree
        if token == subject or token.dep_ in syntax.COORDINATES
    ]
    subjects = [scene.sentence.mention_at(token, scene.cues) for token in tokens]
    bodies = [m for m in subjects if m is not None and m.level == "name" and as_actor(m).kind in {*_BODIES, "Person"}]
    return len(bodies) == len(subjects) == _TWO


def _fill_with_envoys(scene: Scene, talks: Candidate, tokens: Sequence[Token]) -> None:
    """« une délégation du Hezbollah est arrivée pour des négociations »: people of a body that talks, not tourists."""
    for token in tokens:
        mention = scene.sentence.mention_at(token, scene.cues)
        if mention is not None and any(inner.kind in _BODIES for inner in scene.sentence.inside(mention)):
            scene.fill(talks, (RoleChoice("participant"),), mention, "subject")


def read_bringers(scene: Scene) -> None:
    """« Deux avions égyptiens ont livré des vivres », « ses équipes ont soigné »: whose the craft or people are that bring help gives it."""
    givers = (RoleChoice("agent", _GIVERS),)
    for candidate in scene.candidates:
        if group_of(candidate.type) != "Support" or candidate.frame.pos != "verb" or candidate.role("agent"):
            continue
        clause = scene.clause(candidate.head)
        for token in () if clause.passive else clause.subjects:
            counted = (child for child in token.children if child.i > token.i and child.dep_ in syntax.PHRASES)
            craft = next(counted, token) if token.lemma_.lower() in scene.cues.partitive else token
            if craft.lemma_.lower() not in scene.cues.bringers:
                continue
            for child in craft.children:
                if child.i < craft.i:
                    owner = pronoun_at(scene, child) if child.lower_ in scene.cues.possessives else None
                    if owner is not None:
                        candidate.add(givers, owner, "owner", scene.sentence.index)
                    continue
                for state in states_of_adjective(scene, child):
                    candidate.add(givers, state, "owner", scene.sentence.index)
                sent = child.children if child.dep_ in syntax.PARTICIPLES else ()
                by = [word for word in sent if syntax.is_introduced_by(word, scene.grammar.functions.by)]
                named = syntax.is_introduced_by(child, scene.grammar.functions.of)
                fill_from_words(scene, candidate, [child] if named else by, givers, "owner")


def read_supporters(scene: Scene) -> None:
    """« soutenus par des frappes américaines »: whose the strikes are is who supports."""
    for candidate in scene.candidates:
        if candidate.type == "MilitarySupport" and candidate.frame.pos == "noun" and not candidate.role("beneficiary"):
            _read_supported(scene, candidate)
        if candidate.type == "MilitarySupport" and candidate.frame.pos == "verb":
            _leave_farther(scene, candidate)
        if candidate.type != "MilitarySupport" or candidate.frame.pos != "verb" or candidate.role("agent"):
            continue
        clause = scene.clause(candidate.head)
        if not clause.passive and candidate.role("instrument"):
            _read_givers(scene, candidate, clause.subjects)
        for deed in events_at(scene, clause.subjects) if clause.passive else []:
            for filler in deed.role("agent") if group_of(deed.type) == "Violence" else []:
                candidate.add((RoleChoice("agent"),), filler.mention, "owner", scene.sentence.index)


def _leave_farther(scene: Scene, support: Candidate) -> None:
    """« l'armée et les rebelles, soutenus par X, se sont affrontés »: several who stand last are those supported, not those before."""
    verb = support.head
    if verb.dep_ not in syntax.PARTICIPLES or verb.i < 1 or verb.nbor(-1).text != ",":
        return
    supported = sorted(support.role("beneficiary"), key=lambda filler: filler.mention.anchor.start)
    last = scene.sentence.head(supported[-1].mention) if len(supported) > 1 else None
    if last is not None and last.i < verb.i and last.morph.get("Number", []) == ["Plur"]:
        support.fillers = [filler for filler in support.fillers if filler not in supported[:-1]]


def _read_supported(scene: Scene, support: Candidate) -> None:
    """« Avec l'appui de mercenaires russes, l'armée a repris X »: who does it is who is supported."""
    start = syntax.noun_phrase_start(support.head)
    before = syntax.preposition_before(scene.doc, start, scene.cues)
    verb = syntax.clause_head(support.head)
    if before is None or before.phrase != scene.grammar.functions.along or not syntax.is_verb(verb):
        return
    deeds = [
        c for c in scene.candidates if verb in {c.head, *c.supports} and group_of(c.type) in ("Territory", "Violence")
    ]
    armed = any(as_actor(f.mention).kind in _BODIES for f in support.role("agent")) or support.role("instrument")
    if not armed or not deeds:
        return
    forces = (RoleChoice("beneficiary", ("ArmedForce", "ArmedGroup")),)
    fill_from_words(scene, support, scene.clause(verb).subjects, forces, "subject")
    if not support.role("beneficiary"):  # « l'assaut lancé par l'armée avec le soutien de X »
        for filler in deeds[0].role("agent"):
            support.add(forces, filler.mention, "owner", scene.sentence.index)


def _read_givers(scene: Scene, arrival: Candidate, arms: Sequence[Token]) -> None:
    """« des chars envoyés par X sont arrivés en Y »: who is said to have sent what arrives has given it."""
    for sent in [child for token in arms for child in token.children if child.dep_ in syntax.PARTICIPLES]:
        by = [child for child in sent.children if syntax.is_introduced_by(child, scene.grammar.functions.by)]
        givers = (RoleChoice("agent", ("State", "Government", "InternationalOrganization", "Person")),)
        fill_from_words(scene, arrival, by, givers, scene.grammar.functions.by)
        own = scene.by_head.get(sent.i)
        if own is not None and own.type == arrival.type and arrival.role("agent"):
            own.give_way(arrival)


def _announces_a_deed(threat: Candidate) -> bool:
    """« menace de représailles »; « promet une riposte à la frappe » answers a deed of others."""
    return any(choice.role == "topic" for choices in threat.functions.values() for choice in choices)


def take_nearest(scene: Scene) -> None:
    """Roles that a frame takes from the nearest fitting mention of the sentence."""
    for candidate in scene.candidates:
        for role in candidate.frame.near:
            if candidate.role(role):
                continue
            at = scene.sentence.offset(candidate.head)
            taken = {filler.mention.key for filler in candidate.fillers}
            options = [
                mention
                for mention in scene.sentence.mentions
                if mention.level == "name" and mention.kind in ("Country", "Region") and mention.key not in taken
            ]
            if options:
                nearest = min(options, key=lambda mention: abs(mention.anchor.start - at))
                candidate.add((RoleChoice(role),), nearest, "near", scene.sentence.index)
