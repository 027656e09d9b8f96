// The numbers of the classifier's terms become links that tell the words behind them. The page is complete without it.
"use strict";
(() => {
  const list = document.getElementById("terms");
  if (!list) return;
  const told = new Map(Array.from(list.querySelectorAll("li"), (item) => [item.id, item.textContent.trim()]));
  for (const line of document.querySelectorAll(".weights")) {
    const text = line.lastChild;
    const pieces = text.textContent.split(/(?<=^ |, )(C\d+)(?= )/);
    text.replaceWith(
      ...pieces.map((piece) => {
        if (!told.has(piece)) return piece;
        const link = document.createElement("a");
        link.href = `#${piece}`;
        link.title = told.get(piece);
        link.textContent = piece;
        return link;
      }),
    );
  }
})();
