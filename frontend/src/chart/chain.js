// An industry chain: columns from upstream to downstream, segments, nodes as boxes. A click opens the node's link in the page's table.
import { common } from "./palette.js";

const HEAD = 34, LABEL = 22, BOX = 44, GAP = 8, BETWEEN = 14, BETWEEN_COLUMNS = 30;
const TONES = { held: "green", thin: "yellow", coming: "blue", weak: "yellow", gap: "red" };
const OPEN = new Set(["coming", "weak", "gap"]);

/** Every piece with its place in pixels; columns side by side, or one below the other where it is narrow. */
function laid(columns, width) {
  const stacked = width < 560;
  const wide = stacked ? width - 2 : (width - 2 - BETWEEN_COLUMNS * (columns.length - 1)) / columns.length;
  const pieces = [];
  let bottom = 0;
  columns.forEach((column, at) => {
    const x = stacked ? 1 : 1 + at * (wide + BETWEEN_COLUMNS);
    let y = stacked ? bottom : 0;
    pieces.push({ kind: "head", x, y, wide, text: column.label, arrow: !stacked && at < columns.length - 1 });
    y += HEAD;
    for (const segment of column.segments) {
      if (segment.name) {
        pieces.push({ kind: "label", x, y, wide, text: segment.name });
        y += LABEL;
      }
      for (const node of segment.nodes) {
        pieces.push({ kind: "node", x, y, wide, node });
        y += BOX + GAP;
      }
      y += BETWEEN - GAP;
    }
    bottom = Math.max(bottom, y + (stacked ? BETWEEN : 0));
  });
  return { pieces, height: bottom };
}

const text = (x, y, words, style) => ({ type: "text", style: { x, y, text: words, overflow: "truncate", ...style }, silent: true });

function head({ x, y, wide, text: words, arrow }, p) {
  const line = { type: "rect", shape: { x, y: y + 25, width: wide, height: 2 }, style: { fill: p.accent }, silent: true };
  const from = x + wide + BETWEEN_COLUMNS / 2;
  const tip = { type: "polyline", shape: { points: [[from - 4, y + 20], [from + 2, y + 26], [from - 4, y + 32]] }, style: { stroke: p.strong, fill: "none", lineWidth: 2 }, silent: true };
  return [text(x, y + 4, words, { fill: p.ink, font: `600 14px ${p.font}`, width: wide }), line, ...(arrow ? [tip] : [])];
}

function box({ x, y, wide, node }, p, isChosen) {
  const tone = p[TONES[node.state]];
  const isOpen = OPEN.has(node.state);
  const frame = {
    type: "rect",
    shape: { x, y, width: wide, height: BOX, r: 6 },
    style: { fill: isChosen ? p.soft : isOpen ? "transparent" : p.surface, stroke: isChosen ? p.accent : isOpen ? tone : p.strong, lineWidth: isChosen ? 2 : 1.25, lineDash: isOpen && !isChosen ? [5, 3] : null },
  };
  const hold = { type: "rect", shape: { x, y, width: wide, height: BOX }, style: { fill: p.surface, opacity: 0.01 } }; // an empty frame is clicked too
  const bar = { type: "rect", shape: { x: x + 1, y: y + 7, width: 4, height: BOX - 14, r: 2 }, style: { fill: tone }, silent: true };
  const mark = node.isKey ? [{ type: "polygon", shape: { points: [[x + wide - 12, y + 7], [x + wide - 7, y + 12], [x + wide - 12, y + 17], [x + wide - 17, y + 12]] }, style: { fill: p.accent }, silent: true }] : [];
  const room = wide - 20 - (node.isKey ? 14 : 0);
  return [hold, frame, bar, ...mark, text(x + 12, y + 6, node.name, { fill: p.ink, font: `500 13px ${p.font}`, width: room }), text(x + 12, y + 25, `${node.label} · ${node.words === node.label ? node.direction : node.words}`, { fill: p.quiet, font: `12px ${p.font}`, width: wide - 20 })];
}

export function chain(data, p, element) {
  const width = element.clientWidth;
  const { pieces, height } = laid(data.columns, width);
  const drawn = (piece) => {
    if (piece.kind === "head") return head(piece, p);
    if (piece.kind === "label") return [text(piece.x, piece.y + 3, piece.text, { fill: p.quiet, font: `12px ${p.font}`, width: piece.wide })];
    return box(piece, p, element.dataset.chosen === piece.node.key);
  };
  const label = ({ node }) => [node.name, `${node.label} · ${node.words}`, node.direction].join("\n");
  const hidden = { type: "value", show: false, min: 0 };
  const base = common(p);
  return {
    ...base,
    legend: undefined,
    height,
    grid: { left: 0, right: 0, top: 0, bottom: 0 },
    tooltip: { ...base.tooltip, formatter: (params) => (pieces[params.dataIndex].node ? label(pieces[params.dataIndex]) : "") },
    xAxis: { ...hidden, max: width },
    yAxis: { ...hidden, max: height, inverse: true },
    series: [{ type: "custom", data: pieces.map((piece) => [piece.x, piece.y]), renderItem: (params) => ({ type: "group", children: drawn(pieces[params.dataIndex]) }) }],
    click: (params) => {
      const { node } = pieces[params.dataIndex];
      if (!node) return false;
      element.dataset.chosen = node.key;
      document.querySelector(`[data-node="${node.key}"]`)?.click();
      return true;
    },
  };
}

document.addEventListener("htmx:after:swap", () => {
  const panel = document.getElementById("node");
  if (panel?.querySelector(".card-header")) panel.scrollIntoView({ block: "nearest", behavior: "smooth" });
});
