// Controls, and the pictures that follow them, drawn here from marks. Where the kernel sent the state beforehand (all
// of them, or those near by) a move asks nobody; else it is asked, and what it answers too late is dropped. One polite
// announcement is made when a control has come to rest.
import { card, slider } from "./card.js";
import { attributes, el, KEYS, leaves, scrolls, stops, write } from "./dom.js";
import { apply, pacer, player, sheet } from "./scene.js";

const REST_MS = 450;
const [NARROWEST, WIDEST, STEP, GAP] = [280, 760, 20, 24]; // pixels of a picture's width, and between two
const WIDE_FROM = 1000; // pixels of a stage that has room for its controls beside the picture
const BESIDE_FROM = 460; // pixels from which two pictures stand beside one another

function control(field, value, says, moved) {
  if (field.kind === "slider") {
    const made = slider(field, value, says, moved);
    return { row: made.row, tell: (now) => made.tell(made.range.value = now) };
  }
  if (field.kind === "tick") {
    const box = el("input", { type: "checkbox", checked: value, "data-key": field.name, onchange: () => moved(box.checked), ...KEYS });
    return { row: el("label", { class: "bl-option" }, box, el("span", {}, field.label)), tell: (now) => (box.checked = now) };
  }
  const menu = el("select", { "data-key": field.name, onchange: () => moved(Number(menu.value)), ...KEYS },
    ...field.options.map((text, i) => el("option", { value: i, selected: i === value }, text)));
  return { row: el("label", { class: "bl-choice" }, el("span", {}, field.label), menu), tell: (now) => (menu.value = now) };
}

// The place of a control's value among all that it can take, and back: how settings are named, and what Play goes through.
export const place_of = (field, value) => (field.kind === "slider" ? Math.round((value - field.low) / field.step) : Number(value));
const at_place = (field, n) => (field.kind === "slider" ? Number((field.low + n * field.step).toFixed(9)) : field.kind === "tick" ? n > 0 : n);
// A mark may ask for a value between two places where a page has only every second one.
const on_place = (field, value) => (field.kind === "slider" && Number.isFinite(value) ? at_place(field, Math.min(Math.max(place_of(field, value), 0), places(field) - 1)) : value);
const places = (field) => (field.kind === "slider" ? place_of(field, field.high) + 1 : field.kind === "tick" ? 2 : field.options.length);

export async function unpacked(bytes) {
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).json();
}

// States that lie in a page as text, or that the page has unpacked itself.
const promised = (states) => (typeof states === "string" ? unpacked(Uint8Array.from(atob(states), (one) => one.charCodeAt(0))) : states);

// One picture with its title, source and words; nodes stay, so that nothing flickers and no focus is lost.
function picture(says, ask) {
  const heading = el("p", { class: "bl-heading" });
  const title = el("p", { class: "bl-title sign" });
  const sub = el("p", { class: "bl-sub" });
  const frame = el("div", { class: "bl-frame" });
  const source = el("span", { class: "bl-source" });
  // The drawing says the words to a screen reader already.
  const words = el("p", { "aria-hidden": "true" });
  const about = el("details", { class: "bl-about" }, el("summary", KEYS, source, el("span", { class: "bl-more-words" }, says.inWords)), words);
  const root = el("figure", { class: "bl-picture", role: "group" }, heading, title, sub, frame, el("figcaption", {}, about));
  const body = sheet(says, ask);
  let width = 0;
  frame.append(body.root);
  // Where the picture is wider than the page, the keyboard must be able to scroll it.
  stops(frame, says.scroll, () => frame.classList.toggle("bl-scroll", body.root.getBoundingClientRect().width > frame.clientWidth + 1));
  return {
    root,
    play: (button) => sub.after(button),
    rule: body.rule,
    keep_ghost: () => body.keep_ghost(),
    focus() {
      for (const [name, value] of Object.entries({ tabindex: -1, ...KEYS })) title.setAttribute(name, value);
      title.focus({ preventScroll: true });
    },
    hide: (is_hidden) => root.classList.toggle("bl-gone", is_hidden),
    show(now, head, ms) {
      for (const [node, text] of [[heading, head], [title, now.title], [sub, now.sub]]) {
        write(node, text ?? "");
        if (node.hidden === Boolean(text)) node.hidden = !text;
      }
      write(source, now.source ?? "");
      write(words, now.words ?? "");
      attributes(root, { "aria-label": now.title ?? "" });
      if (width !== now.w) root.style.setProperty("--bl-width", `${(width = now.w)}px`);
      body.show(now, ms);
      this.hide(false);
    },
  };
}

export function renderStage({ model, el: into }) {
  let bundle = model.get("bundle");
  let states = null;
  let values = { ...model.get("values") };
  const says = bundle.says;
  const fields = [...bundle.controls, ...bundle.advanced];
  const key = () => fields.map((field) => place_of(field, values[field.name])).join("|");
  const pace = pacer();
  let ms = 0;
  let rest = null;
  let is_moving = false;
  let passed = 0;
  let pictures = [];
  let play = null;

  // Moving:

  function set(wanted, is_dragged = false) {
    const some = Object.fromEntries(fields.filter(({ name }) => name in wanted).map((field) => [field.name, on_place(field, wanted[field.name])]));
    if (Object.entries(some).every(([name, value]) => values[name] === value)) return;
    if (!is_moving) {
      pictures.forEach((one) => one.keep_ghost());
      passed = performance.now();
    }
    is_moving = true;
    values = { ...values, ...some };
    ms = pace(is_dragged);
    for (const [name, value] of Object.entries(some)) controls[name]?.tell(value);
    if (states?.[key()]) answer(states[key()]);
    model.set("values", values);
    model.save_changes();
    // In a long drag the goal is looked for on the way, no oftener than at rests.
    if (bundle.task && performance.now() - passed > REST_MS) {
      passed = performance.now();
      model.send({ act: "pass", values });
    }
    come_to_rest();
  }

  // As long as Play goes on nothing has come to rest, however slow its steps are.
  function come_to_rest() {
    clearTimeout(rest);
    if (play?.is_running()) return;
    rest = setTimeout(() => {
      is_moving = false;
      model.send({ act: "rest", values });
    }, REST_MS);
  }
  const controls = Object.fromEntries(fields.map((field) =>
    [field.name, control(field, values[field.name], says, (value) => { play?.stop(); set({ [field.name]: value }); })]));
  const rows = (some) => some.map((field) => controls[field.name].row);

  // A toy has moves in the place of controls: what may be done is told each time, and a press in the picture, a
  // handle and a button say the same.

  function take(some, is_dragged = false) {
    const [[name, value]] = Object.entries(some);
    if (name === "move") return act({ act: "move", move: value });
    if (values[name] === value) return;
    is_moving = true;
    values = { ...values, ...some };
    act({ act: "move", move: `${name} ${value}`, held: true }, is_dragged);
  }

  function act(message, is_dragged = false) {
    ms = pace(is_dragged);
    model.send(message);
    come_to_rest();
  }

  function offer(some) {
    const held = moves.contains(document.activeElement) && document.activeElement.dataset.key;
    moves.replaceChildren(...some.map(([move, label]) => {
      const is_own = move !== "undo" && move !== "again";
      return el("button", { type: "button", class: is_own ? "" : "bl-back", "data-key": move,
        onclick: () => act(is_own ? { act: "move", move } : { act: move }), ...KEYS }, label);
    }));
    if (!held) return;
    const next = moves.querySelector(`[data-key="${CSS.escape(held)}"]`) ?? moves.querySelector("button:not(.bl-back)");
    if (next) {
      next.focus({ preventScroll: true });
      requestAnimationFrame(() => next.scrollIntoView({ block: "nearest" })); // the picture above may have grown
    }
    else pictures[0].focus(); // the game is over: another Enter must not take its last move back
  }

  // Showing:

  function show(panes, found) {
    const ask = { set: bundle.isToy ? take : set, say: (text) => (said.textContent = text), values: () => values, read: () => bundle.play?.name === "" && play?.stop() };
    if (pictures.length !== panes.length) {
      pictures = panes.map(() => picture(says, ask));
      row.replaceChildren(notice, ...pictures.map((one) => one.root), bundle.isToy ? moves : figures);
    }
    panes.forEach((pane, i) => {
      const scene = found ? apply(pane.scene, found[i]) : pane.scene;
      pictures[i].show(bundle.over ? bundle.over(scene, i, found?.[i]) : scene, pane.heading, ms);
    });
  }

  function answer({ panes, notice: why, moves: offered, values: now }) {
    if (now && !is_moving) values = now;
    if (offered) offer(offered);
    if (panes) show(bundle.panes, panes);
    else pictures.forEach((one) => one.hide(true));
    write(notice, why ?? "");
  }

  function renew() {
    bundle = model.get("bundle");
    states = null;
    ms = 0;
    show(bundle.panes);
    hear_answer();
    warn();
    if (notice.textContent) pictures.forEach((one) => one.hide(true)); // the setting at hand cannot be shown
    if (bundle.states) hear_states(promised(bundle.states), bundle.id);
    else if (is_seen) fetch_states();
  }

  // A page without a kernel promises them; a kernel sends them packed, all at once or those near by one after another.
  let heard = Promise.resolve(); // in the order in which they were sent
  const hear_states = (coming, id, is_fresh = true) => (heard = heard.then(() => coming).then((found) => {
    if (id !== bundle.id) return;
    states = is_fresh ? found : { ...states, ...found };
    if (found[key()]) answer(found[key()]); // what was moved while they were on their way
  }));

  // States are asked for once somebody sees the picture: computing them costs the kernel a while.
  let is_seen = false;
  const fetch_states = () => fields.length && window.DecompressionStream && model.send({ act: "states" });

  const hear_answer = () => {
    const now = model.get("answer");
    if (now.base === bundle.id && now.key === key() && (bundle.hasTrail || !states?.[key()])) answer(now);
  };
  const hear = (message, buffers) => {
    if (message.states === bundle.id) hear_states(unpacked(buffers[0]), bundle.id, message.isFresh);
    if (message.fonts) document.head.append(el("style", {}, message.fonts));
  };

  // The page:

  const mark = el("span", { class: "bl-goal-mark", "aria-hidden": "true" });
  const task = el("p", { class: "bl-task" }, bundle.isShown ? "" : mark, el("span", {}, bundle.task));
  const notice = el("p", { class: "bl-notice" });
  const said = el("div", { role: "status", class: "bl-hidden" });
  const table = el("div");
  const figures = el("details", { class: "bl-figures", ontoggle: () => model.send({ act: figures.open ? "table" : "no-table", values }) },
    el("summary", KEYS, says.figures), table);
  const board = el("div", { class: "bl-board" }, bundle.task ? task : "", ...rows(bundle.controls),
    bundle.advanced.length ? el("details", { class: "bl-more" }, el("summary", KEYS, says.more),
      bundle.isResting ? el("p", { class: "bl-fine" }, says.resting) : "", el("fieldset", { class: "bl-folded", disabled: Boolean(bundle.isResting) }, ...rows(bundle.advanced))) : "",
    bundle.controls.length || bundle.isToy ? el("p", { class: "bl-onward" }, says.onward) : "",
    bundle.hasTrail ? el("div", { class: "bl-buttons" }, el("button", { type: "button", onclick: () => model.send({ act: "reset", values }), ...KEYS }, says.reset)) : "");
  const moves = el("div", { class: "bl-buttons bl-moves", role: "group", "aria-label": says.moves });
  const row = el("div", { class: "bl-pictures" }, notice);
  const goal = el("div", { class: "bl-goal" });
  const floor = el("div", { class: "bl-floor" }, board, row, goal);
  const root = el("div", { class: "bl-stage sc auto", lang: bundle.lang }, floor, said);
  board.hidden = !board.childNodes.length;
  into.append(root);
  leaves(root);

  const warn = () => (notice.textContent = model.get("notice"));
  const speak = () => {
    said.textContent = [model.get("said"), opens].filter(Boolean).join(" ");
    opens = "";
  };
  const fill = () => {
    table.innerHTML = model.get("table");
    scrolls(table);
  };
  renew();

  if (bundle.play?.ms) {
    const field = fields.find((one) => one.name === bundle.play.name);
    const steps = field ? { count: () => places(field), at: () => place_of(field, values[field.name]), go: (n) => set({ [field.name]: at_place(field, n) }), end: (was_running) => was_running && come_to_rest() } : pictures[0].rule;
    play = player(says, steps, bundle.play.ms);
    if (field) controls[field.name].row.before(play.button);
    else pictures[0].play(play.button);
  }

  let draw_card = null;
  let opens = ""; // said with the result that brings it
  const follow = () => {
    const is_found = Boolean(model.get("card").tone);
    mark.textContent = is_found ? "✓" : "○";
    task.classList.toggle("bl-found", is_found);
    if (!is_found) return;
    if (draw_card) draw_card();
    else {
      draw_card = card(goal, () => model.get("card"), (message) => model.send(message));
      opens = model.get("card").fields.length ? says.question : "";
    }
  };
  follow();
  opens = "";

  // The room that there is for one picture is told to the kernel, which lays out anew.
  const room = () => {
    const all = floor.clientWidth;
    if (!all) return;
    root.classList.toggle("bl-wide", all >= WIDE_FROM && board.hidden === false && !bundle.isToy && bundle.panes.length === 1);
    const each = (all - GAP * (bundle.panes.length - 1)) / bundle.panes.length;
    const width = Math.min(WIDEST, Math.max(NARROWEST, Math.floor((each >= BESIDE_FROM ? each : all) / STEP) * STEP));
    if (width === model.get("screen").width) return;
    model.set("screen", { width });
    model.save_changes();
  };
  const sized = new ResizeObserver(room);
  sized.observe(floor);
  const seen = new IntersectionObserver((entries) => {
    if (is_seen || !entries.some((one) => one.isIntersecting)) return;
    is_seen = true;
    if (!bundle.states) fetch_states();
  });
  seen.observe(root);
  if (!document.documentElement.dataset.blFonts) {
    document.documentElement.dataset.blFonts = "asked";
    model.send({ act: "fonts" });
  }

  const ears = { "change:bundle": renew, "change:answer": hear_answer, "change:notice": warn, "change:said": speak, "change:table": fill, "change:card": follow,
    "msg:custom": hear };
  for (const [event, act] of Object.entries(ears)) model.on(event, act);
  return () => {
    play?.stop();
    sized.disconnect();
    seen.disconnect();
    for (const [event, act] of Object.entries(ears)) model.off(event, act);
  };
}

export default { render: renderStage };
