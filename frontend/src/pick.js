// Searchable select. The label stays with the field for readers and axe.
import TomSelect from "tom-select/base";
import "tom-select/dist/css/tom-select.bootstrap5.css";
import clear from "tom-select/dist/js/plugins/clear_button.js";
import remove from "tom-select/dist/js/plugins/remove_button.js";
import { word } from "./page/words.js";

TomSelect.define("clear_button", clear);
TomSelect.define("remove_button", remove);

export function pick(select) {
  const label = select.labels?.[0]?.textContent.trim() || select.getAttribute("aria-label") || "";
  select.classList.add("form-select"); // its frame is what the searchable one wears
  const url = select.dataset.url;
  const picker = new TomSelect(select, {
    plugins: select.multiple ? { remove_button: { title: word("remove") } } : {},
    create: "create" in select.dataset,
    maxOptions: 200,
    refreshThrottle: 0, // else Enter right after typing takes what stood first before
    render: {
      no_results: (data, escape) => `<div class="no-results">${escape(word("nothing_found", { query: data.input }))}</div>`,
      option_create: (data, escape) => `<div class="create">${escape(word("add_new", { name: data.input }))}</div>`,
    },
    ...(url && {
      valueField: "value",
      labelField: "text",
      searchField: [],
      load: (query, done) =>
        fetch(`${url}?${new URLSearchParams({ q: query })}`, { headers: { Accept: "application/json" } })
          .then((response) => response.json())
          .then((data) => done(data.items))
          .catch(() => done()),
    }),
  });
  picker.control_input.setAttribute("aria-label", label);
  select.setAttribute("aria-label", label); // its label now points at the searchable one
  return picker;
}
