// ECharts, only the parts we draw with. SVG: sharp on paper, no canvas to read back.
import { init as start, use } from "echarts/core";
import { BarChart, CustomChart, GaugeChart, LineChart, ScatterChart } from "echarts/charts";
import { GridComponent, LegendComponent, MarkLineComponent, TooltipComponent } from "echarts/components";
import { SVGRenderer } from "echarts/renderers";

use([BarChart, CustomChart, GaugeChart, LineChart, ScatterChart, GridComponent, LegendComponent, MarkLineComponent, TooltipComponent, SVGRenderer]);

export function init(element, dark) {
  const chart = start(element, dark ? "dark" : null, { renderer: "svg" });
  element.querySelector("svg")?.setAttribute("aria-hidden", "true");
  return chart;
}
