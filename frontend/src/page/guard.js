// Words typed and not saved are not lost by a stray click: `<form data-guard>`.
import { mount } from "./mount.js";

const changed = new Set();

mount("form[data-guard]", (form) => {
  form.addEventListener("input", () => changed.add(form));
  form.addEventListener("change", () => changed.add(form));
  form.addEventListener("submit", () => changed.delete(form));
  form.addEventListener("reset", () => changed.delete(form));
});

/** For editors that are no form (the grid, the preview). */
export const hold = (thing) => changed.add(thing);
export const release = (thing) => changed.delete(thing);

window.addEventListener("beforeunload", (event) => {
  for (const thing of changed) if (thing instanceof Element && !thing.isConnected) changed.delete(thing);
  if (!changed.size) return;
  event.preventDefault();
  event.returnValue = "";
});
