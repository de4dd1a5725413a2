// Light, dark or as the machine: kept in the cookie the server reads, so that no page flashes.
import { csrf } from "./http.js";
import { mount } from "./mount.js";

const root = document.documentElement;
const dark = matchMedia("(prefers-color-scheme: dark)");

function show() {
  const chosen = root.dataset.theme || "auto";
  const now = chosen === "auto" ? (dark.matches ? "dark" : "light") : chosen;
  if (root.getAttribute("data-bs-theme") === now) return;
  root.setAttribute("data-bs-theme", now);
  document.dispatchEvent(new CustomEvent("qipan:theme", { detail: now }));
}

export const isDark = () => root.getAttribute("data-bs-theme") === "dark";

dark.addEventListener("change", show);
show();

mount("form[data-theme-form]", (form) => {
  form.addEventListener("submit", (event) => {
    const theme = event.submitter?.value;
    if (!theme) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    root.dataset.theme = theme;
    show();
    form.querySelectorAll("[name=theme]").forEach((button) => button.setAttribute("aria-checked", String(button.value === theme)));
    form.closest("details")?.removeAttribute("open");
    const body = new URLSearchParams({ theme });
    fetch(form.action, { method: "POST", body, headers: { "X-CSRFToken": csrf(), "HX-Request": "true" }, credentials: "same-origin" });
  });
});
