"""Write into README.md what its commands print: `python scripts/readme.py`.

A block after `<!-- run: kg … -->` holds the output of that command on a store built from the sample articles.
"""

import os
import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
BLOCK = re.compile(r"<!-- run: kg (?P<command>.*?) -->\n```\n(?P<output>.*?)```\n", re.DOTALL)
WITHOUT_STORE = ("explain",)


def steady(output: str) -> str:
    """The output without what differs from one run to the next: seconds, and the folder of the store."""
    output = re.sub(r"in \d+\.\d s", "in 3.1 s", output)
    return "\n".join(line.rstrip() for line in output.splitlines()) + "\n"


def printed(command: str, store: Path) -> str:
    """What `kg COMMAND` prints on `store`. Raises CalledProcessError where it fails."""
    words = shlex.split(command)
    if words[0] not in WITHOUT_STORE:
        words += ["--store", str(store)]
    environment = {**os.environ, "COLUMNS": "110", "NO_COLOR": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "kg", *words], cwd=ROOT, env=environment, check=True, capture_output=True, text=True
    )
    return steady(done.stdout.replace(str(store), "out/store"))


def outputs(text: str) -> Iterator[tuple[str, str, str]]:
    """(command, output as written, output as it is now) of every block, on one store."""
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "store"
        for block in BLOCK.finditer(text):
            yield block["command"], block["output"], printed(block["command"], store)


def main() -> None:
    """Write the blocks again."""
    text = README.read_text(encoding="utf-8")
    found = iter(list(outputs(text)))
    text = BLOCK.sub(lambda block: f"<!-- run: kg {block['command']} -->\n```\n{next(found)[2]}```\n", text)
    README.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
