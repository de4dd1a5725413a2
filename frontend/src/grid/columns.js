// From the ledger's one declaration of columns to the grid's.
import { build } from "../page/build.js";
import { word } from "../page/words.js";

const RIGHT = new Set(["money", "area", "number", "percent", "serial"]);
const RANGED = new Set(["money", "area", "number", "percent", "date"]);

export const rowHeader = () => ({
  formatter: "rownum",
  title: "#",
  frozen: true,
  headerSort: false,
  resizable: false,
  hozAlign: "right",
  headerHozAlign: "right",
  width: 56,
  cssClass: "q-grid-number",
  editor: false,
});

const heading = (column) => () =>
  build("span", { class: "q-grid-head", title: column.label }, column.label, column.unit && build("span", { class: "q-unit" }, column.unit));

function dot(value, words) {
  const colour = value || "none";
  return build("span", { class: `q-light is-${colour}` }, words.get(colour) || words.get(value) || "–");
}

/** Every cell passes here: its picture by kind, and the remark the server hung on it. */
function picture(ledger, column) {
  const words = new Map((column.choices || []).map(([value, label]) => [String(value), label]));
  const isName = column.key === "name" && ledger.config.row_url;
  return (cell) => {
    const row = cell.getRow().getData();
    const value = cell.getValue();
    const element = cell.getElement();
    const remark = ledger.remarkOf(row.id, column.key);
    element.classList.toggle("is-error", remark?.tone === "error");
    element.classList.toggle("is-conflict", remark?.tone === "conflict");
    element.classList.toggle("is-fresh", remark?.tone === "fresh");
    remark?.text ? (element.dataset.tip = remark.text) : delete element.dataset.tip;
    if (column.kind === "light") return dot(value, words);
    if (value == null || value === "") return "";
    if (column.kind === "flag") return value ? word("yes") : "";
    if (words.size) return document.createTextNode(words.get(String(value)) ?? String(value));
    if (isName) return build("a", { href: ledger.config.row_url.replace("{id}", row.id), tabindex: "-1" }, String(value));
    return document.createTextNode(String(value));
  };
}

function editor(column) {
  if (!column.editable) return false;
  if (column.choices?.length) return "list";
  if (column.kind === "flag") return "list";
  return column.kind === "long_text" ? "textarea" : "input";
}

function editorParams(column) {
  if (column.choices?.length) return { values: [{ label: "–", value: "" }, ...column.choices.map(([value, label]) => ({ label, value }))], autocomplete: false };
  if (column.kind === "flag") return { values: [{ label: word("yes"), value: true }, { label: word("no"), value: false }] };
  return { selectContents: true, elementAttributes: { "aria-label": column.label } };
}

function filter(column) {
  const kind = column.filter || (column.choices?.length ? "choice" : RANGED.has(column.kind) ? "range" : "text");
  if (kind === "none") return {};
  if (kind === "choice") {
    const values = [{ label: word("any"), value: "" }, ...column.choices.map(([value, label]) => ({ label, value }))];
    return { headerFilter: "list", headerFilterParams: { values, clearable: false, elementAttributes: { "aria-label": word("filter_column", { column: column.label }) } }, headerFilterEmptyCheck: (value) => value === "" || value == null };
  }
  return { headerFilter: "input", headerFilterPlaceholder: kind === "range" ? ">  <  –" : "", headerFilterParams: { elementAttributes: { "aria-label": word("filter_column", { column: column.label }) } } };
}

export function columnsOf(ledger) {
  const canEdit = Boolean(ledger.config.paste_url);
  return ledger.config.columns.map((column, at) => ({
    field: column.key,
    title: column.unit ? `${column.label} (${column.unit})` : column.label,
    titleFormatter: heading(column),
    width: column.width || 120,
    visible: column.shown !== false,
    hozAlign: RIGHT.has(column.kind) ? "right" : "left",
    headerHozAlign: RIGHT.has(column.kind) ? "right" : "left",
    headerSort: column.sortable !== false,
    cssClass: column.editable && canEdit ? "" : "is-fixed",
    formatter: picture(ledger, column),
    editor: canEdit ? editor(column) : false,
    editorParams: editorParams(column),
    bottomCalc: () => (at === 0 ? (ledger.sums[column.key] ?? word("totals")) : (ledger.sums[column.key] ?? "")),
    bottomCalcFormatter: (cell) => document.createTextNode(String(cell.getValue() ?? "")),
    ...filter(column),
  }));
}
