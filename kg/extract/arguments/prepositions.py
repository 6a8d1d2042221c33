"""Mentions behind a preposition: which event of the sentence they belong to, and what they are in it."""

from collections.abc import Sequence
from dataclasses import replace

from kg.extract import syntax
from kg.extract.arguments.bonds import bond_with
from kg.extract.arguments.coordination import fill_joined
from kg.extract.arguments.landmarks import is_landmark, is_measured, is_near_another
from kg.extract.arguments.scene import Scene
from kg.extract.forms import fold, stem
from kg.extract.reading import Candidate, is_actor, is_place, kind_in_role, with_kind
from kg.extract.tokens import Token
from kg.lexicon import RoleChoice
from kg.model import EntityMention
from kg.vocabulary import group_of, is_a

_MOST_OF_A_PART = 6  # words of « dont au moins dix civils »
_SEATED = ("Violence", "PublicOrder", "Contact", "Movement", "Presence")  # what is done where a body sits
_MOST_OF_A_THING = 10  # words of « après l'incendie d'un entrepôt de vivres »
_TOLD_WHERE = ("City", "Facility")
_STOPS = (",", ";", ":")
_GATHERED = ("PublicOrder", "Contact")
_TALKS = ("Meeting", "Visit")


def read_prepositions(scene: Scene) -> None:
    """Give every mention behind a preposition to the event of the sentence to which it is bound most."""
    functions, contracted = scene.grammar.functions, scene.grammar.prepositions.contracted_to
    for mention in scene.sentence.outer:
        if mention.level == "pronoun" and scene.doc[scene.sentence.words(mention)[0]].pos_ == "DET":
            continue
        first, end = scene.sentence.words(mention)
        preposition = syntax.preposition_before(scene.doc, first, scene.cues)
        describing = _describing(scene, mention)
        if scene.is_placed(mention) and (describing is None or preposition is None):
            if preposition is not None and preposition.phrase == functions.to:
                _address(scene, mention)
            continue
        part = scene.by_word.get(scene.sentence.head(mention).i)
        if part is not None and (part.frame.pos == "verb" or scene.sentence.head(mention) != part.head):
            if functions.of in part.frame.functions:  # « descendus dans les rues de Tunis », « ont envahi les rues »
                for inner in scene.sentence.inside(mention):
                    scene.fill(part, part.frame.functions[functions.of], inner, functions.of)
            continue  # « descendre dans la rue », « tirs d'artillerie »
        if preposition is None or is_measured(scene, preposition.first, mention) or is_near_another(scene, mention):
            continue
        if mention.anchor.text in scene.cues.channels:
            continue  # « a revendiqué l'attaque sur Twitter »
        if first in scene.said and (is_actor(mention) or preposition.phrase in scene.cues.according):
            continue  # « selon un bilan communiqué par le gouvernement »
        if is_place(mention) and _is_of_a_part(scene, preposition.first):
            for candidate in scene.candidates:
                candidate.parts.append(mention)
            continue
        if preposition.phrase == functions.into and mention.kind == "Facility":
            continue
        if preposition.phrase == functions.of and _tells_sort(scene, mention, preposition.first):
            continue
        if preposition.phrase == functions.along and _is_border(scene, preposition.first):
            continue
        preposition = _outer_preposition(scene, preposition, mention)
        if preposition is None:
            continue
        function = preposition.function(scene.cues)
        seated = _is_at_its_seat(scene, mention, preposition)
        serving = is_place(mention) and _serves_there(scene, preposition.first)
        named_behind = serving and _is_before_a_name(scene, end)
        if seated:
            mention = replace(mention, kind="Facility", key=None, of=None)
        if function == functions.of and is_place(mention) and _within_place(scene, mention, preposition.first):
            continue
        if is_place(mention) and function == functions.to and _is_whose_side(scene, preposition.first):
            if not _is_opposed(scene, preposition.first):
                continue
            function = functions.against  # « des manifestations hostiles à la France »
        within = mention.kind in ("Country", "State") and scene.doc[preposition.first].lower_ in contracted
        talked_of = is_place(mention) and _is_talked_of(scene, preposition.first)
        spoken = _words_of_a_source(scene, preposition.first) if is_place(mention) else frozenset()
        best: tuple[float, Candidate, tuple[RoleChoice, ...]] | None = None
        for candidate in scene.candidates:
            if spoken and candidate.head.i not in spoken:
                continue
            if is_place(mention) and _is_of_what_was_before(scene, candidate, preposition.first):
                continue
            if _goes_on_behind(scene, candidate, preposition.first):
                continue
            if candidate is describing or (talked_of and candidate.type in _TALKS):
                continue
            if preposition.phrase in scene.grammar.prepositions.attending and is_a(candidate.type, "Agreement"):
                continue  # « un accord signé en présence des médiateurs »: who looks on is no party
            if (seated and group_of(candidate.type) not in _SEATED) or (
                serving and (named_behind or preposition.first < candidate.head.i)
            ):
                continue
            # « au Mali » is within it
            told = functions.within if within and functions.within in candidate.frame.functions else function
            choices = _choices(scene, candidate, told, preposition.phrase)
            if function == functions.of and functions.of_one in candidate.frame.functions and _is_one(scene, mention):
                choices = (*candidate.frame.functions[functions.of_one], *choices)
            if group_of(candidate.type) == "Statement" and _is_setting(
                scene, candidate, preposition.first, end, mention
            ):
                choices = tuple(choice for choice in choices if choice.role == "place")
            if choices and _only_place(candidate, choices) and _may_be_place(mention):
                mention = with_kind(mention, "City")
            if not choices or not any(kind_in_role(mention, choice) for choice in choices):
                continue
            score = bond_with(scene, candidate, preposition.first, scene.sentence.head(mention), function)
            if score > 0 and (best is None or score > best[0]):
                best = (score, candidate, choices)
        if best is None:
            continue
        _, owner, choices = best
        if is_landmark(scene, mention, of=group_of(owner.type)):
            continue
        if scene.fill(owner, choices, mention, function):
            fill_joined(scene, owner, mention, choices, function)


def _tells_sort(scene: Scene, mention: EntityMention, at: int) -> bool:
    """« des combats de rue », « une guerre de tranchées »: a bare noun behind the deed's says of which sort it was."""
    bare = mention.kind == "Facility" and mention.level == "nominal" and " " not in mention.anchor.text
    deed = scene.by_word.get(at - 1)
    return bare and deed is not None and deed.type == "Battle" and scene.sentence.words(mention)[0] == at + 1


def _goes_on_behind(scene: Scene, candidate: Candidate, at: int) -> bool:
    """« …, a annoncé l'ONU, dans le nord du pays »: behind inserted speech and its comma the sentence goes on."""
    verb = candidate.head
    said = group_of(candidate.type) == "Statement" and candidate.frame.pos == "verb" and verb.i < at
    return said and scene.doc[at - 1].text == "," and syntax.is_inserted(verb)


def _is_of_what_was_before(scene: Scene, candidate: Candidate, at: int) -> bool:
    """« est arrivé à Tarma après l'incendie d'un entrepôt à Gao »: of a deed whose town has been told, where another thing was."""
    prepositions = scene.grammar.prepositions
    behind = prepositions.apart_from
    if group_of(candidate.type) in _GATHERED:  # « ont manifesté à Rabat contre la guerre à Gaza »
        behind |= prepositions.parting
    for token in reversed(scene.doc[max(0, at - _MOST_OF_A_THING) : at]):
        if (
            token.text in _STOPS
            or token.i in scene.by_word
            or (syntax.is_verb(token) and token.i not in scene.described)
        ):
            return False
        if token.lower_ in behind:
            told = [scene.sentence.words(f.mention) for f in candidate.role("place") if f.mention.kind in _TOLD_WHERE]
            thing = any(word.pos_ == "NOUN" and not scene.in_time(word) for word in scene.doc[token.i + 1 : at])
            return thing and any(candidate.head.i < first and end <= token.i for first, end in told)
    return False


def _words_of_a_source(scene: Scene, at: int) -> frozenset[int]:
    """« d'après un responsable à Delhi », « a indiqué l'ambassade de France à Niamey »: the words for who says so, if a place stands in them."""
    if at in scene.sentence.telling:
        return scene.sentence.telling
    left = scene.doc[at - 1] if at else None
    named = left is not None and left.pos_ in ("NOUN", "PROPN", "ADJ") and not scene.in_time(left)
    return scene.said if left is not None and named and left.i in scene.said else frozenset()


def _is_of_a_part(scene: Scene, at: int) -> bool:
    """« 44 morts, dont 28 à Nassiriya »: where some of those counted were."""
    for token in reversed(scene.doc[max(0, at - _MOST_OF_A_PART) : at]):
        if token.lower_ in scene.grammar.pronouns.whose:
            return token.i < at - 1
        if token.i in scene.by_word or token.pos_ not in ("NUM", "PRON", "NOUN", "ADJ", "ADV", "DET", "ADP"):
            return False  # « des marches, dont celle de mai à X »
    return False


def _serves_there(scene: Scene, at: int) -> bool:
    """« l'ambassadeur de France à Cotonou, X », « un policier affecté au commissariat de X »: where somebody serves."""
    left = scene.doc[at - 1] if at else None
    if left is None:
        return False
    if left.dep_ in syntax.PARTICIPLES and not syntax.has_auxiliary(left) and left.lemma_ in scene.cues.serving:
        return True
    if left.lower_ in scene.cues.at_post and at > 1 and scene.doc[at - 2].lower_ in scene.grammar.prepositions.preposed:
        return True
    held = next((m for m in scene.sentence.outer if scene.sentence.words(m)[1] == at), None)
    if held is None or held.level == "pronoun":
        return False
    words = [scene.sentence.head(held), *scene.doc[max(0, scene.sentence.words(held)[0] - 2) : at]]
    return held.kind == "Person" and not scene.posted.isdisjoint(stem(token.text) for token in words)


def _is_before_a_name(scene: Scene, at: int) -> bool:
    """« l'envoyé de l'ONU en Libye Jan Kubis »: whoever serves there is named right behind."""
    return any(
        m.kind == "Person" and m.level == "name" and scene.sentence.words(m)[0] == at for m in scene.sentence.outer
    )


def _is_at_its_seat(scene: Scene, mention: EntityMention, preposition: syntax.Preposition) -> bool:
    """« aux abords du Parlement », « devant la présidence », « reçu à l'Élysée »: where a body sits, not what it does."""
    if mention.kind not in ("Government", "Organization") or stem(mention.head.text) in scene.courts:
        return False
    seat = preposition.phrase == scene.grammar.functions.to and any(
        fold(mention.anchor.text).startswith(name) for name in scene.seats
    )
    return seat or preposition.phrase in scene.cues.at_seats


def _is_setting(scene: Scene, candidate: Candidate, first: int, end: int, mention: EntityMention) -> bool:
    """« Vendredi, à Harare, la SADC a réclamé … »: a place set apart is where something is said: of nobody told, and not of what is."""
    if not is_place(mention) or not first < candidate.head.i or end >= len(scene.doc):
        return False
    opens = first == 0 or scene.doc[first - 1].text == ","
    said = [c for c in scene.candidates if group_of(c.type) == "Statement" and c.frame.pos == "verb"]
    return opens and scene.doc[end].text == "," and any(first < c.head.i <= candidate.head.i for c in said)


def _is_whose_side(scene: Scene, at: int) -> bool:
    """« des cibles liées à l'Iran », « une milice fidèle à Kigali »: to whom somebody belongs is not where."""
    left = scene.doc[at - 1] if at else scene.doc[at]
    described = (
        left.i < at and (left.pos_ == "ADJ" or left.dep_ in syntax.PARTICIPLES) and not syntax.has_auxiliary(left)
    )
    return described and not scene.belonging.isdisjoint((stem(left.lemma_), stem(left.text)))


def _is_opposed(scene: Scene, at: int) -> bool:
    """« hostile à », « opposé à »."""
    return fold(scene.doc[at - 1].lemma_) in scene.grammar.modality.opposed


def _is_talked_of(scene: Scene, at: int) -> bool:
    """« ont évoqué la situation politique au Liban », « des pays comme le Niger »: the place tells of what, not where."""
    noun = scene.doc[at - 1] if at else scene.doc[at]
    if noun.pos_ == "ADJ" and noun.head.i < noun.i:
        noun = noun.head
    return noun.i < at and (stem(noun.lemma_) in scene.matters or noun.lower_ in scene.grammar.prepositions.likening)


def _describing(scene: Scene, mention: EntityMention) -> Candidate | None:
    """« contre un village tenu par le M23 », « par des rebelles qui ont pris Gao »: the verb behind a mention that describes it, or the mention itself."""
    span = (mention.anchor.start, mention.anchor.end)
    if span not in scene.placed:
        return None
    owner, _, function = scene.placed[span]
    if function == "self":  # « le retrait du contingent »
        return owner
    verb = next(iter(owner.supports), owner.head) if owner.frame.pos == "noun" else owner.head
    if not syntax.is_verb(verb) or function not in ("subject", "object"):
        return None
    end = scene.sentence.words(mention)[1]
    if verb.i > end and _opens_relative(scene, end, verb):
        return owner
    if verb.i < end or verb.dep_ not in syntax.NOUN_CLAUSES:
        return None
    behind = not syntax.is_finite(verb) and verb.i == end + (
        scene.doc[end].text == ","
    )  # « le contrôle de Goma, prise par X »
    return owner if behind or scene.sentence.head(mention).is_ancestor(verb) else None


def _opens_relative(scene: Scene, at: int, verb: Token) -> bool:
    """« s'est emparée de Gamboru, qu'elle tenait »: whether behind a mention begins the relative clause of the verb."""
    at += scene.doc[at].text == ","
    pronouns = scene.grammar.pronouns.relative | scene.grammar.pronouns.object_relative
    between = scene.doc[at + 1 : verb.i]
    return scene.doc[at].lower_ in pronouns and not any(
        token.text in _STOPS or (syntax.is_verb(token) and token.pos_ == "VERB") for token in between
    )


def _address(scene: Scene, mention: EntityMention) -> None:
    """« a demandé à Berlin de livrer des chars »: who is asked to do the deed is addressed by the asking verb."""
    lent, _, function = scene.placed[(mention.anchor.start, mention.anchor.end)]
    if function != "subject" or lent.frame.pos != "verb" or not scene.clause(lent.head).borrowed_subject:
        return
    asking = scene.by_head.get(lent.head.head.i)
    if asking is not None and asking.frame.pos == "verb":
        choices = asking.frame.functions.get(scene.grammar.functions.to, ())
        asking.add(choices, mention, scene.grammar.functions.to, scene.sentence.index)


def _is_border(scene: Scene, at: int) -> bool:
    """« à la frontière avec le Burkina Faso »: whoever is behind « avec » only tells which border it is."""
    told = at > 0 and scene.doc[at - 1].i in scene.by_word  # « ont fermé leurs frontières avec le Qatar »
    return at > 0 and not told and stem(scene.doc[at - 1].lemma_) in scene.cues.borders


def _outer_preposition(
    scene: Scene, preposition: syntax.Preposition, mention: EntityMention
) -> syntax.Preposition | None:
    """What introduces the mention: behind a noun that tells nothing else « de » belongs to it.

    « après dix-huit mois de siège » is not « s'emparer de »; « contre le poste de Gao » is « contre » of Gao.
    """
    at, of, where = preposition.first, scene.grammar.functions.of, scene.grammar.prepositions.where
    if preposition.phrase != of or at == 0 or not (is_place(mention) or is_actor(mention)):
        return preposition
    noun = scene.doc[at - 1]
    if noun.pos_ == "ADJ" and noun.head.i < noun.i:
        noun = noun.head
    determiners = scene.grammar.determiners
    counts = noun.pos_ == "NUM" or noun.lower_ in determiners.indefinite
    if noun.pos_ != "NOUN" and counts and not scene.in_time(noun):
        start = noun.i - 1 if noun.i and scene.doc[noun.i - 1].lower_ in determiners.definite else noun.i
        return syntax.preposition_before(scene.doc, start, scene.cues) or preposition  # « sur l'un des manifestants »
    if noun.pos_ != "NOUN" or noun.i in scene.by_word or noun.i - 1 in scene.by_word:
        return preposition  # « l'offensive éclair de Bakou »
    around = syntax.preposition_before(scene.doc, syntax.noun_phrase_start(noun), scene.cues)
    if around is not None and noun.lemma_.lower() in scene.cues.manners:
        return preposition  # « un déploiement sans précédent de l'armée »
    if noun.lemma_.lower() in scene.cues.partitive:  # « contre une centaine de rebelles », « un champ du nord du pays »
        further = around is not None and around.phrase == of and 0 < around.first < at
        return _outer_preposition(scene, around, mention) if around and further else around or preposition
    held = scene.sentence.mention_at(noun, scene.cues)
    if held is not None and held.kind == "Facility" and is_actor(mention) and not is_place(mention):
        return None  # « sur le QG du Hezbollah »: whose it is does not say who struck
    if held is not None and not is_place(mention) and _is_against(scene, held):
        return None  # « une offensive contre le régime du président X »: whose it is is not who attacks
    if noun.lemma_.lower() in scene.cues.support_carriers or held is not None:
        return preposition
    if scene.in_time(noun) or stem(noun.lemma_) in scene.between_places:
        return preposition
    if around is not None and around.phrase == of and around.first and scene.doc[around.first - 1].i in scene.by_word:
        return preposition  # « une réunion d'urgence du Conseil »
    if any(
        of in c.functions and c.frame.pos == "verb" and c.head.i < at and all(f.function != of for f in c.fillers)
        for c in scene.candidates
    ):
        return preposition  # « s'est emparée dans la journée de Gao »
    compound = mention.level != "name" and scene.sentence.words(mention)[0] == at + 1  # « un arrêt de bus »
    if around is None or around.phrase == of or compound or not is_place(mention):
        return None
    if mention.kind == "Country" and not _says_where(scene, mention):
        return None
    local = around.phrase in where or around.function(scene.cues) in where
    return around if local else None


def _is_against(scene: Scene, mention: EntityMention) -> bool:
    """Whether a mention is whom a deed is done to, or one of those who meet or fight."""
    placed = scene.placed.get((mention.anchor.start, mention.anchor.end))
    return placed is not None and placed[1] in ("opponent", "participant", "target")


def _is_one(scene: Scene, mention: EntityMention) -> bool:
    """« l'attaque d'un détachement », « d'une patrouille »: brought in as one of many."""
    first = scene.sentence.words(mention)[0]
    return first > 0 and scene.doc[first - 1].lower_ in scene.grammar.determiners.indefinite


def _says_where(scene: Scene, mention: EntityMention) -> bool:
    """« un champ du nord d'Israël »: a direction before the country; « l'avenir d'Israël » is no place."""
    first = scene.sentence.words(mention)[0]
    return any(token.lower_ in scene.cues.directions for token in scene.doc[max(0, first - 3) : first])


def _within_place(scene: Scene, mention: EntityMention, at: int) -> bool:
    """« la banlieue sud de Beyrouth », « le nord de Gao »: the place only tells where another one is."""
    left = next((m for m in reversed(scene.sentence.outer) if m.anchor.end <= mention.anchor.start), None)
    if left is None or left.level != "nominal" or not is_place(left):
        return False
    between = scene.doc[scene.sentence.words(left)[1] : at]
    return all(token.pos_ == "ADJ" or token.lower_ in scene.cues.directions for token in between)


def _choices(scene: Scene, candidate: Candidate, function: str, phrase: str) -> tuple[RoleChoice, ...]:
    functions = candidate.frame.functions
    if function == scene.grammar.functions.of and function in functions and _is_somebodys(scene, candidate):
        return tuple(choice for choice in functions[function] if choice.role != "agent")
    if function in functions:
        return functions[function]
    if phrase in functions:
        return functions[phrase]
    if phrase in scene.cues.locative and "loc" in functions:
        return functions["loc"]
    if function == scene.grammar.functions.of and candidate.frame.pos == "verb":
        return ()
    return ()


def _is_somebodys(scene: Scene, candidate: Candidate) -> bool:
    """« sa démission de la présidence du gouvernement »: whose it is stands before the noun, what is left behind it."""
    own = [child for child in candidate.head.children if child.lower_ in scene.cues.possessives]
    return candidate.frame.pos == "noun" and group_of(candidate.type) == "Office" and bool(own)


def _only_place(candidate: Candidate, choices: Sequence[RoleChoice]) -> bool:
    """Whether only a place can stand there, with a word for taking or losing one."""
    return group_of(candidate.type) == "Territory" and all(choice.role == "place" for choice in choices)


def _may_be_place(mention: EntityMention) -> bool:
    """Whether a name that no list knows may be a town: one word, taken for a person or body."""
    known = mention.key is not None or mention.level != "name" or " " in mention.anchor.text
    return not known and mention.kind in ("Person", "Organization")
