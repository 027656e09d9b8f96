// Search, filter and sort of lists of reports. Every page is complete without it.
"use strict";
(() => {
  const element = (name, text = "", attributes = {}) => {
    const made = document.createElement(name);
    made.textContent = text;
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
  };

  // A list of reports becomes a table with their codes, from the data that all lists share.
  const drawTable = (list) => {
    const names = list.dataset.dimensions.split(" ").filter(Boolean);
    const table = element("table", "", { class: "reports", id: "reports" });
    const head = table.createTHead().insertRow();
    const titles = ["Report", "Authors", "Year", "Title", ...names.map((name) => REPORTS.dimensions[name].label), "Text seen"];
    for (const title of titles) head.append(element("th", title, { scope: "col", "data-sort": "" }));
    const body = table.createTBody();
    for (const item of list.children) {
      const link = item.querySelector("a");
      const [authors, year, title, excluded, seen, codes] = REPORTS.reports[link.textContent];
      const row = body.insertRow();
      const first = element("th", "", { scope: "row" });
      first.append(link.cloneNode(true));
      const titled = element("td", "", { class: "title" });
      titled.append(element("bdi", title || "(no title)"));
      if (excluded) titled.append(" ", element("span", "excluded", { class: "badge plain", "data-sign": "–" }));
      row.append(first, element("td", authors), element("td", year === null ? "—" : String(year), { class: "n" }), titled);
      for (const name of names) row.append(codeCell(name, codes[name]));
      row.append(element("td", seen));
    }
    const box = element("div", "", { class: "table" });
    box.append(table);
    list.replaceWith(box);
    return table;
  };

  const codeCell = (name, found) => {
    if (!found) return element("td", "not coded", { class: "soft" });
    const [places, status] = found;
    const [kind, sign] = REPORTS.signs[status] || ["plain", "·"];
    const cell = element("td", places.map((place) => REPORTS.dimensions[name].codes[place]).join(", "));
    cell.append(" ", element("span", REPORTS.words[status] || status, { class: `badge ${kind}`, "data-sign": sign }));
    return cell;
  };

  const drawForm = (table) => {
    const form = element("form", "", { class: "filters screen-only", id: "filters", role: "search" });
    const label = element("label", "Search authors, titles, ids, codes ", { class: "wide" });
    label.append(element("input", "", { type: "search", name: "q", autocomplete: "off" }));
    const told = element("p", "", { class: "found" });
    told.append(element("output", "", { id: "found", "aria-live": "polite" }));
    form.append(label, told);
    table.parentNode.before(form);
    return form;
  };

  const list = document.getElementById("report-list");
  const drawn = list && typeof REPORTS === "object" ? drawTable(list) : null;
  const table = drawn || document.getElementById("reports");
  if (!table) return;
  const body = table.tBodies[0];
  const rows = Array.from(body.rows);
  const form = document.getElementById("filters") || (drawn && rows.length > 12 ? drawForm(drawn) : null);
  const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

  table.querySelectorAll("th[data-sort]").forEach((head) => {
    const button = element("button", head.textContent, { type: "button" });
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
  const marks = rows.map((row) => new Set((row.dataset.is || "").split(" ")));
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
    if (!drawn) history.replaceState(null, "", kept ? `#${kept}` : location.pathname);
  };

  const restore = () => {
    for (const [name, value] of drawn ? [] : new URLSearchParams(location.hash.slice(1))) {
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
