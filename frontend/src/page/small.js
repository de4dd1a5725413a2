// Small habits of fields and lists.
import { mount } from "./mount.js";
import { toast, adopt } from "./toasts.js";
import { word } from "./words.js";

mount("[data-toast]", adopt);

// A filter form sends itself when a choice changes: <form data-auto-submit>
mount("form[data-auto-submit]", (form) => {
  form.addEventListener("change", (event) => {
    if (event.target.matches("select, input[type=checkbox], input[type=radio], input[type=date]")) form.requestSubmit();
  });
});

// Empty fields stay out of the address: <form method="get" data-tidy>
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches?.("form[data-tidy]")) return;
  for (const field of form.elements) if (field.name && !field.value) field.disabled = true;
  setTimeout(() => [...form.elements].forEach((field) => (field.disabled = false)));
});

// Copy a code: <button data-copy="450300-2022-017">
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  try {
    await navigator.clipboard.writeText(button.dataset.copy);
    toast({ text: word("copied"), tone: "success", seconds: 3 });
  } catch {
    toast({ text: word("copy_failed"), tone: "warning" });
  }
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
  if (event.target.closest("[data-reload]")) location.reload();
});

// <select data-pick>: a searchable choice (TomSelect), loaded when a page has one.
mount("select[data-pick]", async (select) => {
  const { pick } = await import("../pick.js");
  pick(select);
});

// A progress that ends reloads or goes on: the job's partial carries data-done-url.
mount("[data-done-url]", (element) => (location.href = element.dataset.doneUrl));
