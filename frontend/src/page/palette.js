// Search from anywhere: “/” or Ctrl-K. Results are a listbox the server draws at data-url?q=…
import { open } from "./dialogs.js";
import { markup } from "./build.js";
import { say } from "./say.js";
import { word } from "./words.js";

const dialog = () => document.getElementById("palette");

export function openPalette(text = "") {
  const palette = dialog();
  if (!palette) return;
  if (!palette.dataset.ready) ready(palette);
  const input = palette.querySelector("input");
  open(palette);
  if (text) input.value = text;
  input.focus();
  input.select();
}

function ready(palette) {
  palette.dataset.ready = "yes";
  const input = palette.querySelector("input");
  const list = palette.querySelector("[role=listbox]");
  let timer;
  let running;
  let chosen = -1;

  const options = () => [...list.querySelectorAll("[role=option]")];
  const choose = (index) => {
    const all = options();
    chosen = all.length ? (index + all.length) % all.length : -1;
    all.forEach((option, at) => option.setAttribute("aria-selected", String(at === chosen)));
    if (chosen < 0) {
      input.removeAttribute("aria-activedescendant");
      return;
    }
    all[chosen].id ||= `found-${chosen}`;
    input.setAttribute("aria-activedescendant", all[chosen].id);
    all[chosen].scrollIntoView({ block: "nearest" });
  };
  const tell = (text) => {
    const line = document.createElement("div");
    line.className = "q-palette-say";
    line.textContent = text;
    return line;
  };
  const find = async () => {
    const query = input.value.trim();
    running?.abort();
    if (!query) {
      list.replaceChildren();
      return;
    }
    running = new AbortController();
    const mine = running;
    try {
      const url = `${palette.dataset.url}?${new URLSearchParams({ q: query })}`;
      const response = await fetch(url, { headers: { "HX-Request": "true", Accept: "text/html" }, credentials: "same-origin", signal: mine.signal });
      if (!response.ok) throw new Error(String(response.status));
      list.replaceChildren(markup(await response.text()));
      const count = options().length;
      if (!count && !list.textContent.trim()) list.replaceChildren(tell(word("nothing_found", { query })));
      say(word("found", { count }));
      choose(0);
    } catch (error) {
      if (error.name !== "AbortError") list.replaceChildren(tell(word("no_answer")));
    }
  };

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(find, 120);
  });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return; // the input method is still writing
    if (event.key === "Escape") {
      event.preventDefault(); // a search field would only empty itself
      palette.close();
    }
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      choose(chosen + (event.key === "ArrowDown" ? 1 : -1));
    } else if (event.key === "Enter") {
      event.preventDefault();
      const option = options()[chosen];
      const link = option?.matches("a") ? option : option?.querySelector("a");
      if (link) location.href = link.href;
    }
  });
  list.addEventListener("pointermove", (event) => {
    const at = options().indexOf(event.target.closest("[role=option]"));
    if (at >= 0 && at !== chosen) choose(at);
  });
}

document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-palette-open]") || event.metaKey || event.ctrlKey) return;
  event.preventDefault();
  openPalette();
});
