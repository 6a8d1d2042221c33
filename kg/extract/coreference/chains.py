"""The mentions of an article, and the chains of those that mean the same."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

from kg.extract import syntax
from kg.extract.forms import fold, stem, stems_of
from kg.extract.quotations import find_quotations
from kg.extract.reading import SentenceReading, stems_of_words
from kg.extract.tokens import Token
from kg.gazetteer import Gazetteer
from kg.lexicon import Cues
from kg.model import EntityMention


@lru_cache(maxsize=4)
def _kinds_of_places(cues: Cues) -> Mapping[str, tuple[str, ...]]:
    """The kinds that each common noun for a place may mean, by its stem."""
    found: dict[str, tuple[str, ...]] = {}
    for kind, nouns in cues.place_nouns.items():
        for noun in nouns:
            found[stem(noun)] = (*found.get(stem(noun), ()), kind)
    return found


@lru_cache(maxsize=4)
def _offices(cues: Cues) -> Sequence[tuple[str, int]]:
    """The names of offices, the longest first, each with the number of its office."""
    found = [(fold(name), number) for number, names in enumerate(cues.offices) for name in names]
    return sorted(found, key=lambda office: -len(office[0]))


class Mentions:
    """All mentions of an article in text order, and the chains found among them."""

    def __init__(self, sentences: Sequence[SentenceReading], cues: Cues) -> None:
        """Number the mentions of the sentences and resolve them."""
        self.sentences = sentences
        self.cues = cues
        self.grammar = cues.grammar
        self.fighters = stems_of(cues.fighters)
        self.members = stems_of(cues.members)
        self.bodies = stems_of(cues.bodies)
        self.own_acts = stems_of(cues.own_acts)
        self.ruling_callings = stems_of(cues.ruling_callings)
        self.callings = stems_of(cues.callings) | self.ruling_callings
        self.struck = stems_of(cues.toll_nouns)
        self.armed_bodies = stems_of(cues.armed_bodies)
        self.single_bodies = stems_of(cues.groups)
        self.places = _kinds_of_places(cues)
        self.capitals = stems_of(cues.capitals)
        self.offices = _offices(cues)
        self.all: list[EntityMention] = []
        self.where: list[SentenceReading] = []
        for sentence in sentences:
            for mention in sorted(sentence.mentions, key=lambda m: (m.anchor.start, -m.anchor.end)):
                self.all.append(mention)
                self.where.append(sentence)
        self._index = {(m.anchor.start, m.anchor.end, m.level): i for i, m in enumerate(self.all)}
        self._parent = list(range(len(self.all)))
        self._chains: dict[int, list[EntityMention]] | None = None  # by first mention, as long as nothing is joined
        self._best: dict[int, EntityMention] = {}  # by first mention, as long as the chains stand
        self._subjects: dict[int, bool] = {}
        self.several: dict[int, tuple[int, ...]] = {}  # of a pronoun for more than one: those whom a subject joins
        self.quoted = [(quotation.start, quotation.end) for quotation in find_quotations(sentences)]
        self.state: str | None = None  # that the article is about; "" where it names none

    def find(self, index: int) -> int:
        """The first mention of the chain of mention `index`."""
        while self._parent[index] != index:
            self._parent[index] = self._parent[self._parent[index]]
            index = self._parent[index]
        return index

    def join(self, a: int, b: int) -> None:
        """Put two mentions into one chain."""
        a, b = self.find(a), self.find(b)
        if a != b:
            self._parent[max(a, b)] = min(a, b)
            self._chains = None

    def detach(self, index: int) -> None:
        """Take a mention out of its chain: what governs it says that it means something else."""
        others = [i for i in range(len(self.all)) if i != index and self.find(i) == self.find(index)]
        for i in others:
            self._parent[i] = others[0]
        self._parent[index] = index
        self._chains = None

    def index_of(self, mention: EntityMention) -> int | None:
        """The number of a mention."""
        return self._index.get((mention.anchor.start, mention.anchor.end, mention.level))

    def call_people(self, gazetteer: Gazetteer) -> None:
        """Tell each sentence what its people are called elsewhere, or for the offices they have held: « Il est reparti »."""
        called: dict[int, list[tuple[SentenceReading, frozenset[str]]]] = {}  # of each chain
        held: dict[str, frozenset[str]] = {}  # by person, for the offices
        for i, (other, there) in enumerate(zip(self.all, self.where, strict=True)):
            if other.level == "nominal":
                stems = stems_of_words(there.doc[slice(*there.words(other))])
                called.setdefault(self.find(i), []).append((there, stems))
        for sentence in self.sentences:
            people = [m for m in sentence.mentions if m.kind == "Person" and m.number != "plur"]
            chains = {self.find(index) for m in people if (index := self.index_of(m)) is not None}
            elsewhere = (stems for chain in chains for there, stems in called.get(chain, ()) if there is not sentence)
            known = {m.key for m in people if m.key is not None}
            for person in known - held.keys():
                held[person] = frozenset(
                    stem(word) for title in gazetteer.titles_held(person) for word in title.split()
                )
            sentence.called = frozenset().union(*(held[person] for person in known), *elsewhere)

    def doers(
        self, verb: Token, sentence: SentenceReading, *, surface: bool = False
    ) -> list[tuple[EntityMention, int]]:
        """Whom the subjects of a verb mention, each with the first mention of its chain; `surface`: of a passive, to whom it is done."""
        clause = syntax.read_clause(verb)
        subjects = clause.objects if surface and clause.passive else clause.subjects
        found = [sentence.mention_at(subject, self.cues) for subject in subjects]
        numbered = [(mention, self.index_of(mention)) for mention in found if mention is not None]
        return [(mention, self.find(index)) for mention, index in numbered if index is not None]

    def point(self, sentence: SentenceReading, token: Token, target: EntityMention) -> EntityMention:
        """A pronoun mention at `token` that stands for `target`: « y », « l' », « où »."""
        anchor = sentence.anchor_of(token)
        mention = EntityMention(
            anchor, target.kind, "pronoun", anchor, target.key, target.of, target.number, target.gender
        )
        index, meant = self.index_of(mention), self.index_of(target)
        if index is None:
            index = len(self.all)
            self.all.append(mention)
            self.where.append(sentence)
            self._parent.append(index)
            self._chains = None
            self._index[(anchor.start, anchor.end, "pronoun")] = index
        if meant is not None:
            self.join(meant, index)
        return self.all[index]

    def chain(self, mention: EntityMention) -> list[EntityMention]:
        """The mentions of the same chain, itself included; itself alone when it is not of the article's list."""
        index = self.index_of(mention)
        if index is None:
            return [mention]
        if self._chains is None:
            self._chains, self._best = {}, {}
            for i, other in enumerate(self.all):
                self._chains.setdefault(self.find(i), []).append(other)
        return self._chains[self.find(index)]

    def best(self, mention: EntityMention) -> EntityMention:
        """The most telling mention of the chain: a name with a key, the longest name, else the first description."""
        index = self.index_of(mention)
        if index is None:
            return mention
        first = self.find(index)
        if self._chains is None or first not in self._best:
            members = self.chain(mention)  # forgets what is known where something was joined
            self._best[first] = min(members, key=_telling)
        return self._best[first]

    def identity(self, mention: EntityMention) -> str:
        """A name for what is meant inside the article: the gazetteer key, else the chain's number."""
        if mention.kind == "State" and mention.key:
            return mention.key
        best = self.best(mention)
        if best.key:
            return best.key
        index = self.index_of(best)
        if index is None and best.level == "name":
            index = self._namesake(best)
            if index is not None:
                return self.identity(self.all[index])
        return f"#{self.find(index)}" if index is not None else f"@{mention.anchor.start}"

    def _namesake(self, mention: EntityMention) -> int | None:
        """The first mention of the article's list with this name: « Trump » of « la rencontre Trump-Xi » is Donald Trump."""
        words = self.name_words(mention.anchor.text)
        for i, other in enumerate(self.all):
            if other.level == "name" and family(other.kind) == family(mention.kind):
                if words and self.name_words(other.anchor.text)[-len(words) :] == words:
                    return i
        return None

    def all_of(self, pronoun: EntityMention) -> list[EntityMention]:
        """« La France et l'Allemagne … Elles … »: those for whom together a pronoun stands."""
        index = self.index_of(pronoun)
        return [self.best(self.all[j]) for j in self.several.get(index, ())] if index is not None else []

    def groups(self) -> tuple[tuple[int, ...], ...]:
        """The chains of two or more mentions, as numbers into `all`."""
        chains: dict[int, list[int]] = {}
        for i in range(len(self.all)):
            chains.setdefault(self.find(i), []).append(i)
        return tuple(tuple(members) for members in chains.values() if len(members) > 1)

    def name_words(self, text: str) -> list[str]:
        """The words of a name without titles, for comparison: folded, hyphens opened."""
        words = [fold(word) for word in text.replace("-", " ").replace("’", " ").replace("'", " ").split()]
        while words and words[0] in self.grammar.determiners.before_names:
            words = words[1:]
        return words

    def determiner(self, sentence: SentenceReading, mention: EntityMention) -> str:
        words = self.grammar.determiners
        first = sentence.words(mention)[0]
        while first > 1 and sentence.doc[first - 1].pos_ == "ADJ":  # « la deuxième ville »
            first -= 1
        if first > 1 and sentence.doc[first - 1].pos_ == "NUM" and sentence.doc[first - 2].lower_ in words.known_plural:
            first -= 1
        if first == 0:
            return "none"
        token = sentence.doc[first - 1]
        word = token.lower_
        if word in words.indefinite_plural:
            return "definite" if token.pos_ == "ADP" else "indefinite"
        if word in words.definite or word in self.grammar.prepositions.contracted:
            return "definite"
        if word in words.demonstrative:
            return "demonstrative"
        if word in words.counting or token.pos_ == "NUM":
            return "indefinite"
        return "possessive" if word in self.cues.possessives else "none"

    def is_definite(self, mention: EntityMention) -> bool:
        """Whether a description says that what it means is known: « les assaillants », « ces hommes »."""
        index = self.index_of(mention)
        return index is not None and self.determiner(self.where[index], mention) in ("definite", "demonstrative")

    def is_subject(self, sentence: SentenceReading, mention: EntityMention) -> bool:
        index = self.index_of(mention)
        if index is None:
            return False
        if index not in self._subjects:
            head = sentence.head(mention)
            first, last = sentence.words(mention)
            while head.head != head and first <= head.head.i < last:
                head = head.head  # « Quatre cents policiers »: the number carries the phrase
            self._subjects[index] = (
                head.dep_ in syntax.PLAIN_SUBJECTS
                or (head.dep_ in syntax.COORDINATES and head.head.dep_ in syntax.PLAIN_SUBJECTS)
                or any(
                    head in syntax.read_clause(token).subjects
                    for token in syntax.verbs_of(sentence.doc)
                    if token.dep_ in syntax.MAIN
                )
            )
        return self._subjects[index]

    def described_so(self, adjective: EntityMention) -> EntityMention | None:
        """« l'offensive rebelle »: the latest armed hands told before whose description begins with the word or goes by it."""
        word = stem(adjective.anchor.text)
        for other in reversed(self.all):
            if (
                other.anchor.start < adjective.anchor.start
                and other.level != "pronoun"
                and other.kind == adjective.kind
            ):
                if word in [stem(own) for own in other.anchor.text.split()]:
                    return self.best(other)
        return None

    def is_counted(self, mention: EntityMention) -> bool:
        return any(char.isdigit() for char in mention.anchor.text)

    def content_of(self, text: str) -> list[str]:
        """The words of a description that are no small ones."""
        words = text.replace("’", " ").replace("'", " ").split()
        return [word for word in words if fold(word) not in self.grammar.determiners.small]


def _telling(mention: EntityMention) -> tuple[bool, bool, bool, int, int]:
    """A key that puts the most telling mention first."""
    start, end = mention.anchor.start, mention.anchor.end
    named = mention.level == "name"
    return not named, mention.level == "pronoun", mention.key is None, start - end if named else start, start


def family(kind: str) -> str:
    """Kinds that one name may have in one article: a place, a person, a body."""
    if kind in ("City", "Region", "Country", "State", "Facility"):
        return "place"
    return "person" if kind == "Person" else "body"
