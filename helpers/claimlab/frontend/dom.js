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

export function svg(name, attributes = {}) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}
