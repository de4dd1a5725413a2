// How htmx behaves here: refusals are told, pages are never pushed into a corner, nothing is sent twice.
import { say } from "./say.js";
import { toast } from "./toasts.js";
import { word } from "./words.js";

const MEANT = new Set([200, 201, 202, 203, 206, 400, 409, 422]); // partials that belong on the page even when refused
let running = 0;

function busy(step) {
  running = Math.max(0, running + step);
  document.documentElement.classList.toggle("is-loading", running > 0);
}

const isWholePage = (text) => /^\s*<!doctype|^\s*<html/i.test(text || "");

function pageSentence(text) {
  const page = new DOMParser().parseFromString(text, "text/html");
  return page.querySelector("[data-fault]")?.textContent.trim() || page.querySelector("h1")?.textContent.trim();
}

document.addEventListener("htmx:before:request", () => busy(1));
document.addEventListener("htmx:finally:request", () => busy(-1));

document.addEventListener("htmx:after:request", (event) => {
  const { ctx } = event.detail;
  const status = ctx.response.status;
  if (status < 400 && !isWholePage(ctx.text)) return;
  if (status < 400) {
    if (ctx.target !== document.body && !ctx.select && new URL(ctx.response.raw.url).pathname !== new URL(ctx.request.action, location.href).pathname) {
      location.href = ctx.response.raw.url; // signed out meanwhile: the sign-in page came instead of the partial
      event.preventDefault();
    }
    return;
  }
  if (MEANT.has(status) && !isWholePage(ctx.text)) return;
  if (ctx.hx?.retarget || ctx.hx?.reswap || ctx.hx?.redirect || ctx.hx?.refresh || ctx.hx?.location) return;
  event.preventDefault(); // nothing is swapped
  const text = (isWholePage(ctx.text) && pageSentence(ctx.text)) || word(`status_${status}`, {});
  toast({ text: text.startsWith("status_") ? word("status_other", { status }) : text, tone: "error" });
});

document.addEventListener("htmx:error", (event) => {
  if (event.detail?.error?.name === "AbortError" || !event.detail?.ctx) return;
  toast({ text: navigator.onLine ? word("no_answer") : word("offline"), tone: "error" });
});

// One press, one request: the form's buttons rest while it is under way. The idempotency field is left as it is.
const forms = new WeakMap();
const buttonsOf = (form) => [...form.querySelectorAll("button[type=submit], button:not([type]), input[type=submit]")];

document.addEventListener("htmx:before:request", (event) => {
  const form = event.detail.ctx.sourceElement.closest("form");
  if (!form || event.detail.ctx.request.method === "GET") return;
  const resting = buttonsOf(form).filter((button) => !button.disabled);
  resting.forEach((button) => (button.disabled = true));
  form.setAttribute("aria-busy", "true");
  forms.set(event.detail.ctx.sourceElement, { form, resting });
});

document.addEventListener("htmx:finally:request", (event) => {
  const held = forms.get(event.detail.ctx.sourceElement);
  if (!held) return;
  held.resting.forEach((button) => (button.disabled = false));
  held.form.removeAttribute("aria-busy");
  forms.delete(event.detail.ctx.sourceElement);
});

// The same for plain forms; the page left by "back" gets its buttons again.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method === "dialog" || form.method === "get" || form.hasAttribute("hx-post")) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  setTimeout(() => buttonsOf(form).forEach((button) => (button.disabled = true)));
});
window.addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  document.querySelectorAll("form[data-sent]").forEach((form) => {
    delete form.dataset.sent;
    buttonsOf(form).forEach((button) => (button.disabled = false));
  });
});

// Server events: HX-Trigger: {"toast": {"text": …, "tone": …, "undo": {"url": …}}} or {"say": "…"}
document.addEventListener("toast", (event) => toast(event.detail.value ?? event.detail));
document.addEventListener("say", (event) => say(event.detail.value ?? event.detail));
