// Menus are <details class="q-menu">: they open without a script; here they close, and arrows move in them.
import { mount } from "./mount.js";

const items = (menu) => [...menu.querySelectorAll(".q-menu-item:not(:disabled)")];

export function close(menu, giveBackFocus = false) {
  menu.removeAttribute("open");
  if (giveBackFocus) menu.querySelector("summary")?.focus();
}

document.addEventListener("click", (event) => {
  document.querySelectorAll("details.q-menu[open]").forEach((menu) => {
    if (!menu.contains(event.target)) close(menu);
  });
});

mount("details.q-menu", (menu) => {
  const summary = menu.querySelector("summary");
  summary.setAttribute("aria-haspopup", "true");
  menu.addEventListener("toggle", () => {
    if (!menu.open) return;
    document.querySelectorAll("details.q-menu[open]").forEach((other) => other !== menu && !other.contains(menu) && close(other));
    keepOnScreen(menu);
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && menu.open) {
      event.stopPropagation();
      close(menu, true);
      return;
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || event.target.matches("input, textarea, select")) return;
    event.preventDefault();
    menu.open = true;
    const all = items(menu);
    const at = all.indexOf(document.activeElement);
    all[(at + step + all.length) % all.length]?.focus();
  });
  menu.addEventListener("focusout", (event) => {
    if (menu.open && event.relatedTarget && !menu.contains(event.relatedTarget)) close(menu);
  });
});

/** A menu inside a scrolling lane or at the window's edge must not be cut: it is placed by the window then. */
function keepOnScreen(menu) {
  const list = menu.querySelector(".q-menu-list");
  if (!list) return;
  list.removeAttribute("style");
  const box = list.getBoundingClientRect();
  const clipped = menu.closest("[data-clips], .q-lane-cards, .q-table-frame");
  if (!clipped && box.left >= 4 && box.right <= innerWidth - 4 && box.bottom <= innerHeight - 4) return;
  const knob = menu.querySelector("summary").getBoundingClientRect();
  list.style.position = "fixed";
  list.style.right = "auto";
  list.style.left = `${Math.max(4, Math.min(knob.right - box.width, innerWidth - box.width - 4))}px`;
  const below = knob.bottom + 4;
  list.style.top = `${below + box.height > innerHeight - 4 ? Math.max(4, knob.top - box.height - 4) : below}px`;
}

// The collapsed navigation of narrow screens.
mount("[data-nav-toggle]", (button) => {
  const nav = document.getElementById(button.getAttribute("aria-controls"));
  const set = (isOpen) => {
    nav.classList.toggle("is-open", isOpen);
    button.setAttribute("aria-expanded", String(isOpen));
  };
  button.addEventListener("click", () => set(!nav.classList.contains("is-open")));
  nav.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    set(false);
    button.focus();
  });
  document.addEventListener("click", (event) => {
    if (!nav.contains(event.target) && !button.contains(event.target)) set(false);
  });
});
