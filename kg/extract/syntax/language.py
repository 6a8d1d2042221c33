"""The words of grammar of the language that a sentence is in: asked several times of each word."""

from kg.extract.syntax.words import SyntaxWords
from kg.extract.tokens import Token
from kg.resources import folder
from kg.tables import read_tables

_READ: dict[str, SyntaxWords] = {}  # by language


def syntax_words(language: str) -> SyntaxWords:
    """The words of a language. Raises ResourceError naming the file, the table, the wrong key and those that are right."""
    if language not in _READ:
        _READ[language] = read_tables(SyntaxWords, folder("lang") / language / "syntax.toml", curly=True)
    return _READ[language]


def words_of(token: Token) -> SyntaxWords:
    """The words of the language of a sentence's word."""
    known = _READ.get(token.doc.language)
    return syntax_words(token.doc.language) if known is None else known
