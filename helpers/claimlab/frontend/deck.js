// A deck: one slide at a time by key, click or clicker; a picture comes to life when its slide is first seen.
import { el } from "./dom.js";
import { fit, keep_fitted, living } from "./still.js";

const BELOW_SLIDE = 70; // pixels for a source line and the foot
const deck = [...document.querySelectorAll(".slide")];
const kept_pictures = JSON.parse(document.getElementById("pictures").textContent);
const foot = document.querySelector(".foot span");
const menu = document.querySelector(".menu");
let now = -1;

function wake(slide) {
  const box = slide.querySelector("[data-picture]");
  if (!box || box.firstChild) return box;
  living(box, kept_pictures[box.dataset.picture]);
  keep_fitted(box, BELOW_SLIDE);
  return box;
}

function turn(to) {
  const n = Math.min(Math.max(to, 0), deck.length - 1);
  if (n === now) return;
  now = n;
  deck.forEach((slide, i) => (slide.hidden = i !== n));
  const box = wake(deck[n]);
  if (box) fit(box, BELOW_SLIDE);
  foot.textContent = `${n + 1} / ${deck.length}`;
  history.replaceState(null, "", `#${n + 1}`);
  scrollTo(0, 0);
}

// A slide that is longer than the window is read to its end before the next: a clicker cannot scroll.
function onward() {
  const below = document.documentElement.scrollHeight - innerHeight - scrollY;
  if (below > 24) scrollBy(0, Math.min(below, 0.8 * innerHeight));
  else turn(now + 1);
}

const TURNS = { ArrowRight: 1, PageUp: -1, ArrowLeft: -1, Home: -Infinity, End: Infinity };
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea, [role=slider], [role=application]")) return;
  if (event.key === " " && event.target.closest("button, summary, a")) return;
  if (event.key === "PageDown" || event.key === " ") onward();
  else if (event.key in TURNS) turn(TURNS[event.key] === -Infinity ? 0 : TURNS[event.key] === Infinity ? deck.length - 1 : now + TURNS[event.key]);
  else if (event.key.toLowerCase() === "f") document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen();
  else if (event.key.toLowerCase() === "m") menu.open = !menu.open;
  else return;
  event.preventDefault();
});
document.querySelector(".foot .onward").addEventListener("click", () => turn(now + 1));
document.querySelector(".foot .backward").addEventListener("click", () => turn(now - 1));
menu.append(el("ol", {}, ...deck.map((slide, i) => el("li", {}, el("button", { type: "button", onclick: () => { menu.open = false; turn(i); } }, slide.dataset.name)))));
addEventListener("hashchange", () => turn(Number(location.hash.slice(1)) - 1 || 0));
addEventListener("beforeprint", () => deck.forEach(wake));
turn(Number(location.hash.slice(1)) - 1 || 0);
