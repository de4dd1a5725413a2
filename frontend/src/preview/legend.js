// What the colours mean, how many rows there are of each, and a press to go to the next one.
import { build } from "../page/build.js";
import { word } from "../page/words.js";

export function legend(sheet) {
  const keys = sheet.config.classes
    .filter((one) => one.count > 0)
    .map((one) => {
      const button = build(
        "button",
        { type: "button", class: "q-sheet-key", "data-tip": word("next_of_class", { name: one.label }) },
        build("span", { class: `q-sheet-swatch is-row-${one.value}`, "aria-hidden": "true" }),
        one.label,
        build("span", { class: "q-quiet" }, Number(one.count).toLocaleString("en-US")),
      );
      button.addEventListener("click", () => sheet.seek(one.value));
      return button;
    });
  return build("div", { class: "q-sheet-legend", role: "group", "aria-label": word("legend") }, keys);
}
