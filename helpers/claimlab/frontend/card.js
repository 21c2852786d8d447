// A card: one question with its state, its fields and its buttons, drawn from a description that the
// kernel sends. What is typed stays here until a button is pressed; then all values go to the kernel.
import { curve, narrow } from "./curve.js";
import { el, KEYS, leaves, scrolls, write } from "./dom.js";

const MOST_TOLD = 400; // letters of what is new, said at once
let count = 0;
const fresh = () => `bl${++count}-${Math.random().toString(36).slice(2, 8)}`;

export function shown(value, decimals, says) {
  return Number(value).toFixed(decimals).replace(".", says.point);
}

const TOWARDS = { ArrowRight: 1, ArrowUp: 1, PageUp: 1, End: Infinity, ArrowLeft: -1, ArrowDown: -1, PageDown: -1, Home: -Infinity };

// A slider with its value beside it. A browser reads out the middle of a slider that nobody has moved,
// so until then the keyboard and a screen reader meet a button in its place, and the mouse the slider.
export function slider(field, value, says, changed) {
  const id = fresh();
  const label = el("label", {}, field.label);
  const readout = el("output", { for: id, class: "bl-readout" });
  const range = el("input", { type: "range", id, min: field.low, max: field.high, step: field.step,
    value: value ?? field.start, "data-key": field.name, "aria-describedby": field.about, ...KEYS });
  const begin = el("button", { type: "button", class: "bl-begin", "aria-label": `${field.label}: ${says.unset}`, ...KEYS });
  const tell = (now) => {
    const unset = now === null || now === undefined;
    begin.hidden = !unset;
    range.classList.toggle("bl-unset", unset);
    range.tabIndex = unset ? -1 : 0;
    if (unset) range.setAttribute("aria-hidden", "true");
    else range.removeAttribute("aria-hidden");
    label.htmlFor = unset ? "" : id;
    readout.textContent = unset ? says.unset : shown(now, field.decimals, says);
    range.setAttribute("aria-valuetext", readout.textContent);
  };
  range.addEventListener("input", () => {
    tell(Number(range.value));
    changed(Number(range.value));
  });
  const set = (by) => {
    if (Number.isFinite(by)) range.stepUp(by);
    else range.value = by > 0 ? field.high : field.low;
    range.dispatchEvent(new Event("input"));
    range.focus();
  };
  begin.addEventListener("click", () => set(0));
  // A press on the very middle changes no value, so that the browser tells of no input (nor, of a finger, of a click).
  range.addEventListener("pointerup", () => range.classList.contains("bl-unset") && set(0));
  begin.addEventListener("keydown", (event) => {
    if (!(event.key in TOWARDS)) return;
    event.preventDefault();
    set(TOWARDS[event.key]);
  });
  tell(value);
  return { range, readout, tell, row: el("div", { class: "bl-slider" }, label, el("div", { class: "bl-range" }, begin, range), readout) };
}

function number(field, value, says, changed) {
  const typed = el("input", { type: "text", inputmode: "decimal", size: 10, value: value ?? "", placeholder: says.unset,
    "aria-label": field.label + says.typed, "data-key": field.name + ":text", ...KEYS });
  const read = (text) => (text.trim() === "" ? null : Number(text.trim().replace(",", ".")));
  const at = read(String(value ?? ""));
  const hand = slider(field, Number.isFinite(at) ? at : null, says, (now) => {
    typed.value = shown(now, field.decimals, says);
    changed(now);
  });
  typed.addEventListener("input", () => {
    const now = read(typed.value);
    if (Number.isFinite(now) && now !== null) hand.range.value = now;
    hand.tell(now === null || !Number.isFinite(now) ? null : now);
    changed(typed.value.trim() || null);
  });
  hand.readout.replaceWith(typed, el("span", { class: "bl-unit" }, field.unit));
  return hand.row;
}

function radio(field, value, says, changed) {
  const group = fresh();
  const rows = field.options.map(([key, text]) => el("label", { class: "bl-option" },
    el("input", { type: "radio", name: group, checked: value === key, "data-key": `${field.name}:${key}`,
      onchange: () => changed(key), ...KEYS }), el("span", {}, text)));
  return el("fieldset", { class: field.inline ? "bl-inline" : "" }, el("legend", { class: field.quiet ? "bl-hidden" : "" }, field.label), ...rows);
}

function select(field, value, says, changed) {
  const id = fresh();
  const menu = el("select", { id, "data-key": field.name, onchange: () => changed(menu.value || null), ...KEYS },
    el("option", { value: "" }, field.none ?? says.choose),
    ...field.options.map(([key, text]) => el("option", { value: key, selected: key === value }, text)));
  return el("div", { class: "bl-field" }, el("label", { for: id }, field.label), menu);
}

function text(field, value, says, changed) {
  const id = fresh();
  const area = el("textarea", { id, rows: field.rows ?? 2, "data-key": field.name,
    "aria-describedby": field.help ? id + "-help" : null, oninput: () => changed(area.value), ...KEYS });
  area.value = value ?? "";
  return el("div", { class: "bl-field" }, el("label", { for: id }, field.label),
    field.help ? el("span", { class: "bl-fine", id: id + "-help" }, field.help) : null, area);
}

// A number on a line of its own, or any short text.
function line(field, value, says, changed) {
  const id = fresh();
  const typed = el("input", { type: "text", id, inputmode: "decimal", size: 14, autocomplete: "off", value: value ?? "", "data-key": field.name, ...KEYS });
  typed.addEventListener("input", () => changed(typed.value.trim() || null));
  typed.addEventListener("keydown", (event) => event.key === "Enter" && typed.closest(".bl-card").querySelector(".bl-main")?.click());
  return el("div", { class: "bl-line" }, el("label", { for: id }, field.label), typed, field.unit ? el("span", { class: "bl-unit" }, field.unit) : null);
}

// Blocks to be put in order. A move keeps the focus on the block that moved.
function order(field, value, says, changed) {
  const texts = Object.fromEntries(field.options);
  const keys = field.options.map(([key]) => key);
  let chosen = (value ?? []).filter((key) => key in texts);
  const root = el("div", { class: "bl-order" });
  const said = el("p", { role: "status", class: "bl-fine" });
  const button = (label, about, key, act, off) => el("button", { type: "button", "aria-label": about, "data-key": key,
    "aria-disabled": off ? "true" : null, onclick: () => off || act(), ...KEYS }, label);
  const put = (next, words, focus) => {
    chosen = next;
    draw();
    said.textContent = words;
    root.querySelector(`[data-key="${CSS.escape(focus)}"]`)?.focus();
    changed([...chosen]);
  };
  const fill = (text, parts) => text.replace(/\{(\w+)\}/g, (all, name) => parts[name] ?? all);
  function draw() {
    const pool = keys.filter((key) => !chosen.includes(key)).map((key) => {
      const n = keys.indexOf(key) + 1;
      return el("li", {}, button(says.add, fill(says.addBlock, { n }), `add:${key}`,
        () => put([...chosen, key], fill(says.isLine, { n, line: chosen.length + 1 }), `up:${key}`)), el("code", {}, texts[key]));
    });
    const lines = chosen.map((key, i) => {
      const n = keys.indexOf(key) + 1;
      const move = (j, hold) => put(chosen.with(i, chosen[j]).with(j, key), fill(says.isLine, { n, line: j + 1 }), `${hold}:${key}`);
      return el("li", {},
        button("↑", fill(says.up, { n: i + 1 }), `up:${key}`, () => move(i - 1, "up"), i === 0),
        button("↓", fill(says.down, { n: i + 1 }), `down:${key}`, () => move(i + 1, "down"), i === chosen.length - 1),
        button("×", fill(says.remove, { n: i + 1 }), `out:${key}`,
          () => put(chosen.filter((other) => other !== key), fill(says.isBack, { n }), `add:${key}`)),
        el("code", {}, texts[key]));
    });
    root.replaceChildren(el("b", {}, says.lines), lines.length ? el("ol", {}, ...lines) : el("p", { class: "bl-fine" }, says.noLines),
      el("b", {}, says.blocks), el("ul", {}, ...pool), said);
  }
  draw();
  return root;
}

const FIELDS = { line, number, radio, select, text, order,
  range: (field, value, says, changed) => slider(field, value, says, changed).row,
  curve: (field, value, says, changed) => curve(field, value ?? {}, says, changed) };

// Keeps `root` showing the description that `read` gives; `send` gets what is pressed, with all values.
export function card(root, read, send) {
  root.classList.add("bl-card");
  const face = el("div");
  const say = el("div", { role: "status", class: "bl-say" });
  const after = el("div");
  const told = el("div", { role: "status", class: "bl-hidden" });
  root.append(face, say, after, told);
  let values = {};
  let waiting = [];
  let is_pressed = false;
  let last = { texts: [], acts: [], fields: 0 };

  // What a press brought, for whoever does not see it: new paragraphs and buttons. The head is told too where it is
  // another one and the focus, which reads it out, is not on it, or where nothing else is new.
  function tell(now, body) {
    const texts = [body, after].flatMap((part) => [...part.querySelectorAll("p, li:not(:has(p)), caption")]).filter((one) => !one.closest("details:not([open])")).map((one) => one.textContent);
    const before = last;
    last = { texts, acts: now.buttons.map(({ act }) => act), head: now.head, fields: now.fields.length };
    if (!is_pressed) return;
    is_pressed = false;
    let room = MOST_TOLD;
    const news = texts.filter((text) => !before.texts.includes(text)).filter((text, i) => (room -= text.length) > 0 || i === 0);
    for (const { act, label } of now.buttons) if (!before.acts.includes(act)) news.push(now.says.newButton.replace("{label}", label));
    const is_read = document.activeElement?.dataset.key === "head" && root.contains(document.activeElement);
    if (!is_read && (now.head !== before.head || !(news.length || now.say))) news.unshift(now.head);
    told.replaceChildren(...news.map((text) => el("p", {}, text)));
  }

  function press(act, says) {
    waiting.forEach(clearTimeout);
    is_pressed = true;
    waiting = [setTimeout(() => (say.textContent = says.busy), 700), setTimeout(() => (say.textContent = says.gone), 8000)];
    send({ act, values });
  }

  function draw() {
    waiting.forEach(clearTimeout);
    const now = read();
    if (!now || !now.tone) return;
    const says = now.says;
    const held = root.contains(document.activeElement) ? document.activeElement.getAttribute("data-key") : null;
    const names = now.fields.map((field) => field.name);
    values = Object.fromEntries(now.fields.map((field) => [field.name, field.name in values ? values[field.name] : field.value]));
    root.lang = now.lang;
    root.dataset.tone = now.tone;
    root.dataset.state = now.state;
    const keep = (name) => (value) => {
      values[name] = value;
      say.textContent = ""; // what was missing is being put right
    };
    const fields = now.fields.map((field) => FIELDS[field.kind](field, values[field.name], says, keep(field.name)));
    const buttons = now.buttons.map((button) => el("button", { type: "button", class: button.main ? "bl-main" : "",
      title: button.title || null, "data-key": "act:" + button.act, onclick: () => press(button.act, says), ...KEYS }, button.label));
    const main = now.buttons.find((button) => button.main);
    face.onkeydown = (event) => { // in a box for a number, as in any form
      if (main && event.key === "Enter" && !event.shiftKey && event.target.matches("input[inputmode]")) press(main.act, says);
    };
    const body = el("div", { html: now.body });
    face.replaceChildren(
      el("div", { class: "bl-head", tabindex: -1, "data-key": "head", ...KEYS }, el("span", { "aria-hidden": "true" }, now.icon + " "),
        el("b", {}, now.head), now.stateWord ? el("span", { class: "bl-state" }, now.stateWord) : null),
      body, ...fields,
      ...(buttons.length ? [el("div", { class: "bl-buttons" }, ...buttons), el("p", { class: "bl-onward" }, says.onward)] : []));
    write(say, now.say);
    after.innerHTML = now.after;
    scrolls(body);
    scrolls(after);
    if (held !== null) go_on_from(held, now);
    tell(now, body);
  }

  // Where the pressed button is gone the head takes the focus, or, where the press brought fields, the first of them.
  function go_on_from(held, now) {
    const first = face.querySelector("fieldset input:checked") ?? face.querySelector(":is(input, select, textarea):not([tabindex='-1'])");
    const next = face.querySelector(`[data-key="${CSS.escape(held)}"]`) ?? (last.fields ? null : first) ?? face.querySelector(".bl-head");
    next.focus({ preventScroll: true });
    (now.say ? say : next).scrollIntoView({ block: "nearest" }); // else the press seems to do nothing
  }

  leaves(root);
  draw();
  return draw;
}

function renderCard({ model, el: place }) {
  const root = place.appendChild(document.createElement("div"));
  const draw = card(root, () => model.get("card"), (message) => model.send(message));
  model.on("change:card", draw);
  narrow.addEventListener("change", draw);
  return () => {
    model.off("change:card", draw);
    narrow.removeEventListener("change", draw);
  };
}

export default { render: renderCard };
