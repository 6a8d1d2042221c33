"""Filling a role with a mention and with all that is joined to it: « Paris, Berlin et Rome »."""

from collections.abc import Iterable, Sequence

from kg.extract import syntax
from kg.extract.arguments.scene import Scene
from kg.extract.forms import stem
from kg.extract.reading import Candidate, as_actor, is_actor, is_place, with_kind
from kg.extract.tokens import Token
from kg.lexicon import RoleChoice
from kg.model import EntityMention
from kg.vocabulary import group_of, is_a

_INSERTED = 14  # words that may stand between « entre A, » and « , et B »


def fill_from_words(
    scene: Scene, candidate: Candidate, tokens: Iterable[Token], choices: Sequence[RoleChoice], function: str
) -> None:
    """Fill a role with the mentions at these words, and with all that is joined to them."""
    for token in tokens:
        mention = scene.sentence.mention_at(token, scene.cues)
        if mention is not None and mention.anchor in scene.titles:
            holders = scene.titles[mention.anchor].role("agent")
            mention = holders[0].mention if holders else None
        if mention is None or syntax.is_within_preposition(token, scene.cues) or _is_of_next_post(scene, mention):
            continue
        if candidate.head.i < token.i and _describes_place(scene, mention):
            continue
        if token.lower_ in scene.grammar.pronouns.nobody and token.left_edge == token:
            continue  # « personne n'a été arrêté »
        if function == "subject" and group_of(candidate.type) == "Statement" and _speaks(mention, scene):
            mention = with_kind(mention, "Organization")
        if not scene.fill(candidate, choices, mention, function):
            _fill_with_contents(scene, candidate, mention, choices, function)
        else:
            fill_joined(scene, candidate, mention, choices, function)
            if function == "subject":
                _joined_before(scene, candidate, mention, choices)


def _speaks(mention: EntityMention, scene: Scene) -> bool:
    """« L'ambassade demande à ses ressortissants … »: a building that stands for who works there."""
    return mention.kind == "Facility" and stem(mention.head.text) in scene.cues.speaking_buildings


def _fill_with_contents(
    scene: Scene, candidate: Candidate, mention: EntityMention, choices: Sequence[RoleChoice], function: str
) -> None:
    """« livrer une compagnie de chars »: what a unit or lot is made of, where the unit itself cannot fill the role."""
    for inner in scene.sentence.inside(mention) if mention.level == "nominal" else ():
        if is_a(inner.kind, "Weapon") and inner.anchor.end == mention.anchor.end:
            scene.fill(candidate, choices, inner, function)
            return


def fill_with_joined(
    scene: Scene, candidate: Candidate, mention: EntityMention, choices: Sequence[RoleChoice], function: str
) -> None:
    """Fill a role with a mention, and with all that is joined to it."""
    if scene.fill(candidate, choices, mention, function):
        fill_joined(scene, candidate, mention, choices, function)


def _joined_before(scene: Scene, candidate: Candidate, mention: EntityMention, choices: Sequence[RoleChoice]) -> None:
    """« Le gouvernement et la guérilla ont signé »: what the parser left outside of a coordinated subject."""
    before = next((m for m in scene.sentence.outer if precedes(scene, m, mention)), None)
    if (
        before is None
        or scene.is_placed(before)
        or syntax.clause_head(scene.sentence.head(before)).i < scene.sentence.head(before).i
        or syntax.preposition_before(scene.doc, scene.sentence.words(before)[0], scene.cues) is not None
    ):
        return
    scene.fill(candidate, choices, before, "subject")


def fill_joined(
    scene: Scene, candidate: Candidate, mention: EntityMention, choices: Sequence[RoleChoice], function: str
) -> None:
    """Mentions joined to `mention` by commas and « et » share its function."""
    current = mention
    for following in scene.sentence.outer:
        if following.anchor.start < current.anchor.end or following.level == "pronoun":
            continue
        first = scene.sentence.words(following)[0]
        behind = scene.sentence.words(current)[1]
        if following.anchor in scene.titles:
            break
        if _is_of_next_post(scene, following):
            continue
        if behind < first < syntax.past_brackets(scene.doc, behind):
            continue
        if named_behind(scene, current, following):  # « l'opposante Rose Kamga et le syndicaliste Jean Essomba »
            current = following
            continue
        if _is_theirs(scene, current, following):  # « entre des partisans de l'opposition et les forces de l'ordre »
            current = following
            continue
        if _has_insertions(scene, function) and _inserted_before(scene, current, following, function):
            continue
        if not (_joined(scene, current, following) or _joined_behind(scene, current, following, function)):
            break
        if function != scene.grammar.functions.between and _begins_clause(scene, candidate, following):
            break
        if function == "object" and _undergoes_another(scene, candidate, following):
            break
        scene.fill(candidate, choices, following, function)
        current = following


def _insertion_end(scene: Scene, left: EntityMention, function: str) -> int:
    """The word behind « , et » that ends what is inserted behind a mention; 0 where nothing is: « A, en visite à Bonn, et B »."""
    first = scene.sentence.words(left)[1]
    if first >= len(scene.doc):
        return 0
    if scene.doc[first].text != ",":
        return _description_end(scene, first) if function == scene.grammar.functions.between else 0
    for token in scene.doc[first + 2 : first + _INSERTED]:
        if token.text in (";", ":") or (syntax.is_verb(token) and syntax.is_finite(token) and syntax.is_main(token)):
            return 0
        if token.text == "," and token.i + 2 < len(scene.doc):
            return token.i + 2 if token.nbor(1).lower_ == scene.grammar.lists.conjunction else 0
    return 0


def _description_end(scene: Scene, first: int) -> int:
    """« entre l'armée loyale au président X et les rebelles »: the word behind « et » that ends what is said of the first side."""
    for token in scene.doc[first : first + _INSERTED]:
        if token.text in (";", ":", ",") or (token.pos_ in ("VERB", "AUX") and syntax.is_finite(token)):
            return 0
        if token.pos_ == "SCONJ":
            return 0  # « entre A et B, alors que C et D … »
        if token.lower_ == scene.grammar.lists.conjunction:
            return token.i + 1 if token.i > first else 0
    return 0


def _inserted_before(scene: Scene, left: EntityMention, mention: EntityMention, function: str) -> bool:
    """Whether a mention is part of what is inserted between two that « entre » joins."""
    return scene.sentence.words(mention)[1] < _insertion_end(scene, left, function)


def _joined_behind(scene: Scene, left: EntityMention, right: EntityMention, function: str) -> bool:
    """« entre A, en visite à Bonn, et B »: the second party, behind what is said of the first."""
    end, first = _insertion_end(scene, left, function), scene.sentence.words(right)[0]
    if not _has_insertions(scene, function) or not end or first < end:
        return False
    between = scene.doc[end:first]
    joint = [token for token in between if token.pos_ != "DET"]
    bare_of = scene.grammar.prepositions.bare_of
    again = len(joint) == 1 and joint[0].lower_ in bare_of  # « en présence de A, …, et de B »
    return (not joint or again) and is_actor(as_actor(left)) == is_actor(as_actor(right))


def _has_insertions(scene: Scene, function: str) -> bool:
    """Whether those who meet stand behind the function, where each may be followed by what he is."""
    return function in (scene.grammar.functions.between, scene.grammar.functions.along)


def _begins_clause(scene: Scene, candidate: Candidate, mention: EntityMention) -> bool:
    """« ont arrêté deux suspects et les autorités ont saisi … »: behind « et » stands the subject of another verb."""
    start, end = scene.sentence.words(mention)
    head = scene.sentence.head(mention)
    while start <= head.head.i < end and head.head is not head:
        head = head.head  # « Premier ministre »
    verb = head.head
    if head.dep_ not in syntax.SUBJECTS or not verb.i > head.i > candidate.head.i or verb == candidate.head:
        return False
    return not any(child.dep_ in syntax.SUBJECTS and child.i < head.i for child in verb.children)


def _undergoes_another(scene: Scene, candidate: Candidate, mention: EntityMention) -> bool:
    """« ont été tués, douze civils enlevés »: a bare participle right behind tells another deed of them."""
    verb = scene.by_word.get(scene.sentence.words(mention)[1])
    if verb is None or verb is candidate or verb.frame.pos != "verb" or candidate.frame.pos != "verb":
        return False
    return syntax.tense_of(verb.head) == "participle" and not syntax.has_auxiliary(verb.head)


def _joined(scene: Scene, left: EntityMention, right: EntityMention) -> bool:
    first, last = syntax.past_brackets(scene.doc, scene.sentence.words(left)[1]), scene.sentence.words(right)[0]
    if left.kind == right.kind == "Person" and _goes_on_to_post(scene, first, last):
        return True
    if not 0 <= last - first <= 5:
        return False
    between = [scene.doc[i] for i in range(first, last)]
    words = [token.lower_ for token in between]
    if _describes_place(scene, right):
        return False
    if not any(word in scene.grammar.lists.joining for word in words):
        if words[:1] != [","] or not _list_continues(scene, right):
            return False
    return all(
        token.text == ","
        or token.lower_ in scene.grammar.lists.between
        or token.pos_ in ("NUM", "ADJ", "DET")
        or _says_whose(scene, token, right)
        for token in between
    ) and (is_place(left) == is_place(right) or is_actor(as_actor(left)) == is_actor(as_actor(right)))


def _describes_place(scene: Scene, mention: EntityMention) -> bool:
    """« Bria, chef-lieu de la province et capitale du diamant »: a noun without an article tells what the town before is."""
    if mention.level != "nominal" or mention.number == "plur" or not is_place(mention):
        return False
    first = scene.sentence.words(mention)[0]
    left = next((m for m in reversed(scene.sentence.outer) if m.anchor.end <= mention.anchor.start), None)
    if left is None or not is_place(left):
        return False
    between = scene.doc[scene.sentence.words(left)[1] : first]
    if not between or not all(t.pos_ in ("PUNCT", "CCONJ", "ADV", "ADJ") for t in between):
        return False
    return left.level == "name" or _describes_place(scene, left)


def _is_of_next_post(scene: Scene, mention: EntityMention) -> bool:
    """« les ministres de la RDC, X, et du Rwanda, Y, »: the state of whose post somebody is named behind its comma."""
    if not is_place(mention):
        return False
    first, end = scene.sentence.words(mention)
    if not any(m.kind == "Person" and scene.sentence.words(m)[0] == end + 1 for m in scene.sentence.outer):
        return False
    opened = next((token.i for token in reversed(scene.doc[:first]) if token.pos_ not in ("ADP", "DET")), 0)
    start = opened if scene.doc[opened].text == "," else max(0, opened - 1)
    return _goes_on_to_post(scene, start, end + 1)


def _goes_on_to_post(scene: Scene, first: int, last: int) -> bool:
    """Whether the words are « , et du Rwanda, »: « et », « de » and a state between commas."""
    words = [token for token in scene.doc[first:last] if token.pos_ != "DET"]
    if not 4 <= len(words) <= 7 or words[0].text != "," or words[-1].text != ",":
        return False
    at = 2 if words[1].lower_ in scene.grammar.lists.joining else 1
    states = words[at + 1 : -1]
    of = syntax.plain(words[at]) == scene.grammar.functions.of
    return of and bool(states) and all(word.pos_ in ("PROPN", "ADJ") for word in states)


def _says_whose(scene: Scene, word: Token, right: EntityMention) -> bool:
    """« les ministres français X et allemand Y », « , et turc, Z »: a bare word of a people between « et » and a person's name, read as a noun."""
    behind = scene.sentence.words(right)[0] - word.i
    named = right.kind == "Person" and right.level == "name" and (behind == 1 or word.nbor().text == ",")
    joined = word.nbor(-1).text == "," or word.nbor(-1).lower_ in scene.grammar.lists.joining
    return named and behind <= 2 and word.pos_ == "NOUN" and word.text.islower() and joined


def _list_continues(scene: Scene, mention: EntityMention) -> bool:
    """After a comma and the mention comes « et », or names behind commas up to « et »: an enumeration, not an apposition."""
    end = syntax.past_brackets(scene.doc, scene.sentence.words(mention)[1])
    following = [scene.doc[i].lower_ for i in range(end, min(len(scene.doc), end + 2))]
    if not following or following[0] in scene.grammar.lists.joining:
        return bool(following)
    if following[0] != "," or mention.level != "name":
        return False
    names = (m for m in scene.sentence.outer if m.level == "name" and m.kind == mention.kind)
    after = next((m for m in names if scene.sentence.words(m)[0] > end), None)
    if after is None or any(token.pos_ != "DET" for token in scene.doc[end + 1 : scene.sentence.words(after)[0]]):
        return False
    return _list_continues(scene, after)


def _is_theirs(scene: Scene, left: EntityMention, right: EntityMention) -> bool:
    """Whether `right`, behind « de », tells whose people `left` are; « de l'opposition et du pouvoir » goes on with it."""
    if left.level != "nominal" or not (is_actor(left) and is_actor(right)):
        return False
    between = scene.doc[scene.sentence.words(left)[1] : scene.sentence.words(right)[0]]
    of = scene.grammar.functions.of
    if not between:
        return False
    if syntax.plain(between[0]) != of or any(token.pos_ not in ("ADP", "DET") for token in between):
        return False
    behind = scene.doc[scene.sentence.words(right)[1] :][:2]
    goes_on = len(behind) == 2 and syntax.plain(behind[1]) == of and behind[1].pos_ == "ADP"
    return scene.sentence.head(right).head == scene.sentence.head(left) and not goes_on


def named_behind(scene: Scene, left: EntityMention, right: EntityMention) -> bool:
    """Whether `right` is the name that stands right behind the description `left`."""
    if left.level != "nominal" or right.level != "name" or right.kind != left.kind:
        return False
    adjacent = scene.sentence.words(left)[1] == scene.sentence.words(right)[0]
    return adjacent or _is_first_of_posts(scene, left, right)


def _is_first_of_posts(scene: Scene, left: EntityMention, right: EntityMention) -> bool:
    """« Les chefs de la diplomatie russe, X, et turque, Y, »: whether a post behind « et », between commas, goes on from a name."""
    end, first = scene.sentence.words(left)[1], scene.sentence.words(right)[0]
    behind = scene.doc[scene.sentence.words(right)[1] :][:4]
    if left.number != "plur" or [token.text for token in scene.doc[end:first]] != [","] or len(behind) < 4:
        return False
    after = scene.sentence.words(right)[1]
    people = (scene.sentence.words(m)[0] for m in scene.sentence.outer if m.kind == "Person" and m.level == "name")
    if _goes_on_to_post(scene, after, next((at for at in people if at > after), after)):
        return True
    joins = behind[1].lower_ in scene.grammar.lists.joining and behind[2].text.islower()
    return joins and behind[0].text == behind[3].text == ","


def precedes(scene: Scene, left: EntityMention, right: EntityMention) -> bool:
    """Whether `left` stands before `right` in one coordination."""
    if left.level == "pronoun" or left.anchor.start >= right.anchor.start:
        return False
    gap = scene.sentence.words(right)[0] - syntax.past_brackets(scene.doc, scene.sentence.words(left)[1])
    return 0 < gap <= 5 and _joined(scene, left, right)
