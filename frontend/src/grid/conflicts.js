// Both values side by side; the reader says which stays. Nothing is overwritten silently.
import { build } from "../page/build.js";
import { ask } from "../page/dialogs.js";
import { word } from "../page/words.js";

function words(column, value) {
  if (value == null || value === "") return "–";
  const choice = column?.choices?.find(([key]) => String(key) === String(value));
  return choice ? choice[1] : String(value);
}

/** → the cells to send again, with the version they now stand on. */
export async function settleConflicts(ledger, conflicts, mine) {
  const boxes = [];
  const rows = conflicts.map((conflict, at) => {
    const column = ledger.columns.get(conflict.field);
    const row = ledger.table.getRow(conflict.id)?.getData();
    const box = build("input", { type: "checkbox", class: "form-check-input", id: `mine-${at}` });
    boxes.push([box, conflict]);
    const name = `${row?.name || conflict.id} · ${column?.label || conflict.field}`;
    const own = words(column, mine.get(`${conflict.id}:${conflict.field}`));
    return build(
      "tr",
      {},
      build("th", { scope: "row" }, name),
      build("td", {}, words(column, conflict.held)),
      build("td", {}, build("label", { class: "form-check m-0" }, box, build("span", { class: "form-check-label" }, own))),
    );
  });
  const head = build("tr", {}, ["conflict_field", "conflict_theirs", "conflict_mine"].map((key) => build("th", { scope: "col" }, word(key))));
  const body = build(
    "div",
    {},
    build("p", {}, word("conflict_text")),
    build("div", { class: "q-table-frame" }, build("table", { class: "q-table" }, build("thead", {}, head), build("tbody", {}, rows))),
  );
  if (boxes.length === 1) boxes[0][0].checked = true;
  const actions = [
    { label: word("keep_theirs"), value: "", focus: true },
    { label: word("use_mine"), value: "mine", tone: "primary" },
  ];
  const answer = await ask({ title: word("conflict_title"), body, actions, wide: true, tone: "git-merge" });
  const again = [];
  for (const [box, conflict] of boxes) {
    ledger.remark(conflict.id, conflict.field);
    const row = ledger.table.getRow(conflict.id);
    row?.update({ version: conflict.held_version }).then(() => row.reformat());
    if (answer === "mine" && box.checked) {
      again.push({ id: conflict.id, version: conflict.held_version, field: conflict.field, value: mine.get(`${conflict.id}:${conflict.field}`) });
    }
  }
  return again;
}
