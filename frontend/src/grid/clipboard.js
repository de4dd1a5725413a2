// Copy a range as text, paste a range from Excel. The pasted range goes to the server in one request, as one batch.
import { toast } from "../page/toasts.js";
import { word } from "../page/words.js";
import { send } from "./edit.js";

/** Tab-separated text as spreadsheets copy it: quoted cells may hold tabs and line breaks. */
export function cellsOf(text) {
  const rows = [[]];
  let cell = "";
  let quoted = false;
  const clean = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
  for (let at = 0; at < clean.length; at += 1) {
    const sign = clean[at];
    if (quoted) {
      if (sign === '"' && clean[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else if (sign === '"') quoted = false;
      else cell += sign;
    } else if (sign === '"' && cell === "") quoted = true;
    else if (sign === "\t") {
      rows[rows.length - 1].push(cell);
      cell = "";
    } else if (sign === "\n") {
      rows[rows.length - 1].push(cell);
      rows.push([]);
      cell = "";
    } else cell += sign;
  }
  rows[rows.length - 1].push(cell);
  return rows;
}

const quote = (text) => (/[\t\n"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const isEditing = (event) => event.target.closest?.("input, textarea, select, [contenteditable]");

/** What a cell shows, as text. */
function shownText(cell) {
  return cell.getElement()?.textContent ?? String(cell.getValue() ?? "");
}

/** Pasted cells laid over the grid from the range's corner; one copied cell fills a whole chosen range. */
function lay(ledger, text) {
  const [range] = ledger.table.getRanges();
  const rows = range?.getRows() || [];
  const columns = (range?.getColumns() || []).filter((column) => ledger.columns.has(column.getField()));
  if (!rows.length || !columns.length) return null;
  const source = cellsOf(text);
  const fills = source.length === 1 && source[0].length === 1;
  const all = ledger.table.getRows("active");
  const shown = ledger.table.getColumns().filter((column) => column.isVisible() && ledger.columns.has(column.getField()));
  const top = all.findIndex((row) => row.getIndex() === rows[0].getIndex());
  const left = shown.findIndex((column) => column.getField() === columns[0].getField());
  const height = fills ? rows.length : source.length;
  const width = fills ? columns.length : Math.max(...source.map((row) => row.length));
  const cells = [];
  for (let down = 0; down < height; down += 1) {
    for (let across = 0; across < width; across += 1) {
      const row = all[top + down];
      const column = shown[left + across] && ledger.columns.get(shown[left + across].getField());
      const value = fills ? source[0][0] : source[down][across];
      if (!row || !column || value === undefined) continue;
      cells.push({ id: row.getIndex(), version: row.getData().version, field: column.key, value: value.trim(), isFixed: !column.editable });
    }
  }
  return cells;
}

export function clipboard(ledger) {
  const root = ledger.table.element;
  root.addEventListener("copy", (event) => {
    if (isEditing(event)) return;
    const [range] = ledger.table.getRanges();
    if (!range) return;
    const text = range
      .getStructuredCells()
      .map((row) => row.filter((cell) => ledger.columns.has(cell.getField())).map((cell) => quote(shownText(cell))).join("\t"))
      .join("\n");
    event.clipboardData.setData("text/plain", text);
    event.preventDefault();
  });
  root.addEventListener("paste", (event) => {
    if (isEditing(event) || !ledger.config.paste_url) return;
    event.preventDefault();
    const cells = lay(ledger, event.clipboardData.getData("text/plain"));
    if (!cells?.length) return void toast({ text: word("paste_where"), tone: "warning" });
    const limit = ledger.config.paste_limit || 2000;
    if (cells.length > limit) return void toast({ text: word("paste_too_big", { limit, count: cells.length }), tone: "warning" });
    const open = cells.filter((cell) => !cell.isFixed);
    for (const cell of cells) if (cell.isFixed) ledger.remark(cell.id, cell.field, { tone: "error", text: word("read_only") });
    if (!open.length) return void toast({ text: word("read_only"), tone: "warning" });
    return void send(ledger, open.map(({ id, version, field, value }) => ({ id, version, field, value })));
  });
}
