// The page of claims: sentences by act, as the reader's pen has marked them, and the sheet of the one that is
// pressed. It draws a plain description (`page`) and tells what was pressed; with or without a kernel behind it.
import { el, KEYS, leaves } from "./dom.js";

const SHEET_FROM = 820; // pixels that have room for the sheet beside the page

const fill = (text, named) => text.replace(/\{(\w+)\}/g, (_all, key) => named[key]);

// A sentence with the word that was changed struck, and the reader's own behind it.
function words(one) {
  const at = one.mark === "word" && one.of && one.word ? one.text.indexOf(one.of) : -1;
  if (at < 0) return [one.text];
  return [one.text.slice(0, at), el("s", {}, one.of), " ", el("ins", {}, one.word), one.text.slice(at + one.of.length)];
}

export function column(first, tell) {
  let page = first;
  let open = "";      // the claim whose sheet is shown
  let changing = "";  // the word that is being changed; " " before it is chosen
  let is_whole = !page.lesson || page.isLast;
  let is_wide = false;
  let at = "";        // the sentence that Tab reaches

  const says = () => page.says;
  const find = (id) => page.claims.find((one) => one.id === id);
  const title = el("p", { class: "bl-title sign", role: "heading", "aria-level": 2 });
  const sub = el("p", { class: "bl-sub" });
  const acts = el("div", { class: "bl-acts" });
  const sheet = el("div", { class: "bl-claim", role: "group" });
  const hint = el("p", { class: "bl-fine" });
  const aside = el("div", { class: "bl-aside" }, hint);
  const foot = el("div", { class: "bl-foot bl-fine" });
  const live = el("div", { class: "bl-hidden", role: "status" });
  const root = el("div", { class: "bl-column sc", role: "group" }, title, sub, el("div", { class: "bl-spread" }, el("div", {}, acts, foot), aside), live);
  const sentences = () => [...acts.querySelectorAll(".bl-s")];
  const node = (id) => acts.querySelector(`.bl-s[data-claim="${id}"]`);

  function state(one) {
    const said = one.mark ? says().mark[one.mark] : says().unmarked;
    const word = one.mark === "word" && one.word ? `: ${one.word}` : "";
    return [said + word, ...(one.isRinged ? [says().ringed] : []), ...one.bets.map((ended) => says().bet[ended]), fill(says().ofLesson, { id: one.lesson })].join(", ");
  }

  function sentence(one) {
    const looks = ["bl-s", one.isMet ? "" : "bl-grey", one.isLit ? "bl-lit" : "", one.mark ? `bl-${one.mark}` : "", one.id === page.start ? "bl-start" : "", one.isRinged ? "bl-ring" : ""];
    return el("li", {}, el("button", { type: "button", class: looks.filter(Boolean).join(" "), "data-claim": one.id,
      tabindex: one.id === at ? 0 : -1, "aria-expanded": String(one.id === open), onclick: () => choose(one.id === open ? "" : one.id), ...KEYS },
      one.who ? el("small", {}, `${one.who}: `) : "", el("span", { class: "bl-words" }, ...words(one)),
      one.bets.length ? el("span", { class: "bl-ink", "aria-hidden": "true" }, one.bets.map((ended) => says().ink[ended]).join("")) : "",
      el("span", { class: "bl-hidden" }, ` (${state(one)})`)));
  }

  function paint() {
    const held = root.contains(document.activeElement) ? document.activeElement : null;
    const key = held?.dataset.claim ?? held?.dataset.key;
    const shown = page.claims.filter((one) => is_whole || one.isLit);
    const struck = page.isLast ? shown.filter((one) => one.mark === "strike") : [];
    if (!shown.some((one) => one.id === at)) at = (shown.find((one) => one.id === page.start) ?? shown[0])?.id ?? "";
    title.textContent = page.title;
    sub.textContent = page.sub;
    root.setAttribute("aria-label", page.title);
    root.lang = page.lang;
    root.classList.toggle("bl-last", page.isLast);
    root.classList.toggle("bl-alone", !is_whole);
    acts.replaceChildren(...page.acts.map((act) => [act, shown.filter((one) => one.act === act && !struck.includes(one))])
      .filter(([, here]) => here.length)
      .map(([act, here]) => el("section", {}, el("p", { class: "bl-act", role: "heading", "aria-level": 3 }, act), el("ul", {}, ...here.map(sentence)))),
      struck.length ? el("section", {}, el("p", { class: "bl-act", role: "heading", "aria-level": 3 }, says().struck), el("ul", {}, ...struck.map(sentence))) : "");
    const marked = page.claims.filter((one) => one.mark);
    const counts = page.marks.map(([mark]) => [marked.filter((one) => one.mark === mark).length, says().mark[mark]])
      .filter(([n]) => n).map(([n, said]) => `${said}: ${n}`);
    foot.replaceChildren(
      page.lesson && !page.isLast ? button(is_whole ? says().less : fill(says().whole, { n: page.claims.length }), "whole", turn) : "",
      page.isLast ? button(says().keep, "keep", () => tell({ act: "keep" })) : "",
      page.kept ? el("p", { class: "bl-say" }, page.kept) : "",
      shown.some((one) => one.bets.length) ? el("p", { "aria-hidden": "true" }, Object.keys(says().ink).map((ended) => `${says().ink[ended]} ${says().bet[ended]}`).join(" · ")) : "",
      el("p", {}, [fill(says().counts, { n: marked.length, all: page.claims.length }), ...counts].join(" · ")),
      el("p", {}, page.source), el("p", { class: "bl-onward" }, says().onward));
    hint.textContent = says().keys;
    drawSheet();
    if (key) (root.querySelector(`[data-claim="${key}"]`) ?? root.querySelector(`[data-key="${key}"]`))?.focus({ preventScroll: true });
  }

  function button(text, key, onclick, more = {}) {
    return el("button", { type: "button", "data-key": key, onclick, ...more, ...KEYS }, text);
  }

  function drawSheet() {
    const one = find(open);
    sheet.remove();
    hint.hidden = Boolean(one) || !is_wide;
    if (!one || !node(open)) return;
    const home = page.lessons[one.lesson] ?? { title: "", href: "" };
    const lesson = fill(says().home, { id: one.lesson, title: home.title });
    sheet.setAttribute("aria-label", one.text);
    sheet.replaceChildren(
      button("×", "close", () => choose(""), { class: "bl-close", "aria-label": says().close }),
      changing ? pickable(one) : el("p", { class: "bl-said" }, ...words(one)),
      el("p", { class: "bl-fine" }, fill(says().saidBy, { who: one.speaker }), " · ", one.id, " · ", home.href ? el("a", { href: home.href, ...KEYS }, lesson) : lesson),
      one.printed === one.text ? "" : el("p", { class: "bl-fine" }, fill(says().printed, { text: one.printed })),
      el("div", { class: "bl-pens", role: "group", "aria-label": says().pen }, ...page.marks.map(([mark, label], n) =>
        button("", `pen-${mark}`, () => take(mark), { "aria-pressed": String(changing ? mark === "word" : mark === one.mark) }))),
      one.mark && one.records.length ? el("details", { class: "bl-records" }, el("summary", KEYS, fill(says().records, { n: one.recordsCount })), el("ul", {}, ...one.records.map((line) => el("li", {}, line)))) : "",
      one.mark && one.records.length ? "" : el("p", { class: "bl-fine" }, one.recordsCount ? fill(says().faceDown, { n: one.recordsCount }) : says().noRecords),
      button(one.isRinged ? says().unring : says().ring, "ring", ring, { "aria-pressed": String(one.isRinged) }),
      one.isMet && tell.judges?.(open) ? button(says().judge, "judge", () => tell({ act: "judge", claim: open })) : "");
    page.marks.forEach(([mark, label], n) => sheet.querySelector(`[data-key="pen-${mark}"]`).append(
      el("kbd", { "aria-hidden": "true" }, String(n + 1)), el("span", { class: `bl-${mark}`, "aria-hidden": "true" }, el("span", { class: "bl-words" }, "abc")), label));
    if (!is_wide) return node(open).after(sheet);
    aside.append(sheet);
    // Beside the sentence that was pressed, which may stand far down.
    const spread = aside.parentElement;
    const off = node(open).getBoundingClientRect().top - spread.getBoundingClientRect().top;
    sheet.style.marginTop = `${Math.max(0, Math.min(off, spread.clientHeight - sheet.offsetHeight))}px`;
  }

  // The words of a sentence, one of which is to be changed, and the line on which the new one is written.
  function pickable(one) {
    const said = el("p", { class: "bl-said" }, ...one.text.split(" ").flatMap((word, n) => {
      const bare = word.replace(/^[«“"(]+|[»”".,;:)]+$/g, "");
      return [" ", button(word, `word-${n}`, () => { changing = bare; paint(); sheet.querySelector("input")?.focus(); }, { "aria-pressed": String(changing === bare) })];
    }));
    if (!changing.trim()) return el("div", { class: "bl-change" }, said, el("p", { class: "bl-fine" }, says().which));
    const line = el("input", { type: "text", maxlength: 40, value: one.of === changing ? one.word : "", "data-key": "instead", ...KEYS });
    const keep = () => line.value.trim() && mark("word", line.value.trim(), changing);
    line.addEventListener("keydown", (event) => event.key === "Enter" && keep());
    return el("div", { class: "bl-change" }, said, el("label", {}, fill(says().instead, { word: changing }), " ", line), button(says().keepWord, "keep-word", keep));
  }

  function choose(id, has_focus = true) {
    const was = open;
    open = id;
    changing = "";
    at = id || was || at;
    paint();
    if (has_focus) node(at)?.focus({ preventScroll: true });
    if (id && !is_wide) sheet.scrollIntoView({ block: "nearest" });
  }

  // More and fewer sentences stand above the button that brought them: the reader goes on among them.
  function turn() {
    is_whole = !is_whole;
    paint();
    node(at)?.focus();
  }

  function take(kind) {
    if (kind !== "word") return mark(kind);
    changing = " ";
    paint();
    sheet.querySelector('[data-key="word-0"]')?.focus({ preventScroll: true });
  }

  function mark(kind, word = "", of = "") {
    Object.assign(find(open), { mark: kind, word, of, isMet: true });
    changing = "";
    live.textContent = says().mark[kind];
    tell({ act: "mark", claim: open, mark: kind, word, of });
    paint();
    if (kind === "word") sheet.querySelector('[data-key="pen-word"]')?.focus({ preventScroll: true });
  }

  // One ring for the whole page: it goes from the sentence that had it.
  function ring() {
    const has = !find(open).isRinged;
    for (const one of page.claims) one.isRinged = has && one.id === open;
    live.textContent = has ? says().ringed : "";
    tell({ act: "ring", claim: open });
    paint();
  }

  root.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const on = event.target.dataset?.claim;
    if (event.key === "Escape" && open) {
      if (changing) { changing = ""; paint(); sheet.querySelector('[data-key="pen-word"]')?.focus(); }
      else choose("");
    } else if (event.target.tagName === "INPUT") return;
    else if (/^[1-5]$/.test(event.key) && (on || open)) {
      if (on && on !== open) choose(on);
      take(page.marks[event.key - 1][0]);
    } else if (on) {
      const all = sentences(), here = all.indexOf(event.target), lists = [...acts.querySelectorAll("ul")];
      const list = lists.indexOf(event.target.closest("ul"));
      const to = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: all.length - 1,
        ArrowRight: all.indexOf(lists[list + 1]?.querySelector(".bl-s")), ArrowLeft: all.indexOf(lists[list - 1]?.querySelector(".bl-s")) }[event.key];
      if (to === undefined) return;
      const next = all[to];
      if (next) {
        event.target.tabIndex = -1;
        at = next.dataset.claim;
        if (open) choose(at);
        else { next.tabIndex = 0; next.focus(); }
      }
    } else return;
    event.preventDefault();
    event.stopImmediatePropagation();
  });

  leaves(root); // what Escape shuts first goes no further
  const room = new ResizeObserver(() => {
    const now = root.clientWidth >= SHEET_FROM;
    if (now === is_wide) return;
    is_wide = now;
    root.classList.toggle("bl-wide", is_wide);
    paint();
  });
  room.observe(root);
  paint();
  return {
    root,
    show(now) {
      page = now;
      paint();
    },
    end: () => room.disconnect(),
  };
}

function renderColumn({ model, el: into }) {
  const tell = Object.assign((message) => model.send(message), { judges: () => true });
  const made = column(model.get("page"), tell);
  const show = () => made.show(model.get("page"));
  const hear = (message) => {
    if (message.fonts) document.head.append(el("style", {}, message.fonts));
    if (message.judged) setTimeout(to_card, 300);
  };
  // The card of a claim stands below the page: it is brought into sight, and its first field takes the focus.
  const to_card = () => {
    const card = into.closest(".widget-vbox")?.querySelector(".bl-card");
    card?.scrollIntoView({ block: "nearest" });
    card?.querySelector("input, select, textarea, button")?.focus({ preventScroll: true });
  };
  model.on("change:page", show);
  model.on("msg:custom", hear);
  if (!document.documentElement.dataset.blFonts) {
    document.documentElement.dataset.blFonts = "asked";
    model.send({ act: "fonts" });
  }
  into.append(made.root);
  // A mark may have been made elsewhere in the lesson: whenever the page comes into sight it asks how it stands.
  const seen = new IntersectionObserver((entries) => entries.some((one) => one.isIntersecting) && model.send({ act: "seen" }));
  seen.observe(made.root);
  return () => {
    model.off("change:page", show);
    model.off("msg:custom", hear);
    seen.disconnect();
    made.end();
  };
}

export default { render: renderColumn };
