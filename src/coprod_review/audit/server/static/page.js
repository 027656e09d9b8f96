// What every page of the desk does: send what waits, say how saving stands, show the keys.
import { Outbox, whyNot } from "./outbox.js";

export const outbox = new Outbox(document.body.dataset.store);
/** Tells the other windows of this browser which place was saved. */
export const others = new BroadcastChannel(document.body.dataset.store);
export const gone = document.getElementById("gone");
const saving = document.getElementById("saving");
let savedOnce = false;
let whyGone = "";

/** Put words into the live region, so that they are read out; the same words twice are read twice. */
export function tell(words) {
  const region = document.getElementById("told");
  if (!region) return;
  region.textContent = "";
  requestAnimationFrame(() => (region.textContent = words));
}

export function isTyping(target) {
  return target instanceof Element && target.closest("input:not([type=checkbox]), textarea, select, [contenteditable], [data-takes-keys]") !== null;
}

/** The first link, of several selectors, that a key stands for. */
export function follow(...selectors) {
  const link = selectors.map((selector) => document.querySelector(selector)).find((found) => found?.href);
  if (link) link.click();
  return Boolean(link);
}

export function toggleKeys(isShown) {
  const all = document.querySelector(".keys-all");
  const shown = isShown ?? all.hidden;
  all.hidden = !shown;
  document.getElementById("show-keys").setAttribute("aria-expanded", String(shown));
}

export function drawSaving() {
  const n = outbox.waiting().length;
  const refused = outbox.refusals();
  const state = n ? "waiting" : refused.length ? "refused" : savedOnce ? "saved" : "none";
  saving.dataset.state = state;
  saving.textContent = {
    waiting: `${n} waiting`,
    refused: `${refused.length} not saved`,
    saved: "all saved",
    none: "nothing to save",
  }[state];
  gone.hidden = !(outbox.isGone && n);
  const kept = n === 1 ? "one answer is" : `${n} answers are`;
  gone.firstElementChild.textContent = `Not sent yet: ${whyGone}. Go on working: ${kept} kept in this browser and sent as soon as the server takes ${n === 1 ? "it" : "them"}.`;
  drawRefused(refused);
}

/** What was refused on other pages, with a way there and one to give it up. */
function drawRefused(refused) {
  const here = JSON.parse(document.getElementById("state")?.textContent ?? "{}").report;
  const elsewhere = refused.filter(([, request]) => request.body.report && request.body.report !== here);
  const box = document.getElementById("refused");
  box.hidden = !elsewhere.length;
  box.replaceChildren(
    ...elsewhere.map(([place, { body, refused: why }]) => {
      const line = document.createElement("p");
      const link = document.createElement("a");
      link.href = `/report/${encodeURIComponent(body.report)}`;
      link.textContent = body.report;
      const off = document.createElement("button");
      off.type = "button";
      off.className = "plain";
      off.textContent = "Give it up";
      off.addEventListener("click", () => outbox.forget(place));
      line.append("Not saved, ", (body.dimension ?? "screening").replaceAll("_", " "), " of ", link, `: ${whyNot(why)}. `, off);
      return line;
    }),
  );
}

/** How far the queue has come, as the server tells with each answer. */
export function drawProgress(progress) {
  const bar = document.querySelector(".way .progress");
  if (!progress?.n || !bar) return;
  bar.querySelector("progress").value = progress.n_done / progress.n;
  bar.querySelector("[data-progress]").textContent = `${progress.n_done} of ${progress.n}`;
}

outbox.addEventListener("saved", ({ detail }) => {
  savedOnce = true;
  others.postMessage(detail.place);
});
others.addEventListener("message", () => {
  savedOnce = true;
  drawSaving();
});
outbox.addEventListener("changed", drawSaving);
outbox.addEventListener("gone", (event) => {
  whyGone = event.detail.why;
  drawSaving();
});

document.getElementById("show-keys").addEventListener("click", () => toggleKeys());
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && isTyping(event.target)) event.target.blur();
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  const taken = {
    "?": () => (toggleKeys(), true),
    "/": () => search(),
    g: () => follow(".way a:first-child", "[data-queues]", ".top .home"),
    n: () => follow("#next", "[data-start]"),
    b: () => follow("#back"),
    j: () => step(1),
    k: () => step(-1),
  }[event.key]?.();
  if (taken) event.preventDefault();
});

function search() {
  const field = document.querySelector("input[type=search]");
  if (field) field.focus();
  else {
    const queue = document.querySelector(".way a:first-child");
    if (!queue) return false;
    location.assign(`${queue.href}#search`);
  }
  return true;
}

/** j and k walk through the links of a list. */
function step(by) {
  const links = [...document.querySelectorAll("[data-walk] a[data-item]")];
  if (!links.length) return false;
  const at = links.indexOf(document.activeElement);
  links[at < 0 ? (by > 0 ? 0 : links.length - 1) : Math.max(0, Math.min(links.length - 1, at + by))].focus();
  return true;
}

if (location.hash === "#search") document.querySelector("input[type=search]")?.focus();
drawSaving();
outbox.tryAgain(""); // what was refused may be allowed by now: a file is mended, a right was given
