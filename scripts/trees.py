"""Sentences as trees that can be said differently: what is put in hangs where it is known to hang.

A parser trained on few sentences loses the thread when something stands between words that belong together. Here a
sentence whose tree is trusted gets a time, a source, an insertion, a relative clause, a second clause or other names,
and the new tree is known without parsing it: the words that were there keep their heads.
"""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from kg.extract.tokens import Doc

_VOWELS = "aeiouyéèêàâôhAEIOUYÉÈÊÀÂÔH"
_SYLLABLES = (
    "ba",
    "bo",
    "da",
    "di",
    "el",
    "er",
    "fo",
    "ga",
    "ka",
    "ki",
    "kou",
    "la",
    "lo",
    "ma",
    "mou",
    "na",
    "ou",
    "ra",
    "sa",
    "ta",
    "wa",
    "za",
)


@dataclass(eq=False, slots=True)
class Word:
    """One word; `head` is itself at the root of a sentence and None at the root of a phrase to be put in."""

    text: str
    space: bool  # whether white space follows
    pos: str
    morph: str
    dep: str
    head: "Word | None" = None


Tree = list[Word]
Phrases = Mapping[str, Sequence[Tree]]
Change = Callable[[Tree, Phrases, random.Random], bool]


def tree_of(doc: Doc, spaces: Sequence[bool]) -> Tree:
    """The words of a parsed sentence as a tree."""
    words = [
        Word(word.text, space, word.pos_, features(word.morph), word.dep_)
        for word, space in zip(doc, spaces, strict=True)
    ]
    for word, read in zip(words, doc, strict=True):
        word.head = words[read.head.i]
    return words


def features(morph: Mapping[str, Sequence[str]]) -> str:
    """`Gender=Fem|Number=Plur`."""
    return "|".join(f"{name}={','.join(values)}" for name, values in sorted(morph.items()))


def copy(tree: Sequence[Word]) -> Tree:
    """The same words anew; a head outside becomes None."""
    copies = {id(word): replace(word) for word in tree}
    for word in tree:
        copies[id(word)].head = copies.get(id(word.head))
    return list(copies.values())


def is_tree(tree: Sequence[Word]) -> bool:
    """Whether there is one root, from which every word is reached, and no two lines cross."""
    heads = [tree.index(word.head) if word.head in tree else -1 for word in tree]
    if sum(head == place for place, head in enumerate(heads)) != 1 or -1 in heads:
        return False
    for place in range(len(heads)):
        at, steps = place, 0
        while heads[at] != at:
            at, steps = heads[at], steps + 1
            if steps > len(heads):
                return False
    return not any(
        not min(place, head) <= heads[between] <= max(place, head)
        for place, head in enumerate(heads)
        for between in range(min(place, head) + 1, max(place, head))
    )


# ---------------------------------------------------------------- what is said differently


def behind_verb(tree: Tree, phrases: Phrases, chance: random.Random) -> bool:
    """« Ils ont attaqué *mardi* la ville. »"""
    verbs = _told_verbs(tree)
    if not verbs:
        return False
    verb = chance.choice(verbs)
    kind = chance.choice(["time", "time", "adverb", "place", "insertion", "insertion"])
    at = tree.index(verb) + 1
    if at < len(tree) and tree[at].text.startswith("-"):
        return False
    phrase = _phrase(kind, phrases, chance, verb)
    between = kind == "insertion" or (kind in ("time", "place") and chance.random() < 0.2)
    _put(tree, at, _between_commas(phrase) if between else phrase)
    return True


def behind_subject(tree: Tree, phrases: Phrases, chance: random.Random) -> bool:
    """« L'armée*, comme prévu,* a quitté la ville », « les hommes *qui gardaient la porte* ont fui »."""
    found = [
        (subject, verb)
        for verb in _told_verbs(tree)
        for subject in _children(tree, verb)
        if subject.dep in ("nsubj", "nsubj:pass") and subject.pos in ("NOUN", "PROPN")
    ]
    if not found:
        return False
    subject, verb = chance.choice(found)
    end = _end_of_phrase(tree, subject)
    if end is None or end > tree.index(verb) or tree[end - 1].text == ",":
        return False
    number = "plural" if "Number=Plur" in subject.morph else "singular"
    kind = chance.choice(["time", "insertion", "insertion", "relative", "relative", "apposition", "bare relative"])
    of_noun = kind in ("relative", "apposition", "bare relative")
    name = f"{kind.removeprefix('bare ')} {number}" if of_noun else kind
    phrase = _phrase(name, phrases, chance, subject if of_noun else verb)
    _put(tree, end, phrase if kind == "bare relative" else _between_commas(phrase))
    return True


def behind_all(tree: Tree, phrases: Phrases, chance: random.Random) -> bool:
    """« … *, selon la police*. », « … *, faisant trois morts*. »"""
    root = _sole_root(tree)
    if root is None:
        return False
    kind = chance.choice(["time", "place", "clause behind", "clause behind", "source", "source"])
    phrase = _phrase(kind, phrases, chance, root)
    _put(tree, len(tree) - 1, phrase if kind in ("time", "place") else [_comma(_top(phrase)), *phrase])
    return True


def before_all(tree: Tree, phrases: Phrases, chance: random.Random) -> bool:
    """« *Mardi,* … », « *Alors que la situation se dégrade,* … »"""
    root = _sole_root(tree)
    if root is None:
        return False
    phrase = _phrase(chance.choice(["time", "place", "opening", "opening", "according"]), phrases, chance, root)
    top = _top(phrase)
    _open(tree, [*phrase, _comma(top if top.pos == "VERB" else root)])
    return True


def reported(tree: Tree, phrases: Phrases, chance: random.Random) -> bool:
    """« *Le porte-parole affirme que* … »"""
    root = _sole_root(tree)
    if root is None:
        return False
    saying = _lead_with("saying", "ccomp", tree, root, phrases, chance)
    _open(tree, [*saying, _that(tree, "SCONJ", "mark", root)], lowered=True)
    return True


def joined(tree: Tree, phrases: Phrases, chance: random.Random) -> bool:
    """« *L'inquiétude grandit et* … », « *La tension monte, tandis que* … »"""
    root = _sole_root(tree)
    if root is None:
        return False
    comma, word, kind = chance.choice(
        [
            (False, "et", "CCONJ"),
            (False, "et", "CCONJ"),
            (True, "mais", "CCONJ"),
            (False, "alors", "ADV"),
            (True, "tandis", "ADV"),
        ]
    )
    first = _lead_with("clause", "conj" if kind == "CCONJ" else "advcl", tree, root, phrases, chance)
    link = [_comma(root)] if comma else []
    link.append(Word(word, True, kind, "", "cc" if kind == "CCONJ" else "mark", root))
    if kind == "ADV":
        link.append(_that(tree, "SCONJ", "fixed", link[-1]))
    first[-1].space = not comma
    _open(tree, [*first, *link], lowered=True)
    return True


def listed(tree: Tree, phrases: Phrases, chance: random.Random) -> bool:
    """« … les rebelles*, des policiers et plusieurs civils* … »"""
    found = [
        word
        for word in tree
        if word.pos in ("NOUN", "PROPN")
        and (word.dep in ("obj", "obl:agent") or (word.dep in ("nsubj", "nsubj:pass") and "Number=Plur" in word.morph))
        and not any(child.dep in ("conj", "acl:relcl", "acl", "appos") for child in _children(tree, word))
    ]
    if not found:
        return False
    word = chance.choice(found)
    end = _end_of_phrase(tree, word)
    if end is None:
        return False
    added: Tree = []
    for place in range(count := chance.choice([1, 1, 2])):
        phrase = _phrase("somebody", phrases, chance, word)
        top = _top(phrase)
        last = place == count - 1
        added += [Word("et", True, "CCONJ", "", "cc", top) if last else _comma(top), *phrase]
    _put(tree, end, added)
    return True


def renamed(tree: Tree, phrases: Phrases, chance: random.Random) -> bool:
    """Other names, which nobody has."""
    names = [
        word
        for word in tree
        if word.pos == "PROPN" and word.text.isalpha() and word.text.istitle() and len(word.text) > 3
    ]
    for word in names:
        word.text = "".join(chance.choice(_SYLLABLES) for _ in range(chance.choice([2, 3, 3, 4]))).capitalize()
    return bool(names)


# ---------------------------------------------------------------- what is put in another form


@dataclass(slots=True)
class _Clause:
    """« subject, a/ont, participle, rest »: a whole sentence in words; `rest` is what stands before the full stop."""

    subject: Tree
    head: Word  # of the subject
    has: Word
    verb: Word
    rest: Tree

    @property
    def many(self) -> bool:
        """Whether it is said in the plural."""
        return self.has.text == "ont"

    @property
    def number(self) -> str:
        """What the names of phrases end with."""
        return "plural" if self.many else "singular"


def _clause_of(tree: Tree) -> _Clause | None:
    root = _sole_root(tree)
    if root is None or not root.text.endswith(("é", "i", "u", "is", "it")):
        return None
    has = next((word for word in _children(tree, root) if word.text in ("a", "ont")), None)
    head = next((w for w in _children(tree, root) if w.dep == "nsubj" and w.pos in ("NOUN", "PROPN")), None)
    if has is None or head is None or not has.dep.startswith("aux") or tree.index(root) != tree.index(has) + 1:
        return None
    end = _end_of_phrase(tree, head)
    if end != tree.index(has) or any(word.dep in ("expl:comp", "conj") for word in _children(tree, root)):
        return None
    if tree[end - 1].text == "," or any(_begin(tree, word) == 0 and word is not head for word in _children(tree, root)):
        return None
    return _Clause(tree[:end], head, has, root, tree[end + 2 : -1])


def present(tree: Tree, phrases: Phrases, chance: random.Random) -> bool:
    """« L'armée *tue* dix rebelles »: the form is often a noun, too. Without its full stop it is a headline."""
    clause = _clause_of(tree)
    form = _present_of(clause.verb.text, clause.many) if clause else ""
    if clause is None or not form:
        return False
    clause.verb.text = form
    clause.verb.morph = f"Mood=Ind|Number={'Plur' if clause.many else 'Sing'}|Person=3|Tense=Pres|VerbForm=Fin"
    tree.remove(clause.has)
    if chance.random() < 0.3:
        tree.pop()
        tree[-1].space = False
    return True


def _present_of(participle: str, many: bool) -> str:
    """« tue », « tuent » of « tué »; nothing where the verb is of another kind."""
    if not participle.endswith("é") or len(participle) < 4:
        return ""
    stem = participle[:-1]
    if stem.endswith(("el", "et")):
        return ""  # « appelle », « achète »: the verb decides
    if stem.endswith(("oy", "uy", "ay")):
        stem = stem[:-1] + "i"
    elif stem[-2] in "éeêo" and stem[-1] in "bcdgjlmnprstv" and stem[-2] in "ée":
        stem = f"{stem[:-2]}è{stem[-1]}"
    return stem + ("ent" if many else "e")


def passive(tree: Tree, phrases: Phrases, chance: random.Random) -> bool:
    """« *La ville a été prise par* l'armée »."""
    clause = _clause_of(tree)
    undergoing = (
        next((w for w in _children(tree, clause.verb) if w.dep == "obj" and w.pos == "NOUN"), None) if clause else None
    )
    if clause is None or undergoing is None or "Gender=" not in undergoing.morph:
        return False
    end = _end_of_phrase(tree, undergoing)
    if end is None or _begin(tree, undergoing) != tree.index(clause.verb) + 1:
        return False
    if tree[tree.index(clause.verb) + 1].pos not in ("DET", "NUM"):
        return False  # « a fait usage de »
    words, rest = tree[tree.index(clause.verb) + 1 : end], tree[end:-1]
    feminine, plural = "Gender=Fem" in undergoing.morph, "Number=Plur" in undergoing.morph
    verb, dot = clause.verb, tree[-1]
    verb.text += ("e" if feminine else "") + ("s" if plural and not (verb.text.endswith("s") and not feminine) else "")
    gender, number = "Fem" if feminine else "Masc", "Plur" if plural else "Sing"
    verb.morph = f"Gender={gender}|Number={number}|Tense=Past|VerbForm=Part|Voice=Pass"
    clause.has.text, clause.has.morph = (
        "ont" if plural else "a",
        f"Mood=Ind|Number={number}|Person=3|Tense=Pres|VerbForm=Fin",
    )
    been = Word("été", True, "AUX", "Gender=Masc|Number=Sing|Tense=Past|VerbForm=Part", "aux:pass", verb)
    _lower_first(tree)
    by = Word("par", True, "ADP", "", "case", clause.head)
    undergoing.dep, clause.head.dep = "nsubj:pass", "obl:agent"
    words[0].text = words[0].text[:1].upper() + words[0].text[1:]
    _set(tree, [*words, clause.has, been, verb, by, *clause.subject, *rest, dot])
    return True


def after_it(tree: Tree, phrases: Phrases, chance: random.Random) -> bool:
    """« *Après avoir* pris la ville, l'armée *a changé de ton* »."""
    clause = _clause_of(tree)
    if clause is None or any(word.dep in ("parataxis", "advcl") for word in _children(tree, clause.verb)):
        return False
    _lower_first(tree)
    predicate, second = _predicate(clause, phrases, chance)
    verb, dot = clause.verb, tree[-1]
    after = Word("Après", True, "ADP", "", "mark", verb)
    having = Word("avoir", True, "AUX", "VerbForm=Inf", "aux:tense", verb)
    clause.head.head = dot.head = second
    verb.head, verb.dep = second, "advcl"
    _set(tree, [after, having, verb, *clause.rest, _comma(verb), *clause.subject, *predicate, dot])
    return True


def told_of(tree: Tree, phrases: Phrases, chance: random.Random) -> bool:
    """« L'armée, *qui* a pris la ville, *a changé de ton* », « *C'est* l'armée *qui* a pris la ville »."""
    clause = _clause_of(tree)
    if clause is None:
        return False
    verb, dot, head = clause.verb, tree[-1], clause.head
    morph = "PronType=Rel"
    who = Word("qui", True, "PRON", morph, "nsubj", verb)
    if chance.random() < 0.3:
        _lower_first(tree)
        those = clause.many and head.pos == "NOUN"
        it = Word("Ce" if those else "C'", those, "PRON", "Number=Sing|Person=3|PronType=Dem", "nsubj", head)
        number = "Plur" if those else "Sing"
        being = Word(
            "sont" if those else "est",
            True,
            "AUX",
            f"Mood=Ind|Number={number}|Person=3|Tense=Pres|VerbForm=Fin",
            "cop",
            head,
        )
        head.head, head.dep, dot.head = head, "ROOT", head
        verb.head, verb.dep = head, "acl:relcl"
        _set(tree, [it, being, *clause.subject, who, clause.has, verb, *clause.rest, dot])
        return True
    predicate, second = _predicate(clause, phrases, chance)
    verb.head, verb.dep = head, "acl:relcl"
    head.head = dot.head = second
    commas = (_comma(verb), _comma(verb))
    _set(tree, [*clause.subject, commas[0], who, clause.has, verb, *clause.rest, commas[1], *predicate, dot])
    return True


def and_more(tree: Tree, phrases: Phrases, chance: random.Random) -> bool:
    """« L'armée a pris la ville *et a changé de ton* »."""
    clause = _clause_of(tree)
    if clause is None or any(word.text in (",", "et") for word in clause.rest):
        return False
    predicate, second = _predicate(clause, phrases, chance)
    second.head, second.dep = clause.verb, "conj"
    _put(tree, len(tree) - 1, [Word("et", True, "CCONJ", "", "cc", second), *predicate])
    return True


def _predicate(clause: _Clause, phrases: Phrases, chance: random.Random) -> tuple[Tree, Word]:
    """What the subject does besides, and the verb of it, which leads."""
    words = copy(chance.choice(phrases[f"predicate {clause.number}"]))
    verb = _top(words)
    verb.head = verb
    return words, verb


def _begin(tree: Tree, head: Word) -> int:
    """The place of the first word that hangs on `head`."""
    inside = {id(head)}
    while more := {id(word) for word in tree if id(word.head) in inside} - inside:
        inside |= more
    return next(place for place, word in enumerate(tree) if id(word) in inside)


class OtherVerbs:
    """Another verb of the same form in the place of a verb: « ont *cerné* la ville », which an object must follow."""

    def __init__(self, trees: Sequence[Tree]) -> None:
        """Collect the forms of verbs, by what stands around them."""
        self._forms: dict[tuple[str, ...], list[str]] = {}
        for tree in trees:
            for word in tree:
                if word.pos == "VERB":
                    self._forms.setdefault(self._frame(tree, word), []).append(word.text)

    def _frame(self, tree: Tree, verb: Word) -> tuple[str, ...]:
        around = {child.dep for child in _children(tree, verb)} & {"obj", "ccomp", "xcomp", "aux:pass", "expl:comp"}
        helpers = {word.text.lower() for word in _children(tree, verb) if word.dep.startswith("aux")}
        before = tree[tree.index(verb) - 1].text if tree.index(verb) else ""
        return (verb.morph, *sorted(around), *sorted(helpers), str(before.endswith(("'", "’"))))

    def __call__(self, tree: Tree, phrases: Phrases, chance: random.Random) -> bool:
        """Change one verb of the sentence, in place."""
        verbs = [word for word in tree if word.pos == "VERB" and word.text.islower()]
        if not verbs:
            return False
        verb = chance.choice(verbs)
        forms = self._forms.get(self._frame(tree, verb), [])
        fitting = [form for form in forms if (form[0] in _VOWELS) == (verb.text[0] in _VOWELS)]
        if not fitting:
            return False
        verb.text = chance.choice(fitting)
        return True


def changes(trees: Sequence[Tree]) -> Mapping[Change, float]:
    """What can be done to a sentence, and how often it is."""
    return {
        behind_verb: 6.0,
        behind_subject: 4.0,
        behind_all: 3.0,
        before_all: 3.0,
        reported: 1.5,
        joined: 2.0,
        listed: 1.5,
        renamed: 1.5,
        OtherVerbs(trees): 1.5,
        present: 2.5,
        passive: 2.0,
        after_it: 1.0,
        told_of: 1.5,
        and_more: 1.0,
    }


def vary(tree: Tree, phrases: Phrases, possible: Mapping[Change, float], chance: random.Random) -> Tree | None:
    """The sentence said differently in one to three ways; None where none of those drawn is possible."""
    varied = copy(tree)
    done = [
        chance.choices(list(possible), list(possible.values()))[0](varied, phrases, chance)
        for _ in range(chance.choice([1, 1, 2, 3]))
    ]
    return varied if any(done) else None


# ---------------------------------------------------------------- helpers


def _children(tree: Tree, head: Word) -> Tree:
    return [word for word in tree if word.head is head and word is not head]


def _told_verbs(tree: Tree) -> Tree:
    return [
        word
        for word in tree
        if word.pos == "VERB" and any(child.dep in ("nsubj", "nsubj:pass") for child in _children(tree, word))
    ]


def _sole_root(tree: Tree) -> Word | None:
    """The verb of a whole sentence that ends in a full stop."""
    root = next(word for word in tree if word.head is word)
    whole = root.pos == "VERB" and tree[-1].text == "." and tree[0].text[:1].isupper()
    return root if whole else None


def _end_of_phrase(tree: Tree, head: Word) -> int | None:
    """The place behind the words that hang on `head`, itself one of them; None where others stand among them."""
    inside = {id(head)}
    while more := {id(word) for word in tree if id(word.head) in inside} - inside:
        inside |= more
    places = [place for place, word in enumerate(tree) if id(word) in inside]
    return places[-1] + 1 if len(places) == places[-1] - places[0] + 1 else None


def _lead_with(kind: str, dep: str, tree: Tree, root: Word, phrases: Phrases, chance: random.Random) -> Tree:
    """A clause of its own whose verb becomes the root; what was the root hangs on it."""
    clause = copy(chance.choice(phrases[kind]))
    verb = _top(clause)
    verb.head = verb
    root.dep, root.head, tree[-1].head = dep, verb, verb
    _lower_first(tree)
    return clause


def _phrase(kind: str, phrases: Phrases, chance: random.Random, head: Word) -> Tree:
    phrase = copy(chance.choice(phrases[kind]))
    _top(phrase).head = head
    return phrase


def _top(phrase: Tree) -> Word:
    """The word of a phrase that hangs on no other word of it."""
    return next(word for word in phrase if word.head is None or word.head is word or word.head not in phrase)


def _comma(head: Word) -> Word:
    return Word(",", True, "PUNCT", "", "punct", head)


def _between_commas(phrase: Tree) -> Tree:
    top = _top(phrase)
    return [_comma(top), *phrase, _comma(top)]


def _that(tree: Tree, pos: str, dep: str, head: Word) -> Word:
    elided = tree[0].text[0] in _VOWELS
    return Word("qu'" if elided else "que", not elided, pos, "", dep, head)


def _lower_first(tree: Tree) -> None:
    first = tree[0]
    elided = first.text.endswith(("'", "’"))
    if first.pos != "PROPN" and (elided or not (len(first.text) > 1 and first.text.isupper())):
        first.text = first.text[:1].lower() + first.text[1:]


def _open(tree: Tree, phrase: Tree, lowered: bool = False) -> None:
    if not lowered:
        _lower_first(tree)
    phrase[0].text = phrase[0].text[:1].upper() + phrase[0].text[1:]
    _put(tree, 0, phrase)


def _put(tree: Tree, at: int, phrase: Tree) -> None:
    """Put words in."""
    tree[at:at] = phrase
    for word, after in list(pairwise(tree))[max(0, at - 1) : at + len(phrase)]:
        _space(word, after)


def _set(tree: Tree, words: Tree) -> None:
    """The words in a new order."""
    followed = {id(word): after for word, after in pairwise(tree)}
    tree[:] = words
    for word, after in pairwise(tree):
        if followed.get(id(word)) is not after:
            _space(word, after)


def _space(word: Word, after: Word) -> None:
    """White space as it is written: none before a comma or a full stop."""
    elided = word.text.endswith(("'", "’")) and len(word.text) < 6
    word.space = after.text not in (",", ".", "…", ")") and not elided and not after.text.startswith("-")
