"""How smooth the graph is: `python -m benchmarks.frames [EVENTS …]`, by default 680 events (about 1,000 nodes) and 10,000.

Made-up records become the self-contained page of `kg show`; headless Chromium opens it, pans the graph for two seconds, and
counts the milliseconds between frames. Needs Chromium; a machine without a graphics card draws slower than others.
"""

import os
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

from kg.view.page import page
from tests.view_records import many

EVENTS = (680, 10_000)
PANNING = """async () => {
  const gaps = []; let before = performance.now();
  const end = before + 2000;
  while (performance.now() < end) {
    KG.cy.panBy({ x: 3, y: 1 });
    await new Promise(requestAnimationFrame);
    const now = performance.now(); gaps.push(now - before); before = now;
  }
  return gaps;
}"""


def main() -> None:
    """Make the pages, open them, pan."""
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if chromium is None:
        sys.exit("No Chromium is installed; install one to count frames.")
    print(
        f"{'events':>7} {'nodes':>6} {'written s':>10} {'drawn s':>8} {'frame ms: median':>17} {'95 %':>6} {'worst':>6}"
    )
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=chromium, args=arguments)
        for events in map(int, sys.argv[1:] or EVENTS):
            file = Path(folder) / f"{events}.html"
            started = time.perf_counter()
            file.write_text(page(many(events)), encoding="utf-8")
            written = time.perf_counter() - started
            tab = browser.new_page(viewport={"width": 1440, "height": 900})
            started = time.perf_counter()
            tab.goto(file.as_uri(), timeout=120_000)
            tab.wait_for_function("typeof KG !== 'undefined' && KG.cy", timeout=120_000)
            drawn = time.perf_counter() - started
            nodes = tab.evaluate("KG.cy.nodes().length")
            gaps = sorted(tab.evaluate(PANNING))
            middle, late = statistics.median(gaps), gaps[int(len(gaps) * 0.95)]
            print(f"{events:7} {nodes:6} {written:10.1f} {drawn:8.1f} {middle:17.0f} {late:6.0f} {gaps[-1]:6.0f}")
            tab.close()
        browser.close()


if __name__ == "__main__":
    main()
