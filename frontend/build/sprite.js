// One SVG sprite of the Tabler icons that templates, Python and scripts name, written beside the built scripts.
// Named by `{% icon "x" %}`, `icon="x"`, `icon('x')`, or a line of web/icons/names.txt (for names made at run time).
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

const PATTERNS = [/\{%\s*icon\s+["']([a-z0-9-]+)["']/g, /\bicon=["']([a-z0-9-]+)["']/g, /\bicon\(["']([a-z0-9-]+)["']/g];

function* files(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!["static", "locale", "__pycache__", "migrations"].includes(entry.name)) yield* files(path);
    } else if (/\.(html|py|js)$/.test(entry.name)) {
      yield path;
    }
  }
}

function namesUsed(root, scripts) {
  const names = new Set(
    readFileSync(join(root, "web/icons/names.txt"), "utf8").split("\n").map((line) => line.split("#")[0].trim()).filter(Boolean),
  );
  for (const path of [...files(root), ...files(scripts)]) {
    const text = readFileSync(path, "utf8");
    for (const pattern of PATTERNS) for (const match of text.matchAll(pattern)) names.add(match[1]);
  }
  return [...names].sort();
}

function symbol(outline, name) {
  const text = readFileSync(join(outline, `${name}.svg`), "utf8");
  const inner = text.slice(text.indexOf(">", text.indexOf("<svg")) + 1, text.lastIndexOf("</svg>"));
  const shapes = inner.replace(/<!--[\s\S]*?-->/g, "").replace(/<path stroke="none"[^>]*>/g, "").replace(/\s+/g, " ").trim();
  return `<symbol id="${name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round">${shapes}</symbol>`;
}

export function iconSprite({ root, scripts, outline, out }) {
  return {
    name: "qipan-icon-sprite",
    writeBundle() {
      const missing = [];
      const symbols = namesUsed(root, scripts).flatMap((name) => {
        try {
          return [symbol(outline, name)];
        } catch {
          missing.push(name);
          return [];
        }
      });
      if (missing.length) throw new Error(`No such Tabler icon: ${missing.join(", ")}`);
      mkdirSync(dirname(out), { recursive: true });
      writeFileSync(out, `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>\n`);
    },
  };
}
