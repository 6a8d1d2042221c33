"""Who fell in a deed that a noun tells: « Ali Koné a été tué dans un raid », « il périt lors d'une embuscade »."""

from kg.extract import syntax
from kg.extract.arguments.bonds import within_which
from kg.extract.arguments.coordination import fill_from_words
from kg.extract.arguments.scene import Scene
from kg.extract.reading import Candidate
from kg.extract.tokens import Token
from kg.lexicon import RoleChoice
from kg.vocabulary import group_of, is_a

_TARGET = (RoleChoice("target", ("Person",)),)


def read_felled(scene: Scene) -> None:
    """Give each deed of violence whoever is known by name, by a pronoun or as « le chef », and was killed or hurt in it."""
    deeds = [candidate for candidate in scene.candidates if _may_fell(candidate) and not candidate.role("target")]
    for token in scene.doc if deeds else ():
        hit = [one for one in _felled_by(scene, token) if _is_somebody_known(scene, one)]
        for candidate in deeds if hit else ():
            if _fell_in(scene, candidate, token) and not candidate.role("target"):
                fill_from_words(scene, candidate, hit, _TARGET, "subject")


def _felled_by(scene: Scene, token: Token) -> list[Token]:
    """Whom a verb tells as killed or hurt (of a passive its subject, of « périt », « a perdu la vie » too), or « la mort de »."""
    cues = scene.cues
    if token.lemma_.lower() in cues.toll_nouns and token.pos_ == "NOUN":
        return [child for child in token.children if syntax.is_introduced_by(child, scene.grammar.functions.of)]
    if not syntax.is_verb(token) or syntax.is_negated(token):
        return []
    clause, lemma = scene.clause(token), token.lemma_.lower()
    if lemma in cues.dying or syntax.phrase_at(token, cues.dying_phrases) is not None:
        return [*clause.subjects, *(clause.objects if clause.passive else ())]
    return list(clause.objects) if clause.passive and (lemma in cues.fatal or lemma in cues.consequences) else []


def _is_somebody_known(scene: Scene, token: Token) -> bool:
    mention = scene.sentence.mention_at(token, scene.cues)
    if mention is None or not is_a(mention.kind, "Person") or mention.number == "plur":
        return False
    if mention.level != "nominal":
        return True
    opened = [child.lower_ for child in token.children if child.dep_ in syntax.DETERMINERS]
    return any(word in scene.grammar.determiners.definite for word in opened)


def _may_fell(candidate: Candidate) -> bool:
    """Whether a noun tells of violence that hits somebody."""
    if candidate.frame.pos != "noun" or candidate.frame.toll or group_of(candidate.type) != "Violence":
        return False
    return any(choice.role == "target" for choices in candidate.functions.values() for choice in choices)


def _fell_in(scene: Scene, candidate: Candidate, fate: Token) -> bool:
    """Whether the deed stands behind the word for the fate with « dans », « lors de » or « par »."""
    before = within_which(scene, candidate)
    around = syntax.clause_head(candidate.head) if syntax.is_verb(fate) else candidate.head.head
    return before is not None and before.first >= fate.i and around == fate
