// Asking the board's server. Every answer to an action is the whole new standing.

async function answered(response) {
  const body = response.headers.get("content-type")?.startsWith("application/json") ? await response.json() : {};
  if (response.ok) return body;
  throw new Error(body.wrong?.join(" ") ?? String(response.status));
}

export async function read(what, query = {}) {
  return answered(await fetch(`/api/${what}?${new URLSearchParams(query)}`));
}

export async function act(what, body = {}) {
  const headers = { "Content-Type": "application/json" };
  return answered(await fetch(`/api/${what}`, { method: "POST", headers, body: JSON.stringify(body) }));
}
