"""Who did it, told by a word of its own: « est l'œuvre du M23 », « dont X est l'auteur », « porte la marque de l'EI », « derrière l'attaque ».

A deed of violence that has no agent yet gets the one whom such a word ties to it in the same sentence.
"""

from collections.abc import Sequence

from kg.extract import syntax
from kg.extract.arguments.choices import actor_choices
from kg.extract.arguments.coordination import fill_from_words, fill_with_joined
from kg.extract.arguments.scene import Scene
from kg.extract.arguments.supports import ending_at, events_at
from kg.extract.reading import BLAMED, Candidate
from kg.extract.tokens import Token
from kg.model import EntityMention
from kg.vocabulary import group_of

_OPEN = ("Violence", "Territory")
_FURTHEST = 8  # words between « dont » and the noun
_DESCRIBED = 3  # words between such a noun and the « de » behind it: « l'œuvre probable de »


def read_blamed(scene: Scene) -> None:
    """Give each open deed told by a noun whom a word of authorship ties to it."""
    if not any(map(_is_open, scene.candidates)):
        return
    blame = scene.cues.blame
    for word in scene.doc:
        lemma = word.lemma_.lower()
        if lemma in blame.words and not syntax.is_negated(syntax.clause_head(word)):
            if lemma in blame.doers:
                _done_by(scene, word)
            elif lemma in blame.works:
                _works(scene, word)
            elif lemma in blame.bound_to or lemma in blame.signing:
                _bound(scene, word, lemma in blame.signing)
            elif lemma in blame.hiding:
                _hidden(scene, word)
            elif lemma in blame.owned:
                _owned(scene, word)


def _done_by(scene: Scene, noun: Token) -> None:
    """« X est l'auteur de l'attaque », « X, tenu pour responsable de l'attaque », « l'attaque, dont X est l'auteur »."""
    deeds = _behind(scene, noun) or _whose(scene, noun) or _of_it(scene, noun)
    for deed in deeds[:1]:
        fill_from_words(scene, deed, _called(scene, noun), actor_choices(deed, scene.grammar), BLAMED)


def _called(scene: Scene, noun: Token) -> Sequence[Token]:
    """Who is said to be what a noun says: the subject of « est », the object of « tenir pour », whom it describes."""
    if noun.dep_ in syntax.SUBJECTS:  # « dont les auteurs sont des membres de l'EI »
        return (noun.head,) if syntax.has_copula(noun.head) else ()
    own = syntax.own_subjects(noun)
    if own:
        return own
    above = syntax.governor(noun) or noun
    if syntax.is_verb(above):
        if above.lemma_.lower() in scene.cues.blame.calling:
            called = [token for token in scene.clause(above).objects if token != noun]
            being = any(token.lemma_ in scene.grammar.modality.being for token in scene.doc[above.i + 1 : noun.i])
            return called or (scene.clause(above).subjects if being else ())  # « a reconnu être l'auteur »
        return scene.clause(noun).subjects if syntax.has_copula(noun) else ()
    behind = noun.dep_ in syntax.NOUN_MODIFIERS and above.i < noun.i
    return (above,) if behind else ()


def _works(scene: Scene, noun: Token) -> None:
    """« l'attaque est l'œuvre de X », « porte la marque de X », « a été mise sur le compte de X »."""
    named = _named_behind(scene, noun)
    if named is None:
        return
    copulas = [child for child in noun.children if child.dep_ in syntax.COPULAS]
    verb = noun if copulas else syntax.clause_head(noun)
    clause = scene.clause(verb)
    told = _open(events_at(scene, (*clause.subjects, *clause.objects)))
    if copulas and not told:  # « le meurtre, dimanche à Goma, d'un avocat est l'œuvre de X »
        told = _open(ending_at(scene, copulas[0].i, clause.subjects))
    for deed in told or _whose(scene, noun) or _seen_in(scene, verb):
        fill_with_joined(scene, deed, named, actor_choices(deed, scene.grammar), BLAMED)
        return


def _seen_in(scene: Scene, verb: Token) -> list[Candidate]:
    """« voit la main de X derrière l'attaque », « …, qui y voient la main de X »: the last deed before, of which « y » stands."""
    after = [deed for deed in _open(scene.candidates) if deed.head.i > verb.i]
    behind = [deed for deed in after for word in scene.cues.blame.hiding if syntax.is_introduced_by(deed.head, word)]
    if behind or not any(child.lower_ in scene.grammar.pronouns.there for child in verb.children):
        return behind
    return [deed for deed in _open(scene.candidates) if deed.head.i < verb.i][-1:]


def _bound(scene: Scene, word: Token, bare: bool) -> None:
    """« imputable à X », « une embuscade signée X », « signée des shebab » (`bare`)."""
    deeds = _open(events_at(scene, _said_of(scene, word)))
    functions = scene.grammar.functions
    for mention in scene.sentence.outer if deeds else ():
        first = scene.sentence.words(mention)[0]
        if first <= word.i or mention.level == "pronoun":
            continue
        before = syntax.preposition_before(scene.doc, first, scene.cues)
        start = first if before is None else before.first
        led = (
            before is None or before.phrase in (functions.of, functions.by)
            if bare
            else (before is not None and before.phrase == functions.to)
        )
        if led and all(token.pos_ in ("DET", "ADV") for token in scene.doc[word.i + 1 : start]):
            fill_with_joined(scene, deeds[0], mention, actor_choices(deeds[0], scene.grammar), BLAMED)
        return


def _said_of(scene: Scene, word: Token) -> Sequence[Token]:
    """What a participle or adjective is said of: its subject, or the noun before it."""
    clause = scene.clause(word)
    return clause.objects or clause.subjects or ((word.head,) if word.dep_ in syntax.NOUN_MODIFIERS else ())


def _owned(scene: Scene, noun: Token) -> None:
    """« l'attaque, dont la responsabilité est attribuée à X », « la responsabilité de l'attaque incombe à X »."""
    to = scene.grammar.functions.to
    verb = syntax.clause_head(noun)
    if noun.dep_ not in syntax.SUBJECTS | syntax.UNDERGOING or verb == noun:
        return
    for deed in (_behind(scene, noun) or _whose(scene, noun))[:1]:
        given = [child for child in verb.children if child.i > verb.i and syntax.is_introduced_by(child, to)]
        fill_from_words(scene, deed, given, actor_choices(deed, scene.grammar), BLAMED)


def _hidden(scene: Scene, preposition: Token) -> None:
    """« X est derrière l'attaque », « derrière l'attaque se trouve X », « derrière l'attaque, Paris voit X »."""
    noun = preposition.head
    deeds = _open(events_at(scene, (noun,)))
    verb = syntax.clause_head(noun)
    clause, lemma = scene.clause(verb), verb.lemma_.lower()
    doers = clause.subjects if syntax.has_copula(noun) or lemma in scene.cues.blame.standing else ()
    if lemma in scene.cues.blame.calling:
        doers = clause.objects
    for deed in deeds[:1]:
        fill_from_words(scene, deed, doers, actor_choices(deed, scene.grammar), BLAMED)


def _behind(scene: Scene, noun: Token) -> list[Candidate]:
    """The open deeds that « de » ties to a noun: « auteur présumé de l'attaque »."""
    of = scene.grammar.functions.of
    return [
        deed
        for deed in _open(scene.candidates)
        if deed.head.i > noun.i and syntax.is_introduced_by(deed.head, of) and _near(scene, noun, deed.head)
    ]


def _near(scene: Scene, noun: Token, behind: Token) -> bool:
    """Whether only what describes stands between a noun and the « de » of another."""
    between = scene.doc[noun.i + 1 : syntax.noun_phrase_start(behind)]
    return len(between) <= _DESCRIBED and all(token.pos_ in ("ADJ", "ADV", "ADP", "VERB", "DET") for token in between)


def _whose(scene: Scene, noun: Token) -> list[Candidate]:
    """« l'attaque, dont X est l'auteur », « dont les auteurs présumés sont X »: the deed right before the pronoun."""
    before = scene.doc[max(0, noun.i - _FURTHEST) : noun.i]
    whose = next((token for token in reversed(before) if token.lower_ in scene.grammar.pronouns.whose), None)
    if whose is None:
        return []
    deeds = [deed for deed in scene.candidates if deed.head.i < whose.i]
    near = deeds and not any(syntax.is_verb(token) for token in scene.doc[deeds[-1].head.i + 1 : whose.i])
    return _open(deeds[-1:]) if near else []


def _of_it(scene: Scene, noun: Token) -> list[Candidate]:
    """« Al-Qaïda en serait l'auteur »: the deed told before for which « en » stands."""
    words = scene.grammar.pronouns.of_it
    return [deed for deed in _open(scene.candidates) if deed.head.lower_ in words and deed.head.i < noun.i][-1:]


def _named_behind(scene: Scene, noun: Token) -> EntityMention | None:
    """« l'œuvre probable du M23 »: the mention that « de » ties to a noun."""
    for mention in scene.sentence.outer:
        first = scene.sentence.words(mention)[0]
        if first > noun.i:
            before = syntax.preposition_before(scene.doc, first, scene.cues)
            tied = before is not None and before.phrase.endswith(scene.grammar.functions.of)
            between = scene.doc[noun.i + 1 : before.first] if before is not None else ()
            described = all(token.pos_ in ("ADJ", "ADV") for token in between)
            return mention if tied and described and mention.level != "pronoun" else None
    return None


def _open(deeds: Sequence[Candidate]) -> list[Candidate]:
    return [deed for deed in deeds if _is_open(deed)]


def _is_open(deed: Candidate) -> bool:
    """Whether a deed told by a noun has nobody yet who did it."""
    return deed.frame.pos == "noun" and group_of(deed.type) in _OPEN and not deed.role("agent")
