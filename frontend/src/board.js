// The board: pieces move between lanes by pointer, by keys, or by the card's menu; the server decides.
import Sortable from "sortablejs";
import { move } from "./board/move.js";
import { keys } from "./board/keys.js";
import { mount } from "./page/mount.js";

const phone = matchMedia("(pointer: coarse)");

mount("[data-board]", (board) => {
  if (!board.dataset.moveUrl) return;
  keys(board);
  board.addEventListener("click", (event) => {
    const choice = event.target.closest("[data-move-to]");
    const card = choice?.closest("[data-card]");
    if (!card) return;
    choice.closest("details")?.removeAttribute("open");
    const lane = board.querySelector(`[data-board-column][data-stage="${CSS.escape(choice.dataset.moveTo)}"]`);
    move({ board, card, stage: choice.dataset.moveTo, lane });
  });
});

mount("[data-board-cards]", (list) => {
  const board = list.closest("[data-board]");
  if (!board?.dataset.moveUrl) return;
  let from;
  Sortable.create(list, {
    group: "board",
    draggable: "[data-card]",
    filter: "a, button, summary, .q-menu-list",
    preventOnFilter: false,
    delay: phone.matches ? 250 : 0,
    delayOnTouchOnly: true,
    animation: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 120,
    ghostClass: "is-ghost",
    chosenClass: "is-lifted",
    forceFallback: false,
    onStart: (event) => {
      from = { list: event.from, next: event.item.nextElementSibling };
    },
    onMove: (event) => {
      board.querySelectorAll(".q-lane.is-target").forEach((lane) => lane.classList.remove("is-target"));
      event.to.closest(".q-lane")?.classList.add("is-target");
    },
    onEnd: (event) => {
      board.querySelectorAll(".q-lane.is-target").forEach((lane) => lane.classList.remove("is-target"));
      const lane = event.to.closest("[data-board-column]");
      if (event.from === event.to) {
        from.list.insertBefore(event.item, from.next); // the order inside a lane is the server's
        return;
      }
      move({ board, card: event.item, stage: lane.dataset.stage, lane, from });
    },
  });
});
