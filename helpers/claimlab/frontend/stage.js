// Controls, and the picture that follows them. Pictures come as bytes at the screen's own density; words
// follow silently, and one polite announcement is made when a control has come to rest.
import { card, el, KEYS, shown, slider } from "./card.js";

const REST_MS = 450;

function control(field, value, says, moved) {
  if (field.kind === "slider") return slider(field, value, says, moved).row;
  if (field.kind === "tick") {
    const box = el("input", { type: "checkbox", checked: value, "data-key": field.name, onchange: () => moved(box.checked), ...KEYS });
    return el("label", { class: "bl-option" }, box, el("span", {}, field.label));
  }
  const menu = el("select", { "data-key": field.name, onchange: () => moved(Number(menu.value)), ...KEYS },
    ...field.options.map((text, i) => el("option", { value: i, selected: i === value }, text)));
  return el("label", { class: "bl-choice" }, el("span", {}, field.label), menu);
}

// The bytes of a picture as text, for an address that holds the picture itself.
function base64(view) {
  const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
  if (bytes.toBase64) return bytes.toBase64();
  let text = "";
  for (let i = 0; i < bytes.length; i += 32768) text += String.fromCharCode(...bytes.subarray(i, i + 32768));
  return btoa(text);
}

// One picture with its title, words and source; nodes stay, so that nothing flickers and no focus is lost.
function picture(says) {
  const title = el("p", { class: "bl-title" });
  const image = el("img", { decoding: "sync", alt: "" });
  const frame = el("div", { class: "bl-scroll" }, image);
  const source = el("p", { class: "bl-fine" });
  const words = el("p", { class: "bl-words" });
  const heading = el("p", { class: "bl-heading" });
  const root = el("figure", { class: "bl-picture", role: "group" }, heading, title, frame, el("figcaption", {}, source, words));
  let turn = 0;
  // Where the picture is wider than the page, the keyboard must be able to scroll it.
  const wide = new ResizeObserver(() => {
    if (frame.scrollWidth > frame.clientWidth + 1) Object.entries({ tabindex: 0, role: "group", "aria-label": says.scroll, ...KEYS }).forEach(([k, v]) => frame.setAttribute(k, v));
    else ["tabindex", "role", "aria-label"].forEach((name) => frame.removeAttribute(name));
  });
  wide.observe(frame);
  wide.observe(image);
  return {
    root,
    show(now) {
      turn += 1;
      if (!now.png) return put(now);
      const mine = turn;
      const next = new Image();
      next.src = "data:image/png;base64," + base64(now.png);
      // Only a picture that is ready takes the place of the last one: its place is never empty, and
      // what comes too late is dropped.
      next.decode().catch(() => {}).then(() => mine === turn && put(now, next.src));
    },
  };

  function put(now, address) {
    heading.textContent = now.heading;
    heading.hidden = !now.heading;
    title.textContent = now.title;
    source.textContent = now.source;
    words.replaceChildren(el("strong", {}, says.inWords + " "), now.words);
    root.setAttribute("aria-label", now.title);
    root.classList.toggle("bl-gone", !address);
    if (!address) return;
    image.src = address;
    image.alt = now.words;
    image.style.width = now.width + "px";
    image.style.aspectRatio = `${now.width} / ${now.height}`;
  }
}

function renderStage({ model, el: place }) {
  const stage = model.get("stage");
  const says = stage.says;
  let values = { ...model.get("values") };
  let rest = null;
  let table_is_asked = false;
  const moved = (name) => (value) => {
    values = { ...values, [name]: value };
    model.set("values", values);
    model.save_changes();
    clearTimeout(rest);
    rest = setTimeout(() => model.send({ act: "rest", values }), REST_MS);
  };
  const controls = (fields) => fields.map((field) => control(field, values[field.name], says, moved(field.name)));
  const notice = el("p", { class: "bl-notice" });
  const row = el("div", { class: "bl-pictures" });
  const said = el("div", { role: "status", class: "bl-hidden" });
  const table = el("div");
  const figures = el("details", { class: "bl-figures", ontoggle: () => {
    table_is_asked = figures.open;
    model.send({ act: figures.open ? "table" : "no-table", values });
  } }, el("summary", KEYS, says.figures), table);
  const goal = el("div");
  const root = el("div", { class: "bl-stage", lang: stage.lang }, stage.task ? el("p", { class: "bl-task" }, stage.task) : "", ...controls(stage.controls),
    stage.advanced.length ? el("details", { class: "bl-more" }, el("summary", KEYS, says.more), ...controls(stage.advanced)) : "",
    el("p", { class: "bl-onward" }, says.onward), notice, row,
    stage.hasTrail ? el("div", { class: "bl-buttons" }, el("button", { type: "button", onclick: () => model.send({ act: "reset", values }), ...KEYS }, says.reset)) : "",
    figures, said, goal);
  place.append(root);

  let pictures = [];
  function show() {
    const now = model.get("shown");
    if (pictures.length !== now.pictures.length) {
      pictures = now.pictures.map(() => picture(says));
      row.replaceChildren(...pictures.map((one) => one.root));
    }
    now.pictures.forEach((one, i) => pictures[i].show(one));
  }
  const tell = () => (notice.textContent = model.get("notice"));
  const speak = () => (said.textContent = model.get("said"));
  const fill = () => (table.innerHTML = model.get("table"));
  show();
  tell();

  let draw_card = () => {};
  const follow = () => {
    if (!model.get("card").tone) return;
    if (!goal.childNodes.length) draw_card = card(goal, () => model.get("card"), (message) => model.send(message));
    else draw_card();
  };
  follow();

  const screen = () => {
    const dark = document.body.dataset.jpThemeLight === "false";
    const scale = Math.min(3, Math.max(1, Math.round(window.devicePixelRatio * 4) / 4));
    const told = model.get("screen");
    if (told.scale === scale && told.dark === dark) return;
    model.set("screen", { scale, dark });
    model.save_changes();
  };
  const theme = new MutationObserver(screen);
  theme.observe(document.body, { attributes: true, attributeFilter: ["data-jp-theme-light"] });
  window.addEventListener("resize", screen);
  screen();

  const ears = { "change:shown": show, "change:notice": tell, "change:said": speak, "change:table": fill, "change:card": follow };
  for (const [event, act] of Object.entries(ears)) model.on(event, act);
  return () => {
    theme.disconnect();
    window.removeEventListener("resize", screen);
    for (const [event, act] of Object.entries(ears)) model.off(event, act);
  };
}

export default { render: renderStage };
