// One move: the card stands in its new lane while the server is asked, and goes back when it refuses.
import { build, markup } from "../page/build.js";
import { ask } from "../page/dialogs.js";
import { newKey, postJSON } from "../page/http.js";
import { mountAll } from "../page/mount.js";
import { say } from "../page/say.js";
import { toast } from "../page/toasts.js";
import { word } from "../page/words.js";

export async function move({ board, card, stage, lane, from }) {
  const back = from || { list: card.parentElement, next: card.nextElementSibling };
  const target = lane?.querySelector("[data-board-cards]");
  if (target && card.parentElement !== target) target.prepend(card);
  card.classList.add("is-waiting");
  const body = { id: Number(card.dataset.id) || card.dataset.id, stage, version: Number(card.dataset.version) };
  const answer = await postJSON(board.dataset.moveUrl, body, { key: newKey() });
  card.classList.remove("is-waiting");
  const stageName = lane?.dataset.label || stage;
  if (answer.ok) {
    // Submitted, not moved: somebody else confirms it, so the card stands where it stood.
    if (answer.data.stays) back.list.insertBefore(card, back.next);
    return settle(card, answer.data, stageName);
  }
  back.list.insertBefore(card, back.next);
  const current = answer.data.html ? renew(card, answer.data.html) : card;
  await refuse(answer, current, stageName);
  current.focus();
}

function settle(card, data, stageName) {
  const name = card.dataset.name || "";
  if (data.version != null) card.dataset.version = data.version;
  const fresh = data.html ? renew(card, data.html) : card;
  swapOutOfBand(data.oob);
  const text = data.message || word("moved", { name, stage: stageName });
  if (data.undo || data.stays) toast({ text, tone: "success", undo: data.undo });
  else say(text);
  fresh.focus({ preventScroll: true });
}

function renew(card, html) {
  const fresh = markup(html).querySelector("[data-card]");
  if (!fresh) return card;
  card.replaceWith(fresh);
  window.htmx?.process(fresh);
  mountAll(fresh);
  return fresh;
}

/** Every top element of the fragment takes the place of the one with its id: counts, sums, the summary strip. */
export function swapOutOfBand(html) {
  if (!html) return;
  for (const fresh of [...markup(html).children]) {
    const held = fresh.id && document.getElementById(fresh.id);
    if (!held) continue;
    held.replaceWith(fresh);
    window.htmx?.process(fresh);
    mountAll(fresh);
  }
}

async function refuse({ status, data }, card, stage) {
  const name = card.dataset.name || "";
  if (data.missing?.length) return showMissing(data, word("move_refused", { name, stage }));
  if (data.conflict || status === 409) return showConflict(data);
  toast({ text: data.message || word(status ? "status_other" : "no_answer", { status }), tone: "error" });
}

async function showMissing(data, title) {
  const list = build(
    "ul",
    { class: "q-stack" },
    data.missing.map((thing) => build("li", {}, thing.href ? build("a", { href: thing.href }, thing.label) : thing.label || thing)),
  );
  const body = build("div", {}, data.message && build("p", {}, data.message), build("p", { class: "q-quiet" }, word("still_missing")), list);
  const actions = [{ label: word("close"), value: "", focus: !data.fill_url }];
  if (data.fill_url) actions.push({ label: word("fill_in"), value: "fill", tone: "primary", focus: true });
  if ((await ask({ title, body, actions, tone: "lock" })) === "fill") location.href = data.fill_url;
}

async function showConflict(data) {
  const both = data.conflict || {};
  const facts = build(
    "dl",
    { class: "q-kv" },
    both.field && [build("dt", {}, word("conflict_field")), build("dd", {}, both.field)],
    both.held != null && [build("dt", {}, word("conflict_theirs")), build("dd", {}, String(both.held))],
    both.yours != null && [build("dt", {}, word("conflict_mine")), build("dd", {}, String(both.yours))],
  );
  const body = build("div", {}, build("p", {}, data.message || word("conflict_text")), facts);
  const actions = [
    { label: word("close"), value: "" },
    { label: word("reload"), value: "reload", tone: "primary", focus: true },
  ];
  if ((await ask({ title: word("changed_meanwhile"), body, actions, tone: "git-merge" })) === "reload") location.reload();
}
