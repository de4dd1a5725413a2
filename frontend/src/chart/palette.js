// The page's own colours, read from the tokens, so that charts follow the theme.
export function palette() {
  const style = getComputedStyle(document.documentElement);
  const token = (name) => style.getPropertyValue(`--q-${name}`).trim();
  return {
    ink: token("ink"),
    quiet: token("quiet"),
    faint: token("faint"),
    line: token("line"),
    strong: token("line-strong"),
    surface: token("surface"),
    accent: token("accent"),
    soft: token("accent-soft"),
    green: token("green"),
    yellow: token("yellow"),
    red: token("red"),
    blue: token("blue"),
    grey: token("grey"),
    series: [token("accent"), token("green"), token("yellow"), token("blue"), token("red"), token("grey")],
    font: style.getPropertyValue("--q-font").trim(),
  };
}

/** What all charts share. Tooltips are drawn as text on the picture: HTML ones break the policy. */
export function common(p) {
  return {
    backgroundColor: "transparent",
    color: p.series,
    textStyle: { fontFamily: p.font, fontSize: 12, color: p.ink },
    animation: !matchMedia("(prefers-reduced-motion: reduce)").matches,
    animationDuration: 250,
    tooltip: {
      renderMode: "richText",
      confine: true,
      backgroundColor: p.surface,
      borderColor: p.strong,
      borderWidth: 1,
      padding: [6, 10],
      textStyle: { color: p.ink, fontFamily: p.font, fontSize: 12 },
    },
    legend: { type: "scroll", top: 0, left: 0, itemWidth: 14, itemHeight: 8, itemGap: 16, textStyle: { color: p.quiet, fontFamily: p.font } },
  };
}

export const axis = (p) => ({
  axisLine: { lineStyle: { color: p.strong } },
  axisTick: { show: false },
  axisLabel: { color: p.quiet, fontFamily: p.font, hideOverlap: true },
  splitLine: { lineStyle: { color: p.line } },
});
