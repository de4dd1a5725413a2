// Before the first paint: the theme the reader chose, else the machine's. (The server wrote the choice in data-theme.)
(function () {
  var root = document.documentElement;
  if (root.dataset.theme === "auto" && matchMedia("(prefers-color-scheme: dark)").matches) root.setAttribute("data-bs-theme", "dark");
})();
