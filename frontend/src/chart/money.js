// Money by kind over time: bars for what was done in a period, lines for what stands.
import { figure } from "../page/words.js";
import { axis, common } from "./palette.js";

export function money(data, p) {
  const base = common(p);
  return {
    ...base,
    grid: { left: 8, right: 12, top: 48, bottom: 4, containLabel: true },
    tooltip: { ...base.tooltip, trigger: "axis", valueFormatter: (value) => (value == null ? "–" : `${figure(value)} ${data.unit}`) },
    xAxis: { type: "category", data: data.periods, ...axis(p), splitLine: { show: false } },
    yAxis: { type: "value", name: data.unit, nameTextStyle: { color: p.quiet, align: "left", padding: [0, 0, 0, -28] }, ...axis(p), axisLine: { show: false } },
    series: data.series.map((series) => ({
      name: series.name,
      type: series.kind === "bar" ? "bar" : "line",
      data: series.values,
      barMaxWidth: 22,
      connectNulls: true,
      symbol: "circle",
      symbolSize: 6,
      lineStyle: { width: 2 },
      itemStyle: series.kind === "bar" ? { borderRadius: [2, 2, 0, 0] } : {},
    })),
  };
}
