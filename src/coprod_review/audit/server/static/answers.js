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
    question.answer = { ...before, ...changed };
    this.changes += 1;
    this.save(question);
    if (!isUndo) this.remember(question, before, changed);
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

  /** Keep what stood before a change: `sent` is the request that carries it, null where it stays in this browser. */
  remember(question, before, changed) {
    const kept = this.history();
    const isNote = "note" in changed;
    const last = kept.at(-1);
    const sent = this.outbox.waitsFor(this.place(question))?.id ?? null;
    const goesOn = isNote && last?.isNote && last.name === question.name && !last.revision;
    if (goesOn) last.sent = sent;
    else kept.push({ name: question.name, before, isNote, sent });
    this.keepHistory(kept);
  }

  history() {
    return JSON.parse(sessionStorage.getItem(this.historyKey) ?? "[]");
  }

  keepHistory(kept) {
    sessionStorage.setItem(this.historyKey, JSON.stringify(kept.slice(-100)));
  }

  forgetHistory() {
    sessionStorage.removeItem(this.historyKey);
  }

  /** Note at the changes that a request carried the revision that they are; where they are none, forget them. */
  number(question, revision, { id = 0 } = {}) {
    const kept = this.history();
    const last = kept.findLastIndex((change) => change.name === question.name && change.sent === id);
    if (last < 0 && this.outbox.waitsFor(this.place(question))) return;
    const isOfIt = (change, at) => change.name === question.name && change.sent && !change.revision && (last < 0 || at <= last);
    const numbered = kept.map((change, at) => (isOfIt(change, at) ? { ...change, revision } : change));
    this.keepHistory(revision ? numbered : kept.filter((change, at) => !isOfIt(change, at)));
  }

  /** Whether undo would go to what the server holds, not to what is in this browser alone. */
  undoesDecisions() {
    const last = this.history().at(-1);
    if (!this.urls.undo || !last) return Boolean(this.urls.undo);
    const place = `${this.state.report}|${last.name}`;
    return Boolean(last.sent) && !this.outbox.waitsFor(place) && !this.outbox.refusals(place).length;
  }

  /** Undo the last change on this report, or else take back the answer to `open`; the question, null for none. */
  undo(open) {
    const isThere = this.undoesDecisions();
    const kept = this.history();
    const last = kept.pop();
    const question = last ? this.questions.find((q) => q.name === last.name) : open;
    if (!question || (!last && !(isThere ? question.given : question.isAnswered))) return null;
    if (!isThere) {
      this.keepHistory(kept);
      this.change(question, last ? last.before : { ...NOTHING }, { isUndo: true });
      return question;
    }
    const isOfRow = (change) => change.name === last?.name && Boolean(last.revision) && change.revision === last.revision;
    this.keepHistory(kept.filter((change) => !isOfRow(change)));
    const kind = last ? "coding" : (question.given.kind ?? "coding");
    const revision = last?.revision ?? question.revision;
    this.changes += 1;
    if (last) question.answer = question.undoneTo = (kept.find(isOfRow) ?? last).before;
    this.outbox.put(`${this.place(question)}|undo`, this.urls.undo, { ...this.body(question), kind, revision });
    return question;
  }

  saved({ place, request, answer }) {
    this.changes += 1; // an undo too: what was fetched before it was written is older than the page
    const question = this.questions.find((q) => this.place(q) === place);
    if (!question) return this.onSaved(null, answer);
    const isWithdrawn = request.url === this.urls.withdraw;
    const isMissed = answer.is_new !== false && answer.revision > (question.revision || 0) + 1;
    const { codes, quotes, note, confidence } = request.body;
    const isRow = answer.is_new !== false || answer.revision > (question.revision || 0);
    this.number(question, isRow ? answer.revision : null, request);
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

  /**
   * Take over what the server has and this page has not, where nothing waits; the questions whose answer changed.
   * What this page changed before one that came from elsewhere is forgotten: undoing it would undo that one too.
   */
  takeOver(dimensions) {
    const taken = this.questions.filter((question) => {
      const given = dimensions[question.name]?.given ?? null;
      const place = this.place(question);
      if (this.outbox.waitsFor(place) || this.outbox.waitsFor(`${place}|undo`) || question.status === "refused") return false;
      const isSame = JSON.stringify(answerOf(given)) === JSON.stringify(answerOf(question.given));
      const isNews = JSON.stringify(answerOf(given)) !== JSON.stringify(question.answer);
      question.given = given; // its kind may be another though the codes are the same: it is what undo takes back
      question.revision = given?.revision ?? question.revision;
      const { undoneTo } = question;
      question.undoneTo = null;
      if (isSame && !undoneTo) return false;
      if (isNews && !question.isActing) this.keepHistory(this.history().filter((change) => change.name !== question.name));
      else if (!undoneTo) this.number(question, question.revision);
      question.answer = given || undoneTo?.codes !== null ? answerOf(given) : undoneTo;
      question.status = SAVED_STATES[Boolean(given)];
      if (undoneTo && !given) this.keepDraft(question);
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
