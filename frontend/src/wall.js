// The meeting room's wall: arrows, page keys and the space bar turn the page, Escape leaves. The page fetches itself anew by htmx.
import "./styles/wall.css";

const KEYS = { ArrowRight: "next", PageDown: "next", " ": "next", ArrowLeft: "prev", PageUp: "prev" };

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  const link = event.key === "Escape" ? document.querySelector("[data-wall-leave]") : document.querySelector(`a[rel="${KEYS[event.key] || "none"}"]`);
  if (!link) return;
  event.preventDefault();
  location.href = link.href;
});
