// The import preview: the sheet as it stands, coloured by what each row was taken for; rows are fetched as they are looked at.
import "./styles/preview.css";
import { correctColumn, correctRow } from "./preview/correct.js";
import { pickCell } from "./preview/pick.js";
import { Sheet } from "./preview/sheet.js";
import { mount } from "./page/mount.js";

mount("[data-preview]", (place) => {
  const config = JSON.parse(document.querySelector(place.dataset.preview).textContent);
  const sheet = new Sheet(place, config);
  if (config.pick) place.addEventListener("click", (event) => pickCell(sheet, event.target.closest("td, th")));
  if (!config.correct_url) return;
  place.addEventListener("click", (event) => {
    const head = event.target.closest("[data-column]");
    const row = event.target.closest("[data-row]");
    if (head) correctColumn(sheet, config.columns.find((column) => String(column.index) === head.dataset.column));
    else if (row) correctRow(sheet, sheet.row(Number(row.dataset.row)));
  });
});
