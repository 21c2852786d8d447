// The lecturer's own window: notes, truths, the box for a chat, and the buttons behind the keys.
import { el } from "./dom.js";
import { bars, clock, KEYS_OF, line } from "./podium.js";

const main = document.getElementById("stage");
const says = JSON.parse(main.dataset.says);
const NAMES = { " ": "Space", PageDown: "Page Down", PageUp: "Page Up", ArrowRight: "→", ArrowLeft: "←" };
const MINUTES = [1, 2, 3, 5];

const keys_of = (name) => Object.keys(KEYS_OF).filter((key) => KEYS_OF[key] === name).map((key) => NAMES[key] ?? key.toUpperCase());
const button = (text, press, more = {}) => el("button", { type: "button", onclick: press, ...more }, text);
const rows = ["step", "next", "back", "reveal", "vote", "close", "bars", "timer", "door", "full"];
const part = (heading, ...inside) => el("section", {}, el("h2", {}, heading), ...inside);

const asks = el("h1");
const about = el("p", { class: "grain" });
const timer = clock(says);
const count = el("p", { class: "votes", role: "status" });
const warning = el("p", { class: "warning", role: "status" });
const votes = bars();
const truth = el("div");
const model = el("div");
const notes = el("div", { class: "prose" });
const plan = el("div", { class: "prose" });
const chat = el("textarea", { rows: 5, "aria-label": says.paste });
const news = el("p", { role: "status" });
const skipped = el("ul");
const people = el("input", { type: "number", min: 0, max: 2000, onchange: () => act("people", Number.parseInt(people.value, 10) || 0) });
const questions = el("ol");
const kept = el("p");
const room = el("div");

main.append(
  el("header", {}, el("p", { class: "own" }, says.own), button(says.openWall, () => window.open("wall", "wall")), el("small", {}, says.wallHow)),
  el("div", { class: "columns" },
    el("div", {}, asks, about, count, warning, votes.node, part(says.truth, truth), part(says.notes, notes), model),
    el("div", {},
      part(says.paste, chat, el("p", {}, button(says.add, () => { act("paste", chat.value); chat.value = ""; }), button(says.forget, () => act("forget"))), news,
        el("details", {}, el("summary", {}, says.skipped), skipped)),
      el("section", {}, el("label", {}, says.people, " ", people),
        el("p", {}, says.minutes, " ", ...MINUTES.map((n) => button(String(n), () => act("timer", n))), button(says.stop, () => act("timer", 0)), " ", timer.node)),
      part(says.room, room),
      part(says.questions, questions, kept),
      part(says.keys, el("table", {}, ...rows.map((name) => el("tr", {}, el("th", { scope: "row" }, name === "full" ? "F" : keys_of(name).join(", ")),
        el("td", {}, name === "full" ? says.full : button(says[name], () => act(name, name === "timer" ? 2 : undefined))))))),
      el("details", {}, el("summary", {}, says.plan), plan))));

const fill = (text, given) => text.replace(/\{(\w+)\}/g, (_all, name) => given[name]);
// What did not change is not touched, so that nobody loses the place at which they read.
const put = (node, html) => node.innerHTML !== html && (node.innerHTML = html);
const lines = (node, texts, name = "p") => node.replaceChildren(...texts.filter(Boolean).map((one) => el(name, {}, one)));

function show({ wall, notes: own, door }) {
  document.title = `${wall.id} · ${wall.title}`;
  asks.textContent = `${wall.id} · ${wall.asks}`;
  about.textContent = wall.grain || wall.options.join(" · ");
  count.textContent = `${wall.count}${wall.isOpen ? "" : ` · ${says.voteClosed}`}`;
  warning.textContent = wall.warning;
  timer.set(wall.left);
  votes.show(wall.bars);
  lines(truth, [...own.truth, own.explain]);
  model.replaceChildren(...[[says.after, own.question], [says.model, own.model]].filter(([, text]) => text).map(([head, text]) => part(head, el("p", {}, text))));
  put(notes, own.notes);
  put(plan, own.plan);
  news.textContent = [own.news, own.others].filter(Boolean).join(" ");
  lines(skipped, own.skipped, "li");
  if (document.activeElement !== people) people.value = wall.people || "";
  questions.replaceChildren(...own.questions.map((one, i) => el("li", {},
    button(`${one.id} · ${one.asks}`, () => act("go", i), i + 1 === wall.place ? { "aria-current": "step" } : {}),
    " ", one.counts[0] || one.counts[1] ? fill(says.counts, { n: one.counts[0], m: one.counts[1] }) : "")));
  kept.textContent = own.keptBack;
  room.replaceChildren(...(door ? [el("p", {}, fill(says.roomPlain, door)), button(door.word ? says.shutDoor : says.openDoor, () => act("door")),
    el("p", {}, door.word ? `${says.word}: ${door.word} · ` : "", fill(says.seats, { n: door.seats }))] : [el("p", {}, says.roomOff)]));
}

const act = line("lectern", show, () => (warning.textContent = says.closed));
