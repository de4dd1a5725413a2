// The reporting grid by keyboard: Enter and the arrows go up and down a column, Ctrl+Enter sends; the cumulative figure is shown ahead.
import { mount } from "./mount.js";

const STEP = { Enter: 1, ArrowDown: 1, ArrowUp: -1 };

function beside(table, field, step) {
  const column = [...table.querySelectorAll(`[data-column="${field.dataset.column}"]`)];
  return column[column.indexOf(field) + step];
}

function ahead(field) {
  const target = field.closest("tr").querySelector('[data-column="cumulative"]');
  const figure = Number(field.value.replaceAll(/[,，\s]/g, ""));
  if (!target || !Number.isFinite(figure)) return;
  const sum = Math.round((Number(field.dataset.base) + figure) * 1e6) / 1e6;
  target.placeholder = field.value.trim() ? sum.toLocaleString("en-US", { maximumFractionDigits: 6 }) : "";
}

mount("table[data-fill]", (table) => {
  table.addEventListener("keydown", (event) => {
    const field = event.target;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      table.closest("form").requestSubmit();
      return;
    }
    const isText = field.tagName === "TEXTAREA";
    if (!field.dataset?.column || !STEP[event.key] || event.shiftKey || (isText && event.key !== "Enter")) return;
    event.preventDefault();
    const next = beside(table, field, STEP[event.key]);
    next?.focus();
    next?.select?.();
  });
  table.addEventListener("input", (event) => {
    if (event.target.dataset?.base) ahead(event.target);
  });
});
