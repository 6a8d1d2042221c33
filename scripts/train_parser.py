"""Train the parser further on news: `python -m scripts.train_parser ARTICLES.jsonl … [--rounds 5]`.

Learned are the trees of our own sentences (`scripts/sentences.conllu`, read as tests/gold wants them; a tree that is
wrong is corrected there) and those of the ARTICLES (JSON lines with `text`, or gold cases) as the parser that is there
reads them, mended (`kg.extract.mending`): as they are, and said in other ways (`scripts/trees.py`, `scripts/phrases.toml`), where the tree
is known and the parser would lose the thread. Writes kg/lang/fr/parser.npz.
Self-training: McClosky, Charniak, Johnson 2006, https://aclanthology.org/N06-1020/.
"""

import argparse
import json
import random
import time
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc as ParserDoc
from spacy.training import Example
from spacy.training.converters.conllu_to_docs import conllu_to_docs
from thinc.api import Adam, NumpyOps, fix_random_seed, set_current_ops

from kg.articles.language import LanguageWords, load_language_words
from kg.extract.mending import repair
from kg.extract.parse import MODELS, load_parser, multiply_with_numpy, parse_words
from kg.extract.sentences import split_sentences
from kg.extract.trained import COMPONENTS, FILE, weights_of, write_differences
from kg.lexicon import Lexicon, load_lexicon
from kg.model import Anchor
from kg.resources import folder, read_toml
from scripts.trees import Change, Tree, Word, changes, copy, is_tree, tree_of, vary

ROOT = Path(__file__).parents[1]
OWN = ROOT / "scripts" / "sentences.conllu"
LANGUAGE = "fr"
WORDS_AT_ONCE = 700
LEARN_RATE = 0.0003  # falls to a tenth
WARMING = 60  # updates until the rate is reached
LONGEST = 90  # words of a sentence that is learned
LONGEST_VARIED = 45
_PLAIN = {"compound": "nmod"}  # labels of mending that the parser has not


@dataclass(frozen=True)
class Teacher:
    """The parser that is there, and what mends what it reads."""

    nlp: Language
    lexicon: Lexicon
    sentences: LanguageWords


def load_teacher() -> Teacher:
    """The reader's first steps: each training learns from what the one before it reads."""
    nlp = load_parser(LANGUAGE, exclude=["ner"])
    return Teacher(nlp, load_lexicon(LANGUAGE), load_language_words(LANGUAGE))


def main() -> None:
    """Train, and write the differences of the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", nargs="*", type=Path, help="JSON lines with `text`, gold cases")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1, help="of the order of the sentences and what is put in")
    parser.add_argument(
        "--varied", type=float, default=2.0, help="how often a sentence is said differently, each round"
    )
    parser.add_argument("--out", type=Path, default=folder("lang") / LANGUAGE / FILE)
    asked = parser.parse_args()
    fix_random_seed(1)
    set_current_ops(NumpyOps(use_blis=False))
    teacher = load_teacher()
    own = list(read_own())
    trees = own + list(_trees(_texts(asked.articles), teacher))
    phrases = {name: list(_phrases(entry, teacher)) for name, entry in _phrase_entries().items()}
    print(f"{len(own)} sentences of our own, {len(trees) - len(own)} of articles", flush=True)
    lessons = Lessons(trees, own, phrases, asked.varied)
    train(lessons, asked.seed, asked.rounds, asked.out)


@dataclass(frozen=True)
class Lessons:
    """What is learned: all trees, those of our own among them once more, and each said in other ways `varied` times a round."""

    trees: Sequence[Tree]
    own: Sequence[Tree]
    phrases: Mapping[str, Sequence[Tree]]
    varied: float


def train(lessons: Lessons, seed: int, rounds: int, out: Path) -> None:
    """Train the components of the model as it is installed, and write the differences."""
    course = Course(lessons, seed)
    for number in range(rounds):
        course.learn(LEARN_RATE * (1 - 0.9 * number / max(1, rounds - 1)), out)
        print(f"round {number + 1}: {course}", flush=True)


class Course:
    """A model in training."""

    def __init__(self, lessons: Lessons, seed: int) -> None:
        """Begin with the weights as installed."""
        self.nlp = spacy.load(MODELS[LANGUAGE], exclude=["ner", "lemmatizer", "attribute_ruler"])
        multiply_with_numpy(self.nlp)
        self.before = {name: value.copy() for name, value in weights_of(self.nlp).items()}
        self.lessons = lessons
        self.learner = Learner(self.nlp)
        self.told = [example for tree in lessons.trees if (example := self.learner.example(tree)) is not None]
        self.ours = [example for tree in lessons.own if (example := self.learner.example(tree)) is not None]
        self.possible = changes(lessons.trees)
        self.chance = random.Random(seed)
        self.optimizer: Any = Adam(LEARN_RATE, L2=0.0, grad_clip=1.0, use_averages=True)
        self.updates = 0

    def learn(self, rate: float, out: Path) -> None:
        """One round over all sentences, our own twice, and those said differently; write the differences."""
        varied = self.learner.varied(
            self.lessons.trees, self.lessons.phrases, self.possible, self.lessons.varied, self.chance
        )
        examples = [*self.told, *self.ours, *varied]
        self.chance.shuffle(examples)
        for batch in _batches(examples):
            self.updates += 1
            self.optimizer.learn_rate = rate * min(1, self.updates / WARMING)
            self.nlp.update(batch, sgd=self.optimizer, drop=0.0)
        with self.nlp.use_params(self.optimizer.averages):
            write_differences(self.nlp, self.before, out)

    def misread(self) -> list[Example]:
        """The sentences of ours that are read otherwise than taught."""
        with self.nlp.use_params(self.optimizer.averages):
            return self.learner.misread(self.ours)

    def __str__(self) -> str:
        """How many of ours are misread."""
        return f"{len(self.misread())} of {len(self.ours)} of ours misread, {time.process_time():.0f} s"


class Learner:
    """What of a tree the components of a model can learn."""

    def __init__(self, nlp: Language) -> None:
        """Look up the labels that the components know."""
        self.nlp = nlp
        components: Any = {name: nlp.get_pipe(name) for name in COMPONENTS}
        self.labels = {*components["parser"].labels, "ROOT"}
        self.morphs = {frozenset(label.split("|")) for label in components["morphologizer"].labels}

    def example(self, tree: Tree) -> Example | None:
        """A sentence and its tree; None where it is none, or has a label that the parser has not."""
        deps = ["ROOT" if word.head is word else _PLAIN.get(word.dep, word.dep) for word in tree]
        if len(tree) > LONGEST or not is_tree(tree) or not self.labels.issuperset(deps):
            return None
        heads = [tree.index(word.head) for word in tree if word.head is not None]
        written = _written(tree)
        taught = ParserDoc(self.nlp.vocab, *written, heads=heads, deps=deps)
        token: Any
        for token, word in zip(taught, tree, strict=True):
            if frozenset(filter(None, [*word.morph.split("|"), f"POS={word.pos}"])) in self.morphs:
                token.pos_ = word.pos
                token.set_morph(word.morph)
        return Example(self._unread(*written), taught)

    def varied(
        self,
        trees: Iterable[Tree],
        phrases: Mapping[str, Sequence[Tree]],
        possible: Mapping[Change, float],
        times: float,
        chance: random.Random,
    ) -> Iterator[Example]:
        """The sentences said in other ways, each `times` on average."""
        for tree in trees:
            for _ in range(int(times) + (chance.random() < times % 1)):
                other = vary(tree, phrases, possible, chance) if len(tree) <= LONGEST_VARIED else None
                example = self.example(other) if other else None
                if example is not None:
                    yield example

    def misread(self, examples: Sequence[Example]) -> list[Example]:
        """Those of which a word is read otherwise than taught: its head, label or part of speech."""
        read = self.nlp.pipe(
            self._unread([token.text for token in doc], [bool(token.whitespace_) for token in doc])
            for doc in (example.reference for example in examples)
        )
        return [
            example
            for doc, example in zip(read, examples, strict=True)
            if any(
                (token.head.i, token.dep, token.pos) != (taught.head.i, taught.dep, taught.pos)
                for token, taught in zip(doc, example.reference, strict=True)
            )
        ]

    def _unread(self, words: list[str], spaces: list[bool]) -> ParserDoc:
        """Words told, as `kg.extract.parse` does, that no other sentence begins among them."""
        doc = ParserDoc(self.nlp.vocab, words, spaces)
        for token in doc[1:]:
            token.is_sent_start = False
        return doc


def _written(tree: Tree) -> tuple[list[str], list[bool]]:
    return [word.text for word in tree], [word.space for word in tree]


def _batches(examples: Iterable[Example]) -> Iterator[list[Example]]:
    batch: list[Example] = []
    words = 0
    for example in examples:
        batch.append(example)
        words += len(example.reference)
        if words >= WORDS_AT_ONCE:
            yield batch
            batch, words = [], 0
    if batch:
        yield batch


# ---------------------------------------------------------------- what is learned


def read_own() -> Iterator[Tree]:
    """Our own sentences with their trees (CoNLL-U, https://universaldependencies.org/format.html)."""
    for doc in conllu_to_docs(OWN.read_text(encoding="utf-8"), n_sents=1, no_print=True):  # type: ignore[no-untyped-call]
        words = [Word(token.text, bool(token.whitespace_), token.pos_, str(token.morph), token.dep_) for token in doc]
        for word, token in zip(words, doc, strict=True):
            word.head = words[token.head.i]
        yield words


def _texts(paths: Iterable[Path]) -> Iterator[str]:
    for path in paths:
        if path.suffix == ".toml":
            yield from (case["text"] for case in read_toml(path)["case"] if "text" in case)
            continue
        with path.open(encoding="utf-8") as lines:
            yield from (json.loads(line)["text"] for line in lines)


def _trees(texts: Iterable[str], teacher: Teacher) -> Iterator[Tree]:
    """The trees of the sentences as the teacher reads them."""
    for text in texts:
        told = [
            part.anchor
            for part in split_sentences(text, teacher.sentences)
            if part.kind in ("headline", "heading", "body")
        ]
        yield from _read(told, teacher)


def _read(anchors: Sequence[Anchor], teacher: Teacher) -> Iterator[Tree]:
    sentences = parse_words(anchors, teacher.nlp)
    for sentence in sentences:
        if len(sentence.doc) > 2:
            yield tree_of(repair(sentence.doc, teacher.lexicon), [bool(token.whitespace_) for token in sentence.parsed])


def _phrase_entries() -> dict[str, Any]:
    return tomllib.loads((ROOT / "scripts" / "phrases.toml").read_text(encoding="utf-8"))


def _phrases(entry: dict[str, Any], teacher: Teacher) -> Iterator[Tree]:
    """The phrases of a kind as they are parsed in their frame, with the head's label; those read as several are left out."""
    for phrase in entry["phrases"]:
        before = entry["frame"].partition("{}")[0]
        text = entry["frame"].format(phrase if before else phrase[0].upper() + phrase[1:])
        read = next(_read([Anchor(0, len(text), text)], teacher))
        words = _between(read, len(before), len(before) + len(phrase))
        tops = [word for word in words if word.head is word or word.head not in words]
        if len(tops) != 1:
            print(f"left out, read as several: {text}")
            continue
        words = copy(words)
        top = next(word for word in words if word.head is None or word.head is word)
        top.head, heads = None, entry["heads"]
        top.dep = heads.get(top.pos, heads.get("", top.dep))
        if not before and entry["heads"]:
            words[0].text = phrase[: len(words[0].text)]
        _mend_phrase(words, top)
        yield words


def _between(tree: Tree, start: int, end: int) -> Tree:
    at, found = 0, []
    for word in tree:
        if start <= at < end:
            found.append(word)
        at += len(word.text) + word.space
    return found


def _mend_phrase(words: Tree, top: Word) -> None:
    """A noun behind a verb of saying says it, « que » of a relative clause is its object."""
    for word in words:
        if top.dep == "parataxis" and word.head is top and word.dep == "obj":
            word.dep = "nsubj"
        if top.dep == "acl:relcl" and word.text == "que" and word.pos == "SCONJ":
            word.pos, word.morph, word.dep = "PRON", "PronType=Rel", "obj"
    if top.dep == "acl:relcl" and not any(word.pos in ("PRON", "SCONJ") for word in words):
        top.dep = "acl"


if __name__ == "__main__":
    main()
