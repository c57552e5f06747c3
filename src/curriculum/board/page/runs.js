// The runs as cards: module by module, by date, with seats, composition and people.

import { at, element } from "./elements.js";
import { breaks, inTime, isBound, isBroken, levelColour, levelName, named, peopleIn, person, state, times, word } from "./model.js";

const SHOWN = 2; // organisations that a card names

export function drawRuns(select) {
  const runs = [...state.facts.runs].sort(inTime);
  const modules = state.facts.modules.filter((one) => !state.module || one.id === state.module);
  at("modules").replaceChildren(
    ...modules.map((module) => {
      const held = runs.filter((run) => run.module === module.id);
      return held.length === 0
        ? ""
        : element(
            "section",
            { className: "module", "aria-label": module.title || module.id },
            element("h3", { text: [module.title, module.id].filter(Boolean).join(" · ") }),
            element("div", { className: "cards" }, ...held.map((run) => card(run, module, select))),
          );
    }),
  );
}

export function drawLegend() {
  const levels = [...Object.keys(state.facts.levels), ""].filter((level) => state.facts.people.some((who) => who.level === level));
  at("legend").replaceChildren(
    ...levels.map((level) =>
      element("li", {}, element("span", { className: `dot ${levelColour(level)}` }), levelName(level)),
    ),
  );
}

function card(run, module, select) {
  const ids = peopleIn(run.id);
  const classes = ["card", module.kind];
  if (!ids.length) classes.push("empty");
  if (isBroken(run.id)) classes.push("broken");
  if (state.marked === run.id) classes.push("marked");
  const full = ids.length >= run.capacity;
  return element(
    "article",
    { className: classes.join(" "), data: { run: run.id, module: run.module }, id: `run-${run.id}`, "aria-label": run.id, tabindex: "-1" },
    element(
      "div",
      { className: "top" },
      element("h4", { text: run.id }),
      element("span", { className: full ? "seats full" : "seats", text: word("seats", { taken: ids.length, capacity: run.capacity }) }),
    ),
    element("p", { className: "quiet" }, ...lines([...times(run), [run.venue, run.room].filter(Boolean).join(", "), remark(run, ids.length)])),
    ids.length ? bar(run, ids) : null,
    ids.length ? element("ul", { className: "legend" }, ...byLevel(ids).map(levelCount)) : null,
    ids.length ? element("p", { className: "quiet", text: organisations(ids) }) : null,
    ids.length && state.names ? element("div", { className: "chips" }, ...ids.map((id) => chip(id, run, select))) : null,
  );
}

function lines(texts) {
  return texts.filter(Boolean).flatMap((text, number) => (number ? [element("br"), text] : [text]));
}

function remark(run, taken) {
  if (run.state !== "planned") return word(run.state);
  if (!taken) return word("not-held");
  return taken < run.minimum ? word("too-few", { minimum: run.minimum }) : "";
}

function counted(ids, column) {
  const counts = new Map();
  for (const id of ids) counts.set(person(id)[column], (counts.get(person(id)[column]) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a);
}

function byLevel(ids) {
  const order = Object.keys(state.facts.levels);
  return counted(ids, "level").sort(([a], [b]) => (order.indexOf(a) + 1 || 99) - (order.indexOf(b) + 1 || 99));
}

function levelCount([level, count]) {
  const name = levelName(level);
  return element(
    "li",
    { title: name },
    element("span", { className: `dot ${levelColour(level)}` }),
    String(count),
    element("span", { className: "unseen", text: ` ${name}` }),
  );
}

function organisations(ids) {
  const all = counted(ids, "organisation");
  const largest = all.slice(0, SHOWN).map(([name, count]) => `${name || word("not-stated")} ${count}`);
  if (all.length > SHOWN) largest.push(word("more", { count: all.length - SHOWN }));
  return largest.join(", ");
}

function bar(run, ids) {
  const drawn = element("div", { className: "bar", "aria-hidden": "true" });
  for (const [level, count] of byLevel(ids)) {
    const part = element("span", { className: levelColour(level) });
    part.style.width = `${(100 * count) / Math.max(run.capacity, ids.length)}%`;
    drawn.append(part);
  }
  return drawn;
}

function chip(id, run, select) {
  const classes = ["chip"];
  const pinned = isBound("pinned", id, run.id);
  const broken = breaks(id, run.id);
  if (pinned) classes.push("pinned");
  if (broken) classes.push("broken");
  return element(
    "button",
    {
      type: "button",
      className: classes.join(" "),
      draggable: "true",
      "aria-pressed": String(state.person === id),
      title: word("chip"),
      data: { key: `chip:${id}:${run.id}`, person: id, before: run.id },
      on: { click: () => select(id) },
    },
    element("span", { "aria-hidden": "true", text: `${broken ? "! " : ""}${pinned ? "◆ " : ""}` }),
    element("bdi", { text: named(person(id)) }),
    pinned ? element("span", { className: "unseen", text: `, ${word("pinned")}` }) : null,
    broken ? element("span", { className: "unseen", text: `, ${word("breaks-rule")}` }) : null,
  );
}
