// A picture of marks as live SVG. Each mark has a key and comes with its place, its look and its words ready:
// nothing here knows a scale, a language or a lesson. From one list of marks to the next, what stays moves from
// wherever it stands, what is new comes in, what is gone goes.
import { attributes, el, KEYS, svg, write } from "./dom.js";

const USUAL_MS = 380;
const HELD_MS = 80; // a picture must not trail behind a key that is held
const HELD_WITHIN_MS = 200;
const NEAR = 14; // pixels from a mark that count as on it
const TAGS = { line: "path", area: "path", band: "path", point: "circle", rect: "rect", text: "text" };
const PLACES = { point: ["cx", "cy", "r"], rect: ["x", "y", "width", "height"], text: ["x", "y"] };
const still = matchMedia("(prefers-reduced-motion: reduce)");

// How long the next move takes: asked at each press.
export function pacer() {
  let last = -Infinity;
  return (is_dragged = false) => {
    const now = performance.now();
    const is_held = now - last < HELD_WITHIN_MS;
    last = now;
    return is_dragged || still.matches ? 0 : is_held ? HELD_MS : USUAL_MS;
  };
}

const put = (into, fields) => {
  for (const [name, value] of Object.entries(fields)) value === null ? delete into[name] : (into[name] = value);
  return into;
};

// The scene that a patch stands for. Patches are written against one base, whatever stands on the screen, so that
// no chain of them can differ from a direct drawing.
export function apply(base, { marks = [], gone = [], order, ...fields }) {
  const all = new Map(base.marks.map((m) => [m.i, m]));
  for (const key of gone) all.delete(key);
  for (const m of marks) all.set(m.i, put({ ...all.get(m.i) }, m));
  return { ...put({ ...base }, fields), marks: order ? order.map((key) => all.get(key)) : [...all.values()] };
}

// Points of a path, a list for each stroke or ring.
function strokes(p) {
  const found = [[]];
  for (let i = 0; i < p.length; i += 2) {
    if (p[i] === null) found.push([]);
    else found.at(-1).push([p[i], p[i + 1]]);
  }
  return found.filter((one) => one.length);
}

const path = (p, end) => strokes(p).map((one) => "M" + one.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`).join("L") + end).join("");

function ribbon([x0, y0, x1, y1, w0, w1]) {
  const m = (x0 + x1) / 2;
  return `M${x0} ${y0}C${m} ${y0} ${m} ${y1} ${x1} ${y1}V${y1 + w1}C${m} ${y1 + w1} ${m} ${y0 + w0} ${x0} ${y0 + w0}Z`;
}

function draw(node, kind, p, before = []) {
  if (kind === "band") node.setAttribute("d", ribbon(p));
  else if (kind in PLACES) PLACES[kind].forEach((name, i) => p[i] === before[i] || node.setAttribute(name, i > 1 ? Math.max(0, p[i]) : p[i]));
  else node.setAttribute("d", path(p, kind === "area" ? "Z" : ""));
}

function to_segment(x, y, [a, b], [c, d]) {
  const [u, v] = [c - a, d - b];
  const share = Math.min(1, Math.max(0, ((x - a) * u + (y - b) * v) / (u * u + v * v || 1)));
  return Math.hypot(x - a - share * u, y - b - share * v);
}

// Pixels from a place to a mark; 0 is on it.
function away({ k }, p, x, y) {
  if (k === "point") return Math.max(0, Math.hypot(x - p[0], y - p[1]) - p[2]);
  if (k === "rect") return Math.hypot(Math.max(p[0] - x, 0, x - p[0] - p[2]), Math.max(p[1] - y, 0, y - p[1] - p[3]));
  if (k === "text") return Math.hypot(x - p[0], y - p[1]);
  if (k === "band") {
    const u = (x - p[0]) / (p[2] - p[0] || 1);
    const s = u * u * (3 - 2 * u);
    const top = p[1] + (p[3] - p[1]) * s;
    return u < 0 || u > 1 ? Infinity : Math.max(0, top - y, y - top - p[4] - (p[5] - p[4]) * s);
  }
  let best = Infinity;
  let is_inside = false;
  for (const one of strokes(p)) {
    if (one.length === 1) best = Math.min(best, Math.hypot(x - one[0][0], y - one[0][1]));
    for (let i = k === "area" ? 0 : 1; i < one.length; i += 1) {
      const [from, to] = [one.at(i - 1), one[i]];
      best = Math.min(best, to_segment(x, y, from, to));
      if (from[1] > y !== to[1] > y && x < ((to[0] - from[0]) * (y - from[1])) / (to[1] - from[1]) + from[0]) is_inside = !is_inside;
    }
  }
  return k === "area" && is_inside ? 0 : best;
}

// Where a mark is read out when no pointer says where.
function middle({ k }, p) {
  if (k === "rect") return [p[0] + p[2] / 2, p[1]];
  if (k === "band") return [(p[0] + p[2]) / 2, (p[1] + p[3]) / 2];
  if (k === "point" || k === "text") return [p[0], p[1]];
  const all = strokes(p).flat();
  if (k === "line") return all[all.length >> 1];
  return [0, 1].map((i) => all.reduce((sum, one) => sum + one[i], 0) / all.length);
}

const same = (a, b) => a.length === b.length && a.every((v, i) => v === b[i]);

// A list of numbers as long as another: a line that grows, grows from its end.
function stretched(p, length) {
  const out = [...p];
  while (out.length < length) out.push(...out.slice(-2));
  return out;
}

// Of numbers in a row, the most that can stay where they are so that the rest fits in between: a longest rising part.
function rising(numbers) {
  const [ends, before] = [[], []]; // of the rising parts of each length the smallest end, and what stands before each number
  numbers.forEach((number, at) => {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (numbers[ends[middle]] < number) low = middle + 1;
      else high = middle;
    }
    before[at] = ends[low - 1];
    ends[low] = at;
  });
  const stay = new Set();
  for (let at = ends.at(-1); at !== undefined; at = before[at]) stay.add(numbers[at]);
  return stay;
}

// The marks of one drawing by their keys, and how they move.
class Marks {
  constructor(drawing) {
    this.all = new Map();
    this.moving = new Map();
    this.frame = 0;
    [this.ghosts, this.leaving, this.layer, this.above] = ["ghosts", "leaving", "marks", "above"].map((name) => drawing.appendChild(svg("g", { class: `bl-${name}` })));
  }

  show(marks, ms) {
    const start = performance.now();
    const keys = new Set(marks.map((m) => m.i + m.k));
    if (this.ghosts.firstChild && scale(marks) !== this.scale) this.ghosts.replaceChildren();
    for (const ghost of [...this.ghosts.children]) if (!keys.has(ghost.dataset.of)) ghost.remove(); // what is gone is no former value
    for (const one of [...this.all.values()]) if (!keys.has(one.m.i + one.m.k)) this.leave(one, ms, start);
    const walkers = marks.filter((m) => m.from && !this.all.has(m.i));
    const order = new Map(marks.map((m, n) => [this.all.get(m.i)?.node, n]));
    const stay = rising([...this.layer.children].map((node) => order.get(node)));
    let place = this.layer.firstChild;
    for (const [n, m] of marks.entries()) {
      const one = this.all.get(m.i) ?? this.enter(m, ms);
      if (stay.has(n)) place = one.node.nextSibling;
      else this.layer.insertBefore(one.node, place);
      if (one.m !== m) this.dress(one, m);
      this.go(one, m.p, ms, start + (walkers.includes(m) ? (1.5 * ms * walkers.indexOf(m)) / walkers.length : 0));
    }
    if (!this.frame && this.moving.size) this.frame = requestAnimationFrame(this.tick);
  }

  enter(m, ms) {
    const one = { m, node: svg(TAGS[m.k]), p: ms && m.from ? [...m.from, ...m.p.slice(2)] : m.p };
    this.dress(one, m);
    draw(one.node, m.k, one.p);
    if (ms && !m.from && this.all.size) one.node.animate([{ opacity: 0 }, {}], ms);
    this.all.set(m.i, one);
    return one;
  }

  leave(one, ms, start) {
    this.all.delete(one.m.i);
    this.moving.delete(one);
    if (!ms) return one.node.remove();
    this.leaving.append(one.node);
    if (one.m.from) this.go(one, [...one.m.from, ...one.p.slice(2)], ms, start, () => one.node.remove());
    else one.node.animate([{}, { opacity: 0 }], ms).onfinish = () => one.node.remove();
  }

  dress(one, m) {
    one.m = m;
    attributes(one.node, { class: `sc-${m.k} ${m.c ?? ""}${m.go ? " bl-go" : ""}` });
    if (m.k !== "text") return;
    write(one.node, m.t);
    attributes(one.node, { "text-anchor": { m: "middle", e: "end" }[m.a] ?? "start" });
  }

  go(one, to, ms, start, done) {
    const before = this.moving.get(one);
    if (before && same(before.to, to)) return;
    this.moving.delete(one);
    if (same(one.p, to) && !done) return;
    const length = one.m.k === "line" ? Math.max(one.p.length, to.length) : to.length;
    const [a, b] = [stretched(one.p, length), stretched(to, length)];
    const fits = a.length === b.length && a.every((v, i) => (v === null) === (b[i] === null));
    if (!ms || !fits) return this.place(one, to);
    this.moving.set(one, { a, b, to, start, ms, done, via: one.m.via });
  }

  place(one, p) {
    for (const node of [one.node, one.copy]) if (node) draw(node, one.m.k, p, one.p);
    one.p = p;
  }

  tick = (now) => {
    for (const [one, { a, b, to, start, ms, done, via }] of this.moving) {
      if (now < start) continue;
      const u = Math.min(1, (now - start) / ms);
      const e = 1 - (1 - u) ** 3;
      const bent = (v, i) => (e < 0.5 ? v + (via[i] - v) * 2 * e : via[i] + (b[i] - via[i]) * (2 * e - 1));
      this.place(one, u === 1 ? to : a.map((v, i) => (v === null ? null : via && i < 2 ? bent(v, i) : v + (b[i] - v) * e)));
      if (u < 1) continue;
      this.moving.delete(one);
      done?.();
    }
    this.frame = this.moving.size ? requestAnimationFrame(this.tick) : 0;
  };

  nearest(x, y, reach) {
    let best = null;
    for (const one of this.all.values()) {
      if (!one.m.n) continue;
      const far = away(one.m, one.p, x, y);
      if (far > reach) continue;
      best = one; // what is drawn later lies on top and wins a draw
      reach = far;
    }
    return best;
  }

  light(some) {
    for (const one of this.all.values()) delete one.copy;
    this.above.replaceChildren(...some.map((one) => {
      one.copy = one.node.cloneNode(true);
      one.copy.classList.add("hi");
      return one.copy;
    }));
  }

  keep_ghost() {
    this.ghosts.replaceChildren(...[...this.all.values()].filter((one) => one.m.ghost).map((one) => {
      const copy = one.node.cloneNode(true);
      copy.classList.add("ghost");
      copy.dataset.of = one.m.i + one.m.k;
      return copy;
    }));
    this.scale = scale([...this.all.values()].map((one) => one.m));
  }
}

// Where the numbers on the axes and the names of rows stand: a ghost of another scale, or of another row, would say something else.
const is_axis = (m) => m.k === "text" && ((m.i.includes("-n:") && m.c?.includes("tick")) || (m.i.startsWith("name:") && m.a === "e"));
const scale = (marks) => JSON.stringify(marks.filter(is_axis).map((m) => [m.t, m.p]));

const overlap = (a, b) => Math.max(0, Math.min(a.right, b.right) - Math.max(a.left, b.left)) * Math.max(0, Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top));

// Where a tip of this size stands: beside the place, inside the sheet, and where it covers the least.
function beside(x, y, wide, high, sheet, taken) {
  let best = null;
  for (const gap of [12, 28, 52, 84, 124, 170]) {
    for (const [i, j] of [[0, -1], [0, 1], [1, 0], [-1, 0], [1, -1], [-1, -1], [1, 1], [-1, 1]]) {
      const left = Math.min(Math.max(x + i * gap + ((i - 1) / 2) * wide, 0), sheet.width - wide);
      const top = Math.min(Math.max(y + j * gap + ((j - 1) / 2) * high, 0), sheet.height - high);
      const box = { left, top, right: left + wide, bottom: top + high };
      const cost = gap + taken.reduce((sum, [one, weight]) => sum + weight * overlap(box, one), 0);
      if (!best || cost < best.cost) best = { left, top, cost };
    }
  }
  return best;
}

const ALONG = { ArrowRight: 1, ArrowLeft: -1, PageDown: 10, PageUp: -10, Home: -Infinity, End: Infinity };

// A picture that is read, touched and moved. `ask.set(values, is_dragged)` takes settings, `ask.values()` has them,
// `ask.say(text)` announces, `ask.read()` hears that somebody reads. Gives its `root`, `show(scene, ms)`,
// `keep_ghost()`, and `rule`, over whose stops a player can go.
export function sheet(says, ask) {
  let scene = { marks: [] };
  let lit = null; // what is read now: a mark, or the number of a stop of the rule
  const drawing = svg("svg", { role: "img", class: "bl-drawing" });
  const reader = el("div", { class: "bl-reader", tabindex: 0, role: "application", "aria-label": says.read, ...KEYS });
  const grips = el("div");
  const tip = el("div", { class: "bl-tip", "aria-hidden": "true" });
  const root = el("div", { class: "bl-sheet" }, drawing, reader, grips, tip);
  const marks = new Marks(drawing);
  const upright = svg("path", { class: "sc-line thin ink" });
  drawing.insertBefore(upright, marks.above);

  const zoom = () => drawing.getBoundingClientRect().width / scene.w || 1;
  const where = (event) => {
    const box = drawing.getBoundingClientRect();
    return [((event.clientX - box.left) * scene.w) / box.width, ((event.clientY - box.top) * scene.h) / box.height];
  };

  // Reading:

  function point_out(head, text, some, x, y) {
    marks.light(some);
    tip.replaceChildren(el("b", {}, head), text ?? "");
    tip.classList.add("bl-on");
    const [outer, scale] = [drawing.getBoundingClientRect(), zoom()];
    const boxes = (nodes, weight) => nodes.map((node) => {
      const { left, top, right, bottom } = node.getBoundingClientRect();
      return [{ left: left - outer.left, top: top - outer.top, right: right - outer.left, bottom: bottom - outer.top }, weight];
    });
    const taken = [...boxes([...marks.layer.querySelectorAll("text")], 1), ...boxes([...marks.above.children, ...grips.children], 0.1)];
    const at = scene.tip ? { left: scene.tip[0] * scale, top: scene.tip[1] * scale }
      : beside(x * scale, y * scale, tip.offsetWidth, tip.offsetHeight, outer, taken);
    tip.style.translate = `${at.left}px ${at.top}px`;
  }

  function read(what, x, y) {
    lit = what;
    upright.setAttribute("d", "");
    if (what === null) {
      marks.light([]);
      tip.classList.remove("bl-on");
    } else if (scene.rule) {
      const [at, head, text, keys = []] = scene.rule.stops[what];
      upright.setAttribute("d", `M${at} ${scene.rule.y0}V${scene.rule.y1}`);
      point_out(head, text, keys.map((key) => marks.all.get(key)).filter(Boolean), at, scene.rule.tip ?? scene.rule.y0);
    } else {
      const group = what.m.l ? [...marks.all.values()].filter((one) => one.m.l === what.m.l) : [what];
      point_out(what.m.n, what.m.v, group, ...(x === undefined ? middle(what.m, what.m.p) : [x, y]));
    }
  }

  function under(event) {
    const [x, y] = where(event);
    if (!scene.rule) return [marks.nearest(x, y, NEAR / zoom()), x, y];
    const off = scene.rule.stops.map((stop) => Math.abs(stop[0] - x));
    return [off.indexOf(Math.min(...off))];
  }
  const follow = (event) => {
    if (event.pointerType === "mouse" && event.buttons) return;
    ask.read?.();
    read(...under(event));
  };
  drawing.addEventListener("pointermove", follow);
  drawing.addEventListener("pointerdown", follow);
  drawing.addEventListener("pointerleave", (event) => event.pointerType === "mouse" && read(null));
  // A click takes the very mark that was read out; a finger reads where it comes down.
  drawing.addEventListener("click", (event) => {
    if (!lit?.m?.go) return;
    ask.set(lit.m.go);
    if (event.pointerType === "touch") read(null); // a finger that has pressed reads no more
  });

  // In the order of the groups, which is that of the marks where the scene says none.
  function readable() {
    const named = scene.marks.filter((m) => m.n).map((m) => marks.all.get(m.i));
    const order = [...new Set([...(scene.read ?? []), ...named.map((one) => one.m.s)])];
    return order.flatMap((group) => named.filter((one) => one.m.s === group));
  }

  function onto(all, at, key) {
    if (key in ALONG) return Math.min(all.length - 1, Math.max(0, at + ALONG[key]));
    if (at < 0 || scene.rule) return at;
    // To the next group: to the same place in it where both are as long, else to the mark nearest from left to right.
    const groups = [...Map.groupBy(all, (one) => one.m.s).values()];
    const n = groups.findIndex((group) => group.includes(all[at]));
    const [here, there] = [groups[n], groups[n + (key === "ArrowDown" ? 1 : -1)]];
    if (!there) return at;
    const off = (one) => Math.abs(middle(one.m, one.m.p)[0] - middle(all[at].m, all[at].m.p)[0]);
    return all.indexOf(here.length === there.length ? there[here.indexOf(all[at])] : there.reduce((a, b) => (off(b) < off(a) ? b : a)));
  }

  const say = (what) => ask.say((scene.rule ? scene.rule.stops[what].slice(1, 3) : [what.m.n, what.m.v]).filter(Boolean).join(": "));

  reader.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && lit?.m?.go) ask.set(lit.m.go);
    else if (event.key === "Escape" && lit !== null) read(null);
    else if (event.key in ALONG || event.key === "ArrowUp" || event.key === "ArrowDown") {
      ask.read?.();
      const all = scene.rule ? scene.rule.stops.map((_stop, i) => i) : readable();
      const to = all[Math.max(0, onto(all, all.indexOf(lit), event.key))];
      read(to);
      say(to);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  });
  reader.addEventListener("blur", () => read(null));

  // Handles: a control dragged at its place in the picture; to the keyboard each is a slider.

  const snapped = (h, raw) => Number(Math.min(h.hi, Math.max(h.lo, h.lo + Math.round((raw - h.lo) / h.step) * h.step)).toFixed(9));

  function handle(n) {
    const now = () => scene.handles[n];
    const axis = () => (now().axis === "y" ? 1 : 0);
    const move = (raw, is_dragged) => ask.set({ [now().name]: snapped(now(), raw) }, is_dragged);
    let off = 0;
    const node = el("div", { tabindex: 0, role: "slider", ...KEYS,
      onpointerdown: (event) => {
        node.setPointerCapture(event.pointerId);
        read(null);
        off = where(event)[axis()] - now().at[axis()];
      },
      onpointermove: (event) => {
        if (!node.hasPointerCapture(event.pointerId)) return;
        const { lo, hi, p0, p1 } = now();
        move(lo + ((where(event)[axis()] - off - p0) / (p1 - p0)) * (hi - lo), true);
      },
      onkeydown: (event) => {
        const { lo, hi, step, p0, p1 } = now();
        // Along its axis a handle goes where the arrow points; all else is as on any slider.
        const towards = p1 > p0 ? 1 : -1;
        const by = { ArrowRight: axis() ? 1 : towards, ArrowLeft: axis() ? -1 : -towards, ArrowDown: axis() ? towards : -1,
          ArrowUp: axis() ? -towards : 1, PageUp: 10, PageDown: -10, Home: -Infinity, End: Infinity }[event.key];
        if (by === undefined) return;
        event.preventDefault();
        event.stopPropagation();
        const jump = Math.abs(by) === 10 ? (Math.sign(by) * (hi - lo)) / 10 : by * step;
        move(Number.isFinite(jump) ? ask.values()[now().name] + jump : by > 0 ? hi : lo);
      } });
    return node;
  }

  function hands() {
    const wanted = scene.handles ?? [];
    while (grips.children.length > wanted.length) grips.lastChild.remove();
    while (grips.children.length < wanted.length) grips.append(handle(grips.children.length));
    wanted.forEach((h, n) => {
      const node = grips.children[n];
      // By property: a page may refuse styles that are written as an attribute.
      Object.assign(node.style, { left: `${(100 * h.at[0]) / scene.w}%`, top: `${(100 * h.at[1]) / scene.h}%` });
      attributes(node, { class: `bl-grip bl-${h.axis}`,
        "aria-label": h.label, "aria-valuemin": h.lo, "aria-valuemax": h.hi, "aria-valuenow": ask.values()[h.name], "aria-valuetext": h.text,
        "aria-orientation": h.axis === "y" ? "vertical" : "horizontal" });
    });
  }

  // What enters while the rule is played: columns grow from their foot, all else appears.
  let is_growing = false;
  function grow(upto) {
    const enters = scene.rule?.enters ?? {};
    const is_later = (m) => (enters[m.i] ?? 0) > upto;
    const foot = (m) => ({ ...m, p: [m.p[0], m.p[1] + m.p[3], m.p[2], 0] });
    is_growing = scene.marks.some(is_later);
    marks.show(scene.marks.filter((m) => m.k === "rect" || !is_later(m)).map((m) => (is_later(m) ? foot(m) : m)), still.matches ? 0 : USUAL_MS);
  }

  return {
    root,
    keep_ghost: () => marks.keep_ghost(),
    // Played, a rule is told where it stops, which at its end is what the picture says; step by step, at each step.
    rule: {
      count: () => scene.rule?.stops.length ?? 0,
      at: () => lit ?? -1,
      go(n) {
        grow(n);
        read(n);
        if (still.matches) say(n);
      },
      end(was_running) {
        if (is_growing) grow(Infinity);
        if (was_running) lit === scene.rule.stops.length - 1 ? ask.say(scene.title) : say(lit);
      },
    },
    show(next, ms) {
      const had_rule = Boolean(scene.rule);
      scene = next;
      attributes(drawing, { viewBox: `0 0 ${scene.w} ${scene.h}`, "aria-label": scene.words ?? "" });
      marks.show(scene.marks, ms);
      reader.hidden = !scene.rule && !scene.marks.some((m) => m.n);
      hands();
      // What was being read goes on being read where it still stands.
      const goes_on = lit !== null && had_rule === Boolean(scene.rule) && (scene.rule ? lit < scene.rule.stops.length : marks.all.get(lit.m.i) === lit && lit.m.n);
      if (lit !== null) read(goes_on ? lit : null);
    },
  };
}

// Play: one step after another over `steps` ({count, at, go}). Where nothing may move, one step a press.
export function player(says, steps, ms) {
  let timer = 0;
  const button = el("button", { type: "button", class: "bl-play", onclick: () => (timer ? stop() : start()), ...KEYS });
  const label = () => (button.textContent = timer ? says.stop : still.matches ? says.next : says.play);
  const next = () => {
    if (steps.at() >= steps.count() - 1) return stop();
    steps.go(steps.at() + 1);
    if (steps.at() >= steps.count() - 1) stop();
  };
  function start() {
    if (!still.matches) timer = setInterval(next, ms);
    steps.go(steps.at() >= steps.count() - 1 ? 0 : steps.at() + 1);
    label();
  }
  function stop() {
    const was_running = timer > 0;
    clearInterval(timer);
    timer = 0;
    steps.end(was_running);
    label();
  }
  still.addEventListener("change", stop);
  label();
  return { button, stop, is_running: () => timer > 0 };
}
