// The same figures as a table, for those who read rather than look.
import { build } from "../page/build.js";
import { figure, word } from "../page/words.js";

const span = (pair) => (pair ? pair.map((day) => day || "…").join(" – ") : "–");

const ROWS = {
  timeline: (data) => [["", word("planned"), word("actual"), ""], data.rows.map((row) => [row.label, span(row.planned), span(row.actual), row.note || ""])],
  money: (data) => [["", ...data.series.map((series) => `${series.name} (${data.unit})`)], data.periods.map((period, at) => [period, ...data.series.map((series) => figure(series.values[at]))])],
  progress: (data) => [["", word("planned"), word("done"), word("due_by_now")], data.rows.map((row) => [row.label, figure(row.plan), figure(row.done), figure(row.due)])],
  gauge: (data) => [["", "%"], [[data.label, figure(data.done, 1)], [word("time_passed"), figure(data.time, 1)]]],
};

export function table(kind, data, name) {
  if (!ROWS[kind]) return null;
  const [head, rows] = ROWS[kind](data);
  const numbers = kind !== "timeline";
  const cell = (text, at) => (at ? build("td", { class: numbers ? "q-num" : "" }, text) : build("th", { scope: "row" }, text));
  const heads = head.map((text) => (text ? build("th", { scope: "col", class: numbers ? "q-num" : "" }, text) : build("td", {})));
  return build(
    "details",
    { class: "q-chart-table q-noprint" },
    build("summary", {}, word("as_table")),
    build(
      "div",
      { class: "q-table-frame", tabindex: "0", role: "region", "aria-label": name },
      build("table", { class: "q-table" }, build("thead", {}, build("tr", {}, heads)), build("tbody", {}, rows.map((row) => build("tr", {}, row.map(cell))))),
    ),
  );
}
