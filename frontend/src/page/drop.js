// The drop zone: choose files, or drag them anywhere on the page; each shows its own progress and the server's answer.
import { build, icon } from "./build.js";
import { csrf, newKey } from "./http.js";
import { mount } from "./mount.js";
import { say } from "./say.js";
import { word } from "./words.js";

const carriesFiles = (event) => [...(event.dataTransfer?.types || [])].includes("Files");

function size(bytes) {
  return bytes < 1048576 ? `${Math.max(1, Math.round(bytes / 1024))} kB` : `${(bytes / 1048576).toFixed(1)} MB`;
}

/** XMLHttpRequest, because fetch tells nothing of an upload's progress. */
function send(url, file, fields, onProgress) {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    const data = new FormData();
    for (const [name, value] of fields) if (!(value instanceof File)) data.append(name, value);
    data.set("idempotency_key", newKey());
    data.append("file", file);
    request.upload.addEventListener("progress", (event) => event.lengthComputable && onProgress(event.loaded / event.total));
    request.addEventListener("loadend", () => {
      let answer = {};
      try {
        answer = JSON.parse(request.responseText);
      } catch {
        answer = {};
      }
      resolve({ ok: request.status >= 200 && request.status < 300, status: request.status, data: answer });
    });
    request.open("POST", url);
    request.setRequestHeader("X-CSRFToken", csrf());
    request.setRequestHeader("Accept", "application/json");
    request.send(data);
  });
}

async function upload(zone, form, file) {
  const bar = build("progress", { max: 1, value: 0, "aria-label": file.name });
  const words = build("span", { class: "q-progress-words", role: "status" }, word("uploading", { size: size(file.size) }));
  const item = build("li", {}, build("div", { class: "q-progress" }, build("strong", { class: "q-clip" }, file.name), words, bar));
  zone.querySelector(".q-drop-files").append(item);
  const limit = Number(zone.dataset.maxBytes || 0);
  if (limit && file.size > limit) return refuse(item, words, bar, word("too_large", { size: size(file.size), limit: size(limit) }));
  const answer = await send(form.action, file, new FormData(form), (share) => {
    bar.value = share;
    if (share >= 1) {
      bar.removeAttribute("value");
      words.textContent = word("reading");
    }
  });
  if (!answer.ok) return refuse(item, words, bar, answer.data.message || word(answer.status ? "refused" : "no_answer", { status: answer.status }));
  bar.value = 1;
  words.textContent = answer.data.message || word("received");
  say(`${file.name}: ${words.textContent}`);
  if (answer.data.url) item.append(build("a", { class: "btn btn-sm", href: answer.data.url }, word("open_preview")));
  return answer.data;
}

function refuse(item, words, bar, text) {
  bar.remove();
  item.append(build("div", { class: "q-note is-error" }, icon("alert-circle"), build("p", { role: "alert" }, text)));
  words.textContent = "";
  return null;
}

mount("[data-drop]", (zone) => {
  const form = zone.closest("form");
  const input = zone.querySelector("input[type=file]");
  if (!zone.querySelector(".q-drop-files")) zone.append(build("ul", { class: "q-drop-files" }));
  const take = async (files) => {
    const answers = [];
    for (const file of files) answers.push(await upload(zone, form, file));
    const [only] = answers;
    if (answers.length === 1 && only?.url) location.href = only.url;
  };
  input.addEventListener("change", () => {
    const files = [...input.files];
    input.value = "";
    take(files);
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  zone.querySelectorAll("[data-drop-submit]").forEach((button) => (button.hidden = true)); // only needed without scripts

  let depth = 0;
  const over = (isOver) => {
    zone.classList.toggle("is-over", isOver);
    document.documentElement.classList.toggle("is-dragging-file", isOver && "dropAnywhere" in zone.dataset);
  };
  const area = "dropAnywhere" in zone.dataset ? document : zone;
  area.addEventListener("dragenter", (event) => carriesFiles(event) && over(++depth > 0));
  area.addEventListener("dragleave", (event) => {
    if (carriesFiles(event) && --depth <= 0) over(false);
  });
  area.addEventListener("dragover", (event) => carriesFiles(event) && event.preventDefault());
  area.addEventListener("drop", (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    depth = 0;
    over(false);
    take([...event.dataTransfer.files]);
  });
});
