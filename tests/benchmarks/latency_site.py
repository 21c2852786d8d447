#!/usr/bin/env python
"""From a key on a control to the first changed picture on the screen, for every picture of the pages without a kernel.

    python tests/benchmarks/latency_site.py SITE [--presses 20] [--lessons 01 03]

SITE is a folder that ``borderlab site SITE`` wrote; its pages are opened from the disk, and a request would be refused. A press counts
as in ``latency.py``: from the key's event to the first task after the frame in which something of the picture had changed.
"""

from __future__ import annotations

import argparse
import statistics
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(HERE / "browser"), str(HERE / "slow")]

from lab import launch
from latency import CLEAR, KEYS, PAUSE_MS, WATCH, percentile
from site_player import STAGES, commit_all, opened, unfold

HEAD = (
    "| lesson | picture | settings | n | median ms | p95 |\n| --- | --- | --: | --: | --: | --: |"
)
ABOUT = """(one) => { const { part, layout } = one.parentElement.stage, [first] = layout.bundle.controls;
  return {title: part.title, held: part.held, kind: first.kind, name: first.name,
    count: first.kind === 'slider' ? Math.round((first.high - first.low) / first.step) + 1 : first.kind === 'tick' ? 2 : first.options.length,
    at: first.kind === 'slider' ? Math.round((layout.bundle.values[first.name] - first.low) / first.step) : Number(layout.bundle.values[first.name])}; }"""


def measure(page, stage, presses: int) -> tuple[dict, list[float]]:
    """Press the first control of one picture; what it is, and how long each press took."""
    told = stage.evaluate(ABOUT)
    control = stage.query_selector(f'[data-key="{told["name"]}"]')
    control.scroll_into_view_if_needed()
    control.focus()
    at, by, waits = told["at"], 1, []
    page.wait_for_timeout(300)
    page.evaluate(CLEAR)
    for _press in range(presses):
        by = by if 0 <= at + by < told["count"] else -by
        at += by
        page.keyboard.press(KEYS[told["kind"]][by < 0])
        page.wait_for_timeout(PAUSE_MS)
    log = page.evaluate("kitLatency")
    for key, end in zip(log["keys"], [*log["keys"][1:], float("inf")], strict=True):
        waits += (
            [min(after) - key] if (after := [p for p in log["paints"] if key <= p < end]) else []
        )
    return told, waits


def main() -> None:
    """Measure every picture of the pages named and print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("site", type=Path)
    parser.add_argument("--lessons", nargs="*", default=[])
    parser.add_argument("--presses", type=int, default=20)
    asked = parser.parse_args()
    from playwright.sync_api import sync_playwright

    print(HEAD, flush=True)
    medians = []
    with sync_playwright() as playwright:
        browser = launch(playwright)
        for path in sorted(asked.site.resolve().glob("[0-9][0-9]-*.html")):
            if asked.lessons and path.name[:2] not in asked.lessons:
                continue
            page = opened(browser, path.as_uri())
            unfold(page)
            commit_all(page)
            page.wait_for_timeout(1000)
            page.wait_for_function(
                f"() => {STAGES}.every((one) => one.parentElement.stage.states.size)"
            )
            page.evaluate(WATCH)
            for stage in page.evaluate_handle(STAGES).get_properties().values():
                told, waits = measure(page, stage.as_element(), asked.presses)
                if waits:
                    medians.append(statistics.median(waits))
                    print(
                        f"| {path.name[:2]} | {told['title'][:60]} | {told['held'][0]} | {len(waits)} | {medians[-1]:.1f} | {percentile(waits, 0.95):.1f} |",
                        flush=True,
                    )
            page.close()
        browser.close()
    if medians:
        print(
            f"\nPictures: {len(medians)}; median of medians {statistics.median(medians):.1f} ms, slowest {max(medians):.1f} ms."
        )


if __name__ == "__main__":
    main()
