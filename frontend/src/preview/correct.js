// A person corrects what was read: a row's class, a column's meaning, its unit, its period.
import { build } from "../page/build.js";
import { ask } from "../page/dialogs.js";
import { postJSON } from "../page/http.js";
import { toast } from "../page/toasts.js";
import { word } from "../page/words.js";
import { columnName } from "./draw.js";

const ACTIONS = () => [
  { label: word("cancel"), value: "" },
  { label: word("apply_change"), value: "yes", tone: "primary" },
];

async function send(sheet, change) {
  sheet.place.setAttribute("aria-busy", "true");
  const answer = await postJSON(sheet.config.correct_url, change);
  sheet.place.removeAttribute("aria-busy");
  if (!answer.ok) return void toast({ text: answer.data.message || word("change_failed"), tone: "error" });
  if (answer.data.url) return void location.assign(answer.data.url); // a large file: a job reads it again, its page shows how far
  const { message, ...changes } = answer.data;
  sheet.restart(changes);
  toast({ text: message || word("re_read"), tone: "success" });
  document.body.dispatchEvent(new CustomEvent("qipan:corrected", { detail: changes, bubbles: true }));
}

export async function correctRow(sheet, row) {
  if (!row) return;
  const radios = sheet.config.classes.map((one) =>
    build(
      "label",
      { class: "form-check" },
      build("input", { type: "radio", name: "kind", class: "form-check-input", value: one.value, checked: one.value === row.kind }),
      build("span", { class: "form-check-label" }, build("span", { class: `q-sheet-swatch is-row-${one.value}`, "aria-hidden": "true" }), ` ${one.label}`),
    ),
  );
  const text = row.cells.filter(Boolean).slice(0, 6).join(" · ");
  const body = build(
    "div",
    {},
    text && build("p", { class: "q-quiet" }, word("as_read", { text })),
    row.reasons?.length > 0 && build("ul", { class: "q-quiet" }, row.reasons.map((reason) => build("li", {}, reason))),
    build("div", { class: "q-sheet-choose" }, radios),
  );
  if ((await ask({ title: word("row_class_change", { row: row.index + 1 }), body, actions: ACTIONS() })) !== "yes") return;
  const chosen = body.querySelector("input:checked")?.value;
  if (chosen && chosen !== row.kind) await send(sheet, { rows: { [row.index]: chosen } });
}

function field(label, input) {
  const id = `c-${Math.random().toString(36).slice(2)}`;
  input.id = id;
  return build("div", { class: "mb-3" }, build("label", { class: "form-label", for: id }, label), input);
}

function targets(sheet, column) {
  const select = build("select", { class: "form-select" }, build("option", { value: "" }, word("keep_as_extra")));
  const groups = new Map();
  for (const target of sheet.config.targets) {
    const option = build("option", { value: target.value, selected: target.value === column.target }, target.label);
    if (!target.group) {
      select.append(option);
      continue;
    }
    if (!groups.has(target.group)) {
      groups.set(target.group, build("optgroup", { label: target.group }));
      select.append(groups.get(target.group));
    }
    groups.get(target.group).append(option);
  }
  return select;
}

export async function correctColumn(sheet, column) {
  if (!column) return;
  const target = targets(sheet, column);
  const unit = build("select", { class: "form-select" }, build("option", { value: "" }, "–"), sheet.config.units.map(([value, label]) => build("option", { value, selected: value === column.unit }, label)));
  const since = build("input", { type: "date", class: "form-control", value: column.since || "" });
  const until = build("input", { type: "date", class: "form-control", value: column.until || "" });
  const cumulative = build("input", { type: "checkbox", class: "form-check-input", checked: column.cumulative });
  const unitField = field(word("column_unit"), unit);
  const periodFields = build(
    "fieldset",
    {},
    build("legend", { class: "form-label" }, word("column_period")),
    build("div", { class: "q-split" }, field(word("period_since"), since), field(word("period_until"), until)),
    build("label", { class: "form-check" }, cumulative, build("span", { class: "form-check-label" }, word("period_cumulative"))),
  );
  const fit = () => {
    const chosen = sheet.config.targets.find((one) => one.value === target.value);
    unitField.hidden = !["money", "area"].includes(chosen?.kind);
    periodFields.hidden = !chosen?.periodic;
  };
  target.addEventListener("change", fit);
  fit();
  const body = build("div", {}, build("p", { class: "q-quiet" }, columnName(column)), column.how_text && build("p", { class: "q-quiet" }, column.how_text), field(word("column_target"), target), unitField, periodFields);
  if ((await ask({ title: word("column_change", { column: columnName(column) }), body, actions: ACTIONS() })) !== "yes") return;
  const change = { columns: { [column.index]: target.value || null } };
  if (!unitField.hidden && unit.value !== (column.unit || "")) change.units = { [column.index]: unit.value };
  if (!periodFields.hidden && (since.value || until.value)) {
    change.periods = { [column.index]: { since: since.value || null, until: until.value || null, cumulative: cumulative.checked } };
  }
  await send(sheet, change);
}
