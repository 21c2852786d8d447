// What the lecturer's window and the wall share: the line to the stage, the keys, the timer, the bars.
import { el } from "./dom.js";

export const KEYS_OF = { PageDown: "step", " ": "step", PageUp: "back", n: "next", ArrowRight: "next", ArrowLeft: "back", r: "reveal", v: "vote", c: "close", b: "bars", t: "timer", o: "door" };
const AGAIN_MS = 1500;
const TWO_MINUTES = 2;

// Tells `hear` what to show; gives `act(name, what)`. A line that breaks is tried again; `lost` hears of it.
export function line(window_name, hear, lost) {
  let socket;
  let now = {};
  const open = () => {
    const address = new URL(`ear?window=${window_name}`, location.href);
    address.protocol = "ws:";
    socket = new WebSocket(address);
    socket.onmessage = ({ data }) => hear((now = JSON.parse(data)));
    socket.onclose = () => {
      lost();
      setTimeout(open, AGAIN_MS);
    };
  };
  open();
  const act = (name, what) => socket.readyState === WebSocket.OPEN && socket.send(JSON.stringify({ act: name, what }));
  document.addEventListener("keydown", (event) => {
    if (event.target.closest("input, textarea, select, [role=slider], [role=application]") || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === " " && event.target.closest("button, summary, a")) return;
    const name = KEYS_OF[event.key.length > 1 ? event.key : event.key.toLowerCase()];
    if (!name) return;
    event.preventDefault();
    act(name, name === "timer" ? (now.wall?.left ? 0 : TWO_MINUTES) : undefined);
  });
  return act;
}

// A clock that goes down between what the stage says.
export function clock(says) {
  const node = el("span", { class: "timer", role: "timer" });
  let end = null;
  const draw = () => {
    const left = end === null ? null : Math.max(0, Math.ceil((end - performance.now()) / 1000));
    node.textContent = left === null ? "" : left ? `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}` : says.timeUp;
    node.classList.toggle("up", left === 0);
  };
  setInterval(draw, 250);
  return { node, set: (left) => { end = left === null ? null : performance.now() + left * 1000; draw(); } };
}

// Votes as a table whose cells are bars: a name takes the lines that it needs, and is never cut.
export function bars() {
  const node = el("table", { class: "bars" });
  return {
    node,
    show(now) {
      node.hidden = !now;
      if (!now) return;
      const head = now.hasSecond ? now.names : [now.unit];
      node.style.setProperty("--rows", now.rows.length * (now.hasSecond ? 2 : 1));
      node.style.setProperty("--name", Math.min(22, Math.max(...now.rows.map(([name]) => name.length)) / 2)); // about two lines
      node.classList.toggle("two", now.hasSecond);
      const cell = (value, second) => {
        const bar = el("span", { class: second ? "bar second" : "bar" });
        bar.style.setProperty("--share", (value ?? 0) / now.most);
        return el("div", { class: "count" }, bar, el("b", {}, String(value ?? "–")));
      };
      node.replaceChildren(
        el("caption", {}, ...(now.hasSecond ? head.map((name, i) => el("span", { class: i ? "key second" : "key" }, name)) : []), el("span", {}, now.unit)),
        el("tbody", {}, ...now.rows.map(([name, first, second]) =>
          el("tr", {}, el("th", { scope: "row" }, name), el("td", {}, cell(first, false), now.hasSecond ? cell(second, true) : "")))));
    },
  };
}
