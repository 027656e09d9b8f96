// Terms become links that tell the words behind them; counts are listed when asked for. The page stands without it.
"use strict";
(() => {
  const list = document.getElementById("terms");
  const told = new Map(Array.from(list ? list.querySelectorAll("li") : [], (item) => [item.id, item.textContent.trim()]));
  for (const line of list ? document.querySelectorAll(".weights") : []) {
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
(() => {
  const folded = document.getElementById("counts");
  if (!folded) return;
  // Steps from one place to the next in base 36; R and a number are so many steps of one.
  const places = (text) => {
    const found = [];
    let last = -1;
    for (const part of text.split(" ").filter(Boolean)) {
      const run = part[0] === "R" ? parseInt(part.slice(1), 36) : 0;
      if (!run) found.push((last += parseInt(part, 36)));
      for (let n = 0; n < run; n += 1) found.push((last += 1));
    }
    return found;
  };
  const draw = () => {
    const items = document.createElement("ul");
    items.className = "small columns";
    for (const place of places(folded.dataset.counts)) {
      const [href, title] = COUNTS[place];
      const link = document.createElement("a");
      link.href = href;
      link.textContent = title;
      const item = document.createElement("li");
      item.append(link);
      items.append(item);
    }
    folded.querySelector("summary").after(items);
  };
  folded.addEventListener(
    "toggle",
    () => {
      const script = document.createElement("script");
      script.src = "../counts.js";
      script.addEventListener("load", draw);
      document.body.append(script);
    },
    { once: true },
  );
})();
