"""Numbers and ordinals without a noun, of people told just before: « trois autres ont été arrêtés », « le second a été tué ».

« tous deux » are the two named last, « le premier » and « le second » the one and the other of them; a number, « certains »,
« le dernier » are of the group told last: « a tué neuf rebelles et en a capturé quatre autres ».
"""

from collections.abc import Sequence
from itertools import pairwise

from kg.extract import syntax
from kg.extract.coreference import Mentions
from kg.extract.reading import Candidate, kind_in_role
from kg.extract.tokens import Token
from kg.grammar import EllipsisWords
from kg.lexicon import RoleChoice
from kg.model import EntityMention
from kg.vocabulary import group_of, is_a

_REACH = 2  # sentences back
_TWO = 2
_PEOPLE = ("Group", "Person", "ArmedGroup", "ArmedForce")
_GONE = ("Statement", "Contact")  # of these nobody is a part


def fill_ellipses(candidate: Candidate, mentions: Mentions) -> None:
    """Give a verb the people for whom its subject or object stands, where that is a number or ordinal alone."""
    if candidate.frame.pos != "verb":
        return
    words = mentions.cues.grammar.ellipses
    clause = syntax.read_clause(candidate.head)
    for function, tokens in (("subject", clause.subjects), ("object", clause.objects)):
        choices = candidate.functions.get(function, ())
        if not choices or any(filler.function == function for filler in candidate.fillers):
            continue
        bare = [token for token in tokens if _is_bare(token, candidate, words)]
        if function == "object" and not bare and not clause.passive:
            bare = _counted_behind(candidate, words)
        for token in bare[:1]:
            _fill(candidate, token, choices, function, mentions)


def _fill(candidate: Candidate, token: Token, choices: Sequence[RoleChoice], function: str, mentions: Mentions) -> None:
    words = mentions.cues.grammar.ellipses
    here = candidate.sentence
    both = _all_of_them(token, words)
    other = _other_of_both(token, words, mentions.cues.grammar.lists.conjunction)
    pair = _pair_before(candidate, mentions, here.offset(token))
    if other is not None:
        both, token = token, other
    if both is not None:
        fitting = [m for m in pair if _fits(m, choices)]
        found = list(zip((both, token), fitting, strict=True)) if len(fitting) == len(pair) == 2 else []
    elif token.lower_ in words.first | words.second and pair and _with_article(token):
        found = [(token, pair[0 if token.lower_ in words.first else 1])]
    else:
        group = _group_before(candidate, token, choices, mentions)
        found = [(token, group)] if group is not None else []
    for word, mention in found:
        filler = candidate.add(choices, mentions.point(here, word, mention), function, here.index)
        if filler is not None:
            filler.antecedent = mentions.best(mention)


def _with_article(token: Token) -> bool:
    return token.i > 0 and token.nbor(-1).pos_ == "DET"


def _is_bare(token: Token, candidate: Candidate, words: EllipsisWords) -> bool:
    """Whether a word counts or orders people whom it does not name."""
    some = token.lower_ in words.some or token.lower_ in words.first or token.lower_ in words.second
    counts = some or token.pos_ == "NUM" or token.text.isdigit()
    counts = counts or _all_of_them(token, words) is not None or token.lower_ in words.numbers
    if not counts or _goes_on(token):
        return False
    close = any(child.pos_ in ("NOUN", "PROPN") and child.i > token.i for child in token.children)
    at = candidate.sentence.offset(token)
    return not close and all(mention.head.start != at for mention in candidate.sentence.outer)


def _goes_on(token: Token) -> bool:
    """« trois autres soldats », « le premier ministre »: a noun follows."""
    doc, at = token.doc, token.i + 1
    return at < len(doc) and doc[at].pos_ in ("NOUN", "PROPN") and not doc[at].text[:1].isdigit()


def _all_of_them(token: Token, words: EllipsisWords) -> Token | None:
    """The word « tous » of « tous deux », « tous les deux »."""
    if token.lower_ not in words.two:
        return None
    before = list(token.doc[max(0, token.i - 2) : token.i])
    return next((word for word in reversed(before) if word.lower_ in words.all_of), None)


def _other_of_both(token: Token, words: EllipsisWords, joint: str) -> Token | None:
    """The word « autre » of « l'un et l'autre »."""
    behind = list(token.doc[token.i + 1 : token.i + 4])
    joined = token.lower_ in words.numbers and behind and behind[0].lower_ == joint
    return next((word for word in behind if word.lower_ in words.others), None) if joined else None


def _counted_behind(candidate: Candidate, words: EllipsisWords) -> list[Token]:
    """« en avoir capturé quatre autres », « en a tué six », where the parser hangs the number elsewhere."""
    doc, verb = candidate.sentence.doc, candidate.head
    at = max(word.i for word in candidate.words) + 1
    start = syntax.first_of_verb(verb)
    told = any(token.lower_ in words.of_them for token in doc[max(0, start - 1) : verb.i])
    for token in doc[at : at + 3]:
        if token.pos_ in ("NUM", "DET", "ADP") or token.lower_ in words.numbers | words.some:
            counts = token.pos_ == "NUM" or token.lower_ in words.numbers | words.some
            following = doc[token.i + 1].lower_ if token.i + 1 < len(doc) else ""
            if counts and (token.lower_ in words.others or (told and following not in words.others)):
                return [token] if not _goes_on(token) else []
            continue
        break
    return []


def _pair_before(candidate: Candidate, mentions: Mentions, at: int) -> list[EntityMention]:
    """The two, and no more, that are joined by « et » in the sentence before, or earlier in this one."""
    joint = mentions.cues.grammar.lists.conjunction
    for number in range(candidate.sentence.index, max(-1, candidate.sentence.index - _REACH), -1):
        sentence = mentions.sentences[number]
        actors = [
            m for m in sentence.outer if m.level != "pronoun" and m.anchor.end <= at and is_a(_acting(m), "Actor")
        ]
        for one, other in pairwise(actors):
            between = sentence.doc[sentence.words(one)[1] : sentence.words(other)[0]]
            text = [token.lower_ for token in between if token.pos_ not in ("DET", "ADJ", "NUM")]
            if text == [joint]:
                return [one, other]
        two = {
            mentions.identity(m): mentions.best(m) for m in actors if number < candidate.sentence.index and _is_one(m)
        }
        if len(two) == _TWO:  # « X a reçu Y. Tous deux … »
            return list(two.values())
    return []


def _is_one(mention: EntityMention) -> bool:
    return mention.kind == "Person" and mention.number != "plur"


def _acting(mention: EntityMention) -> str:
    return "State" if mention.kind == "Country" else mention.kind


def _fits(mention: EntityMention, choices: Sequence[RoleChoice]) -> bool:
    return any(kind_in_role(mention, choice) for choice in choices)


def _group_before(
    candidate: Candidate, token: Token, choices: Sequence[RoleChoice], mentions: Mentions
) -> EntityMention | None:
    """Those to whom the verb beside which it is told was done, else the people told last in the plural; whoever may fill the role."""
    if group_of(candidate.type) in _GONE:
        return None
    beside = _suffering_beside(candidate, choices)
    if beside is not None:
        return beside
    here, at = candidate.sentence, candidate.sentence.offset(token)
    subjects = {id(m) for f in candidate.fillers for m in mentions.chain(f.mention)}
    for mention, there in zip(reversed(mentions.all), reversed(mentions.where), strict=True):
        if here.index - there.index >= _REACH:
            return None
        if there.index > here.index or mention.anchor.start >= at or mention.level != "nominal":
            continue
        if mention not in there.outer or mention.number != "plur" or mention.kind not in _PEOPLE:
            continue
        if id(mention) not in subjects and _fits(mention, choices):
            return mention
    return None


def _suffering_beside(candidate: Candidate, choices: Sequence[RoleChoice]) -> EntityMention | None:
    """« Deux civils ont été tués par des rebelles et dix autres enlevés »: civils."""
    verb, sentence = candidate.head.head, candidate.sentence
    if candidate.head.dep_ not in syntax.COORDINATES or not syntax.is_passive(verb):
        return None
    hit = {sentence.offset(subject) for subject in syntax.read_clause(verb).objects}
    met = (m for m in sentence.outer if m.head.start in hit and m.level == "nominal" and m.kind in _PEOPLE)
    return next((mention for mention in met if _fits(mention, choices)), None)
