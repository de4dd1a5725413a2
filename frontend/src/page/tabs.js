// Tabs on one page: `[role=tablist]` of `[role=tab][aria-controls]`. Tabs that are links need nothing from here.
import { mount } from "./mount.js";

mount("[role=tablist]", (list) => {
  const tabs = [...list.querySelectorAll("[role=tab]")];
  const show = (tab, focus = false) => {
    for (const each of tabs) {
      const isShown = each === tab;
      each.setAttribute("aria-selected", String(isShown));
      each.tabIndex = isShown ? 0 : -1;
      const panel = document.getElementById(each.getAttribute("aria-controls"));
      if (panel) panel.hidden = !isShown;
    }
    if (focus) tab.focus();
    window.dispatchEvent(new Event("resize")); // charts in a panel that was hidden
  };
  list.addEventListener("click", (event) => {
    const tab = event.target.closest("[role=tab]");
    if (tab) show(tab);
  });
  list.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    show(tabs[(tabs.indexOf(document.activeElement) + step + tabs.length) % tabs.length], true);
  });
  show(tabs.find((tab) => tab.getAttribute("aria-selected") === "true") || tabs[0]);
});
