// The deciding page: questions answered by key or pointer, saved at once, with words of the text as evidence.
import { Answers } from "./answers.js";
import { Clock } from "./clock.js";
import { EvidenceText } from "./evidence.js";
import { drawProgress, gone, isTyping, others, outbox, tell, toggleKeys } from "./page.js";
import { read, remove, write } from "./outbox.js";
import { Question } from "./question.js";
import { addActs } from "./review.js";

const EVERY = 20_000;
const LONGEST_WAIT = 1500;

const state = JSON.parse(document.getElementById("state").textContent);
const desk = document.getElementById("desk");
const questions = [...document.querySelectorAll(".question-item")].map((e) => new Question(e, state.dimensions[e.dataset.dimension]));
const clock = new Clock(`${state.store}:time:${state.report}`, document.getElementById("spent"));
const movesOn = document.getElementById("moves-on");
const isWide = matchMedia("(min-width: 60rem)");
let current = null;

const answers = new Answers({
  state,
  urls: { answer: desk.dataset.answer, withdraw: desk.dataset.withdraw, undo: desk.dataset.undo },
  queue: desk.dataset.queue,
  questions,
  outbox,
  clock,
  onChange: draw,
  onSaved: (question, answer, { isMissed = false } = {}) => {
    drawProgress(answer.progress);
    if (answer.broken) drawBroken(answer.broken);
    if (question?.isHidden || isMissed) refresh();
  },
});
const text = new EvidenceText(document.getElementById("paper"), { onChosen: (found) => current && addQuote(found), onMoved: tell });
const acts = addActs({ answers, outbox, clock, tell, refresh });

// --- answers --------------------------------------------------------------------------------------------------

function choose(question, codes) {
  answers.change(question, { codes });
  tell(`${question.label}: ${question.labels() || "no answer"}`);
  if (question.multiple || codes === null || !answers.maySave || !movesOn.checked || question.isHidden) return;
  const rest = [...questions.slice(questions.indexOf(question) + 1), ...questions];
  const next = rest.find((other) => !other.isAnswered);
  if (next) open(next, { isFocused: question.element.contains(document.activeElement) });
}

function addQuote(found) {
  answers.change(current, { quotes: text.joined(current.answer.quotes, found) });
  tell(`Evidence for ${current.label}: ${current.answer.quotes.at(-1)}`);
}

function removeQuote(question, at) {
  if (at < 0) return;
  answers.change(question, { quotes: question.answer.quotes.filter((_, index) => index !== at) });
  tell("Evidence removed");
}

let undoing = Promise.resolve();

/** One after the other: each goes by what the one before has left. */
function undo() {
  const at = current;
  undoing = undoing.then(() => undoLast(at));
}

async function undoLast(at) {
  await (answers.history().length ? outbox.flush() : acts.ended());
  if (answers.undoesDecisions() && outbox.isGone) return tell("The server does not answer; undo works again when it is back");
  const question = answers.undo(at);
  if (!question) return tell("Nothing to undo here");
  open(question);
  tell(`Undone: ${question.label}, ${question.labels() || "no answer"}`);
}

function mark() {
  if (!current || text.takeSelection()) return;
  if (text.startCaret()) tell("Choose words with the arrow keys; Shift widens, Enter takes, Escape leaves");
}

function writeNote() {
  if (!answers.maySave) return;
  current.showNote(true);
  current.note.focus();
}

function turnConfidence() {
  if (!answers.maySave) return;
  const words = ["", ...state.confidence_words];
  const word = words[(words.indexOf(current.answer.confidence) + 1) % words.length];
  current.find(".confidence").dataset.shown = "yes";
  answers.change(current, { confidence: word });
  tell(`Confidence: ${word || "not stated"}`);
}

// --- drawing and moving ---------------------------------------------------------------------------------------

function draw() {
  for (const question of questions) question.draw();
  text.draw(questions, current);
  if (current) acts.drawKeys(current);
  const left = questions.filter((question) => !question.isAnswered).length;
  const words = left ? `${left} of ${questions.length} questions are open.` : "Every question is answered. Enter opens the next report.";
  document.getElementById("whole").textContent = answers.maySave ? words : "";
}

/** Unfold one question and fold the others. */
function open(question, { isFocused = false } = {}) {
  text.stopCaret();
  current = question;
  for (const other of questions) other.fold(other !== question);
  draw();
  if (isFocused) question.unfold.focus({ preventScroll: true });
  const { element, unfold } = question;
  const isTall = element.offsetHeight > innerHeight - 160;
  if (isFocused || isWide.matches) (isTall ? unfold : element).scrollIntoView({ block: "nearest" });
}

function go(by) {
  const next = questions[questions.indexOf(current) + by];
  if (next) open(next, { isFocused: true });
}

/** Definitions first; then all keys too; then neither. */
function showHelp() {
  const isDefined = !current.find(".definitions").hidden;
  const isListed = !document.querySelector(".keys-all").hidden;
  current.showDefinitions(!isDefined || !isListed);
  toggleKeys(isDefined && !isListed);
}

/** To another report, once what was answered here has been sent; not while the server is gone. */
async function leave(link) {
  if (!link?.href) return;
  document.activeElement?.blur?.();
  await Promise.race([outbox.flush(), new Promise((done) => setTimeout(done, LONGEST_WAIT))]);
  if (!outbox.isGone) return location.assign(link.href);
  gone.hidden = false;
  tell("Not sent yet; the next report opens when it is");
}

function drawBroken(rules) {
  const box = document.getElementById("broken");
  box.hidden = !rules.length;
  box.querySelector("span").textContent = rules.join("; ");
}

// --- what was answered elsewhere --------------------------------------------------------------------------------

/** Take over what another tab, another browser or a sheet has answered, and what reviewers are shown by now. */
async function refresh() {
  const before = answers.changes;
  const response = await fetch(location.href, { headers: { Accept: "text/html" } }).catch(() => null);
  if (!response?.ok) return;
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const now = JSON.parse(page.getElementById("state")?.textContent ?? "null");
  if (now?.report !== state.report) return;
  if (before !== answers.changes) return refresh(); // what was fetched is older than the page
  for (const question of questions) {
    const fresh = page.querySelector(`[data-dimension="${CSS.escape(question.name)}"]`);
    for (const part of [".seen", ".before-others"]) question.find(part)?.replaceWith(fresh?.querySelector(part) ?? "");
  }
  drawBroken([...page.querySelectorAll("#broken:not([hidden]) span")].map((span) => span.textContent));
  const taken = answers.takeOver(now.dimensions).filter((question) => !question.isActing);
  if (!taken.length) return;
  const notice = document.getElementById("taken");
  notice.hidden = false;
  notice.firstElementChild.textContent = `Answered in another window meanwhile, and taken over here: ${taken.map((q) => q.label).join(", ")}.`;
}

others.addEventListener("message", ({ data }) => data.startsWith(`${state.report}|`) && refresh());
document.addEventListener("visibilitychange", () => document.hidden || refresh());
setInterval(() => document.hidden || outbox.isGone || refresh(), EVERY);
// Another window may have sent what waited between the server's writing of this page and its being shown.
if (outbox.hasSentSince(performance.timeOrigin)) refresh();

// --- keys and pointer ---------------------------------------------------------------------------------------------

const COMMANDS = {
  j: () => go(1),
  ArrowDown: () => go(1),
  k: () => go(-1),
  ArrowUp: () => go(-1),
  n: () => leave(document.getElementById("next")),
  Enter: () => leave(document.getElementById("next")),
  b: () => leave(document.getElementById("back")),
  u: undo,
  e: mark,
  m: writeNote,
  c: turnConfidence,
  "?": showHelp,
};

document.addEventListener(
  "keydown",
  (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !current) return;
    if (isTyping(event.target)) {
      if (event.key === "Escape") event.target.blur(), current.unfold.focus({ preventScroll: true });
    } else if (text.press(event, () => removeQuote(current, text.underCaret(current.answer.quotes))) || press(event)) event.preventDefault();
  },
  true,
);

/** Whether the key meant something here; held down, only arrows repeat. */
function press(event) {
  const target = event.target instanceof Element ? event.target : document.body;
  const isArrow = event.key.startsWith("Arrow");
  if (event.repeat && !isArrow) return false;
  if (event.key === "Enter" && hasOwnEnter(target)) return false;
  if (isArrow && target.id === "paper") return false;
  if (["ArrowLeft", "ArrowRight"].includes(event.key) && target.matches(".code")) beside(target, event.key);
  else if (Object.hasOwn(COMMANDS, event.key)) COMMANDS[event.key]();
  else if (event.key === "0") choose(current, []);
  else if (current.keys[event.key]) choose(current, current.with(current.keys[event.key]));
  else return acts.press(event.key, current);
  return true;
}

function hasOwnEnter(target) {
  const control = target.closest("a, button, summary");
  return control !== null && !control.matches(".code") && control !== current.unfold;
}

function beside(button, key) {
  const all = [...button.parentElement.querySelectorAll(".code")];
  all[(all.indexOf(button) + (key === "ArrowRight" ? 1 : all.length - 1)) % all.length].focus();
}

const TOOLS = {
  evidence: mark,
  confidence: turnConfidence,
  undo,
  note: () => (current.find(".note-field").hidden ? writeNote() : current.showNote(false)),
  definitions: () => current.showDefinitions(current.find(".definitions").hidden),
};

document.getElementById("questions").addEventListener("click", (event) => {
  const target = event.target.closest("button");
  const question = questions.find((q) => target && q.element.contains(target));
  if (!question) return;
  const { code, cannotTell, off, confidence, tool } = target.dataset;
  if (target === question.unfold) question.isOpen ? question.fold(true) : open(question);
  else if (code !== undefined) choose(question, question.with(code));
  else if (cannotTell !== undefined) choose(question, []);
  else if (confidence !== undefined) answers.change(question, { confidence: question.answer.confidence === confidence ? "" : confidence });
  else if (tool) TOOLS[tool]();
  else if (off !== undefined) {
    removeQuote(question, Number(off));
    (question.find(`[data-off="${off}"]`) ?? question.find("[data-off]") ?? question.find("[data-tool=evidence]")).focus();
  }
});

for (const button of document.querySelectorAll("[data-tool=evidence]")) {
  button.addEventListener("pointerdown", (event) => event.preventDefault()); // so that what is selected stays selected
}

for (const question of questions) {
  let timer = 0;
  const keep = () => {
    clearTimeout(timer);
    if (question.note.value !== question.answer.note) answers.change(question, { note: question.note.value });
  };
  question.note.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(keep, 500);
  });
  question.note.addEventListener("blur", keep);
  addEventListener("pagehide", keep);
}

movesOn.checked = read(`${state.store}:moves-on`) ?? true;
movesOn.addEventListener("change", () => (movesOn.checked ? remove(`${state.store}:moves-on`) : write(`${state.store}:moves-on`, false)));
const first = questions.find((q) => "focus" in q.element.dataset) ?? questions.find((q) => !q.isAnswered) ?? questions[0];
if (first) open(first);
