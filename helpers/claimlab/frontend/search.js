// A search over what all pages say, which lies in this one.
import { el } from "./dom.js";
import { unpacked } from "./stage.js";

const MOST = 40;
const AROUND = 90; // letters before and after what was found

const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

export async function start(text, says) {
  const all = await unpacked(Uint8Array.from(atob(text), (one) => one.charCodeAt(0)));
  const folded = all.map(([, title, words]) => [plain(title), plain(words)]);
  const [box, list, count] = ["st-words", "st-found", "st-count"].map((id) => document.getElementById(id));
  function look() {
    const words = plain(box.value).split(/\s+/).filter((one) => one.length > 1);
    const found = words.length
      ? folded.map(([title, own], i) => [i, words.every((one) => title.includes(one) || own.includes(one)), words.filter((one) => title.includes(one)).length])
        .filter(([, fits]) => fits).sort(([, , a], [, , b]) => b - a)
      : [];
    count.textContent = !words.length ? "" : found.length ? says.found.replace("{n}", found.length) : says.none;
    list.replaceChildren(...found.slice(0, MOST).map(([i]) => {
      const [href, title, own] = all[i];
      const at = Math.max(0, folded[i][1].indexOf(words[0]));
      const from = Math.max(0, at - AROUND);
      const cut = `${from ? "… " : ""}${own.slice(from, at + AROUND)}${own.length > at + AROUND ? " …" : ""}`;
      return el("li", {}, el("a", { href }, title), el("p", {}, cut));
    }));
  }
  box.addEventListener("input", look);
  look();
}
