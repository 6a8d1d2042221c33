"""Which mentions of an article mean the same: names, shortened names, appositions, descriptions, pronouns.

Rules over names, number, gender and recency; a mention that no rule resolves stays alone.
"""

import itertools
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from kg.distances import load_distance_words
from kg.extract import syntax
from kg.extract.forms import fold, stem
from kg.extract.quotations import find_quotations
from kg.extract.reading import SentenceReading, is_place
from kg.extract.tokens import Token
from kg.lexicon import Cues
from kg.model import EntityMention
from kg.vocabulary import is_a

_HEADS = (0, 1)  # of cues.toml, pointing.offices: the posts that an article's one person may have untold
_LETTERS_TO_LANDMARK = 25  # « [60 km] au sud-est de Mossoul »
_PREFIX_WEIGHT = 3  # mentions that a headline's prefix (« Mali : ») counts as, to tell what an article is about
_REACH = 3  # sentences back in which a pronoun may find what it stands for


class Mentions:
    """All mentions of an article in text order, and the chains found among them."""

    def __init__(self, sentences: Sequence[SentenceReading], cues: Cues) -> None:
        """Number the mentions of the sentences and resolve them."""
        self.sentences = sentences
        self.cues = cues
        self.grammar = cues.grammar
        self.fighters = {stem(noun) for noun in cues.fighters}
        self.bodies = {stem(noun) for noun in cues.bodies}
        self.places: dict[str, tuple[str, ...]] = {}
        for kind, nouns in cues.place_nouns.items():
            for noun in nouns:
                self.places[stem(noun)] = (*self.places.get(stem(noun), ()), kind)
        self.capitals = {stem(noun) for noun in cues.capitals}
        self.offices = [(fold(name), number) for number, names in enumerate(cues.offices) for name in names]
        self.offices.sort(key=lambda office: -len(office[0]))
        self.all: list[EntityMention] = []
        self.where: list[SentenceReading] = []
        for sentence in sentences:
            for mention in sorted(sentence.mentions, key=lambda m: (m.anchor.start, -m.anchor.end)):
                self.all.append(mention)
                self.where.append(sentence)
        self._index = {(m.anchor.start, m.anchor.end, m.level): i for i, m in enumerate(self.all)}
        self._parent = list(range(len(self.all)))
        self._chains: dict[int, list[EntityMention]] | None = None  # by first mention, as long as nothing is joined
        self._subjects: dict[int, bool] = {}
        self._quoted = [(quotation.start, quotation.end) for quotation in find_quotations(sentences)]
        self._state: str | None = None  # that the article is about; "" where it names none
        self._names()
        self._appositions()
        self._appositions_behind_places()
        self._appositions_with_titles()
        self._appositions_in_order()
        self._descriptions()
        self._pronouns()

    # ---- union-find

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

    def index_of(self, mention: EntityMention) -> int | None:
        """The number of a mention."""
        return self._index.get((mention.anchor.start, mention.anchor.end, mention.level))

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
            self._chains = {}
            for i, other in enumerate(self.all):
                self._chains.setdefault(self.find(i), []).append(other)
        return self._chains[self.find(index)]

    def best(self, mention: EntityMention) -> EntityMention:
        """The most telling mention of the chain: a name with a key, the longest name, else the first description."""
        members = self.chain(mention)
        return min(
            members,
            key=lambda m: (
                m.level != "name",
                m.level == "pronoun",
                m.key is None,
                -(m.anchor.end - m.anchor.start) if m.level == "name" else m.anchor.start,
                m.anchor.start,
            ),
        )

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
        words = self._name_words(mention.anchor.text)
        for i, other in enumerate(self.all):
            if other.level == "name" and _family(other.kind) == _family(mention.kind):
                if words and self._name_words(other.anchor.text)[-len(words) :] == words:
                    return i
        return None

    def groups(self) -> tuple[tuple[int, ...], ...]:
        """The chains of two or more mentions, as numbers into `all`."""
        chains: dict[int, list[int]] = {}
        for i in range(len(self.all)):
            chains.setdefault(self.find(i), []).append(i)
        return tuple(tuple(members) for members in chains.values() if len(members) > 1)

    # ---- names

    def _names(self) -> None:
        by_key: dict[str, int] = {}
        by_name: dict[str, int] = {}
        persons: list[tuple[list[str], int]] = []
        for i, mention in enumerate(self.all):
            if mention.level != "name":
                continue
            if mention.key:
                self.join(by_key.setdefault(mention.key, i), i)
            name = " ".join(self._name_words(mention.anchor.text))
            if not name:
                continue
            if mention.key is None or name not in by_name:
                same = by_name.get(name + "|" + _family(mention.kind))
                if same is not None and (
                    self.all[same].key is None or mention.key is None or self.all[same].key == mention.key
                ):
                    self.join(same, i)
            by_name.setdefault(name + "|" + _family(mention.kind), i)
            if mention.kind == "Person":
                words = name.split()
                if len(words) <= 2:
                    longer = [
                        (other, j) for other, j in persons if len(other) > len(words) and other[-len(words) :] == words
                    ]
                    if longer and mention.key in (None, self.all[longer[-1][1]].key):
                        self.join(longer[-1][1], i)
                persons.append((words, i))
        # « Moon » for Moon Jae-in, « Xi » for Xi Jinping: the family name stands first
        for words, i in persons:
            if len(words) == 1 and self.find(i) == i:
                first = {self.find(j) for other, j in persons if len(other) > 1 and other[0] == words[0]}
                if len(first) == 1:
                    self.join(i, first.pop())
        # a short name that came before the long one (headlines)
        for words, i in persons:
            if len(words) == 1 and self.find(i) == i:
                longer_after = {self.find(j) for other, j in persons if len(other) > 1 and other[-1] == words[0]}
                if len(longer_after) == 1:
                    self.join(i, longer_after.pop())

    def _content(self, text: str) -> list[str]:
        """The words of a description that are no small ones."""
        words = text.replace("’", " ").replace("'", " ").split()
        return [word for word in words if fold(word) not in self.grammar.determiners.small]

    def _name_words(self, text: str) -> list[str]:
        """The words of a name without titles, for comparison: folded, hyphens opened."""
        words = [fold(word) for word in text.replace("-", " ").replace("’", " ").replace("'", " ").split()]
        while words and words[0] in self.grammar.determiners.before_names:
            words = words[1:]
        return words

    # ---- appositions and descriptions

    def _appositions(self) -> None:
        for sentence in self.sentences:
            outer = [m for m in sentence.outer if m.level != "pronoun"]
            for left, right in itertools.pairwise(outer):
                if {left.level, right.level} != {"name", "nominal"} or not self._appose_kinds(left, right):
                    continue
                first, last = sentence.words(left)[1], sentence.words(right)[0]
                between = [sentence.doc[i] for i in range(first, last)]
                texts = [token.lower_ for token in between]
                after = sentence.words(right)[1]
                following = sentence.doc[after].text if after < len(sentence.doc) else "."
                if not between and left.level == "nominal":
                    self._join(self._last_person(sentence, left), right)
                elif (
                    texts
                    and texts[0] in (",", "(", "–", "-")
                    and all(
                        t in (",", "(", "–", "-")
                        or t in self.grammar.determiners.apposing
                        or token.pos_ in ("DET", "ADJ")
                        for t, token in zip(texts, between, strict=True)
                    )
                ):
                    if following in (",", ")", ".", "–", "-", ";") or sentence.doc[
                        min(after, len(sentence.doc) - 1)
                    ].pos_ in ("VERB", "AUX", "PRON"):
                        if not self._in_list(sentence, right) and not self._opens_the_clause(sentence, left, right):
                            self._join(left, right)

    def _opens_the_clause(self, sentence: SentenceReading, left: EntityMention, right: EntityMention) -> bool:
        """« Selon des sources jointes par RFI, les assaillants étaient … »: one in front of the clause, and its subject."""
        subject = sentence.head(right)
        first = sentence.words(left)[0]
        preposition = syntax.preposition_before(sentence.doc, first, self.cues)
        return (
            preposition is not None
            and subject.dep_ in syntax.SUBJECTS
            and subject.head.i > sentence.words(right)[1] - 1
        )

    def _last_person(self, sentence: SentenceReading, mention: EntityMention) -> EntityMention:
        """« deux émissaires du président Tshisekedi »: the name is that of the person whom the description ends with."""
        for inner in sentence.inside(mention):
            if (
                inner.anchor.end == mention.anchor.end
                and inner.level == "nominal"
                and inner.anchor.start > mention.head.end
            ):
                if mention.kind == "Person" and inner.kind == "Person":
                    return inner
        return mention

    def _appositions_behind_places(self) -> None:
        """« l'ambassadeur de Russie en Turquie, Andreï Karlov, »: the name behind the places that belong to a title."""
        for sentence in self.sentences:
            outer = [m for m in sentence.outer if m.level != "pronoun"]
            for number, left in enumerate(outer):
                if left.kind != "Person" or left.level != "nominal" or left.number == "plur":
                    continue
                right = next((m for m in outer[number + 1 : number + 4] if not is_place(m)), None)
                if right is None or right.kind != "Person" or right.level != "name":
                    continue
                between = sentence.doc[sentence.words(left)[1] : sentence.words(right)[0]]
                if len(between) < 2 or any(token.pos_ == "NUM" or token.text == "(" for token in between):
                    continue  # « ministre depuis 2009, X »: the years of a post
                after = sentence.words(right)[1]
                closed = (
                    after >= len(sentence.doc)
                    or sentence.doc[after].text in (",", ".", ")")
                    or (sentence.doc[after].pos_ in ("VERB", "AUX", "PRON"))
                )
                if (
                    closed
                    and [token.text for token in between].count(",") == 1
                    and between[-1].text == ","
                    and not any(token.pos_ in ("VERB", "AUX", "CCONJ") for token in between)
                ):
                    self._join(left, right)

    def _appositions_with_titles(self) -> None:
        """« le chef de l'armée, le général X, », « l'émissaire pour le Yémen, le Suédois Y »: one man with two titles."""
        for sentence in self.sentences:
            people = [m for m in sentence.outer if m.level != "pronoun" and not is_place(m)]
            for left, title, name in zip(people, people[1:], people[2:], strict=False):
                if not all(is_a(m.kind, "Person") for m in (left, title, name)) or left.number == "plur":
                    continue
                if (left.level, title.level, name.level) != ("nominal", "nominal", "name"):
                    continue
                (_, end), (start, stop) = sentence.words(left), sentence.words(title)
                first, after = sentence.words(name)
                between = sentence.doc[end:start]
                commas = [token.i for token in between if token.text == ","]
                told = any(token.pos_ in ("VERB", "AUX", "CCONJ") for token in between)
                if len(commas) != 1 or told or stop - start != 1 or first != stop:
                    continue
                bare = all(token.pos_ == "DET" for token in sentence.doc[commas[0] + 1 : start])
                closed = after >= len(sentence.doc) or sentence.doc[after].text in (",", ".", ")", ";", ":", "»")
                if bare and closed and not any(m.level == "name" for m in self.chain(left)):
                    self._join(left, name)

    def _appositions_in_order(self) -> None:
        """« les présidents malien et tchadien, X et Y, »: as many names as descriptions, the first of the first."""
        for sentence in self.sentences:
            outer = [m for m in sentence.outer if m.level != "pronoun"]
            for start in range(len(outer)):
                told = self._one_after_the_other(sentence, outer[start:], "nominal")
                named = self._one_after_the_other(sentence, outer[start + len(told) :], "name")
                if len(told) < 2 or len(told) != len(named):
                    continue
                between = sentence.doc[sentence.words(told[-1])[1] : sentence.words(named[0])[0]]
                if [token.text for token in between if token.pos_ != "ADV"] == [","]:
                    for description, name in zip(told, named, strict=True):
                        self._join(description, name)

    def _one_after_the_other(
        self, sentence: SentenceReading, mentions: Sequence[EntityMention], level: str
    ) -> list[EntityMention]:
        """The single persons of that level at the head of `mentions` that commas and « et » join."""
        found: list[EntityMention] = []
        for mention in mentions:
            if (mention.kind, mention.level, mention.number) != ("Person", level, "sing"):
                break
            if found:
                between = sentence.doc[sentence.words(found[-1])[1] : sentence.words(mention)[0]]
                lists = self.grammar.lists
                joined = [t.text == "," or t.lower_ in lists.joining or t.pos_ == "DET" for t in between]
                if not joined or not all(joined):
                    break
            found.append(mention)
        return found

    def _in_list(self, sentence: SentenceReading, mention: EntityMention) -> bool:
        end = sentence.words(mention)[1]
        return (
            any(
                sentence.doc[i].lower_ == self.grammar.lists.conjunction
                for i in range(end, min(end + 2, len(sentence.doc)))
            )
            and sentence.doc[min(end, len(sentence.doc) - 1)].text != ","
        )

    def _appose_kinds(self, a: EntityMention, b: EntityMention) -> bool:
        return (
            a.kind == b.kind
            or is_a(a.kind, b.kind)
            or is_a(b.kind, a.kind)
            or ({a.kind, b.kind} <= {"City", "Region", "Country", "State"} and is_place(a) and is_place(b))
            or {a.kind, b.kind} <= {"ArmedGroup", "Organization", "Group"}
        )

    def _join(self, a: EntityMention, b: EntityMention) -> None:
        i, j = self.index_of(a), self.index_of(b)
        if i is not None and j is not None:
            named_i = {m.key for m in self.chain(a) if m.key and m.level == "name"}
            named_j = {m.key for m in self.chain(b) if m.key and m.level == "name"}
            if not (named_i and named_j and named_i != named_j):
                self.join(i, j)

    def _descriptions(self) -> None:
        outer = {(m.anchor.start, m.anchor.end) for sentence in self.sentences for m in sentence.outer}
        for i, mention in enumerate(self.all):
            if (
                mention.level != "nominal"
                or any(m.level == "name" for m in self.chain(mention))  # « le président Joe Biden » is no other one
                or self.find(i) != i
                or (mention.anchor.start, mention.anchor.end) not in outer
            ):
                continue
            sentence = self.where[i]
            determiner = self._determiner(sentence, mention)
            words = fold(mention.anchor.text)
            head = stem(mention.head.text)
            named = self._named_inside(sentence, mention, head)
            if named is not None:
                self.join(named, i)
                continue
            if determiner == "indefinite":
                continue
            bare = len(self._content(mention.anchor.text)) == 1
            if bare and head in self.places:  # « la ville » is the town named last, not the one it once meant
                self._bridge(i, mention, head, bare, determiner)
                if self.find(i) != i:
                    continue
            for j in range(i - 1, -1, -1):
                other = self.all[j]
                if other.level == "pronoun" or not (
                    other.kind == mention.kind or is_a(other.kind, mention.kind) or is_a(mention.kind, other.kind)
                ):
                    continue
                if other.level == "nominal" and (
                    fold(other.anchor.text) == words
                    or (
                        stem(other.head.text) == head
                        and (
                            (mention.of is not None and other.of == mention.of)
                            or (bare and determiner in ("definite", "demonstrative"))
                        )
                    )
                ):
                    if (mention.of and other.of and mention.of != other.of) or (
                        self._counted(mention) and fold(other.anchor.text) != words
                    ):
                        continue
                    self.join(j, i)
                    break
            else:
                self._bridge(i, mention, head, bare, determiner)
                if self.find(i) == i and bare and sentence.kind == "headline":
                    self._told_below(i, head)

    def _told_below(self, i: int, head: str) -> None:
        """« l'armée » of a headline is the one that the next sentences name with the same noun: « l'armée birmane »."""
        for j in range(i + 1, len(self.all)):
            other = self.all[j]
            if self.where[j].index - self.where[i].index > _REACH:
                return
            if (
                other.level != "pronoun"
                and other.kind == self.all[i].kind
                and (other.key or other.of)
                and stem(other.head.text) == head
            ):
                self.join(i, j)
                return

    def _named_inside(self, sentence: SentenceReading, mention: EntityMention, head: str) -> int | None:
        """« la ville de Mossoul » is Mossoul, « les combattants du M23 » the M23: the name inside a description."""
        if head in self.fighters and mention.number != "sing" and not mention.anchor.text[0].isdigit():
            groups = [m for m in sentence.inside(mention) if m.level == "name" and m.kind == "ArmedGroup"]
            return self.index_of(groups[0]) if len(groups) == 1 else None
        kinds = self.places.get(head)
        if kinds is None:
            return None
        inner = [m for m in sentence.inside(mention) if m.level == "name" and is_place(m)]
        if inner and mention.head.text in self.cues.capitals and inner[-1].anchor.start > mention.head.end + 1:
            return None  # « la capitale du Darfour du Nord » is not what it is the capital of
        if (
            inner
            and inner[-1].anchor.end == mention.anchor.end
            and (
                inner[-1].kind in kinds
                or (kinds != ("City",) and kinds != ("Country",) and inner[-1].kind != "Country")
            )
        ):
            return self.index_of(inner[-1])
        return None

    def _bridge(self, i: int, mention: EntityMention, head: str, bare: bool, determiner: str) -> None:
        """« la ville », « l'organisation », « le ministre »: the latest name of that kind."""
        if determiner not in ("definite", "demonstrative"):
            return
        first = self.where[i].words(mention)[0]
        if first > 0 and self.where[i].doc[first - 1].pos_ == "NUM":
            return  # « les deux pays » are no single one
        demonstrative = determiner == "demonstrative"
        kinds = self.places.get(head)
        if head in self.capitals and mention.of is not None:  # « la capitale libanaise »
            self._capital(i, mention)
            return
        if kinds is not None and (
            bare
            or (is_a(mention.kind, "City") and not any(other.kind == "City" for other in self.where[i].inside(mention)))
        ):
            if self.where[i].prefix is not None and "Country" in kinds:
                return  # « Mali : … quittent le pays »
            if head in self.capitals:
                self._capital(i, mention)
                return
            if "Country" in kinds and self._country(i, mention):
                return
            self._latest(
                i,
                lambda other: (
                    other.kind in kinds
                    and other.level == "name"
                    and any(map(str.isupper, other.anchor.text))
                    and not self._locates(other, kinds)
                ),
            )
        elif head in self.bodies and (bare or demonstrative):
            self._latest(
                i,
                lambda other: (
                    other.kind in ("ArmedGroup", "Organization", "InternationalOrganization") and other.level == "name"
                ),
            )
        elif is_a(mention.kind, "Facility") and (bare or demonstrative):
            self._latest(
                i,
                lambda other: (
                    other.kind == "Facility" and head in (stem(word) for word in self._content(other.anchor.text))
                ),
            )
        elif head in self.fighters and bare and mention.number != "sing":
            self._only_group(i)
        elif self._office(mention) is not None:
            self._holder(i, mention)
        elif is_a(mention.kind, "ArmedForce") and demonstrative:
            self._introduced(i)
        elif is_a(mention.kind, "Person") and bare and demonstrative:
            self._latest(i, lambda other: other.kind == "Person" and other.level == "name")

    def _locates(self, place: EntityMention, kinds: Sequence[str]) -> bool:
        """« à Kibumba, à 20 km de Goma », « à Sake, au nord de Goma »: the town that only locates one told before it."""
        index = self.index_of(place)
        sentence = self.where[index] if index is not None else None
        if sentence is None:
            return False
        if self._seats_somebody(sentence, place):
            return True
        located = [m for m in sentence.outer if m.anchor.end <= place.anchor.start and m.kind in kinds]
        if not any(m.level == "name" for m in located):
            return False
        preposition = syntax.preposition_before(sentence.doc, sentence.words(place)[0], self.cues)
        if preposition is not None and preposition.phrase in self.cues.beside:
            return True
        text, start = sentence.anchor.text, sentence.anchor.start
        return any(
            quantity.measure == "distance"
            and quantity.anchor.end <= place.anchor.start
            and place.anchor.start - quantity.anchor.end <= _LETTERS_TO_LANDMARK
            and "," not in text[quantity.anchor.end - start : place.anchor.start - start]
            for quantity in sentence.quantities
        )

    def _seats_somebody(self, sentence: SentenceReading, place: EntityMention) -> bool:
        """« une ONG basée à Londres »: where somebody has his seat."""
        preposition = syntax.preposition_before(sentence.doc, sentence.words(place)[0], self.cues)
        if preposition is None or preposition.first < 2:
            return False
        if sentence.doc[preposition.first - 1].lower_ not in load_distance_words().located:
            return False
        before = [m for m in sentence.outer if m.anchor.end <= place.anchor.start]
        return bool(before) and not is_place(before[-1])

    def _country(self, i: int, mention: EntityMention) -> bool:
        """« dans le pays »: the country just named as a place, else the one that the article is about."""
        sentence = self.where[i]
        if self._is_subject(sentence, mention):
            return False
        for j in range(i - 1, -1, -1):
            if sentence.index - self.where[j].index > 1:
                break
            if self._is_country(self.all[j]) and not self._is_subject(self.where[j], self.all[j]):
                self.join(j, i)
                return True
        about = self._about()
        named = [j for j in range(i) if self._is_country(self.all[j]) and self.all[j].key == about]
        own = any(self.where[j] is sentence and self._is_subject(sentence, self.all[j]) for j in named)
        if named and not own:
            self.join(named[-1], i)
        return bool(named) and not own

    def _is_country(self, mention: EntityMention) -> bool:
        return mention.level == "name" and mention.kind == "Country" and mention.anchor.text[0].isupper()

    def _about(self) -> str | None:
        """The state that the article is about: its headline's prefix, else where most is told to be or to belong."""
        if self._state is None:
            weights: Counter[str] = Counter()
            for sentence in self.sentences:
                if sentence.prefix is not None and sentence.prefix.key and is_a(sentence.prefix.kind, "Country"):
                    weights[sentence.prefix.key] += _PREFIX_WEIGHT
            for mention, sentence in zip(self.all, self.where, strict=True):
                state = mention.key if self._is_country(mention) else mention.of
                if state and mention.level == "name" and not self._is_subject(sentence, mention):
                    weights[state] += 1
            self._state = max(weights, key=lambda key: weights[key]) if weights else ""
        return self._state or None

    def _capital(self, i: int, mention: EntityMention) -> None:
        """« la capitale »: the seat named of the state that it is said of, else of the one that the article is about."""
        seats = [
            j
            for j in range(i)
            if self.all[j].kind == "City" and self.all[j].level == "name" and self.all[j].of is not None
        ]
        state = mention.of or self._about()
        of_state = [j for j in seats if self.all[j].of == state]
        if mention.of is None and not of_state:
            of_state = [j for j in seats if not self._is_subject(self.where[j], self.all[j])]
        if of_state:
            self.join(of_state[-1], i)
        elif mention.of is None:
            self._latest(i, lambda other: other.kind == "City" and other.level == "name")

    def _only_group(self, i: int) -> None:
        """« les rebelles » without more, right after the one armed group that the article has named so far."""
        sentence = self.where[i]
        head = sentence.head(self.all[i])
        if any(child.dep_ in syntax.NOUN_CLAUSES | syntax.NOUN_COMPLEMENTS for child in head.children):
            return  # « les rebelles soutenus par Ankara » are others
        named = [j for j, m in enumerate(self.all) if m.level == "name" and m.kind == "ArmedGroup"]
        before = [j for j in named if j < i]
        if len({self.find(j) for j in before}) != 1 or any(self.where[j] is sentence for j in named):
            return
        if sentence.index - self.where[before[-1]].index <= _REACH:
            self.join(before[-1], i)

    def _office(self, mention: EntityMention) -> int | None:
        """The number of the post that a description names: « le chef de l'Etat », « le président turc »."""
        words = fold(mention.anchor.text.replace("’", "'"))
        return next((number for name, number in self.offices if (words + " ").startswith(name + " ")), None)

    def _holder(self, i: int, mention: EntityMention) -> None:
        """« le chef du gouvernement » is who was last named with that post, under whatever name of it."""
        office = self._office(mention)
        for j in range(i - 1, -1, -1):
            other = self.all[j]
            if other.level != "nominal" or other.kind != "Person" or self._office(other) != office:
                continue
            if any(m.level == "name" for m in self.chain(other)) and not (
                mention.of and other.of and mention.of != other.of
            ):
                self.join(j, i)
                return
        people = {self.find(j): j for j in range(i) if self.all[j].level == "name" and self.all[j].kind == "Person"}
        if office in _HEADS and len(people) == 1 and not mention.of:  # nobody else has been named
            self.join(next(iter(people.values())), i)

    def _introduced(self, i: int) -> None:
        """« ces effectifs » are the forces that the sentences before brought in with a number (« 560 militaires »)."""
        for j in range(i - 1, -1, -1):
            if self.where[i].index - self.where[j].index > _REACH:
                return
            other = self.all[j]
            if other.kind == "ArmedForce" and other.level == "nominal" and self._brought_in(self.where[j], other):
                self.join(j, i)
                return

    def _brought_in(self, sentence: SentenceReading, mention: EntityMention) -> bool:
        return self._counted(mention) or self._determiner(sentence, mention) == "indefinite"

    def _latest(self, i: int, fits: Callable[[EntityMention], bool]) -> None:
        for j in range(i - 1, -1, -1):
            if fits(self.all[j]):
                self.join(j, i)
                return

    def _counted(self, mention: EntityMention) -> bool:
        return any(char.isdigit() for char in mention.anchor.text)

    def is_definite(self, mention: EntityMention) -> bool:
        """Whether a description says that what it means is known: « les assaillants », « ces hommes »."""
        index = self.index_of(mention)
        return index is not None and self._determiner(self.where[index], mention) in ("definite", "demonstrative")

    def _determiner(self, sentence: SentenceReading, mention: EntityMention) -> str:
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

    # ---- pronouns

    def _pronouns(self) -> None:
        for i, mention in enumerate(self.all):
            if mention.level != "pronoun" or self.find(i) != i:
                continue
            word = mention.anchor.text.lower().replace("’", "'").strip("-").removeprefix("t-")
            if word not in self.cues.third | self.cues.possessives:
                continue
            found = self._antecedent(i, mention, word)
            if found is None and word in self.cues.possessives:
                found = self._named_after(i)
            if found is not None:
                self.join(found, i)

    def _named_after(self, i: int) -> int | None:
        """« Lors de sa visite à Rome, la reine… »: the subject that follows, where nobody was named before."""
        sentence = self.where[i]
        for j in range(i + 1, len(self.all)):
            if self.where[j] is not sentence:
                return None
            other = self.all[j]
            if other.kind == "Person" and other.level != "pronoun" and other.number != "plur":
                return j if other in sentence.outer and self._is_subject(sentence, other) else None
        return None

    def _antecedent(self, i: int, mention: EntityMention, word: str) -> int | None:
        sentence = self.where[i]
        pronoun = sentence.head(mention)
        if self._impersonal(pronoun):
            return None
        latest = word in self.cues.latest
        plural, feminine, masculine = (
            word in self.cues.plural,
            word in self.cues.feminine,
            word in self.cues.masculine,
        )
        possessive = word in self.cues.possessives
        best: tuple[float, int] | None = None
        for j in range(i - 1, -1, -1):
            other = self.all[j]
            there = self.where[j]
            distance = sentence.index - there.index
            if distance > _REACH:
                break
            if other.level == "pronoun" and (self.find(j) == j or other.anchor.text.lower() in self.cues.possessives):
                continue
            if other not in there.outer and other.level != "pronoun":
                continue
            score = self._fit(other, plural, feminine, masculine, possessive)
            if score <= 0:
                continue
            subject = self._is_subject(there, other)
            score += 3.0 if subject and not latest else 0.0
            score -= 2.0 * distance + (1.0 if latest else 0.05) * sum(
                1 for k in range(j + 1, i) if self.where[k] is there
            )
            if there.kind != "body" and sentence.kind == "body":
                score -= 1.0
            if not possessive and self._is_dead(there, other):
                continue
            if self._is_out_of_reach(sentence, pronoun, there, other):
                continue
            if distance == 0 and not possessive and self._same_clause(sentence, pronoun, other):
                continue
            if best is None or score > best[0]:
                best = (score, j)
        return best[1] if best is not None and best[0] > 0 else None

    def _is_out_of_reach(
        self, sentence: SentenceReading, pronoun: Token, there: SentenceReading, other: EntityMention
    ) -> bool:
        """Who is quoted does not say « il » of himself, and « a-t-il ajouté » is nobody whom the quotation tells of."""
        inside = self._is_quoted(sentence.offset(pronoun))
        if inside == self._is_quoted(other.anchor.start):
            return False
        says = syntax.clause_head(there.head(other) if inside else pronoun)
        return syntax.is_verb(says) and says.lemma_ in self.cues.speech_verbs and syntax.is_inserted(says)

    def _is_quoted(self, at: int) -> bool:
        return any(start < at < end for start, end in self._quoted)

    def _impersonal(self, pronoun: Token) -> bool:
        words = self.grammar.pronouns
        if pronoun.lower_ not in words.impersonal:
            return False
        return pronoun.head.lemma_ in words.impersonal_verbs or (
            pronoun.dep_ in syntax.EXPLETIVES and pronoun.head.lemma_ in words.being_there
        )

    def _fit(self, other: EntityMention, plural: bool, feminine: bool, masculine: bool, possessive: bool) -> float:
        """How well a mention can be what a pronoun stands for; 0 where it cannot."""
        kind = other.kind
        if is_a(kind, "Weapon") or kind in ("Facility", "City", "Region", "Post"):
            return 0.0
        number = other.number or ("plur" if kind in ("Group",) else None)
        if plural:
            if number == "sing" or (
                kind in ("Country", "State", "InternationalOrganization") and other.key != "united-states"
            ):
                return 0.0
            if kind == "Person" and number != "plur":
                return 0.0
            return 3.0
        if number == "plur":
            return 0.0
        if kind == "Person":
            if (feminine and other.gender == "masc") or (masculine and other.gender == "fem"):
                return 0.0
            return 4.0
        if kind in ("Country", "State"):
            return 1.0 if possessive else 0.6
        if other.gender is not None and (
            (feminine and other.gender == "masc") or (masculine and other.gender == "fem")
        ):
            return 0.0
        return 1.5

    def _is_subject(self, sentence: SentenceReading, mention: EntityMention) -> bool:
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
                    for token in sentence.doc
                    if syntax.is_verb(token) and token.dep_ in syntax.MAIN
                )
            )
        return self._subjects[index]

    def _is_dead(self, sentence: SentenceReading, mention: EntityMention) -> bool:
        """Whether the text has just told that they died."""
        head = sentence.head(mention)
        verb = head.head
        if verb.lemma_ not in self.cues.fatal | self.cues.dying:
            return False
        dying = verb.lemma_ in self.cues.dying
        return head.dep_ in syntax.UNDERGOING or (head.dep_ in syntax.PLAIN_SUBJECTS and dying)

    def _same_clause(self, sentence: SentenceReading, pronoun: Token, other: EntityMention) -> bool:
        """A subject pronoun cannot stand for something else in its own clause."""
        return syntax.clause_head(pronoun) == syntax.clause_head(sentence.head(other))


def _family(kind: str) -> str:
    if kind in ("City", "Region", "Country", "State", "Facility"):
        return "place"
    return "person" if kind == "Person" else "body"


def resolve(sentences: Iterable[SentenceReading], cues: Cues) -> Mentions:
    """The mentions of an article with their chains."""
    return Mentions(tuple(sentences), cues)
