// Short messages at the corner. With `undo: {url, body}` one click takes the act back.
import { build, icon } from "./build.js";
import { newKey, postJSON } from "./http.js";
import { say } from "./say.js";
import { word } from "./words.js";

const SECONDS = { success: 6, info: 6, warning: 12, error: 0 };

function shelf() {
  let toasts = document.getElementById("toasts");
  if (!toasts) document.body.append((toasts = build("div", { id: "toasts", class: "q-toasts" })));
  return toasts;
}

/** tone: info | success | warning | error. Errors stay until closed; pointer or focus on it holds it. */
export function toast({ text, tone = "info", undo, link, seconds }) {
  const close = build("button", { type: "button", class: "btn btn-ghost btn-icon btn-sm", "aria-label": word("close") }, icon("x"));
  const item = build("div", { class: `q-toast is-${tone}` }, build("p", {}, text));
  if (link) item.append(build("a", { class: "btn btn-sm", href: link.url }, link.text));
  if (undo) item.append(undoButton(undo, item));
  item.append(close);
  close.addEventListener("click", () => item.remove());
  shelf().append(item);
  say(text);
  const life = seconds ?? (undo ? 30 : SECONDS[tone] ?? 6);
  if (life) expire(item, life * 1000);
  return item;
}

function expire(item, after) {
  let timer = setTimeout(() => item.remove(), after);
  const hold = () => clearTimeout(timer);
  const free = () => (timer = setTimeout(() => item.remove(), after / 2));
  item.addEventListener("pointerenter", hold);
  item.addEventListener("focusin", hold);
  item.addEventListener("pointerleave", free);
  item.addEventListener("focusout", free);
}

function undoButton(undo, item) {
  const key = newKey();
  const button = build("button", { type: "button", class: "btn btn-sm" }, icon("arrow-back-up"), undo.label || word("undo"));
  button.addEventListener("click", async () => {
    button.disabled = true;
    const answer = await postJSON(undo.url, undo.body || {}, { key });
    if (!answer.ok) {
      button.disabled = false;
      toast({ text: answer.data.message || word("undo_failed"), tone: "error" });
      return;
    }
    item.remove();
    toast({ text: answer.data.message || word("undone"), tone: "success" });
    document.body.dispatchEvent(new CustomEvent("qipan:undone", { detail: answer.data }));
    if (undo.reload) location.reload();
  });
  return button;
}

/** Messages the server rendered: `<div data-toast data-tone="success">text</div>`, also out of band. */
export function adopt(element) {
  const data = element.dataset;
  const undo = data.undoUrl && { url: data.undoUrl, label: data.undoLabel, reload: "undoReload" in data };
  toast({ text: element.textContent.trim(), tone: data.tone || "info", undo });
  element.remove();
}
