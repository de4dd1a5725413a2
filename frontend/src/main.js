// What every page loads.
import "./main.css";
import htmx from "htmx.org";
import "./page/theme.js";
import "./page/requests.js";
import "./page/dialogs.js";
import "./page/menus.js";
import "./page/palette.js";
import "./page/shortcuts.js";
import "./page/guard.js";
import "./page/tabs.js";
import "./page/tips.js";
import "./page/drop.js";
import "./page/fill.js";
import "./page/small.js";
import { startAlpine } from "./page/alpine.js";

window.htmx = htmx;
startAlpine();
