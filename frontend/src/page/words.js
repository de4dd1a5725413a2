// Sentences for scripts, in the reader's language; the server puts them in `<script type="application/json" id="words">`.
let words;

function catalogue() {
  words ??= JSON.parse(document.getElementById("words")?.textContent || "{}");
  return words;
}

export const language = () => document.documentElement.lang || "en";

/** The sentence of a key with `{name}` places filled. An unknown key shows itself, so that it is noticed. */
export function word(key, values = {}) {
  return (catalogue()[key] ?? key).replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

export const figure = (value, places = 2) =>
  value == null || value === "" ? "–" : Number(value).toLocaleString("en-US", { maximumFractionDigits: places });
