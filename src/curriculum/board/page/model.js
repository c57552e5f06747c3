// What the page knows: facts that stay, the standing of the version shown, and what is selected.

export const state = { facts: null, standing: null, person: null, marked: null, dragged: null, wanted: "", module: "" };

export function word(name, values = {}) {
  return state.facts.words[name].replace(/\{(\w+)\}/g, (_, key) => values[key] ?? "");
}

const index = { people: new Map(), runs: new Map(), modules: new Map(), levels: new Map() };
const shown = { byRun: new Map(), byPerson: new Map(), lacking: new Map(), bound: new Set(), broken: { runs: new Set(), places: new Set() } };

export function setFacts(facts) {
  state.facts = facts;
  for (const table of ["people", "runs", "modules"]) for (const one of facts[table]) index[table].set(one.id, one);
  Object.keys(facts.levels).forEach((level, number) => index.levels.set(level, number));
}

export function setStanding(standing) {
  state.standing = standing;
  for (const map of [shown.byRun, shown.byPerson, shown.lacking]) map.clear();
  for (const [person, run] of standing.places) {
    push(shown.byRun, run, person);
    push(shown.byPerson, person, run);
  }
  for (const [person, module] of standing.unfilled) push(shown.lacking, person, module);
  shown.bound = new Set(standing.bindings.map((binding) => JSON.stringify(binding)));
  shown.broken.runs = new Set(standing.violations.flatMap((one) => one.runs));
  const few = standing.violations.filter((one) => one.people.length <= FEW);
  shown.broken.places = new Set(few.flatMap((one) => one.people.flatMap((who) => one.runs.map((where) => pair(who, where)))));
}

const FEW = 4; // people of one violation up to whom each is marked, and not only the run
const pair = (who, where) => JSON.stringify([who, where]);

function push(map, key, value) {
  if (map.has(key)) map.get(key).push(value);
  else map.set(key, [value]);
}

export const person = (id) => index.people.get(id);
export const run = (id) => index.runs.get(id);
export const module = (id) => index.modules.get(id);
export const peopleIn = (id) => shown.byRun.get(id) ?? [];
export const lacking = (id) => shown.lacking.get(id) ?? [];
export const isBound = (kind, who, where) => shown.bound.has(JSON.stringify([kind, who, where]));
export const isBroken = (id) => shown.broken.runs.has(id);
export const breaks = (who, where) => shown.broken.places.has(pair(who, where));
export const runsOf = (id) => [...(shown.byPerson.get(id) ?? [])].sort((a, b) => inTime(run(a), run(b)));
export const barredFrom = (id) => state.standing.bindings.filter(([kind, who]) => kind === "barred" && who === id).map((one) => one[2]);

export function inTime(a, b) {
  return (a.sessions[0]?.[0] ?? "9").localeCompare(b.sessions[0]?.[0] ?? "9") || a.id.localeCompare(b.id);
}

export const named = (who) => who.name || who.id;
export const titled = (id) => (id === null ? word("elective") : module(id)?.title || id);
export const levelName = (level) => (level ? state.facts.levels[level] ?? level : word("not-stated"));
export function levelColour(level) {
  return `l${level ? Math.min(index.levels.get(level) ?? 5, 5) : 5}`;
}

const DAY = { weekday: "short", day: "numeric", month: "short", year: "numeric", timeZone: "UTC" };

export function times({ sessions }) {
  const format = new Intl.DateTimeFormat(state.facts.language === "en" ? "en-GB" : state.facts.language, DAY);
  return sessions.map(([start, end]) => `${format.format(new Date(`${start}Z`))}, ${start.slice(11)}–${end.slice(11)}`);
}

export const mayJoin = (from, to) =>
  from === to || (module(from)?.kind === "elective" && module(to)?.kind === "elective");
