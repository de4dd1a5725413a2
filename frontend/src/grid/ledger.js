// What the grid knows: its configuration, what was asked of the server, and the remarks hanging on cells.
import { saveLayout } from "./bar.js";
import { getJSON } from "../page/http.js";
import { toast } from "../page/toasts.js";
import { word } from "../page/words.js";

const PAUSE = 50; // ms of drawing at a stretch; a key pressed meanwhile waits no longer

export class Ledger {
  constructor(config, place) {
    this.config = config;
    this.place = place;
    this.columns = new Map(config.columns.map((column) => [column.key, column]));
    this.sums = {};
    this.total = 0;
    this.remarks = new Map(); // "id:key" → {tone, text}
  }

  attach(table, bar) {
    this.table = table;
    this.bar = bar;
    table.on("tableBuilt", () => this.label());
    table.on("scrollVertical", () => bar.status());
    table.on("dataProcessed", () => bar.status());
    table.on("columnResized", () => saveLayout(this));
    document.body.addEventListener("qipan:undone", (event) => this.replace(event.detail?.rows));
  }

  /** One page of rows, as the grid wants it. */
  async page(params) {
    this.asked = this.query(params);
    if ((params.page || 1) === 1) this.forgetFresh();
    const query = new URLSearchParams(this.asked);
    query.set("page", params.page || 1);
    query.set("size", params.size || this.config.size || 200);
    const answer = await getJSON(`${this.config.data_url}?${query}`);
    if (!answer.ok) {
      toast({ text: answer.data.message || word(answer.status ? "status_other" : "no_answer", { status: answer.status }), tone: "error" });
      throw new Error(String(answer.status));
    }
    this.total = answer.data.total ?? this.total;
    this.sums = answer.data.sums || this.sums;
    return { data: answer.data.rows, last_page: answer.data.last_page || 1, last_row: this.total };
  }

  /** The page's own filters, the sort and the column filters, as query words. */
  query({ sort = [], filter = [] } = {}) {
    const query = new URLSearchParams(this.config.query || "");
    if (sort.length) query.set("sort", [...sort].reverse().map(({ field, dir }) => `${field}:${dir}`).join(","));
    for (const { field, value } of filter) if (value !== "" && value != null) query.set(`f.${field}`, value);
    return query;
  }

  exportAddress() {
    const query = new URLSearchParams(this.asked || this.config.query || "");
    query.set("columns", this.shown().join(","));
    return `${this.config.export_url}?${query}`;
  }

  shown() {
    return this.table
      .getColumns()
      .filter((column) => column.isVisible() && this.columns.has(column.getField()))
      .map((column) => column.getField());
  }

  remark(id, key, remark) {
    remark ? this.remarks.set(`${id}:${key}`, remark) : this.remarks.delete(`${id}:${key}`);
  }

  forgetFresh() {
    for (const [place, remark] of this.remarks) if (remark.tone === "fresh") this.remarks.delete(place);
  }

  remarkOf(id, key) {
    return this.remarks.get(`${id}:${key}`);
  }

  /** Rows as the server holds them now (after an undo, or after somebody else's change). */
  replace(rows) {
    for (const row of rows || []) for (const key of this.columns.keys()) this.remark(row.id, key);
    this.draw(rows || []).then(() => this.table.recalc?.());
  }

  /** New values and remarks into the rows, those in sight first; between two handfuls the page answers its reader. */
  async draw(rows) {
    const sight = new Set(this.table.getRows("visible").map((row) => row.getIndex()));
    const inTurn = [...rows].sort((one, other) => sight.has(other.id) - sight.has(one.id));
    let until = performance.now() + PAUSE;
    for (const { id, ...values } of inTurn) {
      const row = this.table.getRow(id);
      if (!row) continue;
      await row.update(values);
      row.reformat();
      if (performance.now() < until) continue;
      await new Promise((go) => setTimeout(go));
      until = performance.now() + PAUSE;
    }
  }

  setSums(sums) {
    if (!sums) return;
    this.sums = sums;
    this.table.recalc();
  }

  /** Names for screen readers that the grid leaves out. */
  label() {
    const root = this.table.element;
    root.setAttribute("aria-label", this.place.getAttribute("aria-label") || "");
    this.place.removeAttribute("aria-label");
    root.querySelector(".tabulator-tableholder")?.setAttribute("role", "rowgroup");
    root.querySelector(".tabulator-table")?.setAttribute("role", "presentation");
    root.querySelectorAll(".tabulator-col").forEach((head) => {
      const column = this.columns.get(head.getAttribute("tabulator-field"));
      const input = head.querySelector(".tabulator-header-filter :is(input, select)");
      if (column && input) input.setAttribute("aria-label", word("filter_column", { column: column.label }));
    });
    root.querySelector(".tabulator-footer")?.setAttribute("role", "rowgroup");
    root.querySelectorAll(".tabulator-footer .tabulator-calcs-holder").forEach((holder) => holder.setAttribute("role", "presentation"));
  }
}
