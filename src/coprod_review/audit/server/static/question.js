// One question of the codebook on the page: what is given, how its saving stands, and its drawing.

import { whyNot } from "./outbox.js";

const SIGNS = { open: "○", draft: "✎", saved: "✓", waiting: "…", refused: "!" };
const WORDS = {
  open: "not answered",
  draft: "begun, choose an answer to save it",
  saved: "saved",
  waiting: "waits to be saved",
  refused: "not saved",
};

/** An answer as plain values; `codes` null is no answer, and no codes are that the text does not tell. */
export const NOTHING = Object.freeze({ codes: null, quotes: [], note: "", confidence: "" });

export class Question {
  constructor(element, told) {
    this.element = element;
    this.name = element.dataset.dimension;
    this.multiple = told.multiple;
    this.mark = told.mark;
    this.keys = told.keys;
    this.given = told.given;
    this.answer = answerOf(told.given);
    this.status = told.given ? "saved" : "open";
    this.refusal = null;
    this.undoneTo = null; // what an undo should lead to, until the page shows what the server has then
    this.unfold = element.querySelector(".unfold");
    this.body = element.querySelector(".body");
    this.codes = [...element.querySelectorAll(".code[data-code]")];
    this.cannotTell = element.querySelector("[data-cannot-tell]");
    this.note = element.querySelector("[data-note]");
  }

  get isOpen() {
    return !this.body.hidden;
  }

  get isAnswered() {
    return this.answer.codes !== null;
  }

  get isHidden() {
    return this.element.querySelector(".before-others") !== null;
  }

  find(selector) {
    return this.element.querySelector(selector);
  }

  fold(isFolded) {
    this.body.hidden = isFolded;
    this.element.classList.toggle("open", !isFolded);
    this.unfold.setAttribute("aria-expanded", String(!isFolded));
  }

  /** The codes after one was chosen: of several they gather, but "none" stands alone. */
  with(code) {
    if (!this.multiple) return [code];
    const held = this.answer.codes ?? [];
    if (held.includes(code)) return held.length > 1 ? held.filter((other) => other !== code) : null;
    if (code === "none") return [code];
    const order = this.codes.map((button) => button.dataset.code);
    return [...held.filter((other) => other !== "none"), code].sort((a, b) => order.indexOf(a) - order.indexOf(b));
  }

  labels(codes = this.answer.codes) {
    if (codes === null) return "";
    if (!codes.length) return "cannot tell";
    const label = (code) => this.codes.find((button) => button.dataset.code === code)?.querySelector(".words").textContent;
    return codes.map((code) => label(code) ?? code).join("; ");
  }

  /** What reviewers see of the code of record while they have given nothing themselves. */
  get ofRecord() {
    const words = this.find("[data-record]")?.textContent.trim();
    return words ? `of record: ${words}` : "";
  }

  /** How saving stands; what reviewers chose is sent by an act, so that no answer is missing. */
  get statusWords() {
    if (this.status !== "draft" || !this.isAnswered) return WORDS[this.status];
    return this.isHidden ? "chosen, saved once you give it with a" : "chosen, saved once you decide with it";
  }

  get label() {
    return this.unfold.querySelector(".label").textContent;
  }

  draw() {
    const { codes, quotes, note, confidence } = this.answer;
    for (const button of this.codes) button.setAttribute("aria-checked", String(codes?.includes(button.dataset.code) ?? false));
    this.cannotTell.setAttribute("aria-checked", String(codes !== null && !codes.length));
    const given = this.unfold.querySelector(".given");
    const isObjection = this.given?.kind === "dispute" && codes !== null && !codes.length;
    given.textContent = isObjection ? "disputed, no other code proposed" : this.labels() || this.ofRecord;
    given.classList.toggle("none", codes === null);
    this.element.dataset.state = this.status;
    this.unfold.querySelector(".state").textContent = SIGNS[this.status];
    this.unfold.querySelector(".state-words").textContent = this.statusWords;
    this.drawQuotes(quotes);
    if (document.activeElement !== this.note) this.note.value = note;
    if (note) this.showNote(true);
    const sure = this.find(".confidence");
    sure.hidden = !confidence && sure.dataset.shown !== "yes";
    for (const chip of sure.querySelectorAll("[data-confidence]")) {
      chip.setAttribute("aria-pressed", String(chip.dataset.confidence === confidence));
    }
    this.find(".begun")?.toggleAttribute("hidden", this.status !== "draft");
    this.drawTrouble();
  }

  drawQuotes(quotes) {
    const list = this.find(".quotes");
    const drawn = JSON.stringify(quotes);
    if (list.dataset.drawn === drawn) return;
    list.dataset.drawn = drawn;
    list.replaceChildren(
      ...quotes.map((quote, place) => {
        const item = document.createElement("li");
        const words = document.createElement("q");
        words.textContent = quote;
        words.dir = "auto";
        const off = document.createElement("button");
        off.type = "button";
        off.className = "plain";
        off.dataset.off = place;
        off.textContent = "Remove";
        off.setAttribute("aria-label", `Remove the evidence “${quote}”`);
        item.append(words, off);
        return item;
      }),
    );
  }

  drawTrouble() {
    const box = this.find(".body > .trouble[role=alert]");
    const words = this.refusal ? whyNot(this.refusal) : "";
    if (box.dataset.words === words) return;
    box.dataset.words = words;
    box.hidden = !words;
    const head = document.createElement("b");
    head.textContent = "Not saved: ";
    box.replaceChildren(head, words, " It is kept in this browser.");
  }

  showNote(isShown) {
    this.find(".note-field").hidden = !isShown;
    this.find("[data-tool=note]").setAttribute("aria-expanded", String(isShown));
  }

  showDefinitions(isShown) {
    this.find(".definitions").hidden = !isShown;
    this.find("[data-tool=definitions]").setAttribute("aria-expanded", String(isShown));
  }
}

export function answerOf(given) {
  if (!given) return { ...NOTHING };
  return { codes: [...given.codes], quotes: [...given.quotes], note: given.note, confidence: given.confidence };
}
