// Choosing words by keyboard: a caret of one word that arrows move and Shift widens.
import { boxOf, wordsOf } from "./text.js";

/** A caret over the words of all passages; `onChange` is told the chosen {field, start, end} or null. */
export class WordCaret {
  constructor(passages, onChange) {
    this.passages = passages;
    this.onChange = onChange;
    this.isOn = false;
    this.words = [...passages.values()].flatMap((passage) => wordsOf(passage.text).map((word) => ({ ...word, passage })));
    this.at = Math.max(0, this.words.findIndex((word) => word.passage.field === "abstract"));
    this.from = this.at;
  }

  start() {
    if (!this.words.length) return false;
    this.isOn = true;
    this.from = this.at;
    this.told();
    return true;
  }

  stop() {
    this.isOn = false;
    this.onChange(null);
  }

  /** The chosen words; a choice stays within one field. */
  chosen() {
    const [first, last] = [Math.min(this.from, this.at), Math.max(this.from, this.at)];
    const passage = this.words[this.at].passage;
    const held = this.words.slice(first, last + 1).filter((word) => word.passage === passage);
    return { field: passage.field, start: held[0].start, end: held.at(-1).end };
  }

  /** Whether the key moved the caret. */
  press(key, isWidening) {
    const to = {
      ArrowRight: () => this.at + 1,
      ArrowLeft: () => this.at - 1,
      ArrowDown: () => this.beside(1),
      ArrowUp: () => this.beside(-1),
      Home: () => this.words.findIndex((word) => word.passage === this.words[this.at].passage),
      End: () => this.words.findLastIndex((word) => word.passage === this.words[this.at].passage),
    }[key]?.();
    if (to === undefined) return false;
    this.at = Math.max(0, Math.min(this.words.length - 1, to));
    if (!isWidening) this.from = this.at;
    this.told();
    return true;
  }

  /** The word above or below. */
  beside(direction) {
    const here = boxOf(this.words[this.at].passage, this.words[this.at]);
    let best = this.at;
    let line = null;
    for (let i = this.at + direction; i >= 0 && i < this.words.length; i += direction) {
      const box = boxOf(this.words[i].passage, this.words[i]);
      if (Math.abs(box.top - here.top) < 4) continue;
      if (line === null) line = { top: box.top, apart: Infinity };
      if (Math.abs(box.top - line.top) > 4) break;
      const apart = Math.abs(box.left - here.left);
      if (apart < line.apart) [line.apart, best] = [apart, i];
    }
    return best;
  }

  told() {
    this.onChange(this.chosen());
  }
}
