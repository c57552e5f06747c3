// Elements made of data: text is only ever set as text.

export function element(tag, { text, className, on = {}, data = {}, ...attributes } = {}, ...children) {
  const made = document.createElement(tag);
  if (text !== undefined) made.textContent = text;
  if (className) made.className = className;
  for (const [name, value] of Object.entries(data)) made.dataset[name] = value;
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) made.setAttribute(name, value === true ? "" : value);
  }
  for (const [event, listener] of Object.entries(on)) made.addEventListener(event, listener);
  made.append(...children.filter((child) => child !== null));
  return made;
}

export const at = (id) => document.getElementById(id);

// Draws anew without taking the focus away: elements are known again by their data-key.
export function keepingFocus(draw) {
  const key = document.activeElement?.dataset?.key;
  const scrolled = [...document.querySelectorAll("main > *, #version-list")].map((box) => [box, box.scrollTop]);
  draw();
  for (const [box, top] of scrolled) box.scrollTop = top;
  if (key !== undefined) document.querySelector(`[data-key="${CSS.escape(key)}"]`)?.focus({ preventScroll: true });
}
