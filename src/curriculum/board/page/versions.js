// What has been done, what is broken, and what is different between two versions.

import { at, element } from "./elements.js";
import { person, run, state, word } from "./model.js";
import { read } from "./server.js";

export function drawViolations(select, mark) {
  const { violations } = state.standing;
  at("violations").replaceChildren(
    violations.length
      ? element("ul", { className: "wrong-list" }, ...violations.slice(0, 50).map((one) => violation(one, select, mark)))
      : element("p", { className: "fine", text: word("nothing-breaks") }),
  );
  if (violations.length > 50) {
    at("violations").append(element("p", { className: "quiet", text: word("more", { count: violations.length - 50 }) }));
  }
}

function violation({ rule, message, people, runs }, select, mark) {
  const link = (text, key, does) =>
    element("button", { type: "button", className: "link", text, data: { key: `wrong:${rule}:${key}` }, on: { click: does } });
  return element(
    "li",
    {},
    message,
    element(
      "div",
      { className: "ids" },
      ...runs.filter(run).slice(0, 3).map((id) => link(id, id, () => mark(id))),
      ...people.filter(person).slice(0, 4).map((id) => link(id, id, () => select(id))),
      people.length > 4 ? element("span", { className: "quiet", text: word("more", { count: people.length - 4 }) }) : null,
    ),
  );
}

export function drawVersions(perform) {
  const { versions, position } = state.standing;
  at("version-list").replaceChildren(
    ...versions.toReversed().map(({ number, step, score, broken }) =>
      element(
        "li",
        { "aria-current": number === position ? "true" : undefined },
        element(
          "div",
          {},
          element("div", { text: `${number + 1}. ${step}` }),
          element("div", { className: "quiet", text: broken ? `${score} · ${word("broken", { count: broken })}` : score }),
        ),
        number === position
          ? null
          : element("button", {
              type: "button",
              className: "link",
              text: word("compare"),
              "aria-label": word("compare-with", { number: number + 1 }),
              data: { key: `compare:${number}` },
              on: { click: () => compare(number, position, perform) },
            }),
      ),
    ),
  );
}

export async function compare(before, after, perform) {
  const [first, last] = [Math.min(before, after), Math.max(before, after)];
  const found = await perform.asking(() => read("compare", { before: first, after: last }));
  if (!found) return;
  at("difference").replaceChildren(
    element("h3", { text: word("difference", { before: first + 1, after: last + 1 }) }),
    element("p", { className: "quiet", text: `${found.before} → ${found.after}` }),
    found.changes.length
      ? element("ul", {}, ...found.changes.map((text) => element("li", { text })))
      : element("p", { text: word("nothing-changed") }),
  );
}
