"""What a verb governs, by deep function, where the parser says it and where the words alone do."""

from collections.abc import Sequence
from dataclasses import dataclass

from kg.extract.syntax.labels import ANY_OBJECT, ANY_OBLIQUE, ANY_SUBJECT, AUXILIARIES, MODIFIED, NOMINAL
from kg.extract.syntax.language import words_of
from kg.extract.syntax.memory import remembered
from kg.extract.syntax.phrases import (
    clause_head,
    conjuncts,
    coordinated_with,
    has_auxiliary,
    heads_clause,
    is_coordinated,
    is_indefinite,
    is_verb,
)
from kg.extract.syntax.prepositions import has_case, is_introduced_by
from kg.extract.syntax.verbs import (
    first_of_verb,
    hangs_on_adverb,
    is_itself,
    is_negated,
    is_passive,
    is_reflexive,
    is_that_clause,
    is_told,
    lead_of_list,
    marks,
    tense_of,
)
from kg.extract.tokens import Token


@dataclass(frozen=True, slots=True)
class Clause:
    """What a verb governs, by deep function: for a passive the subject is its agent, the object what undergoes.

    `subjects`, `objects`, `datives`, `attributes` are head tokens of noun phrases (coordination spread);
    `complements` are heads of clauses or infinitives; `relative` is the antecedent when the clause is relative.
    """

    verb: Token
    subjects: tuple[Token, ...]
    objects: tuple[Token, ...]
    datives: tuple[Token, ...]
    attributes: tuple[Token, ...]
    complements: tuple[Token, ...]
    passive: bool
    reflexive: bool
    borrowed_subject: bool
    doubtful: tuple[Token, ...] = ()  # what a participle after a comma may describe as well


@remembered
def read_clause(verb: Token) -> Clause:
    """The clause a verb heads. Coordinated verbs borrow the subject; infinitives take their governor's."""
    words = words_of(verb)
    itself, relatives = words.pronouns.reflexive, words.pronouns.relative
    passive = is_passive(verb)
    reflexive = is_reflexive(verb)
    subjects: list[Token] = []
    objects: list[Token] = []
    datives: list[Token] = []
    attributes: list[Token] = []
    complements: list[Token] = []
    children = list(verb.children)
    inverted = _inverted_in_relative(verb, children)
    for child in children:
        label = "nsubj" if child is inverted else child.dep_
        if label in ANY_SUBJECT and _is_object_clitic(child, children):
            if not is_itself(child):
                told = child.lower_ in words.pronouns.datives or any(other.dep_ in ANY_OBJECT for other in children)
                (datives if told else objects).append(child)
            continue
        if label in ("nsubj", "nsubj:pass") and child.i > verb.i and _takes_object(verb, children):
            label = "obj"  # « a annoncé avoir repris la ville », « Nous avons repris Palmyre »
        if label in ANY_SUBJECT and child.pos_ == "ADV" and _has_nominal_subject(children):
            continue  # « Plus tôt dans la journée, le Qatar a … »
        if label in ANY_SUBJECT and child.lemma_ in words.verbs.no_subjects and _has_nominal_subject(children, child):
            continue
        if label in ANY_SUBJECT and subjects and _is_apposed(child):
            continue  # « le chef de la junte, le colonel X, a été investi »
        if label in ANY_SUBJECT and child.lower_ not in words.pronouns.this:
            target = _antecedent(verb) if child.lower_ in relatives else child
            if target is not None:
                subjects.extend(conjuncts(target))
        elif label in ANY_OBJECT:
            if child.lower_ in itself:
                continue
            target = _antecedent(verb) if child.lower_ in relatives else _dislocated(verb, child) or child
            if target is not None:
                if is_verb(target) and target.pos_ != "PRON":
                    complements.append(target)
                else:
                    objects.extend(conjuncts(target))
        elif label == "iobj":
            if child.lower_ not in itself:
                datives.extend(conjuncts(child))
        elif label == "obl:arg" and child.pos_ in NOMINAL and child.i > verb.i and not has_case(child):
            objects.extend(conjuncts(child))
        elif label == "obl:mod" and child.pos_ == "PROPN" and child.i == verb.i + 1 and not has_case(child):
            objects.extend(conjuncts(child))  # « a repris Gwoza »
        elif label in ("obl:arg", "obl:mod", "nmod") and child.i > verb.i and is_indefinite(child):
            objects.extend(conjuncts(child))  # « contrôlent de larges pans du pays »
        elif label in ("obl:arg", "obl:mod") and child.i > verb.i and _negated_object(verb, child):
            objects.extend(conjuncts(child))  # « n'enverra pas de soldats »
        elif (label in ("ccomp", "xcomp", "obl:arg") and heads_clause(child)) or is_that_clause(child):
            complements.extend([child] if lead_of_list(child) is None else [])
        elif label == "xcomp" and child.pos_ in ("NOUN", "PROPN", "ADJ"):
            attributes.append(child)
    if not objects:  # « ne contrôle plus que la capitale »
        objects += _excepted(verb)
    if not objects and not passive and subjects:
        objects += _relative_object(verb)
    if verb.lemma_ in words.verbs.causing and not objects:  # « a fait sauter un pont »
        caused = next((child for child in complements if child.i == verb.i + 1), None)
        objects += (
            [token for child in caused.children if child.dep_ in ANY_OBJECT for token in conjuncts(child)]
            if caused
            else []
        )
    if verb.lemma_ in words.verbs.control | words.verbs.perception:
        complements += [  # « a appelé les deux parties à signer »: read as hanging on the noun
            child
            for token in objects
            for child in token.children
            if child.dep_ == "acl" and child.i > token.i and "Inf" in child.morph.get("VerbForm", [])
            if controls(verb, child)
        ]
    if any(child.dep_ == "cop" for child in verb.children):
        attributes.append(verb)
    deep_agents: list[Token] = []
    borrowed = False
    if passive:
        for child in verb.children:
            if child.dep_ == "obl:agent" or (
                child.dep_ in ANY_OBLIQUE and is_introduced_by(child, words.prepositions.by)
            ):
                deep_agents.extend(conjuncts(child))
        undergoing = subjects or _inverted_undergoing(verb)
        if not undergoing and verb.dep_ in ("acl", "amod", "acl:relcl", "advcl", "nmod") and verb.head.pos_ in MODIFIED:
            described = _described(verb, verb.head)
            whole = verb.dep_ == "acl" and described.i < verb.i
            undergoing = list(conjuncts(_first_of_all(verb, described))) if whole else [described]
        if not undergoing and verb.dep_ == "conj" and verb.head.pos_ in MODIFIED:
            undergoing = _said_of_the_same(verb)
        if not undergoing and coordinated_with(verb) is not None and is_verb(verb.head):
            first = read_clause(verb.head)
            undergoing = list(first.objects if first.passive else first.subjects)
            borrowed = True
        apart = has_auxiliary(verb) and any(token.text == ";" for token in verb.doc[verb.head.i : verb.i])
        if not undergoing and verb.dep_ in ("advcl", "xcomp") and is_verb(verb.head) and not apart:
            first = read_clause(verb.head)
            undergoing = list(first.objects if first.passive else first.subjects)
            borrowed = True
            if undergoing and verb.head.i < verb.i:  # « a relâché le père du joueur, enlevé en mai »
                undergoing = list(conjuncts(_described(verb, undergoing[0])))
        if not undergoing and not objects:  # « Raqqa, fief de l'EI, est bombardée »: the subject read as an adverbial
            undergoing = [
                child
                for child in verb.children
                if child.dep_ in ("obl:mod", "dislocated", "dep")
                and ((child.i < verb.i and child.pos_ == "PROPN") or _opens_with(verb, child))
                and not has_case(child)
            ][:1]
        return Clause(
            verb,
            tuple(deep_agents),
            (*undergoing, *objects) if undergoing else tuple(objects),
            tuple(datives),
            tuple(attributes),
            tuple(complements),
            True,
            reflexive,
            borrowed,
            _beside(verb, undergoing),
        )
    if not subjects:
        subjects, borrowed = _borrowed_subjects(verb)
    return Clause(
        verb,
        tuple(subjects),
        tuple(objects),
        tuple(datives),
        tuple(attributes),
        tuple(complements),
        False,
        reflexive,
        borrowed,
    )


def _is_object_clitic(child: Token, children: Sequence[Token]) -> bool:
    """« le maire [nous] a reçus », « X [m'] a appelé »: an object or dative read as a second subject."""
    pronouns = words_of(child).pronouns
    if child.lower_ in pronouns.never_subjects:
        return True
    behind = any(other.dep_ in ANY_SUBJECT and other.i < child.i for other in children)
    return behind and child.lower_ in pronouns.of_both_cases


def _has_nominal_subject(children: list[Token], beside: Token | None = None) -> bool:
    return any(child.dep_ in ANY_SUBJECT and child.pos_ in NOMINAL and child != beside for child in children)


def _inverted_in_relative(verb: Token, children: list[Token]) -> Token | None:
    """« l'ultimatum que lui avaient adressé les militaires »: the noun behind the verb, where « que » is its object."""
    that = _opens_on_that(verb)
    if not (that or verb.dep_ == "acl:relcl") or any(child.dep_ in ANY_SUBJECT for child in children):
        return None
    taken = that or any(
        c.dep_ in ANY_OBJECT and c.i < verb.i and c.lower_ in words_of(verb).conjunctions.that for c in children
    )
    behind = [child for child in children if child.i > verb.i and child.dep_ in ANY_OBJECT and child.pos_ in NOMINAL]
    return behind[0] if taken and len(behind) == 1 and not has_case(behind[0]) else None


def _opens_on_that(verb: Token) -> bool:
    """« une version que conteste l'armée »: behind a noun, a « que » read as a conjunction with the verb right behind it."""
    first = first_of_verb(verb)
    noun = verb.dep_ in ("acl", "acl:relcl") and verb.head.pos_ in NOMINAL and verb.head.i < first
    return noun and verb.doc[first - 1].lower_ in words_of(verb).conjunctions.that


def _inverted_undergoing(verb: Token) -> list[Token]:
    """« où ont été déployées notamment des forces spéciales », « a été signé à Doha un accord »: the bare noun behind.

    In a relative clause any; elsewhere one that an article or a number introduces as new.
    """
    words = words_of(verb)
    if not has_auxiliary(verb):
        return []
    behind = [c for c in verb.children if c.i > verb.i and c.dep_ in ("obl:mod", "obl:arg") and c.pos_ in NOMINAL]
    bare = [child for child in behind if not has_case(child)]
    pronouns = words.pronouns.relative - words.pronouns.which
    if any(token.lower_ in pronouns for token in verb.doc[first_of_verb(verb) : verb.i]):
        return bare[:1]
    new = words.mending.before_things
    return [
        noun
        for noun in bare
        if any(child.dep_ == "nummod" or (child.dep_ == "det" and child.lower_ in new) for child in noun.children)
        and noun.right_edge.nbor(1 if noun.right_edge.i + 1 < len(noun.doc) else 0).pos_
        != "ADV"  # « un jour plus tard »
    ][:1]


def _first_of_all(participle: Token, noun: Token) -> Token:
    """« A et B, réunis à X »: a plural participle behind the last of several is said of them all."""
    first = noun
    if "Plur" in participle.morph.get("Number", []) and "Plur" not in noun.morph.get("Number", []):
        while first.dep_ == "conj" and first.head.i < first.i and first.head.pos_ in MODIFIED:
            first = first.head
    return first


def _said_of_the_same(verb: Token) -> list[Token]:
    """« la ville, prise par A et reprise par B »: a participle that the parser joins to the noun, not to the one that describes it."""
    before = [c for c in verb.head.children if c.dep_ == "acl" and c.i < verb.i and is_verb(c) and is_passive(c)]
    return list(read_clause(before[-1]).objects) if before else []


def _described(participle: Token, said: Token) -> Token:
    """The noun that a participle after a comma describes: the one that the parser says, or the nearest that agrees.

    « une journée de deuil après la mort d'un policier, tué dimanche »: a policeman was killed, not a day.
    """
    start = _behind_comma(participle)
    if said.i > participle.i or start == 0 or participle.doc[start - 1].text != "," or may_agree(participle, said):
        return said
    near = [token for token in participle.doc[said.i + 1 : start - 1] if token.pos_ in MODIFIED]
    found = next((token for token in reversed(near) if may_agree(participle, token)), None)
    if found is None and "Plur" in participle.morph.get("Number", []):
        found = _described_farther(participle, said)
    found = found or said
    while found.dep_ == "nmod" and found.head in near and may_agree(participle, found.head):
        found = found.head
    return found


def _described_farther(participle: Token, said: Token) -> Token | None:
    """« les villes de A et de B, à l'ouest de C, occupées par »: the many that it is said of stand before a town that is one."""
    for token in reversed(participle.doc[: said.i]):
        if is_verb(token):
            return None
        if token.pos_ in MODIFIED and may_agree(participle, token):
            return token
    return None


def _behind_comma(participle: Token) -> int:
    """The first word of a participle, adverbs before it passed: « Grimari, déjà occupée par les rebelles »."""
    start = first_of_verb(participle)
    while start > 1 and participle.doc[start - 1].pos_ == "ADV":
        start -= 1
    return start


def _opens_with(participle: Token, noun: Token) -> bool:
    """« Frappé par deux missiles, un marché a pris feu »: the noun behind the comma after an opening participle."""
    first = noun.left_edge.i
    return participle.i == 0 and first > 0 and noun.doc[first - 1].text == "," and noun.pos_ in MODIFIED


def _beside(participle: Token, undergoing: list[Token]) -> tuple[Token, ...]:
    """« reprendre Bama, occupée par … »: the noun right before the comma, where the parser says another one."""
    start = _behind_comma(participle)
    if start < 2 or participle.doc[start - 1].text != "," or has_auxiliary(participle):
        return ()
    near = _before_brackets(participle.doc[start - 2])
    many = "Plur" in participle.morph.get("Number", []) and "Sing" in near.morph.get("Number", [])
    if many and any("Plur" in noun.morph.get("Number", []) for noun in undergoing):
        return ()  # « les lycéennes enlevées à Chibok, libérées en mai »
    fits = near.pos_ in MODIFIED and near not in undergoing and (may_agree(participle, near) or near.pos_ == "PROPN")
    return (near,) if fits else ()


def _before_brackets(token: Token) -> Token:
    """« Palma (nord-est), tombée aux mains de … »: the word that brackets follow."""
    if token.text != ")":
        return token
    opening = next((word for word in reversed(token.doc[: token.i]) if word.text == "("), None)
    return opening.nbor(-1) if opening is not None and opening.i else token


def _beside_alone(participle: Token) -> list[Token]:
    """« veut reprendre Bama, tombée samedi », « ont quitté la ville, passée aux mains de … »: the noun before the comma."""
    near = _beside(participle, [])
    around = clause_head(participle.head)
    if not near or not is_verb(around) or around == participle:
        return []
    return list(near) if any(token.dep_ in ANY_SUBJECT for token in around.children) else []


def may_agree(participle: Token, noun: Token) -> bool:
    """Whether gender, by which its spelling goes, and number say that a participle may describe the noun."""
    feminine = participle.lower_.endswith(words_of(participle).endings.feminine)
    gender, number = noun.morph.get("Gender", []), noun.morph.get("Number", [])
    one_number = number == participle.morph.get("Number", number) or not number
    return one_number and gender == ["Fem" if feminine else "Masc"]


def _is_apposed(token: Token) -> bool:
    """Whether a comma, and no word that joins, stands right before the phrase."""
    first = token.left_edge.i
    words = {word.text for word in token.doc[max(0, first - 1) : token.i]}
    return token.pos_ != "PRON" and "," in words and not is_coordinated(token)


def _takes_object(verb: Token, children: list[Token]) -> bool:
    """Whether a subject read after the verb must be its object: an infinitive, or a subject stands before it."""
    if any(child.dep_ in ANY_OBJECT for child in children):
        return False
    if any(child.dep_ in ANY_SUBJECT and child.i < verb.i for child in children):
        return not is_reflexive(verb) and not is_passive(verb)
    return tense_of(verb) in ("infinitive", "past infinitive")


def _relative_object(verb: Token) -> list[Token]:
    """« une colline que les rebelles occupaient »: the noun, where « que » was read as a conjunction."""
    said = verb.dep_ == "acl:relcl" and verb.head.pos_ in NOMINAL and verb.head.i < verb.i
    said = said or _opens_on_that(verb)
    marked = any(child.dep_ == "mark" and child.lower_ in words_of(verb).conjunctions.that for child in verb.children)
    return [verb.head] if said and marked else []


def _excepted(verb: Token) -> list[Token]:
    """The noun after « ne … que »."""
    words = words_of(verb)
    if not any(child.lower_ in words.negation.first and child.i < verb.i for child in verb.children):
        return []
    after = verb.doc[verb.i + 1 : verb.i + 4]
    only = next((token for token in after if token.lower_ in words.conjunctions.that), None)
    if only is None or any(token.pos_ in ("NOUN", "VERB", "PROPN") for token in verb.doc[verb.i + 1 : only.i]):
        return []
    noun = next((token for token in verb.doc[only.i + 1 : only.i + 5] if token.pos_ in ("NOUN", "PROPN")), None)
    return list(conjuncts(noun)) if noun is not None and not has_case(noun) else []


def _negated_object(verb: Token, child: Token) -> bool:
    """« pas de soldats »: under a negation the object takes « de »."""
    words = words_of(verb).negation
    cases = [word for word in child.children if word.dep_ == "case"]
    if len(cases) != 1 or cases[0].lower_ not in words.partitive or not is_negated(verb):
        return False
    return verb.doc[cases[0].i - 1].lower_ in words.of_objects or (
        any(word.lower_ in words.of_objects_before for word in verb.doc[: verb.i]) and cases[0].i == verb.i + 1
    )


def _antecedent(verb: Token) -> Token | None:
    """The noun a relative clause modifies; the nearest noun before the pronoun where the arc is wrong."""
    current = verb
    while current.dep_ == "conj" and is_verb(current.head):
        current = current.head
    if current.dep_ in ("acl:relcl", "acl") and current.head.pos_ in NOMINAL:
        return _of_its_number(current, current.head)
    which = words_of(verb).pronouns.which
    pronoun = next((child for child in current.children if child.pos_ == "PRON" and child.lower_ in which), None)
    before = pronoun.nbor(-1) if pronoun is not None and pronoun.i else None
    if before is not None and before.text == "," and before.i:
        before = before.nbor(-1)  # « condamné par Bruxelles, qui appelle … »
    return before if before is not None and before.pos_ in ("NOUN", "PROPN") else None


def _of_its_number(verb: Token, said: Token) -> Token:
    """« la violence des gangs, qui contrôlent … »: where the verb is plural and the noun is not, the nearest that is."""
    words = words_of(verb)
    pronoun = next(
        (c for c in verb.children if c.lower_ in words.pronouns.who and c.dep_ in ANY_SUBJECT and c.i > said.i), None
    )
    many = verb.lower_.endswith(words.endings.plural) or any(
        c.lower_ in words.verbs.plural_auxiliaries for c in verb.children
    )
    if pronoun is not None and said.morph.get("Number", []) == ["Plur"] and _is_of_one(verb):
        return _named_before(pronoun, said)
    many = many and said.morph.get("Number", []) == ["Sing"] and said.pos_ == "NOUN"
    if pronoun is None or not many or is_coordinated(said):
        return said
    near = [
        t
        for t in verb.doc[said.i + 1 : pronoun.i]
        if t.pos_ in ("NOUN", "PROPN") and t.morph.get("Number", []) == ["Plur"]
    ]
    counted = bool(near) and any(child.lower_ in words.negation.partitive for child in near[-1].children)
    return near[-1] if near and not counted else said  # « un groupe d'hommes qui bloquaient … » is the group


def _is_of_one(verb: Token) -> bool:
    """Whether a verb, or its auxiliary, is in the singular."""
    finite = next((child for child in verb.children if child.dep_ in AUXILIARIES and child.i < verb.i), verb)
    return finite.morph.get("Number", []) == ["Sing"] and not finite.lower_.endswith(words_of(verb).endings.plural)


def _named_before(pronoun: Token, said: Token) -> Token:
    """« les accusations de l'Unicef, qui impute … »: the name right before the pronoun, where what it hangs on is plural."""
    last = pronoun.nbor(-1)
    if last.text == "," and last.i:
        last = last.nbor(-1)
    while last.dep_.startswith("flat") and last.head.i < last.i:
        last = last.head
    return last if last.pos_ == "PROPN" and last.i > said.i else said


def _joined_to(verb: Token, head: Token) -> Token:
    """« ont demandé à X d'accepter et ont lancé un appel »: a finite verb read as joined to an infinitive goes on above it."""
    around = head
    while is_told(verb) and not is_told(around) and around.head != around and is_verb(around.head):
        around = around.head
    return around if is_told(around) else head


def _borrowed_subjects(verb: Token) -> tuple[list[Token], bool]:
    """The subject of a verb that has none of its own: from its conjunct, its governor, or the noun it modifies."""
    head, words = verb.head, words_of(verb)
    if hangs_on_adverb(verb):
        head = head.head
    to = words.prepositions.to
    if head == verb:
        return [], False
    if head.lemma_ in words.verbs.taking and words.prepositions.aimed in marks(verb):
        after = [child for child in head.children if is_introduced_by(child, to) and child.i < verb.i]
        told = [child for child in head.children if child.dep_ == "iobj"] or after[:1]
        return [token for child in told for token in conjuncts(child)], True
    if head.lemma_ == words.verbs.being and words.prepositions.of in marks(
        verb
    ):  # « l'ambition des rebelles est de prendre X »
        aims = [child for child in head.children if child.dep_ in ANY_SUBJECT]
        whose = [child for aim in aims for child in aim.children if is_introduced_by(child, words.prepositions.of)]
        return [token for child in whose for token in conjuncts(child)], True
    if verb.dep_ == "conj" and is_verb(head):
        clause = read_clause(_joined_to(verb, head))
        return list(clause.objects if clause.passive else clause.subjects), True
    if (around := lead_of_list(verb)) is not None:
        clause = read_clause(around)
        return list(clause.objects if clause.passive else clause.subjects), True
    if verb.lemma_ in words.verbs.with_etre and (beside := _beside_alone(verb)):
        return beside, True
    if verb.dep_ in ("acl", "acl:relcl") and head.pos_ in NOMINAL and "Part" in verb.morph.get("VerbForm", []):
        around = clause_head(head)
        if verb.i and verb.nbor(-1).text == "," and head.dep_ not in ANY_SUBJECT and is_verb(around) and around != verb:
            clause = read_clause(around)  # « est entré dans une mosquée, tirant sur les fidèles »
            if clause.subjects or clause.objects:
                return list(clause.objects if clause.passive else clause.subjects), True
        return list(conjuncts(head)), True  # present participle: « des hommes tirant sur la foule »
    if verb.dep_ in ("xcomp", "advcl", "ccomp", "obl:arg", "obl:mod", "advmod", "dep") and heads_clause(head):
        finite = any(mood in verb.morph.get("Mood", []) for mood in ("Ind", "Sub", "Cnd")) or any(
            "Fin" in child.morph.get("VerbForm", []) for child in verb.children if child.dep_ in AUXILIARIES
        )
        if finite:
            # A coordinated finite verb that the parser hung as an adverbial: « X a attaqué A, tué B et pris C ».
            if any(child.dep_ == "mark" for child in verb.children) or any(
                child.dep_ in ANY_SUBJECT for child in verb.children
            ):
                return [], False
            if verb.dep_ == "ccomp":
                return [], False
        if head.lemma_ == words.verbs.seen and is_reflexive(head):
            return [], False  # « la Russie s'est vu infliger des sanctions »
        clause = read_clause(head)
        if (
            (verb.dep_ == "xcomp" or tense_of(verb) == "infinitive")
            and controls(head, verb)
            and not _does_it_to_them(verb)
        ):
            controlled = [*clause.datives, *clause.objects] if not clause.passive else [*clause.objects]
            controlled += [
                token
                for child in head.children
                if child.dep_ in ("obl:arg", "obl:mod") and is_introduced_by(child, to)
                for token in conjuncts(child)
            ]
            if controlled or head.lemma_ not in words.verbs.perception:  # « l'armée entend reprendre la ville »
                return controlled, True
        if (given := granted(head, verb)) is not None:
            return list(conjuncts(given)), True
        if head.lemma_ in words.verbs.choosing and words.prepositions.aimed in marks(verb) and clause.objects:
            return list(clause.objects), True  # « a nommé X pour le remplacer »
        accounts = tense_of(verb) == "past infinitive" and head.lemma_ in words.verbs.holding_to_account
        if accounts and clause.objects and words.prepositions.aimed in marks(verb):
            return list(clause.objects), True  # « dénonce Moscou pour avoir attaqué Kiev »
        return list(clause.objects if clause.passive else clause.subjects), True
    if (
        verb.dep_ in ("acl", "nmod", "ccomp", "xcomp")
        and head.pos_ == "NOUN"
        and "Inf" in verb.morph.get("VerbForm", [])
    ):
        # « l'ordre de X d'attaquer », « son intention de déployer »: the subject of the clause around.
        around_call = (*head.children, *head.head.children)
        asked = [child for child in around_call if head.i < child.i < verb.i and is_introduced_by(child, to)]
        if head.lemma_ in words.verbs.control_nouns and to in marks(
            verb
        ):  # « son appel aux groupes armés à cesser les tirs »
            taker = clause_head(head)  # « a accepté une invitation à se rendre à X »
            if not asked and is_verb(taker) and taker.lemma_ in words.verbs.taking_up_calls:
                return list(read_clause(taker).subjects), True
            return list(conjuncts(asked[0])) if asked else [], True
        if is_introduced_by(head, to) and to in marks(verb):
            return list(conjuncts(head)), True
        if to in marks(verb) and _is_first_of_kind(head):  # « X a été le premier pays à envoyer des troupes »
            return list(read_clause(head).subjects), True
        of = [c for c in head.children if c.dep_ == "nmod" and head.i < c.i < verb.i and c.pos_ in ("NOUN", "PROPN")]
        if {words.prepositions.of, to} & set(marks(verb)) and of and is_introduced_by(of[0], words.prepositions.of):
            return list(conjuncts(of[0])), True  # « la décision de Washington d'envoyer »
        around = clause_head(head)
        if is_verb(around) and controls(around, verb) and head.head == around and head.dep_ in ANY_OBJECT:
            return list(conjuncts(head)), True
        set_out = around == head and any(child.dep_ == "case" for child in head.children)  # « est en mesure de »
        if (is_verb(around) or set_out) and around != verb:
            clause = read_clause(around)
            return list(clause.objects if clause.passive else clause.subjects), True
    return [], False


def granted(verb: Token, infinitive: Token) -> Token | None:
    """« donne huit jours à la junte pour nommer X »: to whom time or leave is given, who is to do what the infinitive tells."""
    words = words_of(verb)
    if verb.lemma_ not in words.verbs.granting or words.prepositions.aimed not in marks(infinitive):
        return None
    to = words.prepositions.to
    given = [c for c in verb.children if is_introduced_by(c, to) and verb.i < c.i < infinitive.i]
    return given[0] if given and given[0].pos_ in ("NOUN", "PROPN") and verb.dep_ != "xcomp" else None


def _does_it_to_them(infinitive: Token) -> bool:
    """« a appelé Poutine pour lui demander une trêve »: an aim with a clitic for whom the verb takes as its object."""
    words = words_of(infinitive)
    aimed = words.prepositions.aimed in marks(infinitive)
    before = infinitive.doc[max(0, infinitive.i - 1) : infinitive.i]
    return aimed and any(word.pos_ == "PRON" and word.head == infinitive for word in before)


def _is_first_of_kind(noun: Token) -> bool:
    """« est le deuxième pays »: a noun with an ordinal, said of a subject."""
    ranked = any("Ord" in child.morph.get("NumType", []) for child in noun.children)
    return ranked and any(child.dep_ == "cop" for child in noun.children)


def _dislocated(verb: Token, pronoun: Token) -> Token | None:
    """« Ses troupes, Kampala les a retirées »: what stands before the clause, for the pronoun that takes it up."""
    if pronoun.lower_ not in words_of(verb).pronouns.taking_up:
        return None
    return next(
        (
            child
            for child in verb.children
            if child.i < pronoun.i
            and child.pos_ in NOMINAL
            and child.dep_ not in ANY_SUBJECT
            and not has_case(child)
            and child.right_edge.i + 1 < len(verb.doc)
            and verb.doc[child.right_edge.i + 1].text == ","
        ),
        None,
    )


def controls(verb: Token, infinitive: Token) -> bool:
    """Whether the verb's object is who does what its infinitive tells; « a vu X tirer », not « montre X à tirer »."""
    words = words_of(verb).verbs
    return verb.lemma_ in words.control or (verb.lemma_ in words.perception and not marks(infinitive))
