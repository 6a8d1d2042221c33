"""Text as if every paper printed alike: one apostrophe, one space, one pair of quotation marks."""

import re

_SIGNS = str.maketrans("’‘ʼ“”\u2011\u00a0\u202f\u2009\t\n", "'''«»-     ")
_STRAIGHT_OPENING = re.compile(r"^\"|(?<=[\s('\[])\"(?=\S)")


def plainly(text: str) -> str:
    """The text with plain signs, letter for letter as long, so that offsets stay."""
    text = text.translate(_SIGNS)
    return _STRAIGHT_OPENING.sub("«", text).replace('"', "»") if '"' in text else text
