"""Where what was hit or left stands, told in a sentence of its own: « Ce camp militaire est situé à Rumangabo »."""

from kg.distances import load_distance_words
from kg.extract import syntax
from kg.extract.grouping.facts import Facts
from kg.extract.reading import Candidate, SentenceReading, is_place
from kg.extract.tokens import Token
from kg.lexicon import RoleChoice
from kg.model import EntityMention

_STANDS = ("Facility", "City", "Region")


class Sites:
    """The places of which an article says where they lie."""

    def __init__(self, facts: Facts) -> None:
        """Read the sentences that say so."""
        self.facts = facts
        self._of: dict[str, tuple[EntityMention, int]] = {}
        self._located = load_distance_words().located
        for sentence in facts.mentions.sentences:
            for verb in syntax.verbs_of(sentence.doc):
                self._read(sentence, verb)

    def _read(self, sentence: SentenceReading, verb: Token) -> None:
        cues = self.facts.cues
        lies = verb.lower_ in self._located or syntax.lemma_with_se(verb, cues) in cues.lying
        where = self._behind(sentence, verb) if lies else None
        if where is None:
            return
        clause = syntax.read_clause(verb)
        for word in (*clause.subjects, *clause.objects):
            lying = sentence.mention_at(word, cues)
            if lying is not None and lying.kind in _STANDS and lying.anchor.end <= where.anchor.start:
                self._of.setdefault(self.facts.mentions.identity(lying), (where, sentence.index))

    def _behind(self, sentence: SentenceReading, token: Token) -> EntityMention | None:
        """The town or region right behind the word: « situé à X », « se trouve dans la région de X »."""
        cues = self.facts.cues
        for mention in sentence.outer:
            first = sentence.words(mention)[0]
            if first <= token.i or not is_place(mention) or mention.kind == "Facility":
                continue
            before = syntax.preposition_before(sentence.doc, first, cues)
            own = before is not None and before.first == token.i + 1 and before.phrase not in cues.beside
            return mention if own and any(char.isupper() for char in mention.anchor.text) else None
        return None

    def place(self, member: Candidate) -> None:
        """Give a telling the place where what it names without a name stands."""
        for filler in member.role("place", "target"):
            if filler.mention.kind in _STANDS and not self.facts.named(filler):
                found = self._of.get(self.facts.mentions.identity(filler.mention))
                if found is not None:
                    member.add((RoleChoice("place"),), found[0], filler.function, found[1])
