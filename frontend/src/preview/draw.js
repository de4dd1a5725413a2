// One row of the sheet, and its head.
import { build, icon } from "../page/build.js";
import { word } from "../page/words.js";

function letters(index) {
  let name = "";
  for (let at = index + 1; at > 0; at = Math.floor((at - 1) / 26)) name = String.fromCharCode(65 + ((at - 1) % 26)) + name;
  return name;
}

export const columnName = (column) => column.path?.join(" / ") || letters(column.index);

export function headRow(config) {
  const canCorrect = Boolean(config.correct_url);
  const cells = config.columns.map((column) => {
    const facts = [column.unit, column.period].filter(Boolean).join(" · ");
    const target = column.target_label || word("keep_as_extra");
    const inside = [
      build("span", { class: "q-sheet-letter" }, letters(column.index)),
      build("span", { class: "q-sheet-path" }, columnName(column)),
      build("span", { class: `q-sheet-target is-${column.target ? column.tone || "sure" : "none"}` }, `→ ${target}`),
      facts && build("span", { class: "q-sheet-facts" }, facts),
    ];
    const tip = [columnName(column), `→ ${target}`, facts, column.how_text].filter(Boolean).join("\n");
    const head = canCorrect
      ? build("button", { type: "button", "data-column": column.index, "data-tip": tip }, inside)
      : build("div", { "data-tip": tip, tabindex: "0" }, inside);
    return build("th", { scope: "col", class: column.width > 160 ? "is-broad" : "" }, head);
  });
  return build("tr", {}, build("th", { scope: "col", class: "q-sheet-number" }, word("row_number")), build("th", { scope: "col", class: "q-sheet-kind" }, word("taken_for")), cells);
}

function mark(text, note) {
  if (!note) return text;
  return build("span", { class: `q-sheet-mark is-${note.tone}`, "data-tip": note.text, tabindex: "0" }, text || "–", note.tone === "error" && icon("alert-circle"));
}

export function rowOf(row, at, config) {
  if (!row) return build("tr", { class: "is-waiting" }, build("th", { class: "q-sheet-number" }), build("td", { colspan: config.columns.length + 1 }, "…"));
  const kind = config.classes.find((one) => one.value === row.kind);
  const reasons = [row.hidden && word("hidden_row"), ...(row.reasons || [])].filter(Boolean).join("\n");
  const label = [kind?.label || row.kind, row.level > 1 && String(row.level)].filter(Boolean).join(" ");
  const knob = config.correct_url
    ? build("button", { type: "button", "data-row": at, "data-tip": reasons || label }, label)
    : build("span", { "data-tip": reasons, tabindex: reasons ? "0" : false }, label);
  const cells = config.columns.map((column, place) => {
    const text = row.cells[place];
    const cell = build("td", { class: column.numeric ? "q-num" : "" }, mark(text ?? "", row.marks?.[place]));
    if (text && text.length > 18) cell.title = text;
    return cell;
  });
  const state = row.state && row.kind === "project" ? ` is-${row.state}` : "";
  return build(
    "tr",
    { class: `is-row-${row.kind}${state}${row.hidden ? " is-hidden-row" : ""}`, "data-row": at, "aria-rowindex": String(at + 2) },
    build("th", { scope: "row", class: "q-sheet-number" }, String(row.index + 1)),
    build("td", { class: "q-sheet-kind" }, knob),
    cells,
  );
}
