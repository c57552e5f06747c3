// The list of people: those who lack a place first.

import { at, element } from "./elements.js";
import { lacking, levelName, named, state, titled, word } from "./model.js";

const MOST = 150;

function matches(who, wanted) {
  const text = `${who.id} ${who.name} ${who.organisation} ${levelName(who.level)}`.toLocaleLowerCase();
  return wanted.split(/\s+/).every((part) => text.includes(part));
}

export function drawPeople(select) {
  const wanted = state.wanted.trim().toLocaleLowerCase();
  const found = state.facts.people.filter((who) => !wanted || matches(who, wanted));
  const lack = (who) => (lacking(who.id).length ? 0 : 1);
  found.sort((a, b) => lack(a) - lack(b));
  at("hits").textContent = word("hits", {
    count: found.length,
    lacking: found.filter((who) => lacking(who.id).length).length,
  });
  at("people-list").replaceChildren(...found.slice(0, MOST).map((who) => entry(who, select)));
  if (found.length > MOST) {
    at("people-list").append(element("li", { className: "quiet", text: word("more", { count: found.length - MOST }) }));
  }
}

function entry(who, select) {
  const lacks = lacking(who.id).map(titled);
  const button = element(
    "button",
    {
      type: "button",
      draggable: "true",
      data: { key: `person:${who.id}`, person: who.id },
      "aria-pressed": String(state.person === who.id),
      on: { click: () => select(who.id) },
    },
    element("bdi", { text: named(who) }),
    element("small", { text: [who.name ? who.id : "", levelName(who.level), who.organisation].filter(Boolean).join(" · ") }),
    lacks.length ? element("small", { className: "lacks", text: word("lacks", { modules: lacks.join(", ") }) }) : null,
  );
  return element("li", {}, button);
}
