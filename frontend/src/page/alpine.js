// Alpine (CSP build) for small state in templates: x-data="disclosure", x-data="selection".
import Alpine from "@alpinejs/csp";

Alpine.data("disclosure", () => ({
  isOpen: false,
  toggle() {
    this.isOpen = !this.isOpen;
  },
  get isClosed() {
    return !this.isOpen;
  },
}));

// Rows chosen by checkbox (name="chosen"): x-data="selection" on the form; `count`, `some`, `all`.
Alpine.data("selection", () => ({
  count: 0,
  get some() {
    return this.count > 0;
  },
  get none() {
    return this.count === 0;
  },
  boxes() {
    return [...this.$root.querySelectorAll("input[type=checkbox][name=chosen]")];
  },
  tally() {
    this.count = this.boxes().filter((box) => box.checked).length;
  },
  all() {
    for (const box of this.boxes()) box.checked = this.$event.target.checked;
    this.tally();
  },
}));

export function startAlpine() {
  window.Alpine = Alpine;
  Alpine.start();
}
