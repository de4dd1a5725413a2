// Builds the pages' scripts and styles into the Django app `web`; the manifest is read by django-vite.
import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import { iconSprite } from "./build/sprite.js";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const entries = ["main", "board", "grid", "chart", "preview", "wall"];

export default defineConfig({
  base: "./", // addresses follow the files, wherever STATIC_URL puts them
  publicDir: false,
  plugins: [
    iconSprite({
      root: here("../src/qipan"),
      scripts: here("./src"),
      outline: here("./node_modules/@tabler/icons/icons/outline"),
      out: here("../src/qipan/web/static/build/icons.svg"),
    }),
  ],
  build: {
    outDir: here("../src/qipan/web/static/build"),
    emptyOutDir: true,
    manifest: "manifest.json",
    target: "chrome109", // old office browsers; Tabler's oklch colours are lowered by cssTarget
    cssTarget: "chrome109",
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 900,
    rolldownOptions: {
      input: Object.fromEntries(entries.map((name) => [name, here(`./src/${name}.js`)])),
    },
  },
});
