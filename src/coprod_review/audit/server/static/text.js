// The text of a report on the page: where words stand in it, marks over it, headings within it.

const HEADING = /(^|[\n.!?:]\s*)((?:[A-Z][A-Z &/,-]{3,40}|Background|Introduction|Context|Aims?|Purpose|Objectives?|Design|Setting|Participants|Materials and methods|Methods?|Design\/methodology\/approach|Methodology|Data sources?|Findings|Results?|Discussion|Conclusions?|Implications|Practical implications|Research limitations\/implications|Originality\/value|Interpretation|Limitations)\s?:)(?=\s?\S)/g;
const WORD = /[\p{L}\p{N}]+(?:[-'’–/.][\p{L}\p{N}]+)*/gu;

/** The passages of the page by field: element and raw text, whose offsets count UTF-16 units. */
export function passagesOf(root) {
  const found = new Map();
  for (const element of root.querySelectorAll(".passage")) {
    found.set(element.dataset.field, { field: element.dataset.field, element, text: element.textContent });
  }
  return found;
}

/** Where a quote stands: its first place in any field, spaces and line breaks counting alike; null where nowhere. */
export function placeOf(passages, quote) {
  const words = quote.trim().split(/\s+/).map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  if (!words[0]) return null;
  const pattern = new RegExp(words.join("\\s+"), "u");
  for (const { field, text } of passages.values()) {
    const exact = text.indexOf(quote);
    if (exact >= 0) return { field, start: exact, end: exact + quote.length };
    const found = pattern.exec(text);
    if (found) return { field, start: found.index, end: found.index + found[0].length };
  }
  return null;
}

/** Offsets that count characters (code points), as offsets of UTF-16 units. */
export function unitsOf(text, characters) {
  let units = 0;
  for (const character of text) {
    if (characters-- <= 0) break;
    units += character.length;
  }
  return units;
}

export function wordsOf(text) {
  return [...text.matchAll(WORD)].map((found) => ({ start: found.index, end: found.index + found[0].length }));
}

/** Draw a passage with its marks: [{start, end, kind, letter}]; its text stays, and what is selected while nothing changes. */
export function drawMarks(passage, marks) {
  const { element, text, field } = passage;
  const drawn = JSON.stringify(marks);
  if (passage.drawn === drawn) return;
  passage.drawn = drawn;
  const held = marks.filter((mark) => mark.start < mark.end && mark.end <= text.length);
  const parts = field === "title" || field === "keywords" ? [] : headingsIn(text);
  const cuts = [...new Set([0, text.length, ...held.flatMap((m) => [m.start, m.end]), ...parts.flatMap((p) => [p.start, p.end])])];
  cuts.sort((a, b) => a - b);
  const pieces = [];
  for (let i = 0; i + 1 < cuts.length; i += 1) {
    const [start, end] = [cuts[i], cuts[i + 1]];
    let piece = document.createTextNode(text.slice(start, end));
    const part = parts.find((p) => p.start <= start && end <= p.end);
    if (part) piece = wrapped(piece, "span", part.isFirst ? "part first" : "part");
    for (const mark of held.filter((m) => m.start <= start && end <= m.end)) {
      piece = wrapped(piece, "mark", mark.kind);
      if (mark.end === end && mark.letter) piece.dataset.letter = mark.letter;
    }
    pieces.push(piece);
  }
  element.replaceChildren(...pieces);
}

function wrapped(piece, name, kind) {
  const made = document.createElement(name);
  made.className = kind;
  made.append(piece);
  return made;
}

function headingsIn(text) {
  return [...text.matchAll(HEADING)].map((found) => {
    const start = found.index + found[1].length;
    return { start, end: start + found[2].length, isFirst: start === 0 || text[start - 1] === "\n" };
  });
}

/** What is selected within one passage, widened to whole words: {field, start, end}, or null. */
export function selectedIn(passages) {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  for (const { field, element, text } of passages.values()) {
    if (!range.intersectsNode(element)) continue;
    const start = element.contains(range.startContainer) ? offsetIn(element, range.startContainer, range.startOffset) : 0;
    const end = element.contains(range.endContainer) ? offsetIn(element, range.endContainer, range.endOffset) : text.length;
    const words = wordsOf(text).filter((word) => word.start < end && word.end > start);
    if (words.length) return { field, start: words[0].start, end: words.at(-1).end };
  }
  return null;
}

function offsetIn(element, node, offset) {
  const range = document.createRange();
  range.setStart(element, 0);
  range.setEnd(node, offset);
  return range.toString().length;
}

/** Where words stand on the screen. */
export function boxOf(passage, { start, end }) {
  const range = document.createRange();
  const walker = document.createTreeWalker(passage.element, NodeFilter.SHOW_TEXT);
  let at = 0;
  let isOpen = false;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const past = at + node.length;
    if (!isOpen && start < past) {
      range.setStart(node, start - at);
      isOpen = true;
    }
    if (isOpen && end <= past) {
      range.setEnd(node, end - at);
      break;
    }
    at = past;
  }
  return range.getBoundingClientRect();
}
