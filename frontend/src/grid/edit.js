// Cells go to the server and come back judged: changed, the same, refused with a reason, or in conflict with both values.
import { newKey, postJSON } from "../page/http.js";
import { hold, release } from "../page/guard.js";
import { say } from "../page/say.js";
import { toast } from "../page/toasts.js";
import { word } from "../page/words.js";
import { settleConflicts } from "./conflicts.js";

/** One batch of cells: {id, version, field, value}. */
export async function send(ledger, cells) {
  ledger.bar.say(word("saving"));
  hold(ledger);
  const answer = await postJSON(ledger.config.paste_url, { cells }, { key: newKey() });
  release(ledger);
  if (!answer.ok) {
    ledger.bar.status();
    toast({ text: answer.data.message || word(answer.status ? "status_other" : "no_answer", { status: answer.status }), tone: "error" });
    return null;
  }
  await show(ledger, answer.data);
  report(ledger, answer.data);
  const conflicts = answer.data.results.filter((result) => result.state === "conflict");
  if (conflicts.length) {
    const mine = new Map(cells.map((cell) => [`${cell.id}:${cell.field}`, cell.value]));
    const again = await settleConflicts(ledger, conflicts, mine);
    if (again.length) await send(ledger, again);
  }
  return answer.data;
}

function show(ledger, { results, sums }) {
  const byRow = new Map();
  for (const result of results) {
    const values = byRow.get(result.id) || {};
    if (result.state === "ok" || result.state === "same") values[result.field] = result.value;
    else if (result.state === "conflict") values[result.field] = result.held;
    if (result.version != null && result.state !== "conflict") values.version = result.version;
    byRow.set(result.id, values);
    const tones = { error: "error", conflict: "conflict", ok: "fresh" };
    ledger.remark(result.id, result.field, tones[result.state] && { tone: tones[result.state], text: result.message || "" });
  }
  const drawn = ledger.draw([...byRow].map(([id, values]) => ({ id, ...values })));
  ledger.setSums(sums);
  return drawn;
}

function report(ledger, { results, batch, message }) {
  const count = (state) => results.filter((result) => result.state === state).length;
  const [done, errors, conflicts] = [count("ok"), count("error"), count("conflict")];
  const undo = batch && done && ledger.config.undo_url ? { url: ledger.config.undo_url, body: { batch } } : undefined;
  const text = message || word(!errors && !conflicts ? "pasted" : done ? "pasted_some" : "paste_none", { count: done, errors, conflicts });
  ledger.bar.status();
  if (results.length === 1 && done === 1) {
    say(word("saved"));
    toast({ text: word("saved"), tone: "success", undo, seconds: 8 });
  } else if (results.length === 1 && errors === 1) {
    toast({ text: results[0].message || text, tone: "error" });
  } else if (done || errors || conflicts) {
    toast({ text, tone: errors || conflicts ? "warning" : "success", undo });
  }
}

export function editing(ledger) {
  ledger.table.on("cellEdited", (cell) => {
    const field = cell.getField();
    const column = ledger.columns.get(field);
    const row = cell.getRow().getData();
    const value = cell.getValue();
    const old = cell.getOldValue();
    if (!column || String(value ?? "") === String(old ?? "")) return;
    send(ledger, [{ id: row.id, version: row.version, field, value: value == null ? "" : value }]).then((answer) => {
      const result = answer?.results[0];
      if (!result || result.state === "error") cell.getRow().update({ [field]: old }).then(() => cell.getRow().reformat());
    });
  });
}
