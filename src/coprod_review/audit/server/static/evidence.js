// Words of the text as evidence: chosen with the pointer or with the caret, drawn as marks with their letters.
import { WordCaret } from "./caret.js";
import { drawMarks, passagesOf, placeOf, selectedIn, unitsOf } from "./text.js";

const MACHINE_KINDS = "RLCS";

export class EvidenceText {
  /** `onChosen` is told the words that were chosen, `onMoved` those under the caret. */
  constructor(paper, { onChosen, onMoved }) {
    Object.assign(this, { paper, onChosen, onMoved });
    this.passages = passagesOf(paper);
    this.caret = new WordCaret(this.passages, () => this.redraw());
    paper.addEventListener("pointerup", (event) => event.pointerType === "mouse" && this.takeSelection());
  }

  words({ field, start, end }) {
    return this.passages.get(field).text.slice(start, end);
  }

  /** Whether something was selected; it is chosen then. */
  takeSelection() {
    const found = selectedIn(this.passages);
    if (!found) return false;
    getSelection().removeAllRanges();
    this.onChosen(found);
    return true;
  }

  /** The quotes after words were chosen: what they touch grows together with them. */
  joined(quotes, found) {
    let { start, end } = found;
    const apart = quotes.filter((quote) => {
      const other = placeOf(this.passages, quote);
      const isOver = other && other.field === found.field && other.start <= end && start <= other.end;
      if (isOver) [start, end] = [Math.min(start, other.start), Math.max(end, other.end)];
      return !isOver;
    });
    return [...apart, this.words({ field: found.field, start, end })];
  }

  /** The place of the quote under the caret, -1 for none. */
  underCaret(quotes) {
    const chosen = this.caret.chosen();
    return quotes.findIndex((quote) => {
      const found = placeOf(this.passages, quote);
      return found && found.field === chosen.field && found.start < chosen.end && chosen.start < found.end;
    });
  }

  startCaret() {
    return this.caret.isOn ? (this.caret.stop(), false) : this.caret.start();
  }

  stopCaret() {
    if (this.caret.isOn) this.caret.stop();
  }

  /** Whether the key was meant for the caret; `onRemove` takes away the evidence under it. */
  press(event, onRemove) {
    if (!this.caret.isOn) return false;
    if (event.key === "Enter" || event.key === " ") {
      const chosen = this.caret.chosen();
      this.caret.stop();
      this.onChosen(chosen);
    } else if (event.key === "Escape" || event.key === "e") this.caret.stop();
    else if (event.key === "Backspace" || event.key === "Delete") onRemove();
    else if (this.caret.press(event.key, event.shiftKey)) this.onMoved(this.words(this.caret.chosen()));
    else return event.key === "Shift";
    return true;
  }

  draw(questions, current) {
    this.drawn = [questions, current];
    this.redraw();
  }

  redraw() {
    const [questions, current] = this.drawn;
    const marks = [...ownMarks(this.passages, questions, current), ...othersMarks(this.passages, current)];
    const chosen = this.caret.isOn ? this.caret.chosen() : null;
    if (chosen) marks.push({ ...chosen, kind: "caret", letter: "" });
    for (const passage of this.passages.values()) drawMarks(passage, marks.filter((mark) => mark.field === passage.field));
    this.paper.classList.toggle("marking", this.caret.isOn);
    current?.find("[data-tool=evidence]").setAttribute("aria-pressed", String(this.caret.isOn));
    if (chosen) this.paper.querySelector("mark.caret")?.scrollIntoView({ block: "nearest" });
  }
}

function ownMarks(passages, questions, current) {
  return questions.flatMap((question) =>
    question.answer.quotes
      .map((quote) => placeOf(passages, quote))
      .filter(Boolean)
      .map((at) => ({ ...at, kind: question === current ? "own now" : "own", letter: question.mark })),
  );
}

function othersMarks(passages, current) {
  return [...(current?.element.querySelectorAll("[data-mark]") ?? [])]
    .filter((item) => passages.has(item.dataset.field))
    .map((item) => {
      const { text } = passages.get(item.dataset.field);
      const coder = item.closest("[data-kind]").dataset.kind;
      return {
        field: item.dataset.field,
        start: unitsOf(text, Number(item.dataset.start)),
        end: unitsOf(text, Number(item.dataset.end)),
        kind: MACHINE_KINDS.includes(coder) ? coder : "P",
        letter: coder,
      };
    });
}
