// What every module here makes elements with.
export function el(name, properties = {}, ...inside) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (key === "html") made.innerHTML = value;
    else if (key === "value") made.value = value;
    else made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...inside.filter((part) => part !== null && part !== undefined && part !== ""));
  return made;
}

// What stands already is not told again: to the browser that is as much work as something new.
export function attributes(node, some) {
  for (const [name, value] of Object.entries(some)) if (node.getAttribute(name) !== String(value)) node.setAttribute(name, value);
}
export function write(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

// On the focused element itself, this keeps JupyterLab's command keys (x cuts a cell) away.
export const KEYS = { "data-lm-suppress-shortcuts": "true" };

// In a notebook Escape leads to the cell, where the arrows and Shift+Enter go on.
export function leaves(root) {
  root.addEventListener("keydown", (event) => event.key === "Escape" && root.closest(".jp-Cell")?.focus());
}

// The keyboard stops at a box that scrolls, under its own name, as long as something of it is out of sight.
export function stops(box, name, is_cut, inside = box.children) {
  const look = () => {
    const stop = { tabindex: 0, role: "group", "aria-label": name, ...KEYS };
    if (is_cut(box)) attributes(box, stop);
    else for (const key of Object.keys(stop)) box.removeAttribute(key);
  };
  const seen = new ResizeObserver(look);
  for (const one of [box, ...inside]) seen.observe(one);
}

const is_cut = (box) => box.scrollWidth > box.clientWidth + 1 || box.scrollHeight > box.clientHeight + 1;

// The boxes for tables and code that stand in what was written as HTML.
export function scrolls(within) {
  for (const box of within.querySelectorAll(".bl-scrolled")) stops(box, box.getAttribute("aria-label"), is_cut);
}

export function svg(name, attributes = {}) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}
