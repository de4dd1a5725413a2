// Short reasons on hover and on focus: `data-tip="…"`. Escape hides; the text is the element's description.
import { build } from "./build.js";

let tip;
let holder;

function hide() {
  tip?.remove();
  holder?.removeAttribute("aria-describedby");
  tip = holder = undefined;
}

function show(element) {
  hide();
  if (!element.dataset.tip) return;
  holder = element;
  tip = build("div", { class: "q-tip", role: "tooltip", id: "tip" }, element.dataset.tip);
  document.body.append(tip);
  element.setAttribute("aria-describedby", "tip");
  const at = element.getBoundingClientRect();
  const own = tip.getBoundingClientRect();
  tip.style.left = `${Math.max(6, Math.min(at.left, innerWidth - own.width - 6))}px`;
  tip.style.top = `${at.bottom + own.height + 10 > innerHeight ? at.top - own.height - 6 : at.bottom + 6}px`;
}

document.addEventListener("pointerover", (event) => {
  const element = event.target.closest?.("[data-tip]");
  if (element !== holder) element ? show(element) : hide();
});
document.addEventListener("focusin", (event) => {
  const element = event.target.closest?.("[data-tip]");
  element ? show(element) : hide();
});
document.addEventListener("keydown", (event) => event.key === "Escape" && hide());
document.addEventListener("scroll", hide, true);
