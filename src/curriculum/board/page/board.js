// The page: asks, draws, and sends what is done. The server decides what is so.

import { at, element, keepingFocus } from "./elements.js";
import { lacking, mayJoin, module, person, run, runsOf, setFacts, setStanding, state, word } from "./model.js";
import { drawPeople } from "./people.js";
import { chooseRun, drawPerson } from "./person.js";
import { drawLegend, drawRuns } from "./runs.js";
import { act, read } from "./server.js";
import { compare, drawVersions, drawViolations } from "./versions.js";

const FEW = 1500; // places up to which everybody is shown from the beginning
const PAUSE = 400; // milliseconds between two looks at a search

// Does something on the server and draws what is so then; what is wrong is said.
async function perform(what, body = {}) {
  const standing = await perform.asking(() => act(what, body));
  if (!standing) return;
  at("difference").replaceChildren();
  show(standing);
}
perform.asking = async (ask) => {
  try {
    return await ask();
  } catch (error) {
    tell(error instanceof TypeError ? word("lost") : error.message, true);
    return undefined;
  }
};

function tell(text, wrong = false) {
  at("said").textContent = text;
  at("said").classList.toggle("wrong", wrong);
}

function show(standing) {
  setStanding(standing);
  tell(standing.said);
  keepingFocus(draw);
  if (standing.search) watch();
}

function select(id) {
  state.person = id;
  keepingFocus(draw);
}

function mark(id) {
  state.marked = id;
  state.module = "";
  at("module").value = "";
  keepingFocus(draw);
  at(`run-${id}`)?.scrollIntoView({ block: "center" });
}

function draw() {
  const { score, quality, violations, position, versions, search, unsaved, answer } = state.standing;
  at("score-text").textContent = score;
  at("quality").textContent = quality;
  at("score").className = `score ${violations.length ? "broken" : state.standing.proven ? "proven" : ""}`;
  at("undo").disabled = Boolean(search) || position <= versions[0].number;
  at("redo").disabled = Boolean(search) || position >= versions.at(-1).number;
  for (const id of ["best", "mend", "save"]) at(id).disabled = Boolean(search);
  at("save").textContent = word(unsaved ? "save-changes" : "save");
  at("answer").hidden = !answer;
  at("answer-text").textContent = answer;
  drawSearch();
  drawPeople(select);
  drawRuns(select);
  drawViolations(select, mark);
  drawPerson(perform);
  drawVersions(perform);
}

function drawSearch() {
  const { search } = state.standing;
  at("search").hidden = !search;
  if (!search) return;
  at("progress").value = Math.min(search.seconds / search.limit, 1);
  at("cancel").disabled = search.stopping;
  at("search-text").textContent = [
    word(search.stopping ? "stopping" : `searching-${search.kind}`),
    search.score && word("score-so-far", { score: search.score }),
    search.bound && word("bound-so-far", { bound: search.bound }),
    search.tried && word("tried-so-far", { tried: search.tried, helpful: search.helpful }),
    word("seconds-so-far", { seconds: Math.floor(search.seconds), limit: search.limit }),
  ].filter(Boolean).join(" · ");
}

let watching = false;
async function watch() {
  if (watching) return;
  watching = true;
  const before = state.standing.position;
  while (state.standing.search) {
    await new Promise((done) => setTimeout(done, PAUSE));
    const search = await perform.asking(() => read("search"));
    if (search === undefined) continue;
    state.standing.search = search;
    if (search) drawSearch();
  }
  watching = false;
  const standing = await perform.asking(() => read("standing"));
  if (!standing) return;
  show(standing);
  if (standing.position !== before) await compare(before, standing.position, perform);
}

// Dragging: a person from a run, or from the list, onto a run.

function dragStart(event) {
  const chip = event.target.closest?.("[data-person]");
  if (!chip || state.standing.search) return;
  state.dragged = { person: chip.dataset.person, before: chip.dataset.before ?? null };
  event.dataTransfer.setData("text/plain", chip.dataset.person);
  event.dataTransfer.effectAllowed = "move";
  for (const card of document.querySelectorAll(".card")) card.classList.toggle("target", Boolean(leaving(card)));
}

// What a drop on a card would leave: {before}, or null where nothing can be dropped.
function leaving(card) {
  const { person: who, before } = state.dragged;
  const there = card.dataset.module;
  if (before) return before !== card.dataset.run && mayJoin(run(before).module, there) ? { before } : null;
  const same = runsOf(who).find((id) => run(id).module === there);
  if (same) return same !== card.dataset.run ? { before: same } : null;
  return lacking(who).some((one) => one === there || (one === null && module(there)?.kind === "elective")) ? { before: null } : null;
}

function dragOver(event) {
  const card = state.dragged && event.target.closest?.(".card.target");
  for (const other of document.querySelectorAll(".card.over")) if (other !== card) other.classList.remove("over");
  if (!card) return;
  event.preventDefault();
  card.classList.add("over");
}

function drop(event) {
  const card = state.dragged && event.target.closest?.(".card.target");
  if (!card) return;
  event.preventDefault();
  const { before } = leaving(card);
  perform("move", { person: state.dragged.person, before, after: card.dataset.run, pin: at("pin-moved").checked });
}

function dragEnd() {
  state.dragged = null;
  for (const card of document.querySelectorAll(".card")) card.classList.remove("target", "over");
}

function keyDown(event) {
  if (at("choices").open || event.altKey) return;
  const typing = event.target.matches("input, select, textarea");
  const command = event.ctrlKey || event.metaKey;
  if (command && !typing && event.key.toLowerCase() === "z") {
    event.preventDefault();
    at(event.shiftKey ? "redo" : "undo").click();
  } else if (!command && event.key.toLowerCase() === "m" && event.target.dataset?.before) {
    event.preventDefault();
    select(event.target.dataset.person);
    chooseRun(person(event.target.dataset.person), event.target.dataset.before, null, perform);
  }
}

function listen() {
  const seconds = () => Number(at("seconds").value);
  at("undo").addEventListener("click", () => perform("go", { steps: -1 }));
  at("redo").addEventListener("click", () => perform("go", { steps: 1 }));
  at("best").addEventListener("click", () => perform("ask", { kind: "best", seconds: seconds() }));
  at("mend").addEventListener("click", () => perform("ask", { kind: "mend", seconds: seconds() }));
  at("cancel").addEventListener("click", () => perform("cancel"));
  at("save").addEventListener("click", () => perform("save"));
  at("wanted").addEventListener("input", (event) => { state.wanted = event.target.value; drawPeople(select); });
  at("module").addEventListener("change", (event) => { state.module = event.target.value; drawRuns(select); });
  at("names").addEventListener("change", (event) => { state.names = event.target.checked; drawRuns(select); });
  document.addEventListener("dragstart", dragStart);
  document.addEventListener("dragover", dragOver);
  document.addEventListener("drop", drop);
  document.addEventListener("dragend", dragEnd);
  document.addEventListener("keydown", keyDown);
  window.addEventListener("beforeunload", (event) => { if (state.standing?.unsaved) event.preventDefault(); });
}

async function open() {
  setFacts(await read("facts"));
  document.documentElement.lang = state.facts.language;
  document.title = `${state.facts.cohort} – ${word("board")}`;
  at("cohort").textContent = state.facts.cohort;
  for (const labelled of document.querySelectorAll("[data-word]")) labelled.textContent = word(labelled.dataset.word);
  const options = state.facts.modules.map((one) => element("option", { value: one.id, text: one.title || one.id }));
  at("module").replaceChildren(element("option", { value: "", text: word("all") }), ...options);
  const standing = await read("standing");
  state.names = standing.places.length <= FEW;
  at("names").checked = state.names;
  drawLegend();
  listen();
  show(standing);
  document.body.removeAttribute("aria-busy");
}

await open();
