// The person who is selected: what they have and lack, and what can be done about it. And where they could go.

import { at, element } from "./elements.js";
import { barredFrom, isBound, lacking, levelName, named, person, run, runsOf, state, times, titled, word } from "./model.js";
import { read } from "./server.js";

export function drawPerson(perform) {
  const who = state.person && person(state.person);
  if (!who) {
    at("details").replaceChildren(element("p", { className: "quiet", text: word("choose-person") }));
    return;
  }
  const facts = [
    ["level", levelName(who.level)],
    ["organisation", who.organisation],
    ["location", who.location],
    ["pair", partners(who)],
    ["wishes", who.preferences.map(titled).join(", ")],
    ["away", who.unavailable.join(", ")],
  ].filter(([, value]) => value);
  at("details").replaceChildren(
    element("h3", {}, element("bdi", { text: who.name ? `${who.name} (${who.id})` : who.id })),
    element("dl", {}, ...facts.flatMap(([name, value]) => [element("dt", { text: word(name) }), element("dd", { text: value })])),
    ...lacking(who.id).map((module, number) => lack(who, module, number, perform)),
    ...runsOf(who.id).map((id) => place(who, run(id), perform)),
    ...barredFrom(who.id).map((id) => bar(who, run(id), perform)),
  );
}

function partners(who) {
  if (!who.pair) return "";
  return state.facts.people.filter((one) => one.pair === who.pair && one.id !== who.id).map(named).join(", ");
}

function action(name, key, does, further = {}) {
  return element("button", { type: "button", text: word(name), data: { key: `${name}:${key}` }, on: { click: does }, ...further });
}

function place(who, there, perform) {
  const key = `${who.id}:${there.id}`;
  const pinned = isBound("pinned", who.id, there.id);
  const bind = (name) => () => perform("bind", { word: name, person: who.id, run: there.id });
  return element(
    "div",
    { className: "place" },
    element("h4", { text: `${titled(there.module)}: ${there.id}${pinned ? ` ◆ ${word("pinned")}` : ""}` }),
    element("p", { className: "quiet", text: [...times(there), there.venue].filter(Boolean).join(" · ") }),
    element(
      "div",
      { className: "actions" },
      pinned ? action("unpin", key, bind("unpin")) : action("pin", key, bind("pin")),
      action("move", key, () => chooseRun(who, there.id, null, perform)),
      action("take-out", key, () => perform("move", { person: who.id, before: there.id, after: null })),
      action("bar", key, bind("bar")),
    ),
  );
}

function lack(who, module, number, perform) {
  const key = `${who.id}:${module}:${number}`;
  return element(
    "div",
    { className: "place" },
    element("h4", { className: "lacks", text: word("lacks", { modules: titled(module) }) }),
    element(
      "div",
      { className: "actions" },
      action("find-place", key, () => chooseRun(who, null, module, perform)),
      action("why", key, () => perform("ask", { kind: "why", seconds: Number(at("seconds").value), person: who.id })),
    ),
  );
}

function bar(who, there, perform) {
  const key = `${who.id}:${there.id}`;
  return element(
    "div",
    { className: "place" },
    element("h4", { text: word("barred-from", { run: there.id }) }),
    element("div", { className: "actions" }, action("unbar", key, () => perform("bind", { word: "unbar", person: who.id, run: there.id }))),
  );
}

// The menu "move to ...": every run that could be taken, with what stands in the way. By keyboard: m on a person.
export async function chooseRun(who, before, module, perform) {
  const query = { person: who.id, ...(before ? { before } : {}), ...(module ? { module } : {}) };
  const choices = (await perform.asking(() => read("choices", query))) ?? null;
  if (choices === null) return;
  choices.sort((a, b) => a.reasons.length - b.reasons.length || run(a.run).sessions.join().localeCompare(run(b.run).sessions.join()));
  const go = (after) => () => {
    at("choices").close();
    perform("move", { person: who.id, before, after, pin: at("pin-moved").checked });
  };
  at("choices-heading").textContent = word(before ? "where-to" : "where-in", { person: named(who), run: before ?? "" });
  at("choices-list").replaceChildren(
    choices.length
      ? element("table", {}, element("tbody", {}, ...choices.map(({ run: id, reasons }) => choice(run(id), reasons, go(id)))))
      : element("p", { text: word("no-choice") }),
  );
  at("choices").showModal();
}

function choice(there, reasons, does) {
  return element(
    "tr",
    {},
    element("th", { scope: "row" }, there.id, element("div", { className: "quiet", text: titled(there.module) })),
    element("td", {}, ...times(there).map((text) => element("div", { text })), element("div", { className: "quiet", text: there.venue })),
    element(
      "td",
      {},
      reasons.length
        ? element("ul", {}, ...reasons.map((text) => element("li", { text: `! ${text}` })))
        : element("span", { className: "fine", text: word("fits") }),
    ),
    element("td", {}, element("button", { type: "button", className: reasons.length ? "" : "main", text: word("move-here"), "aria-label": `${word("move-here")}: ${there.id}`, on: { click: does } })),
  );
}
