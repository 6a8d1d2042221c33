"""Words and phrases of a parse: what heads a clause, what is coordinated, what stands with a noun."""

from collections.abc import Iterator, Sequence

from kg.extract.syntax.labels import ADJUNCTS, ADVERBIAL_CLAUSES, ANY_OBJECT, ANY_SUBJECT, AUXILIARIES, COPULAS
from kg.extract.syntax.language import words_of
from kg.extract.syntax.memory import remembered, remembered_once_mended
from kg.extract.tokens import Doc, Token


def is_verb(token: Token) -> bool:
    """Whether the token heads a clause: a verb, or a copula's predicate; auxiliaries do not."""
    return token.pos_ in ("VERB", "AUX") and token.dep_ not in AUXILIARIES


def heads_clause(token: Token) -> bool:
    """A verb, or a nominal predicate with a copula or a subject of its own."""
    return is_verb(token) or "cop" in [child.dep_ for child in token.children]


@remembered_once_mended
def clause_head(token: Token) -> Token:
    """The head of the clause the token stands in, itself included; the root where there is none."""
    current = token
    while not heads_clause(current) and current.head != current:
        current = current.head
    return current


def parent_clause(token: Token) -> Token | None:
    """The head of the clause around the clause of `token`, None at the root."""
    head = clause_head(token)
    return None if head.head == head else clause_head(head.head)


def coordinated_with(token: Token) -> Token | None:
    """The first conjunct the token is coordinated with, None where it is not."""
    return token.head if token.dep_ == "conj" and token.head != token else None


def goes_on_past(word: Token, noun: Token) -> bool:
    """« a condamné l'attaque et promis une aide »: whether a word is joined to a verb that stands before the noun."""
    first = coordinated_with(word)
    return first is not None and is_verb(first) and first.i < noun.i


def conjuncts(token: Token) -> Iterator[Token]:
    """The token and the tokens coordinated to it; « le chef de l'armée, le général X, » is one man, not two."""
    yield token
    joined = [child for child in token.children if child.dep_ == "conj"]
    for number, child in enumerate(joined):
        comma = "," in {word.text for word in token.doc[child.left_edge.i - 1 : child.i]}
        if _is_other_side(child):
            continue
        if not comma or any(is_coordinated(other) for other in joined[number:]):
            yield from conjuncts(child)


def _is_other_side(token: Token) -> bool:
    """« la guerre entre l'armée et les rebelles »: who is joined to the first of two sides is no second war."""
    among = words_of(token).prepositions.among
    sides = [side for side in token.head.children if token.head.i < side.i < token.i and side.dep_ == "nmod"]
    return any(
        any(word.dep_ == "case" and word.lower_ == among for word in side.children)
        and not any(child.dep_ == "conj" for child in side.children)
        for side in sides[-1:]
    )


def is_coordinated(token: Token) -> bool:
    return any(child.dep_ == "cc" or (child.dep_ == "conj" and is_coordinated(child)) for child in token.children)


def is_indefinite(noun: Token) -> bool:
    """« de larges pans »: before an adjective and a plural « de » is the article."""
    cases = [word for word in noun.children if word.dep_ in ("case", "det")]
    if (
        len(cases) != 1
        or cases[0].lower_ not in words_of(noun).negation.partitive
        or noun.morph.get("Number", []) != ["Plur"]
    ):
        return False
    between = noun.doc[cases[0].i + 1 : noun.i]
    return len(between) > 0 and all(token.pos_ == "ADJ" for token in between)


def noun_phrase_start(token: Token) -> int:
    """Index of the first word of the noun phrase before the noun: its determiners, numbers, adjectives."""
    index = token.i
    while index > 0:
        left = token.doc[index - 1]
        if left.pos_ in ("DET", "NUM", "ADJ") or (left.dep_ in ("nummod", "amod", "det") and left.head.i >= token.i):
            if left.dep_ == "case" or (left.pos_ == "ADJ" and left.head.i < left.i and left.head.pos_ != "DET"):
                break
            index -= 1
            continue
        break
    return index


def past_brackets(doc: Doc, at: int) -> int:
    """« Dori (nord) et Sebba »: the index behind the brackets that open at `at`; `at` itself where none do or end."""
    if at >= len(doc) or doc[at].text != "(":
        return at
    return next((i + 1 for i in range(at + 1, len(doc)) if doc[i].text == ")"), at)


@remembered
def put_in(verb: Token) -> frozenset[int]:
    """« a mis *il y a deux jours* un terme à … », « a repris*, comme prévu,* le contrôle »: the words of what only tells when and how."""
    told = [c for c in verb.children if c.i > verb.i and (c.dep_ in ADJUNCTS or c.dep_ in ADVERBIAL_CLAUSES)]
    return frozenset(word.i for child in told for word in child.subtree)


def company(token: Token) -> list[Token]:
    """The words a word stands with: what it governs, what modifies that, what it modifies, and the next two."""
    near = [
        child
        for child in token.children
        if child.dep_ not in ("conj", "parataxis", "ccomp", "advcl") and child.pos_ not in ("CCONJ", "PUNCT")
    ]  # « puis » has the lemma of « pouvoir »
    near += [
        grandchild
        for child in near
        for grandchild in child.children
        if child.i > token.i and grandchild.dep_ in ("amod", "nmod", "acl", "obl:arg", "obl:mod", "obl:agent")
    ]
    head = token.head
    if head != token and (
        (token.dep_ in ("nmod", "amod", "flat:name", "compound") and 0 < token.i - head.i <= 3)
        or token.dep_ in ("acl", "acl:relcl")
        or (token.dep_ in {*ANY_OBJECT, "nsubj:pass"} and is_verb(head))
    ):
        near.append(head)
    return near + [right for right in token.doc[token.i + 1 : token.i + 3] if right.pos_ in ("ADJ", "NOUN", "PROPN")]


def verbs_of(doc: Doc) -> Sequence[Token]:
    """The verbs of a mended sentence that head clauses, looked for once."""
    found: list[Token] | None = doc.notes.get("verbs")
    if found is None:
        found = doc.notes["verbs"] = [token for token in doc if is_verb(token)]
    return found


def is_adverbial(token: Token) -> bool:
    """Whether a noun without a preposition tells when or how, not whom: « tué samedi »."""
    return token.dep_ in ("obl:mod", "advmod", "obl:arg") and token.head.i < token.i


def own_subjects(verb: Token) -> tuple[Token, ...]:
    """The subjects that hang on the verb itself."""
    return tuple(child for child in verb.children if child.dep_ in ANY_SUBJECT)


def has_copula(word: Token) -> bool:
    """« est l'œuvre de X », « est formel »: whether « être » says the word of somebody or something."""
    return any(child.dep_ in COPULAS for child in word.children)


def has_auxiliary(verb: Token) -> bool:
    """Whether an auxiliary stands with the verb."""
    return not AUXILIARIES.isdisjoint([child.dep_ for child in verb.children])


def label_behind(phrase: Token) -> str:
    """The label of a phrase that goes with the verb before it: an adjunct with a preposition, else an object."""
    articles = words_of(phrase).mending.before_things  # « pilonne des positions »: « des » read as a preposition
    cases = [child for child in phrase.children if child.dep_ == "case"]
    return "obl:mod" if any(child.lower_ not in articles for child in cases) else "obj"
