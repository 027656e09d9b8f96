// Marks the words in which two records differ, by the longest common run of words.

const MOST_WORDS = 600;

for (const row of document.querySelectorAll(".pair tr.differ")) {
  const [a, b] = row.querySelectorAll("td");
  if (!b || a.textContent === "—" || b.textContent === "—") continue;
  const [left, right] = [piecesOf(a.textContent), piecesOf(b.textContent)];
  if (left.length > MOST_WORDS || right.length > MOST_WORDS) continue;
  const [keptLeft, keptRight] = commonOf(left.map(plain), right.map(plain));
  drawInto(a, left, keptLeft);
  drawInto(b, right, keptRight);
}

function piecesOf(text) {
  return text.match(/\S+\s*/g) ?? [];
}

function plain(piece) {
  return piece.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
}

/** The places of both lists that belong to a longest common subsequence. */
function commonOf(left, right) {
  const wide = right.length + 1;
  const best = new Uint16Array((left.length + 1) * wide);
  for (let i = left.length - 1; i >= 0; i -= 1) {
    for (let j = right.length - 1; j >= 0; j -= 1) {
      best[i * wide + j] = left[i] === right[j] ? best[(i + 1) * wide + j + 1] + 1 : Math.max(best[(i + 1) * wide + j], best[i * wide + j + 1]);
    }
  }
  const [keptLeft, keptRight] = [new Set(), new Set()];
  for (let i = 0, j = 0; i < left.length && j < right.length; ) {
    if (left[i] === right[j]) {
      keptLeft.add(i++);
      keptRight.add(j++);
    } else if (best[(i + 1) * wide + j] >= best[i * wide + j + 1]) i += 1;
    else j += 1;
  }
  return [keptLeft, keptRight];
}

function drawInto(cell, pieces, kept) {
  cell.replaceChildren(
    ...pieces.flatMap((piece, place) => {
      if (kept.has(place) || !plain(piece)) return [piece];
      const marked = document.createElement("ins");
      marked.textContent = piece.trimEnd();
      return [marked, piece.slice(piece.trimEnd().length)];
    }),
  );
}
