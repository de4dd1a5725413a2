// The ledger: one grid over the server's sorting, filtering and paging; cells are edited and pasted, the server judges each.
import "./styles/grid.css";
import {
  ColumnCalcsModule,
  EditModule,
  FilterModule,
  FormatModule,
  FrozenColumnsModule,
  InteractionModule,
  KeybindingsModule,
  PageModule,
  AjaxModule,
  ResizeColumnsModule,
  ResizeTableModule,
  SelectRangeModule,
  SortModule,
  Tabulator,
} from "tabulator-tables";
import { toolbar } from "./grid/bar.js";
import { columnsOf, rowHeader } from "./grid/columns.js";
import { clipboard } from "./grid/clipboard.js";
import { editing } from "./grid/edit.js";
import { Ledger } from "./grid/ledger.js";
import { build } from "./page/build.js";
import { mount } from "./page/mount.js";
import { word } from "./page/words.js";

Tabulator.registerModule([
  AjaxModule,
  ColumnCalcsModule,
  EditModule,
  FilterModule,
  FormatModule,
  FrozenColumnsModule,
  InteractionModule,
  KeybindingsModule,
  PageModule,
  ResizeColumnsModule,
  ResizeTableModule,
  SelectRangeModule,
  SortModule,
]);

mount("[data-grid]", (place) => {
  const config = JSON.parse(document.querySelector(place.dataset.grid).textContent);
  const ledger = new Ledger(config, place);
  const bar = toolbar(ledger);
  const body = build("div");
  place.append(bar.element, build("div", { class: "q-grid" }, body));

  const table = new Tabulator(body, {
    height: "100%",
    index: "id",
    layout: "fitDataFill",
    columns: columnsOf(ledger),
    rowHeader: rowHeader(),
    columnDefaults: { headerWordWrap: true, headerSortTristate: true, resizable: "header", minWidth: 48 },
    placeholder: word("no_rows"),
    locale: "reader",
    langs: { reader: { data: { loading: word("loading"), error: word("no_answer") }, headerFilters: { default: "" } } },
    ajaxURL: config.data_url,
    ajaxRequestFunc: (url, request, params) => ledger.page(params),
    progressiveLoad: "scroll",
    progressiveLoadScrollMargin: 1200,
    renderVerticalBuffer: 240,
    paginationSize: config.size || 200,
    sortMode: "remote",
    filterMode: "remote",
    headerFilterLiveFilterDelay: 450,
    initialSort: (config.sort || []).map(([column, dir]) => ({ column, dir })).reverse(),
    columnHeaderSortMulti: true,
    headerSortElement: () => document.createElement("span"),
    selectableRange: 1,
    selectableRangeRows: true,
    selectableRangeAutoFocus: false,
    editTriggerEvent: "dblclick",
  });
  ledger.attach(table, bar);
  clipboard(ledger);
  editing(ledger);
});
