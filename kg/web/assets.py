"""Scripts and sheets, read once into memory: an address only ever names a key of a table, never a file."""

import re
from dataclasses import dataclass
from pathlib import Path

from kg.view import page as picture_page
from kg.web.desk import fingerprint

_SHARED = Path(picture_page.__file__).with_name("static")
_OWN = Path(__file__).with_name("static")
_SCRIPTS = "text/javascript; charset=utf-8"
_SHEETS = "text/css; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Asset:
    """What is sent, and as what."""

    content: bytes
    media: str


class Assets:
    """All scripts and sheets of the site by name."""

    def __init__(self) -> None:
        self._assets: dict[str, Asset] = {}
        for folder in (_SHARED / "vendor", _SHARED / "app", _OWN / "vendor", _OWN):
            for file in sorted(folder.glob("*.js")):
                self._assets[file.name] = Asset(file.read_bytes(), _SCRIPTS)
        for file in (*(_SHARED / "vendor").glob("*.css"), *(_OWN / "vendor").glob("*.css")):
            text = re.sub(r"url\((?!data:)[^)]*\)", "none", file.read_text(encoding="utf-8"))
            self._assets[file.name] = Asset(text.encode(), _SHEETS)
        sheets = (
            picture_page.colours(),
            *(
                (folder / name).read_text(encoding="utf-8")
                for folder, name in ((_SHARED, "parts.css"), (_OWN, "desk.css"))
            ),
        )
        self._assets["desk.css"] = Asset(_dark_by_choice("\n".join(sheets)).encode(), _SHEETS)
        self._assets["countries-50m.json"] = Asset(
            (_SHARED / "vendor/countries-50m.json").read_bytes(), "application/json"
        )
        self._names = {name: f"{fingerprint(asset.content)}-{name}" for name, asset in self._assets.items()}
        self._by_address = {address: self._assets[name] for name, address in self._names.items()}

    def address(self, name: str) -> str:
        """The address of an asset; it changes with its content, so that browsers may keep it for good."""
        return f"/static/{self._names[name]}"

    def get(self, name: str) -> Asset | None:
        """The asset at an address."""
        return self._by_address.get(name)

    def licences(self) -> list[tuple[str, str]]:
        """The licence texts of the libraries, by where they are used."""
        return [
            (folder.parent.name, (folder / "LICENSES.md").read_text(encoding="utf-8")) for folder in (_SHARED, _OWN)
        ]


def _dark_by_choice(sheet: str) -> str:
    """Dark where the reader chose it, or where the system is dark and the reader did not choose."""

    def twice(match: re.Match[str]) -> str:
        return f"{match[0]}\n@media (prefers-color-scheme: dark) {{ :root:not([data-theme=light]) {match[1]} }}"

    return re.sub(r"\[data-theme=dark\]\s*(\{[^{}]*\})", twice, sheet)
