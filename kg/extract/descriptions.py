"""Descriptions: nouns of the lexicon with what identifies them, « chef du Pentagone », « 560 militaires »."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Literal, NamedTuple

from kg.distances import load_distance_words
from kg.extract.draft import Draft, Run
from kg.extract.nouns import Noun, NounWords, Number, unaccented_start
from kg.extract.runs import portfolio
from kg.extract.small_words import CuttingWords, Gender
from kg.extract.tokens import Token
from kg.model import Anchor, EntityMention
from kg.vocabulary import is_a


def _genders_of(head: Token, determiner: str, small: CuttingWords) -> list[str]:
    """The gender of a noun: by its determiner, else by the parser."""
    known = small.genders.get(determiner)
    return ["Fem" if known == "fem" else "Masc"] if known else list(head.morph.get("Gender", []))


class _Owner(NamedTuple):
    """A further owner of a plural: its words, and the state or body."""

    first: int
    end: int
    of: str


class Describer:
    """Descriptions: nouns of the lexicon with what identifies them."""

    def __init__(self, draft: Draft, words: NounWords) -> None:
        """Know the names of the sentence by their first word."""
        self.draft = draft
        self.words = words
        self.small = words.small.descriptions
        self.listed = draft.words
        self.names: dict[int, Run] = {}
        for run in draft.runs:
            if run.first not in self.names or self.names[run.first].end < run.end:
                self.names[run.first] = run
        self.inside = {i for run in draft.runs for i in range(run.first, run.end)}

    def all(self) -> list[EntityMention]:
        """All descriptions of the sentence."""
        found: list[EntityMention] = []
        for index, (end, noun) in sorted(self.draft.nouns.items()):
            if index in self.inside or self._introduces(index, end, noun):
                continue
            if all(at in self.draft.blocked for at in range(index, end)) and end - index == 1:
                continue
            found.extend(self._describe(index, end, noun))
        for index, state in self.draft.demonyms.items():
            if index not in self.inside and self.listed[index].capital:
                demonym = self._demonym(index, state)
                if demonym is not None:
                    found.append(demonym)
        return [*found, *self._parts_of_states()]

    def _parts_of_states(self) -> Iterator[EntityMention]:
        """« dans l'est congolais », « le sol malien »: a direction or soil behind an article, and the adjective of a state."""
        parts = self.small.soil.union(load_distance_words(self.words.language).directions)
        for index, state in self.draft.demonyms.items():
            at = index - 1
            if at < 1 or at in self.inside or index in self.inside or self.listed[index].capital:
                continue
            opened = self.listed[at - 1].key in {*self.draft.small.determiners, *self.small.of}
            if self.listed[at].key in parts and opened and self.draft.together(at):
                anchor = self._anchor(self.listed[at].token)
                yield EntityMention(
                    self.draft.anchor(at, index + 1), "Region", "nominal", anchor, None, state, "sing", "masc"
                )

    def _introduces(self, index: int, end: int, noun: Noun) -> bool:
        """« le groupe X », « le parti X »: the name is the mention, the noun its head."""
        return any(
            run.before in (index, end - 1) for run in self.names.values() if run.kind not in ("Person", "Weapon")
        )

    def _describe(self, index: int, end: int, noun: Noun) -> list[EntityMention]:
        """The mention at a noun; several where each owner of a plural has his own: « les armées turque et syrienne »."""
        first = self._start(index, noun)
        before = self.draft.key(first - 1)
        if noun.number == "sing" and (before in self.small.nobody or before in self.small.final):
            many = (self.words.nouns.get(self.listed[index].key + mark) for mark in sorted(self.small.plural_marks))
            plural = next((plural for plural in many if plural is not None), noun)  # « aucun soldat »: no soldiers
            if before in self.small.nobody or is_a(plural.kind, "ArmedForce"):
                noun = plural  # « le dernier soldat a quitté Gao »: with him, all of them
        stop, of = self._extend(end, noun)
        kind = noun.kind
        more = self._more_owners(stop, noun)
        if more and not (noun.number == "plur" and is_a(kind, "Actor")):
            stop, more = self._extend(more[-1].end, noun)[0], []  # « la force malienne et tchadienne » is one
        head = self.listed[index].token
        level: Literal["name", "nominal"] = "nominal"
        key: str | None = None
        hit = self.draft.hits.get(index)
        if hit is not None and hit[0] == end == stop and is_a(hit[1][0].entity.kind, "Actor"):
            if self.draft.key(first - 1) in self.small.of_many and hit[1][0].sense == "name":
                key, kind = hit[1][0].entity.id, hit[1][0].entity.kind  # « les shebab », « des talibans »
        if kind == "Person" and noun.number == "sing":
            body = self.words.feminine.get(self.listed[index].key)
            if body is not None and "Fem" in _genders_of(head, self.draft.key(first - 1), self.draft.small):
                kind = body
        if kind == "Person" and noun.number == "plur" and self.listed[index].key in self.words.belonging:
            kind = self._body_of_members(end, stop) or kind
        if self.listed[index].key in self.words.commanded and (
            any(self.draft.key(at) in self.words.commanding for at in range(first - 1, index))
            or (self.draft.key(end) in self.words.commanded_by and self._commands(end + 1))
        ):
            kind = "ArmedForce"  # « nos hommes », « les hommes du général X »
        if kind == "Weapon" and stop in self.names and self.draft.together(stop - 1):
            stop = self.names[stop].end if self.names[stop].kind == "Weapon" else stop
        if kind == "Facility" and stop in self.names and self.draft.together(stop - 1):
            run = self.names[stop]
            alone = self.draft.key(first - 1) not in self.small.of  # « l'homme de cinéma X » is no cinema
            if alone and run.kind in ("Facility", "Person", "City", "Organization") and stop == end:
                stop, level = run.end, "name"
                stop, of = self._extend(stop, noun)
        elif kind == "Facility" and self.listed[index].capital and index and stop > end:
            level = "name"
        if noun.role == "post" and noun.number == "sing" and self._is_office(first):
            kind = "Post"
        if (
            noun.kind in ("State", "Country")
            and noun.number == "sing"
            and stop == end
            and self.listed[index].key in self.small.bare_states
        ):
            return []
        determiner = self.draft.key(first - 1)
        number: Number = noun.number
        if noun.number == "sing" and determiner in self.small.many:
            number = "plur"
        gender: Gender | None = None
        either = self.listed[index].key.endswith(tuple(self.small.epicene))  # « l'émissaire »
        genders = [] if either else head.morph.get("Gender", [])
        if determiner in self.small.feminine or "Fem" in genders:
            gender = "fem"
        elif determiner in self.small.masculine or "Masc" in genders:
            gender = "masc"
        anchor = self.draft.anchor(first, stop)
        if noun.number == "plur":
            anchor = self._with_number(anchor)
        mention = EntityMention(anchor, kind, level, self._anchor(head), key, of, number, gender)
        if not more:
            return [mention]
        if self._each_alone(noun, [stop - 1, *(owner.end - 1 for owner in more)]):
            mention = replace(mention, number="sing")
        return [mention, *self._others(mention, noun, more)]

    def _more_owners(self, stop: int, noun: Noun) -> list[_Owner]:
        """The further owners in « les ministres turc, russe et iranien », « les chefs de la Chine et de l'Inde »."""
        found: list[_Owner] = []
        at = stop
        while at < len(self.listed):
            closing = self.draft.together(at - 1) and self.listed[at].key in self.small.joining
            if not closing and (self.draft.between(at - 1) != "," or noun.number != "plur"):
                break
            first = at + 1 if closing else at
            owner = self._owner_at(first, stop, noun)
            if owner is None or (closing and not self.draft.together(at)):
                break
            found.append(owner)
            if closing:
                return found
            at = owner.end
        return []

    def _owner_at(self, first: int, stop: int, noun: Noun) -> _Owner | None:
        """An owner told as the one before `stop` is: by the adjective of a state, or by « de » and its name."""
        if stop - 1 in self.draft.demonyms:
            adjective = first in self.draft.demonyms and not self.listed[first].capital
            return _Owner(first, first + 1, self.draft.demonyms[first]) if adjective else None
        before = next((run for run in self.names.values() if run.end == stop), None)
        if before is None or before.kind != "Country" or noun.number != "plur":
            return None
        if not is_a(noun.kind, "Actor") or self.draft.key(first) not in self.small.with_complement:
            return None
        size, of = self._complement(first, noun)
        after = next((run for run in self.names.values() if run.end == first + size), None)
        if not size or of is None or after is None or after.kind != "Country":
            return None
        return _Owner(first, first + size, of)

    def _others(self, mention: EntityMention, noun: Noun, more: list[_Owner]) -> list[EntityMention]:
        """A mention for each further owner, the last with what follows it: « turc et russe de la Défense »."""
        found: list[EntityMention] = []
        for owner in more:
            end = self._extend(owner.end, noun)[0] if owner is more[-1] else owner.end
            head = self._anchor(self.listed[owner.end - 1].token)
            found.append(replace(mention, anchor=self.draft.anchor(owner.first, end), head=head, key=None, of=owner.of))
        return found

    def _each_alone(self, noun: Noun, owners: list[int]) -> bool:
        """Whether each owner has one: « les présidents malien et tchadien », not « les soldats maliens et tchadiens »."""
        if noun.kind != "Person":
            return False
        if not all(at in self.draft.demonyms for at in owners):
            return noun.role == "post"
        marks, unmarked = tuple(self.small.plural_marks), tuple(self.small.same_in_plural)
        keys = [self.listed[at].key for at in owners]
        if all(key.endswith(unmarked) for key in keys):
            return noun.role == "post"
        return any(not key.endswith(marks) for key in keys)

    def _body_of_members(self, end: int, stop: int) -> str | None:
        """The armed body in « membres de la milice », « éléments de l'Etat islamique »: they are what it is."""
        for at in range(end, stop):
            run, noun, hit = self.names.get(at), self.draft.nouns.get(at), self.draft.hits.get(at)
            kind = (run.kind if run is not None else noun[1].kind if noun is not None else None) or ""
            kind = kind or (hit[1][0].entity.kind if hit is not None else "")
            if is_a(kind, "ArmedGroup") or is_a(kind, "ArmedForce"):
                return kind
            if kind:
                return None
        return None

    def _with_number(self, anchor: Anchor) -> Anchor:
        """The digits right before a plural belong to it, however they were cut: « 3.000 soldats »."""
        sentence = self.draft.sentence.anchor
        before = sentence.text[: anchor.start - sentence.start]
        cut = r"[.,\s]" if anchor.text[0].isdigit() else r"\s*"  # « 000 soldats » is the end of a number
        digits = re.search(rf"(?<![\w.,])\d+(?:[.,\s]\d+)*{cut}$", before)
        if digits is None:
            return anchor
        start = sentence.start + digits.start()
        return Anchor(start, anchor.end, sentence.text[digits.start() : anchor.end - sentence.start])

    def _anchor(self, token: Token) -> Anchor:
        start = self.draft.sentence.anchor.start + token.idx
        return Anchor(start, start + len(token.text), token.text)

    def _start(self, index: int, noun: Noun) -> int:
        """A number and a few adjectives before the noun belong to it: « 560 militaires », « jeunes femmes »."""
        first = index
        while first > 0 and self.draft.together(first - 1):
            word = self.listed[first - 1]
            if word.key in self.small.before:
                first -= 1
                continue
            break
        if noun.number == "plur":
            counted = first
            while counted > 0 and self.draft.together(counted - 1):
                word = self.listed[counted - 1]
                if (
                    word.text.isdigit()
                    or self.draft.small.is_number(word.key)
                    or re.fullmatch(r"\d+(?:[.,]\d+)*", word.text)
                ):
                    counted -= 1
                    continue
                if self._is_tens_and_one(counted):
                    counted -= 3
                    continue
                break
            first = counted
        return first

    def _is_tens_and_one(self, end: int) -> bool:
        """« trente et un »."""
        return (
            self.draft.key(end - 1) in self.small.units
            and self.draft.key(end - 2) in self.small.joining
            and self.draft.small.is_number(self.draft.key(end - 3))
            and all(self.draft.together(at) for at in (end - 3, end - 2))
        )

    def _extend(self, end: int, noun: Noun) -> tuple[int, str | None]:
        """Where the description ends, and the state or body it belongs to."""
        of: str | None = None
        stop = end
        complements = 0
        while stop < len(self.listed) and self.draft.together(stop - 1):
            word = self.listed[stop]
            if stop in self.draft.demonyms and (not word.capital or self._is_whose_post(stop, noun)):
                of = of or self.draft.demonyms[stop]
                stop += 1
                continue
            if self._describes(stop, noun):
                stop += 1
                continue
            phrase = self._says_how_he_holds_it(stop, noun)
            if phrase:
                stop += phrase
                continue
            called = self._group_called(stop, noun)
            if called:
                stop = called
                continue
            charges = self._charges(stop, noun)
            if charges:
                complements += 1
                stop = charges
                continue
            if word.key in self.small.with_complement and complements < 2:
                size, owner = self._complement(stop, noun)
                if size:
                    complements += 1
                    of = of or owner
                    stop += size
                    continue
            break
        return stop, of

    def _says_how_he_holds_it(self, at: int, noun: Noun) -> int:
        """How many words of « en exercice », « par intérim » stand behind a title; 0 where none do."""
        if noun.kind != "Person":
            return 0
        keys = tuple(self.draft.key(at + step) for step in range(2))
        together = at + 1 < len(self.listed) and self.draft.together(at)
        return 2 if together and keys in self.words.of_office else 0

    def _is_whose_post(self, at: int, noun: Noun) -> bool:
        """« le président Français François X »: a country's adjective in capitals, between a post and its holder's name."""
        after = at + 1 < len(self.listed) and self.draft.together(at) and self.listed[at + 1].capital
        return noun.kind == "Person" and noun.number != "plur" and after and not self.listed[at - 1].capital

    def _group_called(self, at: int, noun: Noun) -> int:
        """« des miliciens anti-balaka », « des éléments shebab »: where the name of their group in lower case ends, 0 where none stands."""
        hit = self.draft.hits.get(at)
        if hit is None or noun.number != "plur" or self.listed[at].capital or not is_a(noun.kind, "Actor"):
            return 0
        return hit[0] if any(is_a(name.entity.kind, "ArmedGroup") for name in hit[1]) else 0

    def _charges(self, at: int, noun: Noun) -> int:
        """The end of « de la Défense et de la Sécurité », « chargé de l'Europe » from word `at`; 0 where nothing is."""
        if noun.kind not in ("Person", "Government"):
            return 0
        return max(portfolio(self.draft, at, self.words, joined=noun.number != "plur"), default=-1) + 1

    def _describes(self, index: int, noun: Noun) -> bool:
        word = self.listed[index]
        if noun.number == "plur" and not word.key.endswith(tuple(self.small.plural_marks)):
            return False  # it would agree: « talibans contrôlent » is read as an adjective by the parser
        if word.capital or index in self.inside:
            return False
        key = word.key
        if key in self.words.dropped_adjectives:
            return False
        if key in self.words.kept_adjectives:
            return not self._is_done_by_somebody(index)
        if index in self.draft.nouns and key not in self.words.ambiguous:
            return False
        if key in self.words.ambiguous and index not in self.draft.nouns:
            return word.pos in ("ADJ", "NOUN", "PROPN") and not self._says_where(index)
        if word.pos == "ADJ":
            return not self.draft.small.participle_ending.search(key)
        return False

    def _is_done_by_somebody(self, index: int) -> bool:
        """« le médiateur désigné par la Cédéao »: what was done to him, while « le ministre désigné » is called so."""
        behind = self.listed[index + 1] if index + 1 < len(self.listed) else None
        by = behind is not None and behind.key in self.words.small.votes.by
        return by and bool(self.draft.small.participle_ending.search(self.listed[index].key))

    def _says_where(self, index: int) -> bool:
        """« des survivants réfugiés à Adré », « des partis alliés au pouvoir »: a participle that goes on with a place of its own."""
        if index + 1 >= len(self.listed) or not self.draft.small.participle_ending.search(self.listed[index].key):
            return False
        behind = self.listed[index + 1]
        return behind.pos == "ADP" and behind.key not in self.small.plain_of

    def _complement(self, at: int, noun: Noun) -> tuple[int, str | None]:
        """The words of « de la Défense », « du Pentagone », « de réfugiés » and the owner they name."""
        size = 1
        if (
            at + 1 < len(self.listed)
            and self.listed[at].key in self.small.plain_of
            and self.listed[at + 1].key in self.small.article_after_of
        ):
            size = 2
        start = at + size
        if start >= len(self.listed) or not self.draft.together(start - 1):
            return 0, None
        run = self.names.get(start)
        if run is not None:
            if noun.kind in ("Weapon",) and run.kind == "Person":
                return 0, None
            governs = noun.kind == "Government" or self.listed[at - 1].key in self.small.armies
            of_its_own = run.kind == "Region" and governs  # « le gouvernement de la Catalogne » is not that of Spain
            state = run.of if run.kind in ("City", "Region", "Facility") and not of_its_own else None
            return run.end - at, state or run.key
        word = self.listed[start]
        if noun.kind == "Person" or noun.kind == "Government":
            if word.capital and word.key not in self.words.never and start not in self.inside:
                stop = start + 1
                while (
                    stop < len(self.listed)
                    and self.draft.together(stop - 1)
                    and self._describes(stop, noun)
                    and stop not in self.draft.demonyms
                ):
                    stop += 1
                return stop - at, None
        found = self.draft.nouns.get(start)
        if found is None or (
            found[1].kind in ("Weapon",) and noun.kind not in ("Weapon", "Facility", "ArmedForce", "ArmedGroup")
        ):
            return 0, None
        inner = found[1]
        allowed = {
            "Person": ("Actor", "Place"),
            "Government": ("State", "Country"),
            "Facility": ("Actor", "Weapon", "City"),
            "ArmedForce": ("ArmedForce", "Government", "Country", "State", "Organization"),
            "ArmedGroup": ("ArmedGroup",),
            "Group": ("City", "Country", "Region", "ArmedGroup", "ArmedForce", "Organization", "Government"),
            "Organization": ("Group", "Person", "Government"),
            "InternationalOrganization": (),
            "Weapon": ("Weapon",),
            "City": ("Country", "Region", "State"),
            "Region": ("Country", "City"),
        }.get(noun.kind, ())
        if noun.kind == "Person" and inner.kind == "Person" and not (inner.role or noun.role == ""):
            return 0, None
        if not any(is_a(inner.kind, kind) for kind in allowed):
            return 0, None
        named = self.names.get(found[0])
        if named is not None and named.before in range(start, found[0]):
            return named.end - at, named.key  # « de l'organisation Etat islamique »
        stop, of = self._extend(found[0], inner)
        return stop - at, of

    def _commands(self, at: int) -> bool:
        """« du colonel », « d'Ali Darassa »: a rank, or somebody's name."""
        noun = self.words.nouns.get(self.draft.key(at))
        run = self.names.get(at)
        return (noun is not None and noun.role == "rank") or (run is not None and run.kind == "Person")

    def _is_office(self, first: int) -> bool:
        """« nommé ministre », « au poste de ministre »: the office, not who holds it."""
        before = self.draft.key(first - 1)
        if first == 0 or not self.draft.together(first - 1):
            return False
        if before in self.small.of:
            return self.draft.key(first - 2) in self.words.post_nouns
        if before in self.small.in_the_place_of:
            return True
        token = self.listed[first - 1].token
        lemmas = {unaccented_start(token.lemma_.lower()), self.listed[first - 1].key}
        if before in self.draft.small.determiners:
            return False
        if before in self.small.new and first > 1:
            return self.draft.key(first - 2) not in self.draft.small.determiners
        return bool(lemmas & self.words.post_verbs) or any(
            verb[:-2] and self.listed[first - 1].key.startswith(verb[:-2]) and token.pos_ in ("VERB", "ADJ", "AUX")
            for verb in self.words.post_verbs
            if len(verb) > 5
        )

    def _demonym(self, index: int, state: str) -> EntityMention | None:
        """« les Irakiens » are a Group, « un Irakien » a Person, of that state."""
        word = self.listed[index]
        before = self.draft.key(index - 1) if index and self.draft.together(index - 1) else ""
        plural = (
            word.key.endswith(tuple(self.small.plural_marks)) and before not in self.small.one
        ) or before in self.small.some
        if index == 0 and word.pos == "ADJ":
            return None
        token = word.token
        first = index
        if plural:
            while (
                first > 0
                and self.draft.together(first - 1)
                and (self.listed[first - 1].text.isdigit() or self.draft.small.is_number(self.listed[first - 1].key))
            ):
                first -= 1
        gender: Gender | None = (
            "fem"
            if before in self.small.feminine_people or word.key.endswith(tuple(self.small.feminine_ends))
            else "masc"
        )
        return EntityMention(
            self.draft.anchor(first, index + 1),
            "Group" if plural else "Person",
            "nominal",
            self._anchor(token),
            None,
            state,
            "plur" if plural else "sing",
            gender,
        )
