// A window over up to 100,000 rows: only what is seen is drawn, and only windows are asked of the server.
import { build } from "../page/build.js";
import { getJSON } from "../page/http.js";
import { toast } from "../page/toasts.js";
import { word } from "../page/words.js";
import { headRow, rowOf } from "./draw.js";
import { legend } from "./legend.js";

const HEIGHT = 28; // px; every row is one line, long text is cut and shown whole on hover
const WINDOW = 100;
const SPARE = 12;
const TALLEST = 8_000_000; // browsers stop drawing far beyond this

export class Sheet {
  constructor(place, config) {
    this.place = place;
    this.config = config;
    this.rows = new Map();
    this.asked = new Set();
    this.head = build("thead");
    this.body = build("tbody");
    this.above = build("tr", { class: "q-sheet-gap", "aria-hidden": "true" }, build("td"));
    this.below = build("tr", { class: "q-sheet-gap", "aria-hidden": "true" }, build("td"));
    this.table = build("table", { class: "q-sheet", "aria-rowcount": String(config.total + 1) }, this.head, this.body);
    this.frame = build("div", { class: "q-sheet-frame", tabindex: "0", role: "region", "aria-label": place.getAttribute("aria-label") || "" }, this.table);
    place.removeAttribute("aria-label");
    this.keys = legend(this);
    place.append(this.keys, this.frame);
    this.frame.addEventListener("scroll", () => this.draw(), { passive: true });
    new ResizeObserver(() => this.draw()).observe(this.frame);
    this.restart(config);
  }

  /** Draw anew, after a correction was read in. */
  restart(changes = {}) {
    Object.assign(this.config, changes);
    this.rows.clear();
    this.asked.clear();
    this.head.replaceChildren(headRow(this.config));
    this.body.replaceChildren(this.above, this.below);
    this.table.setAttribute("aria-rowcount", String(this.config.total + 1));
    const fresh = legend(this);
    this.keys.replaceWith(fresh);
    this.keys = fresh;
    this.draw();
  }

  row(index) {
    return this.rows.get(index);
  }

  get unit() {
    return Math.min(HEIGHT, TALLEST / Math.max(1, this.config.total));
  }

  draw() {
    const { total } = this.config;
    const first = Math.max(0, Math.floor(this.frame.scrollTop / this.unit) - SPARE);
    const count = Math.ceil((this.frame.clientHeight || 400) / HEIGHT) + 2 * SPARE;
    const last = Math.min(total, first + count);
    this.fetch(first, last);
    const held = document.activeElement?.closest?.("[data-row]")?.dataset.row;
    const drawn = [];
    for (let at = first; at < last; at += 1) drawn.push(rowOf(this.rows.get(at), at, this.config));
    this.gap(this.above, first * this.unit);
    this.gap(this.below, Math.max(0, (total - last) * this.unit));
    this.body.replaceChildren(this.above, ...drawn, this.below);
    if (held !== undefined) this.body.querySelector(`[data-row="${held}"] button`)?.focus({ preventScroll: true });
  }

  gap(row, height) {
    row.firstChild.colSpan = this.config.columns.length + 2;
    row.firstChild.style.height = `${height}px`;
    row.hidden = height < 1;
  }

  fetch(first, last) {
    for (let start = Math.floor(first / WINDOW) * WINDOW; start < last; start += WINDOW) {
      if (this.asked.has(start)) continue;
      this.asked.add(start);
      this.window(start, this.asked);
    }
  }

  async window(start, asked) {
    const url = new URL(this.config.rows_url, location.href);
    url.searchParams.set("start", start);
    url.searchParams.set("count", WINDOW);
    const answer = await getJSON(url);
    if (asked !== this.asked && !asked.has(start)) return;
    if (!answer.ok) {
      asked.delete(start);
      toast({ text: answer.data.message || word("no_answer"), tone: "error" });
      return;
    }
    answer.data.rows.forEach((row, at) => this.rows.set(start + at, { ...row, at: start + at }));
    this.draw();
  }

  /** Scroll to the next row of a class after the one on top. The server knows where: rows_url?after=…&kind=… */
  async seek(kind) {
    const url = new URL(this.config.rows_url, location.href);
    const top = Math.ceil(this.frame.scrollTop / this.unit);
    url.searchParams.set("kind", kind);
    url.searchParams.set("after", this.last?.kind === kind ? this.last.at : top - 1);
    const answer = await getJSON(url);
    const at = answer.data?.at;
    if (at == null) {
      this.last = undefined;
      return;
    }
    this.last = { kind, at };
    this.frame.scrollTop = Math.max(0, at * this.unit - 2 * HEIGHT);
    this.draw();
  }
}
