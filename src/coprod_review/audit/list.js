// Search, filter and sort of a list of reports. The page is complete without it.
"use strict";
(() => {
  const table = document.getElementById("reports");
  if (!table) return;
  const body = table.tBodies[0];
  const rows = Array.from(body.rows);
  const form = document.getElementById("filters");
  const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

  table.querySelectorAll("th[data-sort]").forEach((head) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      table.querySelectorAll("th[aria-sort]").forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const column = head.cellIndex;
      const key = (row) => row.cells[column].textContent.trim();
      const sorted = rows.map((row) => [key(row), row]).sort((a, b) => collator.compare(a[0], b[0]));
      if (down) sorted.reverse();
      body.append(...sorted.map((pair) => pair[1]));
    });
  });

  if (!form) return;
  form.hidden = false;
  const plain = (text) => text.toLocaleLowerCase("en").normalize("NFKD").replace(/\p{M}/gu, "");
  const words = rows.map((row) => plain(row.textContent));
  const marks = rows.map((row) => new Set(row.dataset.is.split(" ")));
  const found = document.getElementById("found");

  const show = () => {
    const asked = new FormData(form);
    const sought = plain(asked.get("q")).split(/\s+/).filter(Boolean);
    const wanted = [...asked].filter(([name, value]) => name !== "q" && value).map(([, value]) => value);
    let n = 0;
    rows.forEach((row, index) => {
      const fits = sought.every((word) => words[index].includes(word)) && wanted.every((mark) => marks[index].has(mark));
      row.hidden = !fits;
      if (fits) n += 1;
    });
    found.textContent = `${n} of ${rows.length} reports`;
    const kept = new URLSearchParams([...asked].filter(([, value]) => value)).toString();
    history.replaceState(null, "", kept ? `#${kept}` : location.pathname);
  };

  const restore = () => {
    for (const [name, value] of new URLSearchParams(location.hash.slice(1))) {
      const field = form.elements.namedItem(name);
      if (!field) continue;
      field.value = value;
      const folded = field.closest("details");
      if (folded && value) folded.open = true;
    }
    show();
  };

  let waiting = 0;
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(show, 60);
  });
  form.addEventListener("reset", () => setTimeout(show));
  form.addEventListener("submit", (event) => event.preventDefault());
  restore();
})();
