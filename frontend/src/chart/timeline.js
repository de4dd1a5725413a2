// Milestones as bars over time: the plan as a frame, what happened inside it, today as a line.
import { word } from "../page/words.js";
import { axis, common } from "./palette.js";

const time = (iso) => new Date(`${iso}T00:00:00`).getTime();
const DAY = 86400000;

const TONES = { done: "accent", now: "blue", late: "red", future: "grey" };

function bar(params, api, p) {
  const row = api.value(0);
  const from = api.coord([api.value(1), row]);
  const to = api.coord([api.value(2), row]);
  const isPlan = api.value(3) === 0;
  const height = isPlan ? 16 : 8;
  const width = to[0] - from[0];
  const clip = params.coordSys;
  const x = Math.max(from[0], clip.x);
  const right = Math.min(to[0], clip.x + clip.width);
  const colour = p[["strong", "accent", "blue", "red", "grey"][api.value(4)]];
  const style = isPlan ? { fill: p.soft, stroke: p.strong, lineWidth: 1 } : { fill: colour };
  if (width < 7) {
    const r = isPlan ? 7 : 4.5; // a day: a stone instead of a bar
    return { type: "circle", shape: { cx: from[0], cy: from[1], r }, style: isPlan ? { fill: p.surface, stroke: p.strong, lineWidth: 1.5 } : { fill: colour } };
  }
  return { type: "rect", shape: { x, y: from[1] - height / 2, width: Math.max(0, right - x), height, r: 2 }, style };
}

export function timeline(data, p, element) {
  const base = common(p);
  const rows = data.rows;
  const narrow = element.clientWidth < 480;
  const codes = { strong: 0, accent: 1, blue: 2, red: 3, grey: 4 };
  const today = time(data.today);
  const plans = rows.flatMap((row, at) => (row.planned ? [[at, time(row.planned[0]), time(row.planned[1]) + DAY, 0, 0]] : []));
  const facts = rows.flatMap((row, at) => (row.actual ? [[at, time(row.actual[0]), row.actual[1] ? time(row.actual[1]) + DAY : today, 1, codes[TONES[row.state] || "accent"]]] : []));
  const label = (row) => {
    const lines = [row.label];
    if (row.planned) lines.push(`${word("planned")}: ${row.planned[0] === row.planned[1] ? row.planned[0] : row.planned.join(" – ")}`);
    if (row.actual) lines.push(`${word("actual")}: ${row.actual[0]} – ${row.actual[1] || "…"}`);
    if (row.note) lines.push(row.note);
    return lines.join("\n");
  };
  const series = (name, values, z, color) => ({ name, type: "custom", renderItem: (params, api) => bar(params, api, p), encode: { x: [1, 2], y: 0 }, data: values, z, itemStyle: { color } });
  return {
    ...base,
    height: Math.max(130, 62 + rows.length * 30),
    grid: { left: 8, right: 20, top: 32, bottom: 4, containLabel: true },
    tooltip: { ...base.tooltip, formatter: (params) => (params.value ? label(rows[params.value[0]]) : "") },
    xAxis: { type: "time", ...axis(p), splitNumber: narrow ? 3 : 7 },
    yAxis: { type: "category", inverse: true, data: rows.map((row) => row.label), ...axis(p), axisLabel: { color: p.ink, fontFamily: p.font, width: narrow ? 92 : 170, overflow: "truncate" }, splitLine: { show: true, lineStyle: { color: p.line } } },
    series: [
      { ...series(word("planned"), plans, 1, p.strong), markLine: { symbol: "none", silent: true, lineStyle: { color: p.red, width: 1.5, type: "solid" }, label: { position: "start", formatter: word("today"), color: p.red, fontFamily: p.font }, data: [{ xAxis: today }] } },
      series(word("actual"), facts, 2, p.accent),
    ],
  };
}
