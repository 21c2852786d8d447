"""A stage on a page of its own, without a kernel: a small scene drawn for every setting, and what stands for the model.

The scene has every kind of mark, a handle, a rule where it is asked for, and marks that come, go, turn round and change
their order, so that any mistake in going from one setting to another shows.
"""

from __future__ import annotations

import base64
import gzip
import json
from itertools import product
from pathlib import Path

from claimlab.teaching.controls import Choice, Slider
from claimlab.teaching.frontend import module, sentences, style
from claimlab.views import scene as draw
from claimlab.views.tokens import font_face

CONTROLS = {
    "shut": Slider("Stopped, per cent", 0, 100, 10),
    "who": Choice("Who", ["Both", "Colombia alone", "Nobody closed"]),
}
NAMES = ("Colombia", "Venezuela", "Brazil", "Peru")
MODEL = """
class Model {
  constructor(state) { Object.assign(this, {state, ears: {}, sent: [], answers: null, wait: 0}); }
  get(name) { return this.state[name]; }
  set(name, value) { this.state[name] = value; this.changed = name; }
  on(name, act) { (this.ears[name] ??= []).push(act); }
  off(name, act) { this.ears[name] = (this.ears[name] ?? []).filter((one) => one !== act); }
  send(message) { this.sent.push(message); }
  tell(name, value) { this.state[name] = value; (this.ears["change:" + name] ?? []).forEach((act) => act()); }
  save_changes() {
    this.sent.push({[this.changed]: this.state[this.changed]});
    if (!this.answers || this.changed !== "values") return;
    const {shut, who} = this.state.values, key = `${shut / 10}|${who}`;
    const base = this.state.bundle.id;
    setTimeout(() => this.tell("answer", {base, key, ...this.answers[key]}), this.wait && (this.wait = (this.wait * 7 + 113) % 307));
  }
}
"""


def drawn(shut=50, who=0, *, ruled=False, width=760) -> dict:
    """The scene of one setting, drawn directly."""
    wide, step = width - 120, (width - 120) / 4
    shares = [
        (100 - shut) * (n + 1) / 4 + (0 if who == 0 else 12 * ((n * 7 + shut) % 5))
        for n in range(4)
    ]
    order = sorted(range(4), key=lambda n: shares[n]) if who == 2 else range(4)
    marks = [draw.line("base", [(60, 300), (60 + wide, 300)], "thin axis")]
    marks += [draw.line(f"grid{y}", [(60, y), (60 + wide, y)], "thin grid") for y in (100, 200)]
    marks.append(draw.text("axis-n:4", 60 + wide - 20 * (who == 2), 340, "4", "tick"))
    for place, n in enumerate(order):
        if who == 1 and n == 1 and shut > 30:
            continue  # a mark that goes and comes back
        x, high = 60 + place * step + 8, 2 * shares[n]
        tone = ("first", "second", "others", "others")[n]
        marks.append(
            draw.rect(
                f"bar{n}",
                x,
                300 - high,
                step / 2,
                high,
                tone if n < 2 else "others pale",
                n=NAMES[n],
                v=f"{shares[n]:.0f} per cent",
                s="bars",
                l=NAMES[n],
                ghost=1,
            )
        )
        marks.append(draw.text(f"name{n}", x, 320, NAMES[n], "label"))
        marks.append(draw.text(f"value{n}", x, 294 - high, f"{shares[n]:.0f}", f"end {tone}"))
        if who != 1 or n != 2:
            marks.append(
                draw.point(
                    f"dot{n}",
                    x + step / 3,
                    60 + shut / 2 + 30 * n,
                    5 + n,
                    "hollow" if shut > 50 else tone,
                    n=f"{NAMES[n]}, a dot",
                    v=f"at {shut}",
                    s="dots",
                    l=NAMES[n],
                    go={"who": n % 3},
                )
            )
    marks.append(
        draw.line(
            "trend",
            [(60 + i * wide / 8, 250 - shut - 12 * i) if i != 4 else None for i in range(9 - who)],
            "main ink",
            n="A trend",
            v="with a gap",
            s="lines",
        )
    )
    marks.append(
        draw.area(
            "pond",
            [
                (520, 200),
                (560 + shut / 5, 160),
                (600, 210),
                None,
                (550, 190),
                (560, 180),
                (570, 195),
            ],
            "first pale" if who else "second pale",
            n="A pond",
            s="lines",
        )
    )
    marks.append(
        draw.band(
            "flow",
            (90, 330),
            (60 + wide, 336),
            (30 - shut / 5, 30 - shut / 5),
            "first pale",
            n="What crosses",
            v=f"{100 - shut} per cent",
            s="lines",
        )
    )
    if who == 2:
        marks.reverse()
    if shut >= 80:
        marks += [
            draw.point(
                f"walker{i}", 300 + 9 * i, 352, 3, "second", **{"from": [60, 352]}, via=[200, 330]
            )
            for i in range(12)
        ]
    handle = {
        "name": "shut",
        "axis": "y",
        "lo": 0,
        "hi": 100,
        "step": 10,
        "p0": 100,
        "p1": 300,
        "at": [60 + wide / 2, 100 + 2 * shut],
        "label": "The gate: stopped, per cent",
        "text": f"{shut} per cent",
    }
    more = {"handles": [handle]}
    if ruled:
        more = {
            "rule": {
                "y0": 40,
                "y1": 300,
                "enters": {"bar0": 9},
                "stops": [
                    [
                        60 + i * wide / 10,
                        str(2010 + i),
                        f"Stop {i}",
                        ["bar0"] if i % 2 else ["bar1", "dot1"],
                    ]
                    for i in range(11)
                ],
            }
        }
    return draw.scene(width, 370, marks, title=f"At {shut} per cent less crosses the bridge than before", sub="Per cent of the trade of 2008, a sketch for tests",
                      source="Source: numbers made for this test, at length so that one line does not hold them on a narrow page; no figure of the world stands here.", words=f"With {shut} per cent stopped: " + ", ".join(f"{NAMES[n]} {shares[n]:.0f}" for n in range(4)) + ".", read=["bars", "dots", "lines"], **more)  # fmt: skip


def settings() -> dict[str, dict]:
    """Every setting by its key."""
    return {
        f"{shut // 10}|{who}": {"shut": shut, "who": who}
        for shut, who in product(range(0, 101, 10), range(3))
    }


def bundle(**how) -> dict:
    """What the kernel would send, with the states of all settings."""
    base = drawn(**how)
    states = {
        key: {"panes": [draw.patch(base, drawn(**one, **how))]} for key, one in settings().items()
    }
    states["9|1"] = {"notice": "Nine tenths and Colombia alone is not known."}
    return {
        "id": 1, "width": base["w"], "lang": "en", "task": "Find where nothing crosses.", "values": {"shut": 50, "who": 0},
        "controls": [control.shown(name) for name, control in CONTROLS.items()], "advanced": [], "hasTrail": False,
        "panes": [{"heading": "", "scene": base}], "play": {"name": "" if how.get("ruled") else "shut", "ms": 120},
        "states": base64.b64encode(gzip.compress(json.dumps(states).encode())).decode(), "says": sentences(),
    }  # fmt: skip


def write_page(path: Path, sent: dict, *, dark=False, **more) -> Path:
    """The page at `path`; `more` is what the model holds beside the bundle, `answers` what the kernel says by setting."""
    answers = more.pop("answers", None)
    state = {
        "bundle": sent,
        "values": sent["values"],
        "screen": {"width": sent["width"]},
        "notice": "",
        "said": "",
        "table": "",
        "card": {},
        "answer": {},
        **more,
    }
    start = f"""
window.scene_apply = apply;
window.model = new Model({json.dumps(state)});
model.answers = {json.dumps(answers)};
render_stage({{model, el: document.getElementById("stage")}});"""
    text = module("stage").replace(
        "export default { render: renderStage };", "const render_stage = renderStage;"
    )
    path.write_text(
        f'<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>A stage</title><style>{font_face()}{style()}body{{margin:8px;background:{"#111" if dark else "#fff"}}}</style>'
        f'<body data-jp-theme-light="{str(not dark).lower()}"><main id="stage"></main><script type="module">{text}{MODEL}{start}</script></body></html>',
        encoding="utf-8",
    )
    return path
