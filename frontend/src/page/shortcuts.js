// Keys: “/” or Ctrl-K search, “?” the list of keys, “g” then a letter to a room, and what a page adds by data-key.
import { open } from "./dialogs.js";
import { openPalette } from "./palette.js";

const isTyping = (target) => target.closest?.("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable], .tabulator-editing");
let awaiting = false;

document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
    event.preventDefault();
    openPalette();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isTyping(event.target) || document.querySelector("dialog[open]")) return;
  if (awaiting) {
    awaiting = false;
    const door = document.querySelector(`[data-go="${CSS.escape(event.key.toLowerCase())}"]`);
    if (door) {
      event.preventDefault();
      location.href = door.href;
    }
    return;
  }
  if (event.key === "/") {
    event.preventDefault();
    openPalette();
  } else if (event.key === "?") {
    const help = document.getElementById("keys");
    if (help) open(help);
  } else if (event.key === "g") {
    awaiting = true;
    setTimeout(() => (awaiting = false), 1500);
  } else {
    const target = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (!target) return;
    event.preventDefault();
    target.matches("input, select, textarea") ? target.focus() : target.click();
  }
});
