// Native <dialog>: `data-dialog-open="#id"` opens, `data-dialog-close` closes; questions before an act.
import { build, icon } from "./build.js";
import { mount } from "./mount.js";
import { word } from "./words.js";

const supported = typeof HTMLDialogElement !== "undefined";

export function open(dialog) {
  if (supported && !dialog.open) dialog.showModal();
}

/** A dialog made on the spot: {title, body: Node|string, actions: [{label, tone, value}]} → the chosen value or null. */
export function ask({ title, body, actions, wide = false, tone }) {
  return new Promise((resolve) => {
    const id = `ask-${Math.random().toString(36).slice(2)}`;
    const buttons = actions.map((action) =>
      build("button", { type: "submit", class: `btn ${action.tone ? `btn-${action.tone}` : ""}`, value: action.value, autofocus: action.focus }, action.label),
    );
    const form = build(
      "form",
      { method: "dialog" },
      build(
        "div",
        { class: "q-dialog-head" },
        tone && icon(tone),
        build("h2", { id }, title),
        build("button", { type: "submit", value: "", class: "btn btn-ghost btn-icon", "aria-label": word("close"), formnovalidate: true }, icon("x")),
      ),
      build("div", { class: "q-dialog-body" }, typeof body === "string" ? build("p", {}, body) : body),
      build("div", { class: "q-dialog-foot" }, ...buttons),
    );
    const dialog = build("dialog", { class: `q-dialog ${wide ? "is-wide" : ""}`, "aria-labelledby": id }, form);
    document.body.append(dialog);
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue || null);
    });
    dialog.showModal();
  });
}

export async function confirmed(question, { yes = word("confirm"), danger = false, title = word("please_confirm") } = {}) {
  const actions = [
    { label: word("cancel"), value: "" },
    { label: yes, value: "yes", tone: danger ? "danger" : "primary", focus: true },
  ];
  return (await ask({ title, body: question, actions })) === "yes";
}

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-dialog-open]");
  if (opener) {
    const dialog = document.querySelector(opener.dataset.dialogOpen);
    if (dialog) {
      event.preventDefault();
      open(dialog);
    }
    return;
  }
  event.target.closest("[data-dialog-close]")?.closest("dialog")?.close();
  if (event.target.matches?.("dialog.q-dialog[data-light-close]")) event.target.close(); // the backdrop
});

// A dialog partial swapped in by htmx opens itself.
mount("dialog[data-dialog-now]", open);

// hx-confirm: our dialog in place of the browser's.
document.addEventListener("htmx:confirm", (event) => {
  const { ctx, issueRequest, dropRequest } = event.detail;
  if (!ctx.confirm) return;
  event.preventDefault();
  const { danger, yes } = { danger: "danger" in ctx.sourceElement.dataset, yes: ctx.sourceElement.dataset.yes };
  confirmed(ctx.confirm, { danger, yes: yes || word("confirm") }).then((agreed) => (agreed ? issueRequest() : dropRequest()));
});

// Plain forms and links: data-confirm.
document.addEventListener(
  "submit",
  (event) => {
    const form = event.target;
    const question = event.submitter?.dataset.confirm || form.dataset.confirm;
    if (!question || form.dataset.agreed) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const submitter = event.submitter;
    const source = submitter?.dataset.confirm ? submitter : form;
    confirmed(question, { danger: "danger" in source.dataset, yes: source.dataset.yes || word("confirm") }).then((agreed) => {
      if (!agreed) return;
      form.dataset.agreed = "yes";
      form.requestSubmit(submitter || undefined);
      delete form.dataset.agreed;
    });
  },
  true,
);
