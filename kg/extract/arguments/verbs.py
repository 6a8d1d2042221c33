"""Subject, object, dative and attribute of a verb that is a trigger."""

from collections.abc import Sequence

from kg.extract import syntax
from kg.extract.arguments.bonds import clause_between
from kg.extract.arguments.choices import overlapping
from kg.extract.arguments.coordination import fill_from_words, fill_with_joined, precedes
from kg.extract.arguments.inner_names import actors_of_adjective, names_of_compound
from kg.extract.arguments.scene import Scene
from kg.extract.quantities.counts import FATES
from kg.extract.reading import Candidate
from kg.extract.tokens import Token
from kg.lexicon import RoleChoice
from kg.model import EntityMention
from kg.vocabulary import group_of, is_a

_ADDRESSING = ("Threat", "Demand")  # statements whose object is who they are made to


def read_verb(scene: Scene, candidate: Candidate) -> None:
    """Fill the roles of the verb's functions: those the parser sees, then those that only word order shows."""
    clause = scene.clause(candidate.head)
    functions, to = candidate.functions, scene.grammar.functions.to
    subjects, objects = clause.subjects, clause.objects
    speaks = group_of(candidate.type) == "Statement"
    if clause.borrowed_subject and speaks and syntax.is_inserted(candidate.head):
        subjects = ()
    if (
        clause.passive
        and not candidate.frame.functions.get("object")
        and candidate.frame.functions.get("subject")
        and not subjects
    ):
        objects = ()
    crowd = _crowd_above(scene, candidate.head) if speaks and clause.borrowed_subject else None
    if crowd is not None:
        subjects = ()
        for mention in crowd:
            scene.fill(candidate, functions.get("subject", ()), mention, "subject")
    inverted = _says_behind(candidate, clause, subjects)
    if inverted:
        objects = ()
    doers = [token for token in subjects if token not in candidate.words]  # « passés par les armes »
    fill_from_words(scene, candidate, doers, functions.get("subject", ()), "subject")
    counted = _counted_before(scene, candidate)
    for mention in counted:
        scene.fill(candidate, functions.get("object", ()), mention, "object")
    if not counted and (len(candidate.words) == 1 or functions.get("object")):
        moved = any(choice.role == "force" for choice in functions.get("object", ()))  # « dépêcher des renforts »
        own = set() if moved else {word.i for word in candidate.words}
        fill_from_words(
            scene, candidate, [token for token in objects if token.i not in own], functions.get("object", ()), "object"
        )
    for word in candidate.words[1:] if "compound" in functions else ():
        for mention in names_of_compound(scene, word.i + 1):
            candidate.add(functions["compound"], mention, "adjective", scene.sentence.index)
    if "adjective" in functions:
        _adjectives_of_words(scene, candidate)
    fill_from_words(scene, candidate, clause.datives, functions.get(to, ()), to)
    fill_from_words(scene, candidate, clause.attributes, functions.get("attribute", ()), "attribute")
    if crowd is None and not any(filler.function == "subject" for filler in candidate.fillers):
        _inverted_subject(scene, candidate, clause)
    if crowd is None and not any(filler.function == "subject" for filler in candidate.fillers):
        _subject_before(scene, candidate.head, candidate, functions.get("subject", ()), clause)
    _resumed_subject(scene, candidate, clause)
    if not inverted and not any(filler.function == "object" for filler in candidate.fillers):
        fill_from_words(scene, candidate, clause.doubtful, functions.get("object", ()), "object")
        _object_after(scene, candidate, clause)
        _undergoing_before(scene, candidate, clause)
    if not objects and not clause.passive and len(candidate.words) == 1:
        _shared_object(scene, candidate)
    if crowd is None and not candidate.role("agent") and group_of(candidate.type) == "Statement":
        _speaker_around(scene, candidate)
    if candidate.type == "Demand" and not candidate.role("target"):
        _asked_to_act(scene, candidate, clause)


def _crowd_above(scene: Scene, verb: Token) -> list[EntityMention] | None:
    """« a dispersé une marche pour exiger … », « une marche organisée pour exiger »: who demands is who marched; None of others."""
    above = syntax.governor(verb)
    if above is None or not syntax.is_verb(above) or scene.grammar.functions.aimed_for not in syntax.marks(verb):
        return None
    around, halted = scene.clause(above), above.lemma_ in scene.cues.halting
    deeds = [scene.by_head[token.i] for token in around.objects if token.i in scene.by_head]
    crowds = [filler.mention for deed in deeds if is_a(deed.type, "Protest") for filler in deed.role("agent")]
    if any(is_a(deed.type, "Protest") for deed in deeds):
        return crowds if halted or around.passive else None
    met = [scene.sentence.mention_at(token, scene.cues) for token in around.objects]
    return [mention for mention in met if mention is not None] if halted else None


def _adjectives_of_words(scene: Scene, candidate: Candidate) -> None:
    """« est visé par des sanctions canadiennes »: who is named by an adjective beside the noun of the phrase."""
    for word in candidate.words[1:]:
        for child in word.children:
            if any(token.pos_ == "NOUN" for token in scene.doc[word.i + 1 : child.i]):
                continue  # « élargit ses sanctions à vingt sociétés biélorusses »
            for mention in actors_of_adjective(scene, child) if child.dep_ in syntax.NOUN_MODIFIERS else ():
                candidate.add(candidate.functions["adjective"], mention, "adjective", scene.sentence.index)


def _shared_object(scene: Scene, candidate: Candidate) -> None:
    """« former, conseiller et équiper les forces locales »: the object of the last verb is that of them all."""
    verb = candidate.head
    for child in verb.children:
        if child.dep_ in syntax.COORDINATES and child.i > verb.i and syntax.is_verb(child):
            between = [token for token in scene.doc[verb.i + 1 : child.i] if token.pos_ in ("NOUN", "PROPN", "PRON")]
            if all(token.dep_ in syntax.COORDINATES for token in between) and syntax.tense_of(child) == syntax.tense_of(
                verb
            ):
                objects = scene.clause(child).objects
                fill_from_words(scene, candidate, objects, candidate.functions.get("object", ()), "object")


def _asked_to_act(scene: Scene, candidate: Candidate, clause: syntax.Clause) -> None:
    """« exige que Kiev retire ses troupes », « exige de Kiev … »: who is to act is who is asked."""
    bodies = (RoleChoice("target", ("State", "Government", "ArmedGroup", "ArmedForce", "InternationalOrganization")),)
    behind = candidate.head.i + 1
    while behind < len(scene.doc) and (scene.doc[behind].pos_ == "ADV" or scene.in_time(scene.doc[behind])):
        behind += 1  # « a exigé mardi de Riyad »
    for mention in scene.sentence.outer:  # « exige de Moscou qu'il retire », « exige du M23 le retrait »
        preposition = syntax.preposition_before(scene.doc, scene.sentence.words(mention)[0], scene.cues)
        if preposition is not None and preposition.first == behind and preposition.phrase == scene.grammar.functions.of:
            scene.fill(candidate, bodies, mention, preposition.phrase)
    for verb in clause.complements:
        if syntax.is_finite(verb) and not syntax.is_passive(verb):
            subjects = syntax.own_subjects(verb)
            nouns = [token for token in subjects if token.pos_ != "PRON" or token.text[0].isupper()]
            fill_from_words(scene, candidate, nouns, bodies, "complement")


def _speaker_around(scene: Scene, candidate: Candidate) -> None:
    """« a adopté une résolution condamnant … »: who acts around is who says it."""
    verb = candidate.head
    if syntax.tense_of(verb) != "gerund" or verb.head.pos_ != "NOUN":
        return
    around = syntax.clause_head(verb.head)
    if syntax.is_verb(around) and around != verb:
        fill_from_words(
            scene, candidate, scene.clause(around).subjects, candidate.functions.get("subject", ()), "subject"
        )


def _subject_before(
    scene: Scene, verb: Token, candidate: Candidate, choices: Sequence[RoleChoice], clause: syntax.Clause
) -> None:
    """« A et B sont parvenus à… »: the mention right before a finite verb that the parser gave no subject."""
    if clause.passive or not syntax.is_finite(verb) or syntax.own_subjects(verb):
        return
    start = syntax.first_of_verb(verb)
    before = [m for m in scene.sentence.outer if scene.sentence.words(m)[1] == start and m.level != "pronoun"]
    if not before or scene.is_placed(before[0]):
        return
    run = [before[0]]
    while left := next((m for m in scene.sentence.outer if precedes(scene, m, run[0])), None):
        run.insert(0, left)
    if syntax.preposition_before(scene.doc, scene.sentence.words(run[0])[0], scene.cues) is None:
        for mention in run:
            scene.fill(candidate, choices, mention, "subject")


def _says_behind(candidate: Candidate, clause: syntax.Clause, subjects: Sequence[Token]) -> bool:
    """« « La réponse sera terrible », a averti Téhéran »: what stands behind an inserted verb of speech is who speaks."""
    told = candidate.type in _ADDRESSING and not clause.passive and not clause.complements
    return told and not subjects and syntax.is_inserted(candidate.head)


def _resumed_subject(scene: Scene, candidate: Candidate, clause: syntax.Clause) -> None:
    """« Le Conseil, réuni mardi à New York, a exhorté … »: behind the comma the verb goes on with what opened the clause."""
    verb, function = candidate.head, "object" if clause.passive else "subject"
    choices = candidate.functions.get(function, ())
    start = syntax.first_of_verb(verb)
    if start and scene.doc[start - 1].text in syntax.OPENING_QUOTES:  # « X, réuni à Y, "a appelé …" »
        start -= 1
    if any(filler.function == function for filler in candidate.fillers) or not choices or start < 3:
        return
    if scene.doc[start - 1].text != "," or not syntax.is_told(verb) or syntax.own_subjects(verb):
        return
    if syntax.is_inserted(verb) and not clause.passive and not (clause.objects or clause.complements):
        return  # « …, a annoncé mardi une source proche du dossier »
    opening = next((m for m in scene.sentence.outer if _opens_clause(scene, m, start - 1)), None)
    if opening is not None and not (opening.number == "sing" and syntax.is_plural(verb)):
        fill_with_joined(scene, candidate, opening, choices, function)


def _opens_clause(scene: Scene, mention: EntityMention, before: int) -> bool:
    """Whether a mention begins the sentence, or stands behind a comma, and a comma follows it before word `before`."""
    first, end = scene.sentence.words(mention)
    if mention.level == "pronoun" or end >= before or not _is_set_apart(scene, end, before):
        return False
    while first and scene.doc[first - 1].pos_ in ("DET", "ADJ", "NUM"):
        first -= 1
    return first == 0 or scene.doc[first - 1].text in (",", "–", "—", "-")


def _is_set_apart(scene: Scene, end: int, before: int) -> bool:
    """Whether a comma follows word `end`, or a bare participle and then a comma: « Des rebelles dirigés par X, …, »."""
    if scene.doc[end].text == ",":
        return True
    described = scene.doc[end].pos_ == "VERB" and "Part" in scene.doc[end].morph.get("VerbForm", [])
    between = scene.doc[end + 1 : before]
    return described and any(token.text == "," for token in between) and not any(map(syntax.is_finite, between))


def _undergoing_before(scene: Scene, candidate: Candidate, clause: syntax.Clause) -> None:
    """« A Gao, plus de 200 civils ont été abattus »: the mention right before a passive that the parser gave none."""
    if not clause.passive or not syntax.has_auxiliary(candidate.head):
        return
    start = syntax.first_of_verb(candidate.head)
    for mention in scene.sentence.outer:
        first, end = scene.sentence.words(mention)
        taken = scene.is_placed(mention)
        if end == start and mention.level != "pronoun" and not taken:
            if syntax.preposition_before(scene.doc, first, scene.cues) is None:
                fill_with_joined(scene, candidate, mention, candidate.functions.get("object", ()), "object")


def _counted_before(scene: Scene, candidate: Candidate) -> list[EntityMention]:
    """« deux rebelles ont été tués et dix autres arrêtés »: whom a bare participle counts right behind them."""
    verb = candidate.head
    if len(candidate.words) > 1 or syntax.has_auxiliary(verb) or syntax.tense_of(verb) != "participle":
        return []
    run = [m for m in scene.sentence.outer if scene.sentence.words(m)[1] == verb.i and _has_fate(scene, m)]
    while run and (left := next((m for m in scene.sentence.outer if precedes(scene, m, run[0])), None)):
        run.insert(0, left)
    if run and syntax.preposition_before(scene.doc, scene.sentence.words(run[0])[0], scene.cues) is not None:
        return []
    return run


def _has_fate(scene: Scene, mention: EntityMention) -> bool:
    """Whether a figure counts them, and says what became of them."""
    return any(overlapping(mention.anchor, q.anchor) and q.measure in FATES for q in scene.sentence.quantities)


def _object_after(scene: Scene, candidate: Candidate, clause: syntax.Clause) -> None:
    """« a redéployé jeudi ses forces »: the first bare mention after an active verb without an object."""
    choices = candidate.functions.get("object", ())
    told = [token for token in clause.complements if token.lower_ not in scene.cues.directions]  # « est » is the east
    if not choices or clause.passive or told:
        return
    last = max(word.i for word in candidate.words)
    for mention in scene.sentence.outer:
        first = scene.sentence.words(mention)[0]
        if first <= last or mention.level == "pronoun":
            continue
        if _named_right_behind(scene, first, last):
            continue
        before = syntax.preposition_before(scene.doc, first, scene.cues)
        bare = before is None or (before.phrase == scene.grammar.functions.of and syntax.is_negated(candidate.head))
        part = before is not None and before.phrase == scene.grammar.functions.of and _parts_of(scene, before.first)
        bare = bare or part
        taken = scene.is_placed(mention)
        if not bare:
            continue
        if not taken and first - last <= 8 and (part or not clause_between(scene, candidate.head.i, first)):
            if not any(
                token.text in (",", scene.grammar.lists.conjunction, "«", '"') for token in scene.doc[last + 1 : first]
            ):
                fill_with_joined(scene, candidate, mention, choices, "object")
        return


def _named_right_behind(scene: Scene, first: int, last: int) -> bool:
    """« appelle à la libération du journaliste X »: a name right behind a noun is what that noun is."""
    before = scene.doc[first - 1]
    return first - 1 > last and before.pos_ == "NOUN" and not scene.in_time(before)


def _parts_of(scene: Scene, at: int) -> bool:
    """« la totalité de la ville », « l'est de Mossoul », bare: the object is the town."""
    noun = scene.doc[at - 1] if at else None
    parts = scene.cues.partitive | scene.cues.directions
    if noun is None or parts.isdisjoint((noun.lemma_.lower(), noun.lower_)):
        return False
    return syntax.preposition_before(scene.doc, syntax.noun_phrase_start(noun), scene.cues) is None


def _inverted_subject(scene: Scene, candidate: Candidate, clause: syntax.Clause) -> None:
    """« …, a annoncé le ministre »: the subject after the verb, where the verb has none before."""
    if clause.passive or not syntax.is_finite(candidate.head):
        return
    if clause.subjects and not (clause.borrowed_subject and syntax.is_inserted(candidate.head)):
        return
    choices = candidate.functions.get("subject", ())
    for mention in scene.sentence.outer:
        first = scene.sentence.words(mention)[0]
        if mention.level == "pronoun" and scene.doc[first].pos_ == "DET":
            continue  # « a annoncé son avocat »
        if first > candidate.head.i:
            if first - candidate.head.i <= 5 and all(
                token.pos_ in ("DET", "ADJ", "ADV", "PUNCT") or scene.in_time(token)
                for token in scene.doc[candidate.head.i + 1 : first]
            ):
                if candidate.head.i > 0 and any(
                    token.text in (",", "»", '"', "”")
                    for token in scene.doc[max(0, candidate.head.i - 4) : candidate.head.i]
                ):
                    scene.fill(candidate, choices, mention, "subject")
            return
