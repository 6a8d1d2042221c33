"""A French sentence said in another form: other tenses, negation, passive, clefts, clauses, infinitives, a pronoun.

Only sentences whose one main clause is « subject, a/ont, participle, rest » are recast; what cannot be is None.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from kg.extract.tokens import Doc, Token
from kg.model import Status

Recast = Callable[["Parts"], str | None]


@dataclass(frozen=True, slots=True)
class Parts:
    """A sentence taken apart: `subject` without its capital, `has` a or ont, `participle` as written, `rest` without stop."""

    doc: Doc
    head: Token  # of the subject
    verb: Token  # the participle
    subject: str
    has: str
    participle: str  # « été attaqué », « attaqué »
    rest: str

    @property
    def many(self) -> bool:
        """Whether the verb stands in the plural."""
        return self.has == "ont"

    @property
    def infinitive(self) -> str:
        """« être attaqué », « attaquer »."""
        return self.participle.replace("été", "être", 1) if self.participle.startswith("été") else self.verb.lemma_

    def told(self, has: str, subject: str | None = None) -> str:
        """The clause again, without a stop, with another auxiliary or another subject."""
        return f"{self.subject if subject is None else subject} {has} {self.participle}{self.rest}"

    def by_number(self, one: str, many: str) -> str:
        """The word that agrees with the subject."""
        return many if self.many else one


def take_apart(doc: Doc, named: bool) -> Parts | None:
    """The parts of a sentence; `named` where its first word keeps its capital. None where it has another form."""
    verb = next((token for token in doc if token.head is token), None)
    if verb is None or verb.pos_ != "VERB" or doc[-1].text != ".":
        return None
    has = next(
        (child for child in verb.children if child.lower_ in ("a", "ont") and child.dep_.startswith("aux")), None
    )
    head = next((child for child in verb.children if child.dep_ in ("nsubj", "nsubj:pass")), None)
    if has is None or head is None or head.pos_ not in ("NOUN", "PROPN"):
        return None
    before = [token.i for token in head.subtree]
    between = [token.lower_ for token in doc[has.i + 1 : verb.i]]
    if before != list(range(has.i)) or between not in ([], ["été"]):
        return None
    text = doc.text
    subject = text[: has.idx].rstrip()
    first = subject if named else subject[0].lower() + subject[1:]
    end = verb.idx + len(verb.text)
    return Parts(doc, head, verb, first, has.lower_, text[doc[has.i + 1].idx : end], text[end:].rstrip()[:-1].rstrip())


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


def _that(words: str, clause: str) -> str:
    return f"{words} {'qu' + chr(39) if clause[0].lower() in 'aeiouyéèêàâô' else 'que '}{clause}"


def _agreeing(participle: str, noun: Token) -> str:
    """The participle as the noun asks for it."""
    feminine = "e" if "Fem" in noun.morph.get("Gender", []) else ""
    plural = "s" if "Plur" in noun.morph.get("Number", []) and not (participle.endswith("s") and not feminine) else ""
    return participle + feminine + plural


def _object(parts: Parts) -> tuple[Token, str, str] | None:
    """The object right behind the participle, its words, and what follows."""
    if " " in parts.participle:
        return None
    found = next((child for child in parts.verb.children if child.dep_ == "obj" and child.pos_ == "NOUN"), None)
    if found is None or found.left_edge.i != parts.verb.i + 1 or not found.morph.get("Gender"):
        return None
    words = list(found.subtree)
    if [token.i for token in words] != list(range(words[0].i, words[-1].i + 1)):
        return None
    if "," in (token.text for token in words):
        return None
    text, end = parts.doc.text, words[-1].idx + len(words[-1].text)
    return found, text[words[0].idx : end], text[end:].rstrip()[:-1].rstrip()


def _passive(parts: Parts) -> str | None:
    found = _object(parts)
    if found is None:
        return None
    noun, words, rest = found
    has = "ont" if "Plur" in noun.morph.get("Number", []) else "a"
    return _capital(f"{words} {has} été {_agreeing(parts.participle, noun)} par {parts.subject}{rest}.")


def _pronoun(parts: Parts) -> str | None:
    gender = parts.head.morph.get("Gender")
    if not gender or any(token.dep_ == "conj" for token in parts.head.children):
        return None
    pronoun = ("elle" if "Fem" in gender else "il") + ("s" if parts.many else "")
    return f"{_capital(parts.subject)} {parts.by_number('fait', 'font')} parler. {_capital(parts.told(parts.has, pronoun))}."


def _present(parts: Parts) -> str | None:
    lemma = parts.verb.lemma_
    if not lemma.endswith("er") or " " in parts.participle or lemma in ("aller", "envoyer"):
        return None
    if lemma[-4:] in ("eler", "eter", "ever", "ener", "eser", "érer", "éder", "éner", "éger", "éter", "yer"):
        return None
    form = lemma[:-2] + parts.by_number("e", "ent")
    return f"{_capital(parts.subject)} {form}{parts.rest}."


def _active(recast: Recast) -> Recast:
    """Only of who does something: « affirme avoir été enlevé » is another thing."""
    return lambda parts: None if " " in parts.participle or _cut_in(parts) else recast(parts)


def _cut_in(parts: Parts) -> bool:
    """Whether another main clause follows, or somebody who says so: they do not go below an infinitive."""
    return any(child.dep_ in ("conj", "parataxis") and child.i > parts.verb.i for child in parts.verb.children)


def _accused(parts: Parts) -> str | None:
    gender = parts.head.morph.get("Gender")
    if not gender or " " in parts.participle:
        return None
    accused = _agreeing("accusé", parts.head)
    return (
        f"{_capital(parts.subject)} {parts.by_number('est', 'sont')} {accused} d'avoir {parts.participle}{parts.rest}."
    )


RECASTS: Mapping[str, Recast] = MappingProxyType(
    {
        "pluperfect": lambda p: _capital(p.told(p.by_number("avait", "avaient"))) + ".",
        "present": _present,
        "« aurait »": lambda p: _capital(p.told(p.by_number("aurait", "auraient"))) + ".",
        "« va » + infinitive": lambda p: f"{_capital(p.subject)} {p.by_number('va', 'vont')} {p.infinitive}{p.rest}.",
        "« n'a pas »": lambda p: f"{_capital(p.subject)} n'{p.has} pas {p.participle}{p.rest}.",
        "passive": _passive,
        "« C'est … qui »": lambda p: p.by_number("C'est", "Ce sont") + f" {p.told(p.has, p.subject + ' qui')}.",
        "relative clause": lambda p: (
            f"{_capital(p.subject)}, qui {p.has} {p.participle}{p.rest}, {p.by_number('a', 'ont')} changé de méthode."
        ),
        "« affirme avoir »": _active(
            lambda p: f"{_capital(p.subject)} {p.by_number('affirme', 'affirment')} avoir {p.participle}{p.rest}."
        ),
        "« est accusé d'avoir »": _accused,
        "« Après avoir »": _active(
            lambda p: f"Après avoir {p.participle}{p.rest}, {p.subject} {p.by_number('a', 'ont')} changé de méthode."
        ),
        "pronoun": _pronoun,
        "« Alors que » + clause": lambda p: _that("Alors", p.told(p.has)) + ", l'inquiétude grandit.",
        "« depuis que » + clause": lambda p: _that("L'inquiétude grandit depuis", p.told(p.has)) + ".",
        "« car » + clause": lambda p: f"L'inquiétude grandit, car {p.told(p.has)}.",
        "quotation": lambda p: f"« {_capital(p.told(p.has))} », a déclaré un porte-parole.",
        "« Le ministre a dit que » + pluperfect": lambda p: (
            _that("Le ministre a dit", p.told(p.by_number("avait", "avaient"))) + "."
        ),
    }
)
STATUSES: Mapping[str, Status] = MappingProxyType(  # what becomes of an event that was asserted
    {
        "« aurait »": "possible",
        "« est accusé d'avoir »": "possible",
        "« va » + infinitive": "planned",
        "« n'a pas »": "denied",
    }
)
UNDATED = ("« va » + infinitive", "present")  # not said with a day that is over
SAID_ANEW = ("« affirme avoir »", "« est accusé d'avoir »", "quotation", "« Le ministre a dit que » + pluperfect")
