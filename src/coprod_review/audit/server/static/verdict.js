// Pairs and screening: one verdict by one key, saved at once, then the next.
import { drawProgress, isTyping, outbox, tell } from "./page.js";
import { read, remove, write } from "./outbox.js";
import { drawMarks, passagesOf } from "./text.js";

const form = document.getElementById("verdict");
const asked = JSON.parse(form.dataset.body);
const place = form.dataset.place;
const reason = form.querySelector("[data-reason]");
const buttons = [...form.querySelectorAll(".code")];
const trouble = form.querySelector(".trouble");
const draftKey = `${document.body.dataset.store}:draft:${place}`;
const needsReason = "needsReason" in form.dataset;

const chosen = () => buttons.find((button) => button.getAttribute("aria-checked") === "true");

function choose(button) {
  for (const other of buttons) other.setAttribute("aria-checked", String(other === button));
  trouble.hidden = true;
  if (!button) return send({ ...JSON.parse(buttons[0].dataset.gives), verdict: "" });
  if (!needsReason || reason.value.trim()) return send(JSON.parse(button.dataset.gives));
  say("Say in a few words what decides; Enter saves it.");
  reason.focus();
}

function send(verdict) {
  say("");
  outbox.put(place, form.dataset.url, { ...asked, ...verdict, reason: reason.value.trim() });
}

function say(words) {
  form.querySelector(".given-words").textContent = words;
}

outbox.addEventListener("saved", ({ detail }) => {
  if (detail.place !== place) return;
  remove(draftKey);
  say(detail.request.body.verdict ? "Saved. Enter or n opens the next." : "Taken back.");
  drawProgress(detail.answer.progress);
});
outbox.addEventListener("refused", ({ detail }) => {
  if (detail.place !== place) return;
  outbox.forget(place);
  trouble.hidden = false;
  trouble.textContent = `Not saved: ${[detail.answer.problem, detail.answer.remedy].filter(Boolean).join("; ")}`;
});

form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("click", (event) => {
  const button = event.target.closest(".code");
  if (button) choose(button);
});
reason.addEventListener("input", () => write(draftKey, reason.value));
reason.addEventListener("change", () => chosen() && (!needsReason || reason.value.trim()) && send(JSON.parse(chosen().dataset.gives)));

function takeBack() {
  if (!chosen()) return tell("Nothing to undo here");
  choose(null);
}

document.addEventListener(
  "keydown",
  (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (isTyping(event.target)) {
      if (event.key === "Escape" || (event.key === "Enter" && !event.isComposing)) event.preventDefault(), event.target.blur();
      return;
    }
    const button = buttons.find((one) => one.dataset.key && one.dataset.key === event.key);
    const isOwn = event.target instanceof Element && event.target.closest("a, button:not(.code), summary");
    if (button && !event.repeat) choose(button);
    else if (event.key === "m") reason.focus();
    else if (event.key === "u" && !event.repeat) takeBack();
    else if (event.key === "Enter" && !isOwn) document.getElementById("next").click();
    else return;
    event.preventDefault();
  },
  true,
);

for (const passage of passagesOf(document).values()) drawMarks(passage, []);
const waits = outbox.waitsFor(place);
if (waits) {
  for (const button of buttons) {
    const isIt = Object.entries(JSON.parse(button.dataset.gives)).every(([name, value]) => waits.body[name] === value);
    button.setAttribute("aria-checked", String(isIt));
  }
}
reason.value = waits?.body.reason ?? read(draftKey) ?? reason.value;
