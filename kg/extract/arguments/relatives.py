"""What the pronoun of a relative clause stands for, where the parser hangs the clause elsewhere.

« Sake, dont le M23 a pris le contrôle », « Avdiivka, dont Moscou revendique la prise », « Gao, que l'armée a reprise »: the
noun right before the pronoun fills what its trigger lacks, and stays the main clause's own.
"""

from dataclasses import replace

from kg.extract import syntax
from kg.extract.arguments.scene import Scene
from kg.extract.forms import stem, stems_of
from kg.extract.reading import Candidate
from kg.extract.tokens import Token
from kg.lexicon import RoleChoice
from kg.model import EntityMention
from kg.vocabulary import group_of, is_a

_ENDS = (",", ";", ":", "»")
_WHERE = ("City", "Region", "Country")
_TO_A_SUFFERER = 12  # words from « dont » to « victime »
_OWNER = (RoleChoice("agent", ("State", "Government", "InternationalOrganization", "ArmedForce", "Organization")),)


def read_relatives(scene: Scene) -> None:
    """Give the antecedent of « dont » to the first trigger that lacks it, that of « , que » to a verb without object."""
    of, pronouns = scene.grammar.functions.of, scene.grammar.pronouns
    for pronoun in scene.doc[1:]:
        form = pronoun.lower_
        if form in pronouns.which or form in pronouns.to_which:
            _read_behind_preposition(scene, pronoun)
        if form in pronouns.subject_relative:
            _read_subject(scene, pronoun)
        if form not in pronouns.whose and form not in pronouns.object_relative:
            continue
        if form in pronouns.whose:
            _read_sufferer(scene, pronoun)
        antecedent = _antecedent(scene, pronoun)
        if antecedent is None:
            continue
        for candidate in inside_relative(scene, pronoun):
            if form in pronouns.whose and antecedent.kind in _WHERE:
                _place_inhabitants(scene, candidate, pronoun, antecedent)
            if form in pronouns.whose and _give_to_owner(scene, candidate, pronoun, antecedent):
                break
            if form in pronouns.object_relative:
                choices, function = _lacking_object(scene, candidate), "object"
            else:
                choices, function = _lacking_complement(scene, candidate), of
            if choices and candidate.add(choices, antecedent, function, scene.sentence.index) is not None:
                break


def _give_to_owner(scene: Scene, candidate: Candidate, pronoun: Token, owner: EntityMention) -> bool:
    """« la France, dont les derniers soldats quittent Gao »: whose the forces are that stand right behind the pronoun."""
    if group_of(candidate.type) not in ("Movement", "Presence"):
        return False
    for at, filler in enumerate(candidate.fillers):
        if filler.role not in ("force", "agent") or filler.mention.level != "nominal":
            continue
        forces = filler.role == "force" or is_a(filler.mention.kind, "ArmedForce")
        if forces and _opens_on(scene, pronoun, filler.mention):
            owned = candidate.add(_OWNER, owner, "owner", scene.sentence.index) is not None
            if owned:
                candidate.fillers[at] = replace(filler, role="force")
            return owned
    return False


def _opens_on(scene: Scene, pronoun: Token, mention: EntityMention) -> bool:
    """« dont les derniers soldats »: whether what opens a relative clause is the mention, its small words apart."""
    between = scene.doc[pronoun.i + 1 : scene.sentence.words(mention)[0]]
    return all(word.pos_ in ("DET", "ADJ", "NUM") for word in between)


def _read_sufferer(scene: Scene, pronoun: Token) -> None:
    """« l'attaque dont a été victime le convoi », « dont le convoi a été la cible »: whom the deed before it struck."""
    deed = max((c for c in scene.candidates if c.head.i < pronoun.i), key=lambda c: c.head.i, default=None)
    if deed is None or deed.frame.pos != "noun" or deed.role("target"):
        return
    if any(syntax.is_verb(word) for word in scene.doc[deed.head.i + 1 : pronoun.i]):
        return
    suffering = stems_of(scene.cues.suffering_nouns)
    for word in scene.doc[pronoun.i + 1 : pronoun.i + _TO_A_SUFFERER]:
        if word.text in _ENDS or word.lower_ in scene.grammar.pronouns.relative:
            return
        if stem(word.lower_) in suffering:
            firsts = [(scene.sentence.words(m)[0], m) for m in scene.sentence.outer]
            struck = [m for first, m in firsts if pronoun.i < first < word.i]
            struck = struck or [m for first, m in firsts if word.i < first <= word.i + 2 and m.level != "pronoun"]
            for mention in struck[:1]:
                deed.add((RoleChoice("target"), RoleChoice("place")), mention, "object", scene.sentence.index)
            return


def _place_inhabitants(scene: Scene, candidate: Candidate, pronoun: Token, place: EntityMention) -> None:
    """« Sobane, dont les habitants ont été massacrés »: those who live there are struck there."""
    if group_of(candidate.type) != "Violence" or candidate.role("place"):
        return
    for filler in candidate.role("target"):
        if filler.mention.level == "nominal" and _opens_on(scene, pronoun, filler.mention):
            candidate.add((RoleChoice("place"),), place, "owner", scene.sentence.index)
            return


def _read_subject(scene: Scene, pronoun: Token) -> None:
    """« le discours d'Ali Koné, qui a rencontré le roi »: where what the clause hangs on is nobody, it is the name right before."""
    verb = pronoun.head
    if pronoun.dep_ not in syntax.SUBJECTS or not syntax.is_verb(verb):
        return
    if scene.sentence.mention_at(verb.head, scene.cues) is not None:
        return
    antecedent = _antecedent(scene, pronoun)
    if antecedent is None or (antecedent.number == "sing") == syntax.is_plural(verb):
        return
    function = "object" if syntax.is_passive(verb) else "subject"
    for candidate in scene.candidates:
        if candidate.head is not verb or any(filler.function == function for filler in candidate.fillers):
            continue
        candidate.add(candidate.functions.get(function, ()), antecedent, function, scene.sentence.index)


def _read_behind_preposition(scene: Scene, pronoun: Token) -> None:
    """« les islamistes, contre lesquels l'armée mène une offensive », « le chef rebelle, avec qui il s'est entretenu »."""
    if pronoun.lower_ in scene.grammar.pronouns.to_which:
        first, functions = pronoun, [scene.grammar.functions.to]
    else:
        preposition = syntax.preposition_before(scene.doc, pronoun.i, scene.cues)
        if preposition is None or preposition.first == 0:
            return
        first, functions = scene.doc[preposition.first], [preposition.function(scene.cues), preposition.phrase]
    antecedent, function = _antecedent(scene, first), functions[0]
    if antecedent is None:
        return
    for candidate in inside_relative(scene, pronoun):
        choices = next((candidate.functions[name] for name in functions if name in candidate.functions), ())
        own = candidate.head.head == syntax.clause_head(pronoun)  # « contre lesquels ils mènent une offensive »
        told = candidate.frame.pos == "verb" or candidate.supports or own
        if not told or any(filler.function == function for filler in candidate.fillers):
            continue
        if choices and candidate.add(choices, antecedent, function, scene.sentence.index) is not None:
            break


def _antecedent(scene: Scene, pronoun: Token) -> EntityMention | None:
    """The mention that ends right before the pronoun, or before its comma; before « que » there must be one."""
    comma = pronoun.nbor(-1).text == ","
    if not comma and pronoun.lower_ in scene.grammar.pronouns.object_relative:
        return None
    end = pronoun.i - comma
    named = [m for m in scene.sentence.outer if m.level != "pronoun"]
    here = [m for m in named if syntax.past_brackets(scene.doc, scene.sentence.words(m)[1]) == end]
    return here[0] if here else None


def inside_relative(scene: Scene, pronoun: Token) -> list[Candidate]:
    """The triggers of the clause that the pronoun opens: up to its first stop, or another pronoun."""
    behind = scene.doc[pronoun.i + 1 :]
    stops = (token.i for token in behind if token.text in _ENDS or token.lower_ in scene.grammar.pronouns.relative)
    end = next(stops, len(scene.doc))
    return [candidate for candidate in scene.candidates if pronoun.i < candidate.head.i < end]


def _lacking_object(scene: Scene, candidate: Candidate) -> tuple[RoleChoice, ...]:
    """What the object of an active verb is in its event, where it has a subject of its own and no object."""
    verb = candidate.head
    if candidate.frame.pos != "verb" or len(candidate.words) > 1 or syntax.is_passive(verb):
        return ()
    clause = scene.clause(verb)
    if clause.objects or clause.complements or not clause.subjects or clause.borrowed_subject:
        return ()
    return candidate.functions.get("object", ())


def _lacking_complement(scene: Scene, candidate: Candidate) -> tuple[RoleChoice, ...]:
    """What « de » would tell in the event: of a noun, of a verb with its noun, of the part that a verb's object names."""
    of = scene.grammar.functions.of
    choices = candidate.functions.get(of, ())
    if any(
        filler.role in {choice.role for choice in choices} and filler.function == of for filler in candidate.fillers
    ):
        return ()
    if candidate.frame.pos == "noun":
        start = syntax.noun_phrase_start(candidate.head)
        return choices if syntax.preposition_before(scene.doc, start, scene.cues) is None else ()
    if len(candidate.words) > 1:
        return choices
    parts = scene.cues.partitive | scene.cues.directions
    named = scene.clause(candidate.head).objects
    if not named and not candidate.functions.get("object"):
        return choices  # « la ville, dont les rebelles s'étaient emparés »
    if named and all(not parts.isdisjoint((token.lemma_.lower(), token.lower_)) for token in named):
        return candidate.functions.get("object", ())
    return ()
