"""What a statement is about: the event in its object or complement, behind it, or told just before and pointed at."""

from collections.abc import Sequence

from kg.extract import syntax
from kg.extract.attribution.speech import is_backdrop, is_told_by_its_toll, tells_the_last
from kg.extract.factuality import is_presupposed, refused_claim
from kg.extract.forms import stem, stems_of
from kg.extract.needs import lacks
from kg.extract.reading import Candidate
from kg.extract.tokens import Token
from kg.lexicon import Cues, RoleChoice
from kg.vocabulary import group_of, is_a

_REACH = 5  # sentences back
_OF_FORCES = ("Violence", "Territory", "Movement", "Support")  # what armies and States announce as their own
_DEMANDED = ("Sanction", "Arrest")  # what is demanded of nobody in particular, too
_OF_OTHERS = ("ClaimOfResponsibility", "Condemnation")  # nouns behind which « par » tells who says it, not who did it
_COMMANDING = ("ArmedForce", "ArmedGroup", "State", "Government")


def link_topics(candidate: Candidate, candidates: Sequence[Candidate], cues: Cues) -> None:
    """What a statement is about: the event in its object, its complement, or after « de »."""
    functions = candidate.frame.functions
    takes = [function for function, choices in functions.items() if any(choice.role == "topic" for choice in choices)]
    if candidate.type == "Denial":
        refused = (o for o in candidates if o is not candidate and refused_claim(o.head, cues) in candidate.words)
        candidate.topics.extend(list(refused)[:1])
    if not takes or candidate.topics:
        return
    others = [other for other in candidates if other is not candidate and "sayer" not in other.functions]
    head, of = candidate.head, cues.grammar.functions.of
    found: list[Candidate] = []
    if candidate.frame.pos == "verb":
        clause = syntax.read_clause(head)
        behind = syntax.is_inserted(head)  # « …, a annoncé X, médiateur des pourparlers »: whoever says so
        roots = [
            *(clause.objects if "object" in takes and not behind else ()),
            *([c for c in clause.complements if c.pos_ != "PROPN"] if "complement" in takes or of in takes else ()),
        ]
        for child in [child for word in (head, *candidate.words[1:]) for child in word.children]:
            preposition = (
                syntax.preposition_before(candidate.sentence.doc, syntax.noun_phrase_start(child), cues)
                if child.dep_ in syntax.PHRASES and child.i > head.i  # not « au cours d'un appel, X a pressé Y de … »
                else None
            )
            if (preposition is not None and preposition.phrase in takes) or (
                child.dep_ in syntax.INFINITIVES | syntax.NOUN_CLAUSES
                and syntax.is_verb(child)
                and set(syntax.marks(child)) & set(takes)
                and cues.grammar.modality.before.isdisjoint(syntax.marks(child))
            ):
                roots.append(child)
        if "object" in takes:  # « condamne l'attentat de Baga, ainsi que les explosions de Mora »
            further = [child for child in head.children if child.i > head.i and child.dep_ in syntax.ADJUNCTS]
            roots += [child for child in further if syntax.is_coordinated(child)]
        if of in takes:  # « menace la junte de nouvelles sanctions », « revendiquer la responsabilité de l'enlèvement »
            roots += [word for word in clause.objects if syntax.is_indefinite(word)]
            hung = [c for word in clause.objects for c in word.children if syntax.is_introduced_by(c, of)]
            if candidate.type == "Threat":  # « menace les auteurs de l'attentat »
                known = cues.grammar.determiners.definite
                hung = [word for word in hung if known.isdisjoint(child.lower_ for child in word.children)]
            roots += [word for word in hung if any(other.head == word for other in others)]
            roots += [
                child
                for word in candidate.words[1:]
                for child in word.children
                if child.dep_ in syntax.TOPICS and child.i > word.i
            ]
            roots += [word for word in candidate.words[1:] if any(other.head == word for other in others)]
            roots += [word for first in candidate.words[1:] for word in syntax.conjuncts(first) if word != first]
            roots += [other.head for other in others if _is_bare_below(other.head, clause.objects, of)]
        for root in roots:
            found.extend(_events_at(root, others) or _events_above(root, head, others))
        if (
            not found
            and "object" in takes
            and not clause.complements
            and all(_is_day(o, candidate) for o in clause.objects)
        ):
            found.extend(_first_behind(candidate, others, cues))
        if not found and "object" in takes:
            found.extend(other for other in others if is_told_by_its_toll(other.head, head, cues))
            tolls = [root for root in roots if stem(root.lemma_) in stems_of(cues.toll_nouns)]
            found.extend(
                o for o in others if any(root.is_ancestor(o.head) for root in tolls)
            )  # « la mort de deux soldats tués … »
            if tolls and not found:
                found.extend(_first_in_which(candidate, others, cues))
    else:
        named = [candidate.sentence.head(f.mention) for f in candidate.role("agent") if f.function == of]
        for root in head.children:  # « à l'appel d'un collectif né du coup d'Etat »: who calls is not what for
            speaks = root in named and all(other.head is not root for other in others)
            if root.i > head.i and root.dep_ in syntax.TOPICS and not speaks:
                found.extend(_events_at(root, others))
        for root in [child for verb in candidate.supports for child in verb.children if not found and child.i > head.i]:
            preposition = syntax.preposition_before(candidate.sentence.doc, syntax.noun_phrase_start(root), cues)
            if preposition is not None and "topic" in {c.role for c in functions.get(preposition.phrase, ())}:
                found.extend(_events_at(root, others))  # « a renouvelé sa demande pour la démission du gouvernement »
    says = candidate.type == "Condemnation" and head.lemma_ in cues.telling_tolls  # « …, a déploré le ministre »
    if not found and candidate.frame.pos == "verb" and "object" in takes and syntax.is_inserted(head) and not says:
        earlier = [other for other in others if other.head.i < head.i and group_of(other.type) != "Statement"]
        if candidate.type == "Announcement":
            earlier = [other for other in earlier if not (_tells_who(other, head) or is_backdrop(other, cues))]
        if earlier:
            found.append(min(earlier, key=lambda other: (_height(other.head), other.head.i)))
    if candidate.type == "Condolence" and not found:  # « aux familles des victimes de l'attentat »
        mourned = [o for o in others if o.head.i > head.i and group_of(o.type) == "Violence" and o.frame.pos == "noun"]
        found.extend(mourned[:1])
    if candidate.type == "Denial":  # « dément toute implication dans l'attentat »: the attack is not what is denied
        found = [topic for topic in found if not (topic.frame.toll or is_presupposed(topic, cues))]
    # « a annoncé la mort de X, au pouvoir depuis 1990 »: since when he was what he was is not announced
    found = [topic for topic in found if topic.type != "OfficeTenure" or topic.frame.pos == "verb"]
    for need in candidate.frame.needs:  # « revendiquent l'opération en réclamant le retrait »
        kinds = [k for part in need if isinstance(part, RoleChoice) and part.role == "topic" for k in part.kinds]
        if kinds:
            found = [topic for topic in found if any(is_a(topic.type, kind) for kind in kinds)]
    for topic in found:
        if topic not in candidate.topics and topic is not candidate:
            candidate.topics.append(topic)
    if candidate.type in _OF_OTHERS and candidate.frame.pos == "noun" and not candidate.role("agent"):
        _take_author(candidate, cues)
    if candidate.topics:
        inner = {id(topic) for topic in candidate.topics}
        candidate.fillers = [
            f
            for f in candidate.fillers
            if not any(t.head.i == candidate.sentence.head(f.mention).i for t in candidate.topics) or not inner
        ]


def link_what_gave_way(statement: Candidate, told: Sequence[Candidate]) -> None:
    """« dénonce l'arrestation de X, interpellé lundi »: what the object tells is told by the word that it gave way to."""
    takes = [choice.role for choice in statement.functions.get("object", ())]
    if statement.topics or "topic" not in takes or statement.frame.pos != "verb":
        return
    objects = syntax.read_clause(statement.head).objects
    for deed in told:
        if deed.absorbed_by is not None and deed.head in objects and deed.holder is not statement:
            statement.topics.append(deed.holder)
            return


def _take_author(statement: Candidate, cues: Cues) -> None:
    """« la revendication de l'attentat par X »: « par », read with the deed, says who made the statement."""
    by = cues.grammar.functions.by
    for topic in statement.topics if by in statement.frame.functions else ():
        said = [filler for filler in topic.fillers if (filler.role, filler.function) == ("agent", by)]
        if topic.frame.pos == "noun" and topic.sentence is statement.sentence and topic.head.i > statement.head.i:
            statement.fillers.extend(said)
            topic.fillers = [filler for filler in topic.fillers if filler not in said]


def _is_bare_below(noun: Token, objects: Sequence[Token], of: str) -> bool:
    """« menace les autorités de transition de sanctions »: behind a bare « de » that was hung on a word of the object."""
    bare = syntax.is_introduced_by(noun, of) and not any(child.dep_ in syntax.DETERMINERS for child in noun.children)
    return bare and any(word.is_ancestor(noun) and noun not in word.children for word in objects)


def _tells_who(deed: Candidate, saying: Token) -> bool:
    """« Les personnes enlevées samedi ont été relâchées, a annoncé X »: a participle says who, another verb what is new."""
    if deed.frame.pos != "verb" or deed.head.dep_ not in syntax.NOUN_CLAUSES or deed.head.head.i > deed.head.i:
        return False
    verb = syntax.clause_head(deed.head.head)
    return verb not in (deed.head, saying) and syntax.is_verb(verb) and syntax.is_finite(verb)


def is_announced(deed: Candidate, candidates: Sequence[Candidate], cues: Cues) -> bool:
    """« L'armée annonce une offensive », « un renforcement de ses effectifs »: whoever announces it need not say whose it is."""
    if deed.frame.pos != "noun" or group_of(deed.type) not in _OF_FORCES:
        return False
    kinds = _who_may(deed, cues)
    for statement in candidates if kinds else ():
        able = any(is_a(filler.meant.kind, kind) for filler in statement.role("agent") for kind in kinds)
        if statement.type == "Announcement" and able and _is_object_of(deed, statement, cues):
            return True
    return False


def is_demanded(deed: Candidate, candidates: Sequence[Candidate], cues: Cues) -> bool:
    """« réclame un embargo », « appelle à manifester »: whoever demands it need not say of whom."""
    demands = [statement for statement in candidates if statement.type == "Demand"]
    if deed.type == "Protest" and deed.frame.pos == "verb":
        return any(_is_called_for(deed, demand, cues) for demand in demands)
    wanted = deed.frame.pos == "noun" and deed.type in _DEMANDED
    return wanted and any(_is_object_of(deed, demand, cues) for demand in demands)


def _is_called_for(deed: Candidate, demand: Candidate, cues: Cues) -> bool:
    """« appelle à manifester », « a lancé un appel à descendre dans la rue »: an infinitive of the words of a demand."""
    verb, to = deed.head, cues.grammar.functions.to
    if syntax.tense_of(verb) != "infinitive" or to not in syntax.marks(verb) or syntax.is_negated(demand.head):
        return False
    return bool(demand.role("agent")) and verb.head in demand.words and demand.head.i < verb.i


def _is_object_of(deed: Candidate, statement: Candidate, cues: Cues) -> bool:
    """Whether a statement, not negated, has a noun as its object, or what the noun stands behind: « l'ouverture de pourparlers »."""
    if statement.frame.pos != "verb" or syntax.is_negated(statement.head):
        return False
    above, of = deed.head, cues.grammar.functions.of
    while syntax.is_introduced_by(above, of) and above.head.pos_ == "NOUN" and above.head.i < above.i:
        above = above.head
    return above in syntax.read_clause(statement.head).objects


def _who_may(deed: Candidate, cues: Cues) -> tuple[str, ...]:
    """Who may announce a deed as his own; nobody where it lacks what tells what its word means."""
    for need in deed.frame.needs:
        if lacks(deed, need, cues.grammar):
            roles = [part for part in need if isinstance(part, RoleChoice)]
            open_to_all = all(part.role == "place" for part in roles) or any(part.role == "agent" for part in roles)
            of_arms = all(part.role == "instrument" for part in roles)  # « l'envoi de médiateurs »
            if not open_to_all and (of_arms or not deed.sentence.in_conflict):
                return ()
            kinds = {kind for part in roles if part.role == "agent" for kind in part.kinds} or set(_COMMANDING)
            return (*sorted(kinds), *(("Person", "Government") if deed.sentence.in_conflict else ()))
    return ()


def take_up(statement: Candidate, before: Sequence[Candidate], here: Sequence[Candidate], cues: Cues) -> None:
    """« Elle a été revendiquée par X », « Cela a été annoncé par X »: what is claimed or announced was told just before."""
    if statement.topics or statement.frame.pos != "verb":
        return
    if statement.type == "ClaimOfResponsibility" and _claims_what_was_told(statement, cues):
        told = [*before, *(deed for deed in here if deed.head.i < statement.head.i)]
        deeds = [deed for deed in told if group_of(deed.type) == "Violence" and _near(deed, statement)]
        last = max((deed.sentence.index for deed in deeds), default=-1)
        statement.topics = [deed for deed in deeds if deed.sentence.index == last][:1]
    elif statement.type == "Announcement" and tells_the_last(statement.head, cues):
        colon = [token.i for token in statement.sentence.doc[statement.head.i :] if token.text == ":"]
        if colon:
            deeds = [deed for deed in here if deed.head.i > colon[0]]
        else:
            deeds = [deed for deed in before if statement.sentence.index - deed.sentence.index == 1]
        statement.topics = [deed for deed in deeds if group_of(deed.type) != "Statement"][:1]


def _near(deed: Candidate, statement: Candidate) -> bool:
    return statement.sentence.index - deed.sentence.index <= _REACH


def _claims_what_was_told(claim: Candidate, cues: Cues) -> bool:
    """Whether what is claimed is a pronoun, or a noun that names no class of deed: « l'opération », « cette action »."""
    claimed = syntax.read_clause(claim.head).objects
    if not claimed and claim.role("agent"):
        return True  # « Le groupe a revendiqué », « Revendiqué par les talibans »
    if _points_at_a_deed(claim, claimed, cues) or _says_of_it(claim, cues):
        return True
    pronouns, nouns = cues.third | cues.grammar.pronouns.objects, stems_of(cues.pointing_nouns)
    return bool(claimed) and all(
        token.lower_.lstrip("-") in pronouns or (stem(token.lemma_) in nouns and _is_known(token, cues))
        for token in claimed
    )


def _says_of_it(claim: Candidate, cues: Cues) -> bool:
    """« a dit en être l'auteur », « en a endossé la responsabilité »."""
    first = min(word.i for word in claim.words)
    start = min(first, syntax.first_of_verb(claim.head))
    return any(
        token.lower_ in cues.grammar.pronouns.of_it for token in claim.sentence.doc[max(0, start - 1) : first + 1]
    )


def _points_at_a_deed(claim: Candidate, claimed: Sequence[Token], cues: Cues) -> bool:
    """« ont revendiqué cette opération », « la responsabilité de cette action »: a noun that names no class of its own."""
    nouns = stems_of(cues.pointing_nouns)
    words = [*claimed, *(word for word in claim.words if word != claim.head)]
    return any(
        stem(word.lemma_) in nouns
        and any(child.lower_ in cues.grammar.determiners.demonstrative for child in word.children)
        for token in words
        for word in (token, *token.children)
    )


def _is_known(noun: Token, cues: Cues) -> bool:
    """Whether a noun is said as known: « l'opération », « cette opération », and no more of it."""
    determiners = cues.grammar.determiners
    known = determiners.definite | determiners.demonstrative
    return any(child.lower_ in known for child in noun.children) and not any(
        child.dep_ in syntax.PHRASES for child in noun.children if child.i > noun.i
    )


def _events_at(root: Token, candidates: Sequence[Candidate]) -> list[Candidate]:
    """The events at a word, with those coordinated to it; where it is none, the nearest below it."""
    at: list[Candidate] = []
    joined = [token for token in syntax.conjuncts(root) if token == root or not _goes_on_above(token, root)]
    for token in joined:
        exact = [c for c in candidates if c.head == token or token in c.supports]
        if exact:
            at.extend(exact)
            continue
        above = [verb for verb in syntax.conjuncts(token) if _goes_on_above(verb, token)]
        below = [
            c
            for c in candidates
            if token.left_edge.i <= c.head.i <= token.right_edge.i
            and not _describes(c.head, token)
            and not any(verb == c.head or verb.is_ancestor(c.head) for verb in above)
        ]
        if below:
            at.append(min(below, key=lambda c: (_depth(c.head, token), c.head.i)))
    return at


def _goes_on_above(verb: Token, root: Token) -> bool:
    """« appelle X à ouvrir une enquête et demande à Y … »: a finite verb read as joined to the infinitive."""
    return syntax.is_verb(verb) and syntax.is_told(verb) and not (syntax.is_verb(root) and syntax.is_told(root))


def _events_above(root: Token, verb: Token, candidates: Sequence[Candidate]) -> list[Candidate]:
    """« le retrait des troupes, que Paris avait annoncé »: the relative clause was read with the noun behind."""
    while root.i < verb.i and root.dep_ in syntax.NOUN_COMPLEMENTS and root.head.i < root.i:
        root = root.head
        exact = [candidate for candidate in candidates if candidate.head == root]
        if exact:
            return exact
    return []


def _is_day(noun: Token, candidate: Candidate) -> bool:
    """« a condamné mercredi, par la voix de …, l'attentat »: a day read as the object."""
    at = candidate.sentence.offset(noun)
    return any(timex.anchor.start <= at < timex.anchor.end for timex in candidate.sentence.times)


def _first_behind(statement: Candidate, candidates: Sequence[Candidate], cues: Cues) -> list[Candidate]:
    """« a condamné, avec « la plus grande fermeté », l'attentat »: the first noun of an event that nothing introduces."""
    doc, clauses = statement.sentence.doc, cues.grammar.clauses
    if syntax.is_inserted(statement.head) or syntax.is_passive(statement.head):
        return []
    for other in sorted(candidates, key=lambda candidate: candidate.head.i):
        if other.head.i < statement.head.i:
            continue
        between = doc[statement.head.i + 1 : min(word.i for word in other.words)]
        if other.frame.pos != "noun" or any(
            token.text in (":", ";")
            or token.lower_ in clauses.opening
            or (syntax.is_verb(token) and syntax.is_finite(token))
            for token in between
        ):
            return []
        start = syntax.noun_phrase_start(other.head)
        determined = any(token.pos_ == "DET" for token in doc[start : other.head.i])
        if determined and syntax.preposition_before(doc, start, cues) is None:
            return [other]
    return []


def _first_in_which(statement: Candidate, candidates: Sequence[Candidate], cues: Cues) -> list[Candidate]:
    """« condamne la mort d'un soldat, lors d'une attaque à X »: the first deed in which somebody died."""
    doc = statement.sentence.doc
    for other in sorted(candidates, key=lambda candidate: candidate.head.i):
        if other.head.i > statement.head.i and other.frame.pos == "noun" and group_of(other.type) == "Violence":
            start = syntax.noun_phrase_start(other.head)
            before = [token.lower_ for token in doc[max(statement.head.i, start - 3) : start]]
            return [other] if not cues.of_a_toll.isdisjoint(before) else []
    return []


def _describes(head: Token, root: Token) -> bool:
    """« la libération des opposants arrêtés »: a participle or a relative clause inside the phrase tells who, not what."""
    current = head
    while current != root and current.head != current:
        if current.dep_ in syntax.NOUN_CLAUSES and current.pos_ in ("VERB", "ADJ", "AUX"):
            return "Inf" not in current.morph.get("VerbForm", [])
        current = current.head
    return False


def _height(token: Token) -> int:
    """How many words stand above a token in the tree."""
    steps, current = 0, token
    while current.head != current:
        current, steps = current.head, steps + 1
    return steps


def _depth(token: Token, ancestor: Token) -> int:
    steps, current = 0, token
    while current != ancestor and current.head != current:
        current = current.head
        steps += 1
    return steps
