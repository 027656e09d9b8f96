// What reviewers do besides answering: agree with the code of record, dispute it, settle it.

import { read, remove, whyNot, write } from "./outbox.js";

const ACTS = {
  a: { name: "agree", done: "Agreed." },
  d: { name: "dispute", button: "Dispute", done: "Disputed.", ask: "Why is the code of record wrong? Choose other codes above, if you hold others for right." },
  s: { name: "adjudicate", button: "Settle", done: "Settled.", ask: "Why do the codes chosen above settle the question?" },
};
const FIRST = { name: "first", done: "Answered. What others said is shown now." };
const UNDO = { name: "undo", done: "Taken back." };

const actOf = (name) => [...Object.values(ACTS), FIRST, UNDO].find((act) => act.name === name);

/** The codes of record that the page shows; undefined while they are hidden. */
function recordShown(question) {
  const shown = question.find(".of-record");
  return shown ? (shown.dataset.decided?.split(";") ?? []) : undefined;
}

function isOfRecord(question, codes) {
  const record = recordShown(question) ?? [];
  return record.length === codes.length && codes.every((code) => record.includes(code));
}

/** Adds the acts to all questions; `press` takes their keys. */
export function addActs({ answers, outbox, clock, tell, refresh }) {
  /** The answer that a reviewer gives before seeing those of others. */
  function sendFirst(question) {
    const { codes, quotes, note, confidence } = question.answer;
    if (codes === null) return say(question, "Choose an answer first; it is sent when you give it.");
    const body = { ...answers.body(question), codes, quotes, note, confidence, seconds: clock.take() };
    outbox.put(`${answers.place(question)}|${FIRST.name}`, answers.urls.answer, body);
    return true;
  }

  function start(question, act) {
    if (act === FIRST || (act === ACTS.a && question.isHidden)) return sendFirst(question);
    const button = question.find(`[data-act=${act.name}]`);
    if (!button) return false;
    if (!question.isHidden && !isOffered(question, act)) {
      say(question, "Nobody has decided this yet: there is nothing to agree with or to dispute. Escape goes on.");
      if (act.ask) takeKeys(question);
      return true;
    }
    if (!isOffered(question, act)) return say(question, "Answer first; the code of record is shown afterwards.");
    if (!act.ask) return send(question, act, "");
    unfold(question, act);
    question.find(".because textarea").focus();
    return true;
  }

  /** Whether the page shows the button of an act: without a code of record there is none to dispute. */
  function isOffered(question, act) {
    return question.find(`[data-act=${act.name}]`)?.offsetParent != null;
  }

  /** What is typed as a reason where none can be given is taken for no command. */
  function takeKeys(question) {
    const own = question.find(".settle .own");
    own.tabIndex = -1;
    own.dataset.takesKeys = "";
    own.focus();
    own.scrollIntoView({ block: "nearest" });
    own.addEventListener("blur", () => delete own.dataset.takesKeys, { once: true });
  }

  const reasonKey = (question) => `${answers.draftKey(question)}:reason`;

  function unfold(question, act) {
    const button = question.find(`[data-act=${act.name}]`);
    const box = question.find(".because");
    box.hidden = false;
    box.dataset.of = act.name;
    box.querySelector("label").textContent = act.ask;
    box.querySelector("[data-act=send]").textContent = act.button;
    for (const other of question.element.querySelectorAll(".settle [aria-expanded]")) {
      other.setAttribute("aria-expanded", String(other === button));
    }
  }

  function send(question, act, reason) {
    const { codes, quotes } = question.answer;
    if (act.name === "adjudicate" && !codes?.length) return say(question, "Choose the codes that settle it first, then give the reason.");
    if (act.name === "dispute" && codes?.length && isOfRecord(question, codes)) return say(question, "You chose the code of record itself: choose another, or none (u), or agree.");
    if (act.ask && !reason.trim()) return say(question, "A reason is needed: it stands in the report beside the codes.");
    const body = { ...answers.body(question), seen: recordShown(question), seconds: clock.take() };
    if (act.ask) Object.assign(body, { codes: codes ?? [], quotes, reason: reason.trim() });
    say(question, "");
    outbox.put(`${answers.place(question)}|${act.name}`, `/api/${act.name}`, body);
    return true;
  }

  function close(question) {
    const box = question.find(".because");
    box.hidden = true;
    box.querySelector("textarea").value = "";
    remove(reasonKey(question));
    for (const button of question.element.querySelectorAll(".settle [aria-expanded]")) button.setAttribute("aria-expanded", "false");
    question.unfold.focus({ preventScroll: true });
  }

  function say(question, words) {
    const own = question.find(".settle .own");
    if (own) own.hidden = !words;
    if (own) own.textContent = words;
    if (words) tell(words);
    return true;
  }

  /** The question and act of a place, none where the place is not of this report or is an answer. */
  function targetOf(place) {
    const question = answers.questions.find((q) => place.startsWith(`${answers.place(q)}|`));
    return question ? [question, actOf(place.slice(answers.place(question).length + 1))] : [];
  }

  let shown = Promise.resolve(); // once the page shows what the last act has changed

  /** Wait until every act is saved and shown, since undo goes by what stands, or the server is gone. */
  async function ended() {
    await outbox.flush();
    await shown;
  }

  outbox.addEventListener("saved", ({ detail }) => {
    const [question, act] = targetOf(detail.place);
    if (question) shown = show(question, act, detail).then(() => announce(question));
  });

  async function show(question, act, detail) {
    localStorage.removeItem(answers.draftKey(question));
    const isNothing = act === UNDO && detail.answer.is_new === false;
    if (act !== UNDO) answers.forgetHistory();
    if (act.ask) close(question);
    if (isNothing || !question.undoneTo) say(question, isNothing ? "Nothing to undo here." : act.done);
    question.isActing = !isNothing;
    await refresh();
    question.isActing = false;
  }

  outbox.addEventListener("refused", ({ detail }) => {
    const [question] = targetOf(detail.place);
    if (!question) return;
    outbox.forget(detail.place);
    say(question, `Not saved: ${whyNot(detail.answer)}`);
  });

  for (const question of answers.questions) {
    const box = question.find(".settle");
    const reason = box?.querySelector("textarea");
    const sendReason = () => send(question, actOf(box.querySelector(".because").dataset.of), reason.value);
    question.element.addEventListener("click", (event) => {
      const name = event.target.closest("[data-act]")?.dataset.act;
      if (name === "leave") close(question);
      else if (name === "send") sendReason();
      else if (name) start(question, actOf(name));
    });
    reason?.addEventListener("input", () => write(reasonKey(question), { act: box.querySelector(".because").dataset.of, reason: reason.value }));
    const begun = reason && read(reasonKey(question));
    if (begun?.reason && actOf(begun.act)) {
      unfold(question, actOf(begun.act));
      reason.value = begun.reason;
    }
    reason?.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      sendReason();
    });
  }

  /** Beside codes that would settle the question: what they overturn by the codebook, before they are sent. */
  async function announce(question) {
    const box = question.find(".overturned");
    const codes = question.answer.codes ?? [];
    const asked = isOfRecord(question, codes) ? "" : codes.join(";");
    if (!box || (box.dataset.asked ?? "") === asked) return;
    box.dataset.asked = asked;
    const { report, dimension } = answers.body(question);
    const address = `/api/overturned/${encodeURIComponent(report)}?${new URLSearchParams({ dimension, codes: asked })}`;
    const response = asked ? await fetch(address).catch(() => null) : null;
    const told = response?.ok ? (await response.json()).overturned : [];
    if (box.dataset.asked !== asked) return;
    box.hidden = !told.length;
    box.textContent = told.length ? `If you settle it so: ${told.join("; ")}.` : "";
  }

  for (const question of answers.questions) {
    const choice = new MutationObserver(() => announce(question));
    for (const code of question.codes) choice.observe(code, { attributeFilter: ["aria-checked"] });
    announce(question);
  }

  /** In the list of keys, those that mean something at this question. */
  function drawKeys(question) {
    for (const key of document.querySelectorAll(".keys-strip kbd")) {
      const act = ACTS[key.textContent];
      if (act) key.parentElement.hidden = !isOffered(question, act) && !(act === ACTS.a && question.isHidden);
    }
  }
  return { drawKeys, ended, press: (key, question) => Boolean(ACTS[key] && start(question, ACTS[key])) };
}
