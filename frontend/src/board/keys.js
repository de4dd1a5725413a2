// The board by keys: arrows walk, Space picks a card up, left and right choose its lane, Enter drops, Escape puts it back.
import { say } from "../page/say.js";
import { word } from "../page/words.js";
import { move } from "./move.js";

const lanes = (board) => [...board.querySelectorAll("[data-board-column]")];
const cards = (lane) => [...lane.querySelectorAll("[data-card]")];

function walk(board, card, key) {
  const lane = card.closest("[data-board-column]");
  const column = cards(lane);
  const at = column.indexOf(card);
  if (key === "ArrowDown" || key === "ArrowUp") return column[at + (key === "ArrowDown" ? 1 : -1)];
  const all = lanes(board);
  const step = key === "ArrowRight" ? 1 : -1;
  for (let next = all.indexOf(lane) + step; all[next]; next += step) {
    const there = cards(all[next]);
    if (there.length) return there[Math.min(at, there.length - 1)];
  }
  return undefined;
}

export function keys(board) {
  let held; // {card, lane, over}

  const mark = (over) => {
    board.querySelectorAll(".q-lane.is-target").forEach((lane) => lane.classList.remove("is-target"));
    over?.classList.add("is-target");
    over?.scrollIntoView({ block: "nearest", inline: "nearest" });
  };
  const drop = () => {
    held?.card.classList.remove("is-lifted");
    mark();
    held = undefined;
  };

  board.addEventListener("keydown", (event) => {
    const card = event.target.closest("[data-card]");
    if (!card || event.target !== card) return;
    const isArrow = event.key.startsWith("Arrow");
    if (held && (event.key === "Enter" || event.key === " ")) {
      event.preventDefault();
      const { lane, over } = held;
      drop();
      if (over !== lane) move({ board, card, stage: over.dataset.stage, lane: over });
      else say(word("put_back"));
    } else if (held && event.key === "Escape") {
      drop();
      say(word("put_back"));
    } else if (held && isArrow) {
      event.preventDefault();
      const all = lanes(board);
      const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
      held.over = all[all.indexOf(held.over) + step] || held.over;
      mark(held.over);
      say(word("over_column", { stage: held.over.dataset.label }));
    } else if (event.key === " ") {
      event.preventDefault();
      const lane = card.closest("[data-board-column]");
      held = { card, lane, over: lane };
      card.classList.add("is-lifted");
      say(word("picked_up", { name: card.dataset.name || "" }));
    } else if (isArrow) {
      const next = walk(board, card, event.key);
      if (next) {
        event.preventDefault();
        next.focus();
      }
    } else if (event.key === "Enter") {
      card.querySelector("a.q-piece-name")?.click();
    } else if (event.key === "m") {
      event.preventDefault();
      const menu = card.querySelector("details.q-menu");
      if (menu) {
        menu.open = true;
        menu.querySelector(".q-menu-item")?.focus();
      }
    }
  });
  board.addEventListener("focusout", (event) => held && event.target === held.card && drop());
}
