// Plan against done: a bar a row, and a mark where time says it should be.
import { figure } from "../page/words.js";
import { word } from "../page/words.js";
import { axis, common } from "./palette.js";

export function progress(data, p, element) {
  const base = common(p);
  const rows = [...data.rows].reverse();
  const narrow = element.clientWidth < 480;
  return {
    ...base,
    height: Math.max(140, 64 + rows.length * 34),
    grid: { left: 8, right: 24, top: 36, bottom: 4, containLabel: true },
    tooltip: { ...base.tooltip, trigger: "axis", axisPointer: { type: "shadow" }, valueFormatter: (value) => (value == null ? "–" : `${figure(value)} ${data.unit || ""}`) },
    xAxis: { type: "value", ...axis(p), axisLine: { show: false } },
    yAxis: { type: "category", data: rows.map((row) => row.label), ...axis(p), axisLabel: { color: p.ink, fontFamily: p.font, width: narrow ? 84 : 160, overflow: "truncate" } },
    series: [
      { name: word("planned"), type: "bar", data: rows.map((row) => row.plan), barWidth: 16, itemStyle: { color: p.soft, borderColor: p.strong, borderWidth: 1 }, z: 1 },
      { name: word("done"), type: "bar", data: rows.map((row) => colour(row, p)), barWidth: 8, barGap: "-75%", itemStyle: { color: p.accent }, z: 2 },
      { name: word("due_by_now"), type: "scatter", data: rows.map((row) => row.due ?? null), symbol: "rect", symbolSize: [2, 22], itemStyle: { color: p.ink }, z: 3 },
    ],
  };
}

function colour(row, p) {
  const isBehind = row.due != null && row.done < row.due;
  return { value: row.done, itemStyle: { color: isBehind ? p.yellow : p.accent } };
}
