#!/usr/bin/env python
"""From a key on a control to the first changed picture on the screen, for every picture of the course with controls.

    python tests/benchmarks/latency.py [--presses 20] [--lessons 01 03] [picture ...]

Each picture runs twice in one notebook in JupyterLab in Chromium: as the lesson shows it, and in the common way (`interact`
and seaborn, over the same computation). A press counts from the key's event to the first task, or the next frame, after the
frame in which something of the picture had changed. `compute` is what the model took, of a press; `beyond` is the median without it. Then 30
presses in 50 ms steps show how far the picture's last change trails behind the last press (`lag`). `bytes` and `kernel` are what
a press costs on the wire to the browser and in the kernel (ms). The ratio compares both ways beyond the computation.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "browser"))

from lab import Lab, launch, write_notebook
from latency_figures import widgets

from claimlab.lessons import pictures

SETUP = f"""
import sys, warnings; warnings.filterwarnings("ignore"); sys.path.insert(0, {str(Path(__file__).parent)!r})
from latency_figures import in_the_common_way, of_the_kit, report
"""
# A change that was made inside a frame is painted with it; any other change with the next one. That frame is over when the first
# task after it runs, or where the next frame comes before any task, when that one begins.
WATCH = """() => {
  const log = window.kitLatency = {keys: [], paints: []};
  const channel = new MessageChannel();
  let is_open = false;
  const over = () => { if (is_open) log.paints.push(performance.now()); is_open = false; };
  channel.port1.onmessage = over;
  const ask = window.requestAnimationFrame.bind(window);
  const painted = () => { is_open = true; channel.port2.postMessage(0); ask(over); };
  let inside = false;
  window.requestAnimationFrame = (act) => ask((now) => { inside = true; queueMicrotask(() => queueMicrotask(() => (inside = false))); act(now); });
  let waiting = false;
  const changed = () => {
    if (inside) return painted();
    if (waiting) return;
    waiting = true;
    ask(() => { waiting = false; painted(); });
  };
  document.addEventListener('keydown', (event) => { if (/^Arrow| /.test(event.key)) log.keys.push(event.timeStamp); }, true);
  document.addEventListener('load', (event) => event.target.tagName === 'IMG' && event.target.closest('.jp-OutputArea') && changed(), true);
  const is_old = (one) => (one.target.closest ? one.target : one.target.parentElement).closest('.bl-ghosts');
  const seen = new MutationObserver((all) => all.every(is_old) || changed());
  document.querySelectorAll('.bl-pictures').forEach((one) => seen.observe(one, {subtree: true, childList: true, attributes: true, characterData: true}));
}"""
CLEAR = "() => Object.assign(window.kitLatency, {keys: [], paints: []})"
PAUSE_MS, BURST, STEP_MS = 550, 30, 50
# JupyterLab takes the arrows of a bare menu for its own (they go to another cell), so `interact` is told by an event.
CHOOSE = """(e, n) => { kitLatency.keys.push(performance.now());
  if (e.type === 'checkbox') return e.click();
  e.selectedIndex = n; e.dispatchEvent(new Event('change', {bubbles: true})); }"""
KEYS = {
    "slider": ("ArrowRight", "ArrowLeft"),
    "choice": ("ArrowDown", "ArrowUp"),
    "tick": (" ", " "),
}


class Hand:
    """Moves one control, back from its end when it gets there."""

    def __init__(self, page, control, told: dict, is_bare: bool):
        self.page, self.control, self.kind, self.places = (
            page,
            control,
            told["kind"],
            told["places"],
        )
        self.at, self.by = told["start" if is_bare else "at"], 1
        self.is_told = is_bare and self.kind != "slider"

    def press(self, pause_ms: int) -> None:
        if not 0 <= self.at + self.by < self.places:
            self.by = -self.by
        self.at += self.by
        if self.is_told:
            self.control.evaluate(CHOOSE, self.at)
        else:
            self.page.keyboard.press(KEYS[self.kind][self.by < 0])
        self.page.wait_for_timeout(pause_ms)


def percentile(values: list[float], share: float) -> float:
    """A percentile without interpolation: a value that was really seen."""
    return sorted(values)[round(share * (len(values) - 1))]


def told(page, cell: int) -> dict:
    """What the last cell, run again, prints."""
    page.evaluate("() => jupyterapp.shell.currentWidget.content.deselectAll()")
    page.evaluate(f"() => {{ jupyterapp.shell.currentWidget.content.activeCellIndex = {cell}; }}")
    output = page.locator(".jp-CodeCell").nth(cell).locator(".jp-OutputArea-output pre")
    before = output.last.text_content() if output.count() else ""
    page.evaluate("() => jupyterapp.commands.execute('notebook:run-cell')")
    for _turn in range(100):
        page.wait_for_timeout(100)
        if output.count() and (text := output.last.text_content()) != before:
            return json.loads(text)
    raise RuntimeError("the kernel does not answer")


def measure(page, cell: int, presses: int, received: list[int]) -> dict:
    """Press the control of one cell, now and then and in a burst."""
    place = page.locator(".jp-CodeCell").nth(cell)
    place.scroll_into_view_if_needed()
    page.wait_for_timeout(3000)  # states are asked for when the picture is seen
    page.evaluate(WATCH)
    control = place.locator(
        ".bl-board :is(input, select), .noUi-handle, .widget-dropdown select, .widget-checkbox input"
    ).first
    hand = Hand(page, control, told(page, 3), is_bare=cell == 2)
    control.scroll_into_view_if_needed()
    control.focus()
    hand.press(1500)  # the first move pays for what is only done once
    told(page, 3)
    control.focus()
    page.evaluate(CLEAR)
    received.clear()
    for _press in range(presses):
        hand.press(PAUSE_MS)
    log, bytes_ = page.evaluate("kitLatency"), sum(received)
    kept = told(page, 3)
    page.evaluate(CLEAR)
    control.focus()
    for _press in range(BURST):
        hand.press(STEP_MS)
    page.wait_for_timeout(2500)
    burst = page.evaluate("kitLatency")
    ends = [*log["keys"][1:], log["keys"][-1] + 2000]
    waits = [
        min(after) - key
        for key, end in zip(log["keys"], ends, strict=True)
        if (after := [p for p in log["paints"] if key <= p < end])
    ]
    if not waits:
        return {"n": 0}
    compute = sum(kept["compute"]) / presses
    median = statistics.median(waits)
    is_ahead = cell == 1 and statistics.mean(kept["ahead"]) > 0.5
    return {
        **kept, "n": len(waits), "median": median, "p95": percentile(waits, 0.95), "compute": compute, "is_ahead": is_ahead,
        "beyond": median - (0 if is_ahead else compute),
        "lag": max(burst["paints"], default=0) - burst["keys"][-1], "bytes": bytes_ / presses, "kernel": sum(kept["move"]) / presses,
    }  # fmt: skip


HEAD = "| picture | way | marks | n | median ms | p95 | compute | beyond | lag | bytes | kernel ms | ratio |\n| --- | --- | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: |"


def row(name: str, way: str, r: dict, ratio: str = "") -> str:
    """A line of the table."""
    if not r["n"]:
        return f"| {name} | {way} | | 0 | nothing changed | | | | | | | |"
    return (f"| {name} | {way} | {r['marks'] or ''} | {r['n']} | {r['median']:.1f} | {r['p95']:.1f} | {r['compute']:.1f} | {r['beyond']:.1f} "
            f"| {r['lag']:.0f} | {r['bytes']:,.0f} | {r['kernel']:.1f} | {ratio} |")  # fmt: skip


def main() -> None:
    """Measure the named pictures (all, when none is named) and print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("pictures", nargs="*", metavar="picture")
    parser.add_argument("--lessons", nargs="*", default=[])
    parser.add_argument("--presses", type=int, default=20)
    asked = parser.parse_args()
    chosen = asked.pictures or [
        name
        for name in widgets()
        if not asked.lessons or any(name in pictures(one) for one in asked.lessons)
    ]
    from playwright.sync_api import sync_playwright

    print(HEAD, flush=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        Lab(Path(folder), BORDERLAB_GATES="open") as lab,
        sync_playwright() as playwright,
    ):
        browser = launch(playwright)
        for name in chosen:
            cells = (
                SETUP,
                f"figure = of_the_kit({name!r}); figure",
                f"in_the_common_way({name!r})",
                "report(figure)",
            )
            write_notebook(Path(folder) / f"{name}.ipynb", *cells)
            page, received = browser.new_page(viewport={"width": 1280, "height": 900}), []
            page.on(
                "websocket",
                lambda ws, into=received: ws.on(
                    "framereceived", lambda frame: into.append(len(frame))
                ),
            )
            lab.open(page, f"{name}.ipynb")
            lab.run_all(page)
            kit, common = (measure(page, cell, asked.presses, received) for cell in (1, 2))
            page.close()
            common.update(marks=0)
            sent = "those near by sent" if kit.get("is_near") else "states sent"
            way = f"kit, {sent if kit.get('is_ahead') else 'kernel asked'}"
            ratio = (
                f"{(common['median'] - common['compute']) / kit['beyond']:.1f}"
                if kit["n"] and common["n"]
                else ""
            )
            print(row(name, way, kit, ratio), row(name, "interact", common), sep="\n", flush=True)
        browser.close()


if __name__ == "__main__":
    main()
