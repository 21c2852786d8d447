// The wall: one question, large; bars; the result as the lesson's own picture. It is told no truth before its time.
import { el } from "./dom.js";
import { bars, clock, line } from "./podium.js";
import { fit, keep_fitted, living } from "./still.js";

const main = document.getElementById("stage");
const says = JSON.parse(main.dataset.says);
const BELOW = 60; // pixels for a source line and a warning
const shown = new Map(); // pictures by name: a place that is kept, so that what was moved stays moved

const place = el("span", { class: "place" });
const count = el("span", { class: "votes", role: "status" });
const door = el("span", { class: "door" });
const timer = clock(says);
const asks = el("h1");
const grain = el("p", { class: "grain" });
const options = el("ul", { class: "options" });
const note = el("p", { class: "note" });
const votes = bars();
const result = el("div", { class: "said", role: "status" });
const picture = el("div", { class: "picture" });
const text = el("div", { class: "text" });
const warning = el("p", { class: "warning", role: "status" });
main.append(
  el("header", {}, place, door, timer.node, count), el("section", { class: "ask" }, asks, grain, options, note),
  votes.node, el("section", { class: "result" }, result, picture, text), warning);

async function draw(name) {
  if (!shown.has(name)) {
    const box = el("div");
    shown.set(name, box);
    const made = await (await fetch(`picture/${name}`)).json();
    if (made.bundle) living(box, made.bundle);
    else box.innerHTML = made.html;
  }
  if (picture.firstChild !== shown.get(name)) picture.replaceChildren(shown.get(name)); // what is held stays held
  fit(picture, BELOW);
}

function show({ wall, door: room }) {
  document.title = `${wall.id} · ${wall.title}`;
  main.dataset.kind = wall.result?.kind ?? "ask";
  place.textContent = `${wall.title} · ${wall.place} / ${wall.of}`;
  count.textContent = wall.count;
  timer.set(wall.left);
  door.replaceChildren(...(room?.word ? [room.address, " · ", says.word, ": ", el("b", {}, room.word)] : []));
  asks.textContent = wall.asks;
  grain.textContent = wall.grain;
  options.hidden = Boolean(wall.bars || wall.result);
  options.replaceChildren(...wall.options.map((one) => el("li", {}, one)));
  note.textContent = wall.result ? "" : wall.isOpen ? (wall.bars ? "" : says.hidden) : says.voteClosed;
  votes.show(wall.bars);
  warning.textContent = wall.warning;
  const now = wall.result;
  result.replaceChildren(...(now ? now.says.map((one) => el("p", {}, one)) : []));
  picture.hidden = now?.kind !== "picture";
  text.hidden = !now || now.kind === "picture";
  if (now?.kind === "picture") draw(now.what);
  text.replaceChildren(...(now && now.kind !== "picture" && now.what ? [el("h2", {}, now.kind === "question" ? says.think : says.why), el("div", { html: now.what })] : []));
}

keep_fitted(picture, BELOW);
line("wall", show, () => (warning.textContent = says.closed));
document.addEventListener("keydown", (event) => {
  if (event.key.toLowerCase() === "f" && !event.target.closest("input")) document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen();
});
