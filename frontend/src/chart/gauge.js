// One share against the time that has passed, as a half ring.
import { figure } from "../page/words.js";
import { common } from "./palette.js";

export function gauge(data, p) {
  const base = common(p);
  const ahead = data.done >= data.time;
  const ring = { type: "gauge", startAngle: 200, endAngle: -20, min: 0, max: 100, center: ["50%", "56%"], axisTick: { show: false }, splitLine: { show: false }, axisLabel: { show: false } };
  return {
    ...base,
    legend: undefined,
    series: [
      {
        ...ring,
        radius: "92%",
        progress: { show: true, width: 12, itemStyle: { color: ahead ? p.accent : p.yellow } },
        axisLine: { lineStyle: { width: 12, color: [[1, p.line]] } },
        pointer: { show: false },
        anchor: { show: false },
        title: { show: true, offsetCenter: [0, "52%"], color: p.quiet, fontSize: 12, fontFamily: p.font },
        detail: { valueAnimation: false, offsetCenter: [0, "-4%"], fontSize: 24, fontWeight: 600, color: p.ink, fontFamily: p.font, formatter: (value) => `${figure(value, 1)}%` },
        data: [{ value: data.done, name: data.label }],
      },
      {
        ...ring,
        radius: "92%",
        progress: { show: false },
        axisLine: { show: false },
        pointer: { show: true, icon: "rect", width: 2, length: "20%", offsetCenter: [0, "-84%"], itemStyle: { color: p.ink } },
        title: { show: false },
        detail: { show: false },
        data: [{ value: data.time }],
      },
    ],
  };
}
