// Charts, loaded on pages that draw. Data stand in JSON blocks; a table of the same figures is made for every chart.
import "./styles/chart.css";
import { init } from "./chart/engine.js";
import { gauge } from "./chart/gauge.js";
import { chain } from "./chart/chain.js";
import { money } from "./chart/money.js";
import { progress } from "./chart/progress.js";
import { table } from "./chart/table.js";
import { timeline } from "./chart/timeline.js";
import { palette } from "./chart/palette.js";
import { mount } from "./page/mount.js";
import { isDark } from "./page/theme.js";
import { word } from "./page/words.js";

const KINDS = { timeline, money, progress, gauge, chain };
const charts = new Map(); // element → redraw

mount("[data-chart]", (element) => {
  const source = document.querySelector(element.dataset.source);
  const kind = KINDS[element.dataset.chart];
  if (!source || !kind) return;
  const data = JSON.parse(source.textContent);
  const name = element.getAttribute("aria-label") || "";
  element.setAttribute("role", "img");
  element.setAttribute("aria-label", word("chart_of", { name }));
  const rows = table(element.dataset.chart, data, name); // none where the page has the same as a table of its own
  if (rows) element.after(rows);
  let chart;
  const draw = () => {
    chart?.dispose();
    chart = init(element, isDark());
    const option = kind(data, palette(), element);
    if (option.height) element.style.height = `${option.height}px`;
    delete option.height;
    const click = option.click;
    delete option.click;
    chart.resize();
    chart.setOption(option);
    if (click) chart.on("click", (params) => click(params) && draw());
  };
  draw();
  charts.set(element, { draw, resize: () => chart.resize() });
  new ResizeObserver(() => chart.resize()).observe(element);
});

document.addEventListener("qipan:theme", () => {
  for (const [element, chart] of charts) element.isConnected ? chart.draw() : charts.delete(element);
});
window.addEventListener("resize", () => charts.forEach((chart, element) => element.isConnected && chart.resize()));
