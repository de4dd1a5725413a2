// Sentences for screen readers. `#live` is polite and lives in base.html.
let clear;

export function say(text) {
  const live = document.getElementById("live");
  if (!live) return;
  live.textContent = "";
  clearTimeout(clear);
  setTimeout(() => (live.textContent = text), 60);
  clear = setTimeout(() => (live.textContent = ""), 8000);
}
