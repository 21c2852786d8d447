// The marking desk: what is chosen is sent at once, and the page says whether it was saved.
const bar = document.getElementById("bar");
const said = document.getElementById("said");
const articles = [...document.querySelectorAll("article")];
const waiting = new Set(); // answers whose last change is not on the disk
let sending = Promise.resolve();

const mark = (article) => article.querySelector("input[type=radio]:checked")?.value ?? "";
const note = (article) => article.querySelector("input[type=text]");

async function send() {
  for (const article of [...waiting]) {
    const body = JSON.stringify({ keys: article.dataset.keys.split(" "), mark: mark(article), comment: note(article).value });
    waiting.delete(article);
    let answer;
    try {
      const reply = await fetch("marks", { method: "POST", headers: { "Content-Type": "application/json" }, body });
      answer = await reply.json();
      if (!reply.ok) throw new Error(answer.says);
    } catch (error) {
      waiting.add(article);
      article.classList.add("unsaved");
      bar.classList.add("unsaved");
      said.textContent = error instanceof TypeError ? bar.dataset.lost : error.message;
      return;
    }
    article.classList.remove("unsaved");
    bar.querySelector("progress").value = answer.done;
    document.getElementById("count").textContent = bar.dataset.count.replace("{done}", answer.done).replace("{of}", answer.of);
  }
  if (waiting.size) return; // what came meanwhile is sent next
  bar.classList.remove("unsaved");
  said.textContent = bar.dataset.saved;
}

function changed(article) {
  article.dataset.mark = mark(article);
  waiting.add(article);
  said.textContent = bar.dataset.saving;
  sending = sending.then(send); // one after the other, in the order of the hand
}

function choose(article, value) {
  const box = article.querySelector(`input[type=radio][value="${value}"]`);
  if (!box) return;
  box.checked = true;
  changed(article);
}

function next(article) {
  const rest = articles.slice(articles.indexOf(article) + 1);
  const open = rest.find((one) => one.dataset.mark === "" && one.offsetParent);
  open?.querySelector("input[type=radio]:checked").focus();
  open?.scrollIntoView({ block: "center" });
}

for (const article of articles) {
  article.addEventListener("change", () => changed(article));
  article.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Enter") {
      event.preventDefault();
      next(article);
    } else if (event.target.type === "radio" && /^[0-3]$/.test(event.key)) {
      event.preventDefault();
      choose(article, event.key);
      article.querySelector("input[type=radio]:checked").focus();
    }
  });
}

for (const group of document.querySelectorAll(".group")) {
  group.querySelector(".all").addEventListener("click", (event) => {
    if (!event.target.value) return;
    for (const article of group.querySelectorAll("article")) choose(article, event.target.value);
  });
}

const only = document.getElementById("open-only");
// What is marked meanwhile stays in its place until the box is ticked anew: nothing jumps under the hand.
only.addEventListener("change", () => {
  for (const article of articles) article.hidden = only.checked && article.dataset.mark !== "";
  for (const group of document.querySelectorAll(".group")) group.hidden = !group.querySelector("article:not([hidden])");
  for (const section of document.querySelectorAll("section")) section.hidden = !section.querySelector("article:not([hidden])");
});

addEventListener("beforeunload", (event) => {
  if (waiting.size) event.preventDefault();
});
