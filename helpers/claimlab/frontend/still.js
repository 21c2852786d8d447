// A picture with all its states at hand, where no kernel answers: it plays, is read and moved as in a lesson.
import { renderStage, unpacked } from "./stage.js";

export function living(into, bundle) {
  document.documentElement.dataset.blFonts = "here"; // the page has the typeface already
  const states = bundle.states && unpacked(Uint8Array.from(atob(bundle.states), (one) => one.charCodeAt(0)));
  const kept = { bundle: { ...bundle, states }, values: { ...bundle.values }, screen: { width: bundle.width }, answer: {}, notice: "", said: "", table: "", card: {} };
  const model = { get: (name) => kept[name], set: (name, value) => (kept[name] = value), save_changes() {}, send() {}, on() {}, off() {} };
  return renderStage({ model, el: into });
}

// Drawings in a box as wide as the window has height for them; `below` pixels stay free under each.
export function fit(box, below) {
  const drawings = [...box.querySelectorAll(".bl-drawing")];
  for (const _round of [1, 2]) { // a wider picture has a lower title
    for (const one of drawings) {
      const [, , wide, high] = (one.getAttribute("viewBox") ?? "0 0 2 1").split(" ").map(Number);
      const free = Math.max(200, innerHeight - one.getBoundingClientRect().top - scrollY - below);
      const most = box.clientWidth / drawings.length;
      one.closest(".bl-picture").style.setProperty("--bl-wide", `${Math.min((free * wide) / high, most)}px`);
    }
  }
}

// The same whenever a drawing or the window changes its form.
export function keep_fitted(box, below) {
  const again = () => requestAnimationFrame(() => fit(box, below));
  new MutationObserver(again).observe(box, { subtree: true, attributes: true, attributeFilter: ["viewBox"] });
  addEventListener("resize", again);
  again();
}
