// A curve that a person draws over the years: with a mouse or a finger across the plot, with arrow
// keys on a point, or by typing numbers. The axes come as SVG from the kernel; only what is drawn is here.
import { el, KEYS, svg } from "./dom.js";

export function rounded(value, field) {
  const steps = Math.round((value - field.low) / field.step);
  const most = Math.round((field.high - field.low) / field.step);
  return Number((field.low + Math.min(Math.max(steps, 0), most) * field.step).toFixed(9));
}

// Here the points of the wide drawing would be smaller than a finger; a card is drawn anew when it changes.
export const narrow = matchMedia("(max-width: 699px)");
const REACH = 8; // pixels from the middle of a circle that count as on it

// `field` has points, low, high, step, decimals, and for a wide and a narrow page frame (SVG text) and
// box (its geometry);
// `start` maps a point to a number; `changed` is called with such a map after every change.
export function curve(field, start, says, changed) {
  const values = { ...start };
  const page = narrow.matches ? field.narrow : field.wide;
  const { left, right, top, bottom, first, last } = page.box;
  const across = (point) => left + ((right - left) * (point - first)) / (last - first || 1);
  const down = (value) => bottom - ((bottom - top) * (value - field.low)) / (field.high - field.low);
  const root = document.createElement("div");
  root.className = "bl-curve";
  root.innerHTML = page.frame;
  const plot = root.querySelector("svg");
  plot.removeAttribute("role"); // its points are sliders now, so it is no single picture
  plot.removeAttribute("aria-label");
  const line = plot.appendChild(svg("path", { class: "bl-drawn", fill: "none" }));
  const words = root.appendChild(document.createElement("p"));
  words.className = "bl-fine";
  const typed = {};

  const handles = field.points.map((point, i) => {
    const handle = plot.appendChild(
      svg("circle", { r: 12, cx: across(point), tabindex: 0, class: "bl-handle", ...KEYS,
        "data-key": `${field.name}:${point}` }),
    );
    handle.addEventListener("keydown", (event) => {
      const by = { ArrowUp: 1, ArrowDown: -1, PageUp: 10, PageDown: -10, Enter: 0, " ": 0 }[event.key];
      const beside = { ArrowLeft: i - 1, ArrowRight: i + 1 }[event.key];
      if (beside !== undefined) handles[beside]?.focus();
      else if (by !== undefined) set(point, (values[point] ?? middle(i)) + by * field.step);
      else if (event.key === "Home") set(point, field.low);
      else if (event.key === "End") set(point, field.high);
      else return;
      event.preventDefault();
    });
    handle.addEventListener("click", () => values[point] === undefined && set(point, middle(i)));
    return handle;
  });

  // A point that was not drawn yet starts where its neighbour or the given part ends.
  function middle(i) {
    const before = field.points.slice(0, i).reverse().find((point) => values[point] !== undefined);
    return before !== undefined ? values[before] : (field.given ?? (field.low + field.high) / 2);
  }

  function set(point, value) {
    values[point] = rounded(value, field);
    draw();
    changed({ ...values });
  }

  function draw() {
    const drawn = field.points.filter((point) => values[point] !== undefined);
    const whole = field.anchor ? [field.anchor, ...drawn.map((p) => [p, values[p]])] : drawn.map((p) => [p, values[p]]);
    line.setAttribute("d", whole.map(([x, y], i) => `${i ? "L" : "M"}${across(x)},${down(y)}`).join(" "));
    handles.forEach((handle, i) => {
      const point = field.points[i];
      const value = values[point];
      handle.setAttribute("cy", down(value ?? middle(i)));
      handle.classList.toggle("bl-unset", value === undefined);
      const said = value === undefined ? says.unset : value.toFixed(field.decimals).replace(".", says.point);
      const name = `${point}${field.unit ? ", " + field.unit : ""}`;
      // A browser reads out the middle of a slider that has no value: until it has one it is a button.
      const now = value === undefined ? { role: "button", "aria-label": `${name}: ${said}` } : { role: "slider", "aria-label": name,
        "aria-orientation": "vertical", "aria-valuemin": field.low, "aria-valuemax": field.high, "aria-valuenow": value, "aria-valuetext": said };
      for (const [key, text] of Object.entries(now)) handle.setAttribute(key, text);
      if (typed[point] && document.activeElement !== typed[point]) typed[point].value = value === undefined ? "" : said;
    });
    const left_over = field.points.length - drawn.length;
    words.textContent = left_over ? says.left.replace("{n}", left_over) : says.drawn;
  }

  // A stroke: every point that it passes gets the height at which it was passed. The point at which it
  // begins follows the hand for as long as the hand is as near to it as it was.
  let last_at = null;
  let held = null;
  const height = (y) => field.low + ((bottom - y) * (field.high - field.low)) / (bottom - top);
  function stroke(event) {
    const box = plot.getBoundingClientRect();
    const zoom = plot.viewBox.baseVal.width / box.width;
    const at = [(event.clientX - box.left) * zoom, (event.clientY - box.top) * zoom];
    const off = (point) => Math.abs(across(point) - at[0]);
    const from = last_at ?? at;
    if (!last_at) held = { point: field.points.reduce((a, b) => (off(b) < off(a) ? b : a)), near: Infinity };
    for (const point of field.points.filter((p) => (across(p) - from[0]) * (across(p) - at[0]) < 0)) {
      const share = (across(point) - from[0]) / (at[0] - from[0]);
      values[point] = rounded(height(from[1] + share * (at[1] - from[1])), field);
    }
    if (off(held.point) <= held.near + 2) {
      held.near = Math.min(held.near, off(held.point));
      values[held.point] = rounded(height(at[1]), field);
    }
    // A stroke that ends on a circle, short of its middle, has reached it.
    for (const point of field.points.filter((p) => last_at && p !== held.point && off(p) <= REACH)) {
      values[point] = rounded(height(at[1]), field);
    }
    last_at = at;
    draw();
    changed({ ...values });
  }
  plot.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    plot.setPointerCapture(event.pointerId);
    last_at = null;
    stroke(event);
  });
  plot.addEventListener("pointermove", (event) => plot.hasPointerCapture(event.pointerId) && stroke(event));

  const numbers = root.appendChild(document.createElement("details"));
  numbers.append(el("summary", KEYS, says.type));
  for (const point of field.points) {
    const input = el("input", { type: "text", inputmode: "decimal", size: 7, "data-key": `${field.name}:${point}:text`, ...KEYS });
    numbers.append(el("label", {}, `${point} `, input));
    const take = () => {
      const number = Number(input.value.trim().replace(",", "."));
      const fits = input.value.trim() && Number.isFinite(number) && number >= field.low && number <= field.high;
      input.setAttribute("aria-invalid", String(!fits));
      if (!fits || Math.abs(rounded(number, field) - number) > 1e-9) {
        words.textContent = says.grain;
        return;
      }
      set(point, number);
    };
    input.addEventListener("change", take);
    input.addEventListener("keydown", (event) => { // Enter: the number counts, and the next one is asked; after the last one the card hears it
      if (event.key !== "Enter") return;
      take();
      const next = field.points.find((other) => values[other] === undefined);
      if (next === undefined && input.getAttribute("aria-invalid") !== "true") return;
      event.stopPropagation();
      typed[next]?.focus();
    });
    typed[point] = input;
  }
  draw();
  return root;
}
