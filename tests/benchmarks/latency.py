#!/usr/bin/env python
"""From a key on a slider to the new picture on the screen, in JupyterLab in Chromium.

    python tests/benchmarks/latency.py [--presses 36] [--shots FOLDER] [figure ...]

Every figure runs twice in the same session, each time in a kernel of its own: with the kit's `explore`,
and in the common way (`interact` and seaborn). A press counts from the key's event to the first task after
the frame in which the last change of the picture was painted; then 30 presses in 50 ms steps show how far
the picture lags behind a hand that does not wait. `unready` counts frames in which the picture's place was
there and empty: what an eye would see as a flicker.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "browser"))

from lab import Lab, launch, write_notebook
from latency_figures import FIGURES, SETUP

WATCH = """() => {
  const log = window.kitLatency = {keys: [], paints: [], unready: 0, frames: 0};
  const channel = new MessageChannel();
  channel.port1.onmessage = () => log.paints.push(performance.now());
  let waiting = false;
  document.addEventListener('keydown', e => { if (/^Arrow/.test(e.key)) log.keys.push(e.timeStamp); }, true);
  document.addEventListener('load', e => {
    if (waiting || e.target.tagName !== 'IMG' || !e.target.closest('.jp-OutputArea')) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; channel.port2.postMessage(0); });
  }, true);
  const frame = () => {
    const picture = document.querySelector('.jp-OutputArea img');
    log.frames += 1;
    if (!picture || !picture.naturalWidth) log.unready += 1;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
}"""
CLEAR = "() => Object.assign(window.kitLatency, {keys: [], paints: [], unready: 0, frames: 0})"
READ = "() => window.kitLatency"
PAUSE_S, BURST, BURST_STEP_S = 0.6, 30, 0.05


def percentile(values: list[float], share: float) -> float:
    """A percentile without interpolation: a value that was really seen."""
    return sorted(values)[round(share * (len(values) - 1))]


def waits(log: dict) -> list[float]:
    """Milliseconds from each key to the last paint before the next key."""
    ends = [*log["keys"][1:], log["keys"][-1] + 2000]
    seen = [
        [p - key for p in log["paints"] if key <= p < end]
        for key, end in zip(log["keys"], ends, strict=True)
    ]
    return [max(paints) for paints in seen if paints]


def measure(lab: Lab, page, name: str, presses: int) -> dict:
    """Run one notebook, press the slider's key, then press it in a burst."""
    lab.open(page, name)
    lab.run_all(page)
    slider = page.locator(".jp-Notebook :is(.bl-stage input[type=range], .noUi-handle)").first
    slider.wait_for()
    time.sleep(2)
    page.evaluate(WATCH)
    slider.focus()
    page.keyboard.press("ArrowRight")  # the first move pays for what is only done once
    time.sleep(1.5)
    page.evaluate(CLEAR)
    for _ in range(presses):
        page.keyboard.press("ArrowRight")
        time.sleep(PAUSE_S)
    steady = page.evaluate(READ)
    page.evaluate(CLEAR)
    for _ in range(BURST):
        page.keyboard.press("ArrowLeft")
        time.sleep(BURST_STEP_S)
    time.sleep(3)
    burst = page.evaluate(READ)
    found = waits(steady)
    return {
        "n": len(found),
        "median": statistics.median(found),
        "p95": percentile(found, 0.95),
        "lag": max(burst["paints"]) - burst["keys"][-1],
        "frames": len(burst["paints"]),
        "unready": steady["unready"],
    }


def main() -> None:
    """Measure the named figures (all, when none is named) and print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("figures", nargs="*", metavar="figure", help=", ".join(FIGURES))
    parser.add_argument("--presses", type=int, default=BURST, help="not fewer than a burst")
    parser.add_argument("--shots", type=Path, help="folder for a screenshot of each")
    asked = parser.parse_args()
    from playwright.sync_api import sync_playwright

    print(
        f"{'figure':18} {'way':9} {'n':>3} {'median':>7} {'p95':>6} {'burst lag':>9} {'painted':>8} {'unready':>8}   (ms)",
        flush=True,
    )
    with (
        tempfile.TemporaryDirectory() as folder,
        Lab(Path(folder)) as lab,
        sync_playwright() as playwright,
    ):
        browser = launch(playwright)
        for figure in asked.figures or FIGURES:
            rows = {}
            for way, code in zip(("kit", "interact"), FIGURES[figure], strict=True):
                name = f"{figure} {way}.ipynb".replace(" ", "-")
                write_notebook(Path(folder) / name, SETUP, code)
                page = browser.new_page(viewport={"width": 1280, "height": 900})
                rows[way] = r = measure(lab, page, name, asked.presses)
                if asked.shots:
                    page.screenshot(path=asked.shots / f"{name}.png")
                page.close()
                cells = f"{r['median']:7.1f} {r['p95']:6.1f} {r['lag']:9.1f} {r['frames']:5}/{BURST} {r['unready']:8}"
                print(f"{figure:18} {way:9} {r['n']:3} {cells}", flush=True)
            ratio = rows["interact"]["median"] / rows["kit"]["median"]
            print(
                f"{figure:18} {'ratio':9}     {ratio:7.1f} {rows['interact']['p95'] / rows['kit']['p95']:6.1f}",
                flush=True,
            )
        browser.close()


if __name__ == "__main__":
    main()
