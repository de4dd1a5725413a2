// Over the grid: which rows are seen, which columns are shown, and the way out to Excel.
import { build, icon } from "../page/build.js";
import { ask } from "../page/dialogs.js";
import { postJSON } from "../page/http.js";
import { word } from "../page/words.js";

const grouped = (count) => Number(count).toLocaleString("en-US");

function seen(ledger) {
  const holder = ledger.table?.element.querySelector(".tabulator-tableholder");
  if (!holder || !ledger.total) return word("no_rows");
  const rows = ledger.table.getRows("visible");
  const all = ledger.table.getRows("active");
  if (!rows.length) return word("loading");
  const from = all.indexOf(rows[0]) + 1 || 1;
  return word("rows_of", { from: grouped(from), to: grouped(Math.min(from + rows.length - 1, ledger.total)), total: grouped(ledger.total) });
}

async function chooseColumns(ledger) {
  const shown = new Set(ledger.shown());
  const boxes = ledger.config.columns.map((column) => {
    const box = build("input", { type: "checkbox", class: "form-check-input", checked: shown.has(column.key), value: column.key });
    return build("label", { class: "form-check" }, box, build("span", { class: "form-check-label" }, column.label));
  });
  const body = build("div", { class: "q-grid-choose" }, boxes);
  const actions = [
    { label: word("cancel"), value: "" },
    { label: word("save"), value: "save", tone: "primary", focus: true },
  ];
  if ((await ask({ title: word("columns"), body, actions, wide: true, tone: "columns" })) !== "save") return;
  const chosen = new Set(boxes.map((label) => label.querySelector("input")).filter((box) => box.checked).map((box) => box.value));
  for (const column of ledger.config.columns) chosen.has(column.key) ? ledger.table.showColumn(column.key) : ledger.table.hideColumn(column.key);
  ledger.table.redraw(true);
  saveLayout(ledger);
}

export function saveLayout(ledger) {
  if (!ledger.config.layout_url) return;
  const shown = new Set(ledger.shown());
  const columns = ledger.config.columns.map((column) => ({ key: column.key, shown: shown.has(column.key), width: ledger.table.getColumn(column.key)?.getWidth() || column.width }));
  const sort = ledger.table.getSorters().map(({ field, dir }) => [field, dir]);
  postJSON(ledger.config.layout_url, { name: ledger.config.name, columns, sort });
}

export function toolbar(ledger) {
  const status = build("span", { class: "q-grid-status" }, word("loading"));
  const columns = build("button", { type: "button", class: "btn btn-sm" }, icon("columns"), word("columns"));
  columns.addEventListener("click", () => chooseColumns(ledger));
  const element = build("div", { class: "q-grid-bar" }, status, build("span", { class: "q-push" }), columns);
  if (ledger.config.export_url) {
    const link = build("a", { class: "btn btn-sm", href: ledger.config.export_url, download: true }, icon("file-spreadsheet"), word("export"));
    link.addEventListener("click", () => (link.href = ledger.exportAddress()));
    element.append(link);
  }
  let frame;
  return {
    element,
    say: (text) => (status.textContent = text),
    status: () => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => (status.textContent = seen(ledger)));
    },
  };
}
