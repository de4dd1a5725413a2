// Starts behaviour on elements by selector: at load and on every piece htmx swaps in; once per element.
const starters = [];

function start([selector, begin, done], root) {
  const found = root.matches?.(selector) ? [root, ...root.querySelectorAll(selector)] : [...root.querySelectorAll(selector)];
  for (const element of found) {
    if (done.has(element)) continue;
    done.add(element);
    begin(element);
  }
}

/** Call `begin(element)` for every present and future element of `selector`. */
export function mount(selector, begin) {
  const starter = [selector, begin, new WeakSet()];
  starters.push(starter);
  if (document.readyState !== "loading") start(starter, document);
}

export function mountAll(root = document) {
  for (const starter of starters) start(starter, root);
}

document.addEventListener("DOMContentLoaded", () => mountAll());
document.addEventListener("htmx:after:swap", () => mountAll());
document.addEventListener("htmx:after:settle", () => mountAll());
