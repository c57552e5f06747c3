"use strict";
// Finds people and shows where they are. Names and the like are set as text, never as markup.

const at = (id) => document.getElementById(id);
const [ID, NAME, ABOUT, RUNS, MISSING] = [0, 1, 2, 3, 4];
const MOST_SHOWN = 12;

function made(name, text = "") {
  const element = document.createElement(name);
  element.textContent = text;
  return element;
}

// Searching: without capitals and accents; people whose name or id matches come first.

const LETTERS = { ø: "o", æ: "ae", œ: "oe", ß: "ss", đ: "d", ł: "l" };
const plain = (text) =>
  text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replace(/[øæœßđł]/g, (letter) => LETTERS[letter]);

let index = null; // read when it is first needed
function indexed() {
  index ??= JSON.parse(at("index").textContent);
  return index;
}

let keys = null;
function searchable() {
  const { people, runs } = indexed();
  keys ??= people.map((person) => [
    plain(`${person[NAME]} ${person[ID]}`),
    plain([person[NAME], person[ID], ...person[ABOUT], ...person[RUNS].map((run) => runs[run][ID])].join(" ")),
  ]);
  return keys;
}

function matching(query) {
  const words = plain(query).split(/\s+/).filter(Boolean);
  if (!words.length) return [];
  const first = [], others = [];
  searchable().forEach(([name, everything], number) => {
    if (words.every((word) => name.includes(word))) first.push(number);
    else if (words.every((word) => everything.includes(word))) others.push(number);
  });
  return first.concat(others);
}

function search() {
  const hits = matching(at("wanted").value);
  const { some, none, more } = at("hits").dataset;
  const asked = at("wanted").value.trim() !== "";
  const told = !asked ? "" : hits.length > MOST_SHOWN ? more : hits.length ? some : none;
  at("hits").textContent = told.replace("#", hits.length).replace("@", MOST_SHOWN);
  at("found").replaceChildren(...hits.slice(0, MOST_SHOWN).map(hit));
}

function hit(number) {
  const person = indexed().people[number];
  const link = made("a");
  link.href = `#p${number}`;
  link.append(made("bdi", person[NAME] || person[ID]));
  const about = made("span");
  about.append(made("bdi", [...(person[NAME] ? [person[ID]] : []), ...person[ABOUT]].join(" · ")));
  const item = made("li");
  item.append(link, " ", about);
  return item;
}

// A large page: what is far down stands in noscripts, which are text to us, and becomes part of the page when somebody
// comes near it, opens it, follows a link there or prints. It is markup of the page, everything in it escaped.

function fill(holder) {
  const later = holder?.querySelector(":scope > noscript");
  if (!later) return;
  const show = holder.querySelector(":scope > .show");
  const asked = show !== null && show === document.activeElement;
  show?.remove();
  later.outerHTML = later.textContent;
  delete holder.dataset.later;
  if (asked) holder.querySelector("article, a, [tabindex]")?.focus(); // where the button was
}

const near = new IntersectionObserver((seen) => {
  for (const { target, isIntersecting } of seen) {
    if (!isIntersecting) continue;
    near.unobserve(target);
    fill(target);
  }
}, { rootMargin: "1200px" });

function showLater() {
  for (const holder of document.querySelectorAll("[data-later]")) {
    const show = made("button", holder.dataset.later); // for those who read without looking
    show.type = "button";
    show.className = "show";
    show.addEventListener("click", () => fill(holder));
    holder.append(show);
    near.observe(holder);
  }
}

const huge = () => at("unfold") === null;
const fillAll = () => document.querySelectorAll("noscript").forEach((later) => fill(later.parentElement));

// Following links. #r5 is a run; #p3 is a line in the list of everybody, instead of which the person is shown.

function showPerson(number) {
  const person = indexed().people[number];
  at("itinerary-heading").replaceChildren(made("bdi", person[NAME] || person[ID]));
  at("itinerary-about").replaceChildren(
    made("bdi", [...(person[NAME] ? [person[ID]] : []), ...person[ABOUT]].join(" · ")));
  at("itinerary-rows").replaceChildren(...person[RUNS].map(itineraryRow));
  const missing = at("itinerary-missing");
  missing.textContent = person[MISSING].length ? `${missing.dataset.missing}: ${person[MISSING].join(", ")}` : "";
  at("itinerary").hidden = false;
  at("itinerary").scrollIntoView({ block: "nearest" });
  at("itinerary").focus({ preventScroll: true });
}

function itineraryRow(number) {
  const [id, title, when, place] = indexed().runs[number];
  const row = made("tr"), times = made("th"), link = made("a"), cell = made("td");
  times.scope = "row";
  times.append(...when.map((text) => made("div", text)));
  link.href = `#r${number}`;
  link.append(made("bdi", id));
  cell.append(link);
  row.append(times, made("td", title), cell, made("td", place));
  return row;
}

function showRun(number) {
  fill(document.querySelector(`[data-runs~="${number}"]`));
  const run = at(`r${number}`);
  run.querySelector("details").open = true;
  run.scrollIntoView({ block: "start" });
  run.focus({ preventScroll: true });
}

function follow() {
  const [, kind, number] = /^#(person-|r)(\d+)$/.exec(location.hash) ?? [];
  if (kind === "person-" && indexed().people[number]) showPerson(number);
  if (kind === "r" && indexed().runs[number]) showRun(number);
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a");
  const [, kind, number] = /^#([pr])(\d+)$/.exec(link?.hash ?? "") ?? [];
  if (!kind) return;
  event.preventDefault();
  history.pushState(null, "", kind === "p" ? `#person-${number}` : link.hash);
  follow();
});
window.addEventListener("popstate", follow);

// Folding and printing: what is unfolded is printed, or one run or person alone.

function unfold() {
  const open = at("unfold").getAttribute("aria-pressed") !== "true";
  at("unfold").setAttribute("aria-pressed", open);
  fillAll();
  document.querySelectorAll("details").forEach((details) => { details.open = open; });
}

function printOnly(id) {
  at(id).classList.add("printed");
  document.body.classList.add("one");
  window.print();
}

// An unfolded run gets a button that prints its list.
function unfolded({ target }) {
  if (!target.open) return;
  fill(target);
  const run = target.closest(".run");
  if (!run || run.querySelector("[data-print]")) return;
  const print = made("button", at("print").dataset.this);
  print.type = "button";
  print.dataset.print = run.id;
  target.append(print);
}

document.addEventListener("toggle", unfolded, true);
document.addEventListener("click", ({ target }) => {
  if (target.dataset?.print) printOnly(target.dataset.print);
});
window.addEventListener("beforeprint", () => { if (!huge()) fillAll(); });
window.addEventListener("afterprint", () => {
  document.body.classList.remove("one");
  document.querySelector(".printed")?.classList.remove("printed");
});
at("wanted").addEventListener("input", search);
at("wanted").addEventListener("keydown", (event) => {
  const first = at("found").querySelector("a");
  if (event.key === "Enter" && first) first.click();
});
at("unfold")?.addEventListener("click", unfold);
at("print").addEventListener("click", () => window.print());
at("finder").hidden = at("tools").hidden = false;
showLater();
follow();
(window.requestIdleCallback ?? setTimeout)(searchable);
