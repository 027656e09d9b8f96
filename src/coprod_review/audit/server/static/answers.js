// The answers of one report: changed, remembered for undo, kept as drafts, sent, and taken over from elsewhere.
import { read, remove, write } from "./outbox.js";
import { NOTHING, answerOf } from "./question.js";

const SAVED_STATES = { true: "saved", false: "open" };

export class Answers {
  /** `onChange` draws; `onSaved` is told each question that the server has confirmed, and the server's answer. */
  constructor({ state, urls, queue, questions, outbox, clock, onChange, onSaved }) {
    Object.assign(this, { state, urls, queue, questions, outbox, clock, onChange, onSaved });
    this.maySave = state.may.includes("answer");
    this.historyKey = `${state.store}:history:${state.report}`;
    this.changes = 0;
    outbox.addEventListener("saved", (event) => this.saved(event.detail));
    outbox.addEventListener("refused", (event) => this.refused(event.detail));
    for (const question of questions) this.restore(question);
  }

  place(question) {
    return `${this.state.report}|${question.name}`;
  }

  draftKey(question) {
    return `${this.state.store}:draft:${this.place(question)}`;
  }

  body(question) {
    return { report: this.state.report, dimension: question.name, queue: this.queue };
  }

  /** Change the answer to a question, remember what stood before, and save it. */
  change(question, changed, { isUndo = false } = {}) {
    const before = question.answer;
    if (!isUndo) this.remember(question, before, changed);
    question.answer = { ...before, ...changed };
    this.changes += 1;
    this.save(question);
    this.onChange();
  }

  save(question) {
    question.refusal = null;
    const place = this.place(question);
    if (!this.maySave || question.isHidden) {
      question.status = question.isAnswered ? "draft" : "open";
      write(this.draftKey(question), question.answer);
    } else if (question.isAnswered) {
      remove(this.draftKey(question));
      question.status = "waiting";
      const shown = question.find(".said") ? "suggestions" : "nothing";
      this.outbox.put(place, this.urls.answer, { ...this.body(question), ...question.answer, seconds: this.clock.take(), shown });
    } else if (question.given || this.outbox.waitsFor(place)) {
      question.status = "waiting";
      this.outbox.put(place, this.urls.withdraw, { ...this.body(question), kind: "coding" });
      this.keepDraft(question);
    } else this.keepDraft(question);
  }

  /** Evidence and notes without an answer stay in this browser until an answer is chosen. */
  keepDraft(question) {
    const { quotes, note, confidence } = question.answer;
    const isBegun = Boolean(quotes.length || note || confidence);
    if (isBegun) write(this.draftKey(question), question.answer);
    else remove(this.draftKey(question));
    if (question.status !== "waiting") question.status = isBegun ? "draft" : "open";
  }

  remember(question, before, changed) {
    const kept = this.history();
    const isNote = "note" in changed;
    const last = kept.at(-1);
    if (!(isNote && last?.isNote && last.name === question.name)) kept.push({ name: question.name, before, isNote });
    sessionStorage.setItem(this.historyKey, JSON.stringify(kept.slice(-100)));
  }

  history() {
    return JSON.parse(sessionStorage.getItem(this.historyKey) ?? "[]");
  }

  forgetHistory() {
    sessionStorage.removeItem(this.historyKey);
  }

  /** Whether undo would go to what the server holds, not to a change of this page. */
  undoesDecisions() {
    return Boolean(this.urls.undo) && !this.history().length;
  }

  /** Undo the last change on this report, or else take back the answer to `open`; the question, null for none. */
  undo(open) {
    const kept = this.history();
    const last = kept.pop();
    sessionStorage.setItem(this.historyKey, JSON.stringify(kept));
    const question = last ? this.questions.find((q) => q.name === last.name) : open;
    if (!question || (!last && !question.isAnswered)) return null;
    if (!last && this.urls.undo) {
      if (!question.given) return null;
      const kind = question.given.kind ?? "coding";
      this.outbox.put(`${this.place(question)}|undo`, this.urls.undo, { ...this.body(question), kind });
      return question;
    }
    this.change(question, last ? last.before : { ...NOTHING }, { isUndo: true });
    return question;
  }

  saved({ place, request, answer }) {
    const question = this.questions.find((q) => this.place(q) === place);
    if (!question) return this.onSaved(null, answer);
    this.changes += 1;
    const isWithdrawn = request.url === this.urls.withdraw;
    const isMissed = answer.is_new !== false && answer.revision > (question.revision || 0) + 1;
    const { codes, quotes, note, confidence } = request.body;
    question.revision = answer.revision;
    question.given = isWithdrawn ? null : { codes, quotes, note, confidence, revision: answer.revision };
    if (!this.outbox.waitsFor(place)) {
      question.status = SAVED_STATES[!isWithdrawn];
      if (isWithdrawn) this.keepDraft(question);
    }
    this.onChange();
    this.onSaved(question, answer, { isMissed });
    this.outbox.tryAgain(`${this.state.report}|`);
  }

  refused({ place, answer }) {
    const question = this.questions.find((q) => this.place(q) === place);
    if (!question) return;
    question.status = "refused";
    question.refusal = answer;
    this.onChange();
  }

  /** Take over what the server has and this page has not, where nothing waits; the questions whose answer changed. */
  takeOver(dimensions) {
    const taken = this.questions.filter((question) => {
      const given = dimensions[question.name]?.given ?? null;
      if (this.outbox.waitsFor(this.place(question)) || question.status === "refused") return false;
      const isSame = JSON.stringify(answerOf(given)) === JSON.stringify(answerOf(question.given));
      const isNews = JSON.stringify(answerOf(given)) !== JSON.stringify(question.answer);
      question.given = given; // its kind may be another though the codes are the same: it is what undo takes back
      question.revision = given?.revision ?? question.revision;
      if (isSame) return false;
      question.answer = answerOf(given);
      question.status = SAVED_STATES[Boolean(given)];
      return isNews;
    });
    this.onChange();
    return taken;
  }

  /** As the page was before it was left: what waits, what was refused, what was begun. */
  restore(question) {
    const place = this.place(question);
    question.revision = question.given?.revision ?? 0;
    const waits = this.outbox.waitsFor(place);
    const refused = read(`${this.state.store}:refused:${place}`);
    const draft = read(this.draftKey(question));
    if (waits || refused) {
      const { codes, quotes, note, confidence } = (waits ?? refused).body;
      question.answer = codes ? { codes, quotes, note, confidence } : { ...NOTHING };
      question.status = waits ? "waiting" : "refused";
      question.refusal = waits ? null : refused.refused;
    }
    if (!draft || waits || refused || (this.maySave && !question.isHidden && question.isAnswered)) return;
    question.answer = draft;
    question.status = "draft";
  }
}
