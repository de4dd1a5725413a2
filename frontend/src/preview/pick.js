// A form sheet: a pressed cell's address goes into the field that names a cell of the map.
import { columnName } from "./draw.js";

const BEFORE = 2; // row number and class stand before the cells

export function pickCell(sheet, cell) {
  const row = cell?.closest("tr[data-row]");
  const column = cell && sheet.config.columns[cell.cellIndex - BEFORE];
  const field = document.querySelector(sheet.config.pick);
  if (!row || !column || !field) return;
  field.value = `${columnName(column)}${Number(row.dataset.row) + 1}`;
  field.focus();
}
