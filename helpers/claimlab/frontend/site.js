// A page of a lesson without a kernel. What each press and each setting brings was recorded; here it is looked up, with
// the reader's own words put into the gaps (⟦name⟧), and kept in the browser.
import { card } from "./card.js";
import { column } from "./column.js";
import { code_of, new_mark } from "./code.js";
import { narrow } from "./curve.js";
import { el, KEYS, svg } from "./dom.js";
import { judge, listing, typed, worded } from "./judge.js";
import { keeper } from "./keep.js";
import { apply } from "./scene.js";
import { place_of, renderStage, unpacked } from "./stage.js";

const AHEAD = "1000px 0px"; // how far below the window a part is made before it is seen

const bytes = (text) => Uint8Array.from(atob(text), (one) => one.charCodeAt(0));
const unpack = (text) => (text ? unpacked(bytes(text)) : Promise.resolve({}));
const escaped = (text) => String(text).replace(/[&<>"']/g, (one) => `&#${one.charCodeAt(0)};`);
const coded = (text) => escaped(text).replace(/`([^`]*)`/g, "<code>$1</code>");
const paragraphs = (...texts) => texts.filter(Boolean).map((one) => `<p>${coded(one)}</p>`).join("");

const now = () => new Date().toISOString();
const day = (at) => `${at.slice(0, 10)} ${new Date(at).toTimeString().slice(0, 5)}`;

// Gaps of a text or a face; `html` has what is markup already.
const in_gaps = (text, words) => text.replace(/⟦(\w+)⟧/g, (_all, name) => words[name] ?? "");
function filled(face, words, html = {}) {
  const safe = { ...Object.fromEntries(Object.entries(words).map(([name, text]) => [name, escaped(text ?? "")])), ...html };
  const found = { ...face };
  for (const name of ["head", "say"]) found[name] = in_gaps(face[name], words);
  for (const name of ["body", "after"]) found[name] = in_gaps(face[name], safe);
  return found;
}

// `within` is the page, or the one element of another page in which a picture stands.
export async function start(text, within = document) {
  const page = await unpack(text);
  const { says, lang, judging } = page;
  const keep = keeper(page.course);

  // Cards: a logic has `read`, the face of this moment, and `press`.
  function mount_card(into, logic) {
    const root = into.appendChild(el("div"));
    const dressed = () => ({ ...logic.read(), says, lang });
    const draw = card(root, dressed, ({ act, values }) => {
      logic.press?.(act, values);
      draw();
    });
    narrow.addEventListener("change", draw);
    return draw;
  }

  // Guesses:

  const step_of = (asked, value) => {
    const at = (value - asked.low) / asked.step;
    const whole = Math.floor(at);
    const is_middle = Math.abs(at - whole - 0.5) < 1e-12; // rounded as Python does, to the even one
    return Math.min(Math.max(is_middle ? whole + (whole % 2) : Math.round(at), 0), asked.figures.length - 1);
  };
  const on_grain = (asked, value) => Number((asked.low + step_of(asked, value) * asked.step).toFixed(9));
  const figure = (asked, value) => asked.figures[step_of(asked, value)];
  const steps = (asked, guess) => (asked.kind === "choice" ? [asked.options.indexOf(guess)] : [guess].flat().map((one) => step_of(asked, one)));
  const levels = (asked) => (asked.kind === "choice" ? asked.options.length : asked.figures.length);

  function told(asked, guess) {
    if (asked.kind === "choice") return asked.told[guess];
    if (asked.kind === "number") return asked.told[step_of(asked, guess)];
    if (asked.kind === "interval") return in_gaps(asked.told, { low: figure(asked, guess[0]), high: figure(asked, guess[1]) });
    const drawn = asked.points.map((point, i) => `${point}: ${figure(asked, guess[i])}`).join(", ");
    return in_gaps(asked.told, { guess: drawn + (asked.unit ? ` (${asked.unit})` : "") });
  }

  // The reader's own line on the axes that were recorded, wide and narrow.
  function drawing({ frame, boxes, start }, asked, guess) {
    const root = el("div", { html: frame });
    const points = [...(start ? [start] : []), ...asked.points.map((point, i) => [point, guess[i]])];
    root.querySelectorAll("svg").forEach((plot, i) => {
      const box = boxes[i];
      const x = (point) => box.left + ((box.right - box.left) * (point - box.first)) / (box.last - box.first || 1);
      const y = (value) => box.bottom - ((box.bottom - box.top) * (Math.min(Math.max(value, asked.low), asked.high) - asked.low)) / (asked.high - asked.low);
      plot.append(svg("path", { d: "M" + points.map(([at, value]) => `${x(at).toFixed(1)},${y(value).toFixed(1)}`).join("L"), fill: "none", class: "bl-drawn" }));
    });
    return root.innerHTML;
  }

  const made = (id) => keep.get("guess", id);

  function predict(part) {
    let say = "";
    let agreed = "";
    const typed_number = (value) => {
      if (value === null || value === undefined || value === "") throw new Error(says.moveFirst);
      return typed(value, part.multiple, judging.reading, judging.says);
    };
    function read_guess(values) {
      if (part.kind === "choice") {
        if (!part.options.includes(values.guess)) throw new Error(says.chooseFirst);
        return values.guess;
      }
      if (part.kind === "curve") {
        const at = part.points.map((point) => values.guess?.[point]);
        const missing = part.points.filter((_point, i) => at[i] === undefined || at[i] === null);
        if (missing.length) throw new Error(worded(says.drawToo, { points: listing(missing, judging.says, 12) }));
        return at.map(Number);
      }
      if (part.kind === "number") return typed_number(values.guess);
      const both = [typed_number(values.low), typed_number(values.high)];
      if (both[0] > both[1]) throw new Error(says.lowAbove);
      return both;
    }
    function rounding(guess) {
      const off = part.kind === "choice" ? undefined : [guess].flat().find((one) => Math.abs(on_grain(part, one) - one) > 1e-9);
      if (off === undefined) return "";
      const [low, high, step] = [part.low, part.high, part.step].map(String);
      return `${worded(says.keptAs, { given: off, kept: figure(part, off), low, high, step })} ${says.pressAgain}`;
    }
    return {
      read() {
        const kept = made(part.id);
        if (!kept) return { ...part.ask, say };
        const code = code_of(part, steps(part, kept.guess), levels(part), kept.mark);
        const drawn = part.kind === "curve" ? drawing(part.drawn, part, kept.guess) : "";
        return filled(part.done, { told: told(part, kept.guess), at: day(kept.at), code }, { drawn });
      },
      press(_act, values) {
        if (made(part.id)) return;
        say = "";
        try {
          const guess = read_guess(values);
          const rounded = rounding(guess);
          if (rounded && agreed !== JSON.stringify(guess)) {
            agreed = JSON.stringify(guess);
            say = rounded;
            return;
          }
          const kept = part.kind === "choice" ? guess : Array.isArray(guess) ? guess.map((one) => on_grain(part, one)) : on_grain(part, guess);
          keep.set("guess", part.id, { guess: kept, mark: new_mark(), at: now() });
        } catch (problem) {
          say = problem.message;
        }
      },
    };
  }

  function miss({ asked, drawn }, guess) {
    const pairs = asked.points.map((point, i) => [point, guess[i], drawn.truth[i], drawn.truthFigures[i]]).filter(([, , truth]) => truth !== null);
    if (!pairs.length) return "";
    const far = pairs.reduce((best, one) => (Math.abs(one[1] - one[2]) > Math.abs(best[1] - best[2]) ? one : best));
    if (Math.abs(far[1] - far[2]) < asked.step) return says.lineRight;
    const off = pairs.reduce((sum, [, mine, truth]) => sum + Math.abs(mine - truth), 0) / pairs.length;
    const near = off <= asked.near * (asked.high - asked.low) ? `${says.lineNear} ` : "";
    const said = near + worded(says.furthest, { point: far[0], drawn: figure(asked, far[1]), truth: far[3] });
    const gap = pairs.reduce((sum, [, mine, truth]) => sum + mine - truth, 0) / pairs.length;
    return `${said} ${Math.abs(gap) < asked.step ? says.lineLevel : gap > 0 ? says.lineAbove : says.lineBelow}`;
  }

  function beside({ asked, words, truth, ...part }, guess) {
    if (asked.kind === "choice") return words[guess];
    if (asked.kind === "number") return words[step_of(asked, guess)];
    if (asked.kind === "curve") return miss({ asked, ...part }, guess);
    return told(asked, guess) + words[guess[0] <= truth && truth <= guess[1] ? 0 : 1];
  }

  function reveal(into, part) {
    const missing = () => part.first.filter((id) => !made(id));
    const closed = el("div");
    into.append(closed);
    const draw = mount_card(closed, { read: () => part.closed[missing().join("|")] ?? {} });
    let is_open = false;
    function follow() {
      if (is_open) return;
      if (missing().length) return draw();
      is_open = true;
      const { guess } = made(part.id);
      const drawn = part.drawn ? drawing(part.drawn, part.asked, guess) : "";
      into.replaceChildren();
      mount_card(into, { read: () => filled(part.head, { words: beside(part, guess) }, { drawn }) });
      for (const one of part.parts) mount(into.appendChild(el("div")), one, { asked: part.asked, guess });
      if (part.question) mount_card(into, explain(part.question));
    }
    keep.on(follow);
    follow();
  }

  // Answers:

  function explain(part) {
    let say = "";
    let is_editing = false;
    const words = (text) => [...String(text).matchAll(/\p{L}{2,}/gu)].map(([one]) => one.toLowerCase());
    function is_real_try(text) {
      const own = new Set(words(text));
      const asked = new Set(words(part.asks));
      const letters = [...own].reduce((sum, one) => sum + one.length, 0);
      return own.size >= 5 && letters >= 20 && ![...own].every((one) => asked.has(one));
    }
    return {
      read() {
        const text = keep.get("reply", part.item)?.text;
        if (!text || is_editing) return { ...part.ask, say, fields: part.ask.fields.map((one) => ({ ...one, value: text ?? "" })) };
        return { ...filled(part.done, { text }), say };
      },
      press(act, values) {
        say = "";
        if (act === "change") is_editing = true;
        else if (!is_real_try(values.text)) say = says.wholeSentence;
        else {
          is_editing = false;
          keep.set("reply", part.item, { text: values.text.trim().slice(0, 2000), at: now() });
        }
      },
    };
  }

  function answer_of({ kind, fields }, values) {
    if (kind === "number") return fields.map(({ name }) => (String(values[name] ?? "").trim() ? values[name] : null));
    if (kind === "labels") return Object.fromEntries(fields.map(({ name }) => [name, values[name] || null]));
    return values.answer ?? null;
  }
  function value_of({ kind }, name, given) {
    return kind === "number" ? given[Number(name)] : kind === "labels" ? given[name] : given;
  }

  function check(part) {
    let verdict = null;
    let say = "";
    const kept = () => keep.get("answer", part.id) ?? { tries: [], hints: 0, given: false };
    const put_by = (more) => keep.set("answer", part.id, { ...kept(), ...more });
    const left = () => {
      const { tries } = kept();
      return tries.some((one) => one.ok) ? 0 : Math.max(0, part.tries - new Set(tries.map((one) => JSON.stringify(one.answer))).size);
    };
    const opened = () => part.solution.map((one) => (one.startsWith("<") ? one : `<p>${one}</p>`)).join("")
      + (part.example.length ? `<table>${part.example.map(([name, text]) => `<tr><th scope="row">${escaped(name)}</th><td>${escaped(text)}</td></tr>`).join("")}</table>` : "")
      + part.worked.map((one) => one.html).join("");
    const code = `<details><summary>${escaped(says.inNotebook)}</summary><pre><code>${escaped(part.stub)}</code></pre></details>`;
    function by_hand() {
      const { given, hints } = kept();
      const buttons = hints < part.hints.length ? [{ act: "hint", label: worded(says.hint, { n: hints + 1, count: part.hints.length }) }] : [];
      if (!given) buttons.unshift({ act: "mine", label: says.didMine, main: true });
      return {
        ...part.tones[given ? "result" : "ask"], state: given ? "done" : "open", stateWord: says.states[given ? "done" : "open"], fields: [], buttons, say: "",
        body: paragraphs(part.asks, given ? says.compare : says.byHand) + code, after: hinted() + (given ? opened() : ""),
      };
    }
    const hinted = () => part.hints.slice(0, kept().hints).map((text, i) => paragraphs(worded(says.hinted, { n: i + 1, text }))).join("");
    return {
      read() {
        if (!part.rules) return by_hand();
        const { tries, hints, given } = kept();
        const last = tries.at(-1)?.answer;
        const is_right = verdict ? verdict[0] : tries.some((one) => one.ok);
        const state = is_right ? "right" : given ? "given" : tries.length ? "tried" : "open";
        const tone = !verdict ? "ask" : verdict[0] ? "right" : part.isOptional && part.kind === "labels" ? "note" : "wrong";
        const buttons = [{ act: "check", label: says.check, main: true }];
        if (hints < part.hints.length && !verdict?.[0]) buttons.push({ act: "hint", label: worded(says.hint, { n: hints + 1, count: part.hints.length }) });
        if (!given) buttons.push({ act: "solution", label: says.solution });
        const fields = part.fields.map((one) => ({ ...one, value: last === undefined ? one.value : value_of(part, one.name, last) }));
        const message = verdict?.[2].replace(part.nudge, "").trim();
        return {
          ...part.tones[tone], state, stateWord: says.states[state], fields, buttons, say,
          body: paragraphs(part.asks, message) + code, after: hinted() + (given ? opened() : ""),
        };
      },
      press(act, values) {
        say = "";
        if (act === "hint") put_by({ hints: kept().hints + 1 });
        else if (act === "mine") put_by({ given: true });
        else if (act === "solution") {
          if (left()) say = worded(says.closed, { n: left() });
          else put_by({ given: true });
        } else {
          const answer = answer_of(part, values);
          const found = judge(part.rules, answer, judging.reading, judging.says);
          if (found[1] === "not-attempted") {
            say = found[2];
            return;
          }
          verdict = found;
          put_by({ tries: [...kept().tries, { answer, ok: found[0], code: found[1], at: now() }] });
        }
      },
    };
  }

  // Questions, claims, forecasts:

  function question(part) {
    let chosen = null;
    let say = "";
    return {
      read: () => (chosen === null ? { ...part.ask, say } : part.answers[chosen]),
      press(act, values) {
        say = "";
        if (act === "again") chosen = null;
        else if (!(values.answer in part.answers)) say = says.chooseOne;
        else {
          chosen = Number(values.answer);
          const before = keep.get("quiz", part.id);
          keep.set("quiz", part.id, { first: before?.first ?? chosen, right: part.right.includes(chosen), at: now() });
        }
      },
    };
  }

  function quiz(into, { own, before }) {
    const met = before.map((one) => [one, keep.get("quiz", one.id)]).filter(([, kept]) => kept);
    met.sort(([, a], [, b]) => a.right - b.right || a.at.localeCompare(b.at));
    for (const one of [...own, ...met.slice(0, 1).map(([asked]) => asked)]) mount_card(into, question(one));
  }

  const pen_said = (kept) => (kept ? in_gaps(page.pens[kept.mark], { word: kept.word }) : "");

  function judging_card(part) {
    let say = "";
    let because = "";
    let is_marked = false; // on this card, so that what follows may be asked
    let is_again = false;
    let was_asked = false; // for a reason; once is enough
    const kept = () => keep.get("judgement", part.id);
    const chosen = () => Object.keys(part.roles).find((n) => part.roles[n] === keep.get("record", part.id)?.role) ?? "";
    const certain = (id) => Object.keys(page.certain).find((key) => page.certain[key] === keep.get("bet", id)?.said);
    const step = () => {
      if (kept()) return "read";
      if (!is_marked) return "mark";
      if (part.choose && !chosen()) return "choose";
      return part.bets.some((id) => !certain(id)) ? "bet" : "read";
    };
    const go_on = () => {
      if (step() !== "read" || kept()) return;
      keep.set("judgement", part.id, { because, at: now() });
    };
    const said = () => ({ pen: pen_said(keep.get("pen", part.id)), because: kept()?.because ?? because });
    const answers = { because: () => (said().because ? "1" : ""), record: chosen };
    const read_part = (one) => (typeof one === "string" ? one : one.of[(answers[one.by] ?? (() => certain(one.by)))()] ?? "");
    const with_pen = (face) => {
      const own = { ...keep.get("pen", part.id), because: said().because };
      return { ...face, say, fields: face.fields.map((one) => ({ ...one, value: own[one.name] ?? one.value })) };
    };
    function write({ mark, word }) {
      if (!mark) throw new Error(says.chooseMark);
      const own = mark === "word" ? String(word ?? "").trim().slice(0, 200) : "";
      if (mark === "word" && !own) throw new Error(says.writeWord);
      return () => keep.set("pen", part.id, { mark, word: own, at: now() });
    }
    const reason = (values) => String(values.because ?? "").trim().slice(0, 2000);
    const acts = {
      mark(values) {
        const put = write(values);
        because = reason(values);
        if (because.split(/\s+/).filter(Boolean).length < 3 && !was_asked) {
          was_asked = true;
          throw new Error(says.giveReason);
        }
        is_marked = true;
        put();
      },
      choose({ record }) {
        if (!(record in part.roles)) throw new Error(says.chooseRecord);
        keep.set("record", part.id, { role: part.roles[record], at: now() });
      },
      bet(values) {
        if (!part.bets.every((id) => values[id] in page.certain)) throw new Error(says.sayHowSure);
        for (const id of part.bets) if (!certain(id)) keep.set("bet", id, { said: page.certain[values[id]], at: now() });
      },
      again: () => (is_again = true),
      keep(values) {
        write(values)();
        is_again = false;
        keep.set("judgement", part.id, { because: reason(values), at: now() });
      },
    };
    return {
      follows: () => kept() && !is_again, // nothing is being typed: what was marked elsewhere may be shown
      read() {
        const at = step();
        if (at === "mark") return with_pen(part.mark);
        if (at !== "read" || !kept()) return { ...filled(at === "choose" ? part.choose : part.bet, said()), say };
        const face = is_again ? with_pen(part.read) : { ...part.done, say };
        return filled({ ...face, body: part.parts.map(read_part).join("") }, said());
      },
      press(act, values) {
        say = "";
        try {
          acts[act]?.(values);
          go_on();
        } catch (problem) {
          say = problem.message;
        }
      },
    };
  }

  function judging_of(into, part) {
    const logic = judging_card(part);
    const draw = mount_card(into, logic);
    keep.on(() => logic.follows() && draw());
  }

  // How the bets on a claim ended: what a bet pays says it.
  const paid = (id) => page.pays[keep.get("bet", id).said][Number(page.bets[id].came)];
  const made_bets = () => Object.keys(page.bets).filter((id) => keep.get("bet", id)?.said in page.pays);

  function verdicts(part) {
    const article = ([id, claim]) => {
      const pen = pen_said(keep.get("pen", id));
      const { because } = keep.get("judgement", id);
      const lines = [pen && worded(says.myPen, { mark: pen }), because && worded(says.myReason, { reason: because }), claim.status];
      return `<article><h3>${escaped(`${claim.title}: ${claim.text}`)}</h3><p>${lines.filter(Boolean).map(coded).join("<br>")}</p></article>`;
    };
    return {
      read() {
        const here = Object.entries(part.claims).filter(([id]) => keep.get("judgement", id));
        if (!here.length) return { ...part.ask, body: paragraphs(says.judgeFirst) };
        const counts = {};
        for (const [id] of here) {
          const mark = keep.get("pen", id)?.mark;
          if (mark) counts[mark] = (counts[mark] ?? 0) + 1;
        }
        const parts = Object.entries(counts).sort(([, a], [, b]) => b - a).map(([mark, n]) => `${n} ${page.marks[mark]}`).join(", ");
        return { ...part.done, body: paragraphs(worded(says.counted, { n: here.length, parts: parts || says.noMark })) + here.map(article).join("") };
      },
    };
  }

  // The page of claims, coloured by the pens of all pages.
  function claims_page(into, part) {
    const kinds = ["guess", "answer", "quiz", "goal", "reply"];
    function standing() {
      const begun = new Set([part.lesson, ...kinds.flatMap((kind) => keep.items(kind).map((item) => item.slice(1, 3)))]);
      const ended = {};
      for (const id of made_bets()) (ended[page.bets[id].claim] ??= []).push(["lost", "even", "won"][1 + Math.sign(paid(id))]);
      const claims = page.column.claims.map((one) => {
        const pen = keep.get("pen", one.id);
        const is_met = begun.has(one.lesson) || pen || keep.get("judgement", one.id);
        return { ...one, mark: "", word: "", of: "", ...pen, isRinged: keep.get("ring", "page")?.claim === one.id, isLit: one.lesson === part.lesson, isMet: Boolean(is_met), bets: ended[one.id] ?? [] };
      });
      const { isEnd, isLast, title, sub, lesson } = part;
      const start = claims.some((one) => one.mark) ? "" : part.start;
      return { ...page.column, lesson, isEnd, isLast, title, sub, start, claims };
    }
    const place = (claim) => [...document.querySelectorAll("[data-part]")].find(({ dataset: { part: n } }) => page.parts[n].verb === "judge" && page.parts[n].id === claim);
    function to_card(claim) {
      const card = place(claim);
      for (let door = card.closest("details"); door; door = door.parentElement.closest("details")) door.open = true;
      make(card);
      card.scrollIntoView({ block: "center" });
      card.querySelector("input, textarea, button")?.focus({ preventScroll: true });
    }
    const acts = {
      mark: ({ claim, mark, word, of }) => keep.set("pen", claim, { mark, word, of, at: now() }),
      ring: ({ claim }) => keep.set("ring", "page", { claim: keep.get("ring", "page")?.claim === claim ? "" : claim, at: now() }),
      judge: ({ claim }) => to_card(claim),
      keep: () => window.print(),
    };
    const made = column(standing(), Object.assign((said) => acts[said.act](said), { judges: place }));
    into.append(made.root);
    keep.on(() => made.show(standing()));
  }

  // How sure the reader was, and how often it came.
  function calibration(part) {
    const signed = (n) => `${n > 0 ? "+" : n < 0 ? "−" : ""}${Math.abs(n)}`;
    const sure = (said) => (said === 50 ? 50 : said > 50 ? 95 : 5);
    return {
      read() {
        const all = made_bets().map((id) => ({ said: keep.get("bet", id).said, came: Number(page.bets[id].came) }));
        if (!all.length) return part.ask;
        const levels = [...new Set(all.map((one) => one.said))].sort((a, b) => a - b);
        const rows = levels.map((said) => {
          const here = all.filter((one) => one.said === said);
          return [said, here.length, here.reduce((sum, one) => sum + one.came, 0), ...part.bands[said][here.length - 1]];
        });
        const sum = (said_of) => signed(Math.round(all.reduce((total, one) => total + page.pays[said_of(one.said)][one.came], 0)));
        const lines = [worded(says.betsPaid, { own: sum((said) => said) }), worded(says.alwaysSure, { sure: sum(sure), never: sum(() => 50) })];
        const cells = (row, tag) => `<tr>${row.map((one) => `<${tag}>${escaped(one)}</${tag}>`).join("")}</tr>`;
        const table = `<div class="st-wide" tabindex="0" role="group"><table><thead>${cells(part.heads, 'th scope="col"').replaceAll('</th scope="col">', "</th>")}</thead><tbody>${rows.map((row) => cells(row, "td")).join("")}</tbody></table></div>`;
        return { ...part.done, body: table + paragraphs(...lines) };
      },
    };
  }

  function forecasts(part) {
    let say = "";
    const kinds = ["guess", "answer", "judgement", "quiz", "goal", "reply"];
    const is_late = () => part.isLate || keep.items("toy").some((name) => part.toys.includes(name)) || kinds.some((kind) => keep.items(kind).some((item) => item.slice(1, 3) === part.outcomes && !part.waits.includes(item)));
    return {
      read() {
        const kept = keep.get("forecast", "card");
        if (kept) return filled(part[kept.isLate ? "late" : "inTime"].done, { ...kept.chances, at: day(kept.at) });
        return { ...part[is_late() ? "late" : "inTime"].ask, say };
      },
      press(_act, values) {
        const missing = part.names.filter((name) => values[name] === null || values[name] === undefined);
        if (missing.length) say = worded(says.stillToSet, { keys: missing.join(", ") });
        else keep.set("forecast", "card", { chances: Object.fromEntries(part.names.map((name) => [name, values[name]])), isLate: is_late(), at: now() });
      },
    };
  }

  // What was judged opens in the ledger; where one stands is told on the cover.

  function ledger(into) {
    function follow() {
      for (const row of into.querySelectorAll("[data-claim]")) {
        const kept = keep.get("judgement", row.dataset.claim);
        row.classList.toggle("st-judged", Boolean(kept));
        row.querySelector("[data-you]").textContent = pen_said(keep.get("pen", row.dataset.claim));
        row.querySelector("[data-because]").textContent = kept?.because ? worded(says.myReason, { reason: kept.because }) : "";
      }
    }
    keep.on(follow);
    follow();
  }

  function progress(into) {
    const is_done = ([kind, item]) => {
      const kept = keep.get(kind, item);
      return kind === "answer" ? kept?.given || kept?.tries.some((one) => one.ok) : kind === "quiz" ? kept?.right : kept !== null;
    };
    function follow() {
      for (const row of into.querySelectorAll("[data-items]")) {
        const all = JSON.parse(row.dataset.items);
        const done = all.filter(is_done).length;
        row.querySelector("progress").value = done;
        row.querySelector("[data-done]").textContent = worded(says.doneOf, { done, all: all.length });
      }
    }
    into.querySelector("[data-forget]")?.addEventListener("click", () => window.confirm(says.forgetAll) && keep.forget());
    keep.on(follow);
    follow();
  }

  // Pictures:

  // What a picture or a toy takes for its model: the same words as anywidget's.
  class Model {
    ears = {};
    get(name) { return this.state[name]; }
    set(name, value) { this.state[name] = value; this.changed = name; }
    on(name, act) { (this.ears[name] ??= []).push(act); }
    off(name, act) { this.ears[name] = (this.ears[name] ?? []).filter((one) => one !== act); }
    tell(name, value) {
      this.state[name] = value;
      for (const act of this.ears[`change:${name}`] ?? []) act();
    }
    fitting(width) {
      return this.layouts.find((one) => one.bundle.width <= width) ?? this.layouts.at(-1);
    }
  }

  class Stage extends Model {
    constructor(part, layouts, width, given) {
      super();
      Object.assign(this, { part, layouts, given, moved: false, last: null });
      this.states = new Map();
      this.layout = this.fitting(width);
      const { values } = this.layout.bundle;
      this.state = { bundle: this.bundle(), values, screen: { width }, notice: "", said: "", table: "", card: {}, answer: {} };
      this.question = part.goal?.question && explain(part.goal.question);
      this.state.card = this.goal_card();
      this.announced = this.scene(values)?.title;
    }
    bundle() {
      const { bundle, states } = this.layout;
      this.count = (this.count ?? 0) + 1;
      return { ...bundle, id: this.count, says, lang, states: states?.then((found) => (this.states.set(bundle.width, found), found)),
        over: (scene, i, patch) => this.on_grid(this.given ? this.with_guess(scene, i, patch) : scene) };
    }
    // A handle goes by the steps of the page's own grid.
    on_grid(scene) {
      if (!scene.handles) return scene;
      const handles = scene.handles.map((one) => {
        const own = this.layout.bundle.controls.find(({ name, kind }) => name === one.name && kind === "slider");
        const { low, high, step } = own ?? { low: one.lo, high: one.hi, step: one.step };
        const at = (raw) => one.p0 + ((one.p1 - one.p0) * (raw - one.lo)) / (one.hi - one.lo);
        return { ...one, lo: low, hi: high, step, p0: at(low), p1: at(high) };
      });
      return { ...scene, handles };
    }
    // The guess as it was drawn at first; it stays where the axis is the same.
    with_guess(scene, i, patch) {
      const own = this.layout.guesses[this.given]?.[i];
      if (!own) return scene;
      const first = apply(this.layout.bundle.panes[i].scene, own);
      if (!patch || !Object.keys(patch).length) return first;
      if (String(first.axis) !== String(scene.axis)) return scene;
      const is_guess = (mark) => mark.i.startsWith("guess");
      return { ...scene, marks: [...scene.marks.filter((one) => !is_guess(one)), ...first.marks.filter(is_guess)] };
    }
    save_changes() {
      if (this.changed === "values") this.moved = true;
      if (this.changed !== "screen") return;
      const fitting = this.fitting(this.state.screen.width);
      if (fitting === this.layout) return;
      this.layout = fitting;
      this.tell("bundle", this.bundle());
    }
    key(values) {
      const { controls, advanced } = this.layout.bundle;
      return [...controls, ...advanced].map((one, i) => (i < controls.length ? place_of(one, values[one.name]) : this.layout.folded[i - controls.length])).join("|");
    }
    scene(values) {
      const found = this.states.get(this.layout.bundle.width)?.[this.key(values)];
      if (found?.notice) return { title: found.notice, words: found.notice };
      const { panes } = this.layout.bundle;
      const all = panes.map((pane, i) => apply(pane.scene, found?.panes[i] ?? {}));
      const words = all.map((one, i) => (panes[i].heading ? `${panes[i].heading}: ${one.words}` : one.words)).join(" ");
      return { ...all.at(-1), words };
    }
    send({ act, values }) {
      if (act === "rest") this.rest(values);
      else if (act === "table") this.show_table(values);
      else if (act === "no-table") this.tell("table", "");
      else if (this.question) {
        this.question.press(act, values);
        this.tell("card", this.goal_card());
      }
    }
    rest(values) {
      const scene = this.scene(values);
      const { goal, reached, axes } = this.part;
      const says_found = this.moved && goal?.id && !keep.get("goal", goal.id) && reached[this.key(values)];
      if (says_found) {
        keep.set("goal", goal.id, { says: says_found, at: now() });
        this.tell("card", this.goal_card());
      }
      const axis = scene.axis?.map((one) => Number(one.toPrecision(6))).join(",");
      const note = axis && this.axis !== undefined && axis !== this.axis ? axes[axis] : "";
      if (axis) this.axis = axis;
      const said = scene.title !== this.announced ? scene.title : scene.words;
      this.announced = scene.title;
      this.tell("said", [says_found, said, note].filter(Boolean).join(" "));
      if (this.state.table) this.show_table(values);
    }
    async show_table(values) {
      this.tables ??= await unpack(this.part.tables);
      const own = this.tables[this.key(values)];
      this.tell("table", own ?? `${this.tables[""] ?? ""}${"" in this.tables && this.part.held[1] > 1 ? paragraphs(says.firstTable) : ""}`);
    }
    goal_card() {
      const { goal } = this.part;
      const found = goal?.id && keep.get("goal", goal.id);
      if (!found) return {};
      const face = this.question ? this.question.read() : goal.done;
      return { ...filled(face, { says: found.says }), says, lang };
    }
  }

  async function picture(into, part, context) {
    const layouts = await Promise.all(part.layouts.map(async (one) => ({
      ...one, guesses: context ? await unpack(one.guesses) : {}, states: one.bundle.states ? unpack(one.bundle.states) : null,
    })));
    const given = context && (context.asked.kind === "choice" ? context.guess : context.asked.kind === "number" ? String(step_of(context.asked, context.guess)) : null);
    const stage = new Stage(part, layouts, into.clientWidth || 720, given);
    into.replaceChildren();
    renderStage({ model: stage, el: into });
    into.stage = stage; // for tests
    const [held, all] = part.held;
    const notes = [held < all && says.held, part.keepsAll && says.keepsAll, part.goal?.id && !Object.keys(part.reached).length && says.goalElsewhere].filter(Boolean);
    if (notes.length) into.append(el("p", { class: "st-fine" }, notes.join(" ")));
  }

  // Toys: each state was drawn, and says to which others a move leads.

  // All that a patch ever brings lies in a page once; a state names places in that list, each told from the one before.
  const LISTS = ["marks", "gone", "order"];
  const scenes_of = ({ pool, states }) => states.map((one) => ({ ...one, ...Object.fromEntries(LISTS.filter((name) => name in one).map((name) => {
    let place = 0;
    return [name, one[name].map((by) => pool[place += by])];
  })) }));

  const handle_of = (move) => /^(\w+) -?\d+(\.\d+)?$/.exec(move)?.[1];

  class Toy extends Model {
    constructor(part, layouts, order, width) {
      super();
      Object.assign(this, { part, layouts, order, game: keep.get("toy", part.name) ?? { moves: [], won: false } });
      this.layout = this.fitting(width);
      this.replay();
      this.state = { bundle: this.bundle(), values: {}, screen: { width }, notice: "", said: "", table: "", card: this.found() };
      this.state.answer = this.answer();
    }
    replay() {
      this.at = 0;
      this.game.moves = this.game.moves.filter((move) => {
        const to = this.order[this.at].to[move];
        this.at = to ?? this.at;
        return to !== undefined;
      });
    }
    bundle() {
      this.count = (this.count ?? 0) + 1;
      return { ...this.layout.bundle, id: this.count, says, lang };
    }
    answer() {
      const { moves } = this.order[this.at];
      const patch = this.layout.scenes[this.at];
      const handles = apply(this.layout.bundle.panes[0].scene, patch).handles ?? [];
      const back = this.game.moves.length ? [["undo", says.undo], ["again", says.again]] : [];
      return { base: this.count, key: "", panes: [patch], moves: [...moves, ...back], values: Object.fromEntries(handles.map((one) => [one.name, one.value])) };
    }
    found() {
      if (!this.game.won) return {};
      return { ...filled(this.part.done, { found: this.order[this.at].found || says.doneBefore }), says, lang };
    }
    save_changes() {
      const fitting = this.fitting(this.state.screen.width);
      if (fitting === this.layout) return;
      this.layout = fitting;
      const bundle = this.bundle();
      this.state.answer = this.answer();
      this.tell("bundle", bundle);
    }
    keep() {
      keep.set("toy", this.part.name, { ...this.game, at: now() });
    }
    send({ act, move, held }) {
      const { moves } = this.game;
      if (act === "rest") {
        const { title, words, found } = this.order[this.at];
        this.keep();
        return this.tell("said", [title, words, !this.part.isShown && found].filter(Boolean).join(" "));
      }
      if (act === "move" && move in this.order[this.at].to) {
        const is_same = moves.length && handle_of(move) && handle_of(move) === handle_of(moves.at(-1));
        this.game.moves = [...(is_same ? moves.slice(0, -1) : moves), move];
      } else if (act === "undo") this.game.moves = moves.slice(0, -1);
      else if (act === "again") this.game.moves = [];
      else return;
      this.replay();
      this.game.won ||= !this.part.isShown && Boolean(this.order[this.at].found);
      if (!held) this.keep();
      this.tell("answer", this.answer());
      this.tell("card", this.found());
    }
  }

  async function toy(into, part) {
    const order = await unpack(part.order);
    const layouts = await Promise.all(part.layouts.map(async (one) => ({ ...one, scenes: scenes_of(await unpack(one.scenes)) })));
    const model = new Toy(part, layouts, order, into.clientWidth || 720);
    into.replaceChildren();
    renderStage({ model, el: into });
    into.toy = model; // for tests
  }

  // The page:

  const MOUNT = {
    calibration: (into, part) => keep.on(mount_card(into, calibration(part))),
    card: (into, part) => mount_card(into, { read: () => part.face }),
    check: (into, part) => mount_card(into, check(part)),
    explain: (into, part) => mount_card(into, explain(part)),
    forecasts: (into, part) => mount_card(into, forecasts(part)),
    html: (into, part) => (into.innerHTML = part.html),
    column: claims_page,
    judge: judging_of,
    ledger,
    picture,
    predict: (into, part) => mount_card(into, predict(part)),
    progress,
    quiz,
    reveal,
    toy,
    verdict: (into, part) => keep.on(mount_card(into, verdicts(part))),
  };
  function mount(into, part, context) {
    const known = MOUNT[part.verb];
    if (!known) return;
    if (!["ledger", "progress", "picture", "toy"].includes(part.verb)) into.replaceChildren();
    known(into, part, context);
  }

  const places = new Map([...within.querySelectorAll("[data-part]")].map((one) => [one, page.parts[Number(one.dataset.part)]]));
  const make = (one) => {
    if (!places.has(one)) return;
    const part = places.get(one);
    places.delete(one);
    seen.unobserve(one);
    one.classList.add("st-made");
    mount(one, part);
  };
  const seen = new IntersectionObserver((entries) => entries.forEach((entry) => entry.isIntersecting && make(entry.target)), { rootMargin: AHEAD });
  // The keyboard stops only where there is something to scroll.
  for (const one of within.querySelectorAll(".st-wide[tabindex]")) new ResizeObserver(() => (one.tabIndex = one.scrollWidth > one.clientWidth + 1 ? 0 : -1)).observe(one);
  document.documentElement.dataset.blFonts = "held";
  for (const one of places.keys()) seen.observe(one);
  // A link out of the course leaves the lesson where it is, wherever on the page it stands.
  within.addEventListener("click", (event) => event.target.closest("a[href^=http]")?.setAttribute("target", "_blank"));
  // On paper every door of the text stands open; then those that were shut are shut again.
  const shut = [];
  window.addEventListener("beforeprint", () => {
    shut.push(...document.querySelectorAll("details.st-door:not([open]), section > details:not([open])"));
    for (const one of shut) one.open = true;
    [...places.keys()].forEach(make);
  });
  window.addEventListener("afterprint", () => shut.splice(0).forEach((one) => (one.open = false)));
  if (!keep.isKept) document.querySelector("[data-unkept]")?.removeAttribute("hidden");
  document.documentElement.dataset.stReady = "true";
}
