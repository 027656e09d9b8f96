// Long tables of the report get a search field and pages; in print and without this script they are whole.
"use strict";
(() => {
  const LONG = 40;
  const AT_ONCE = 20;

  const plain = (text) => text.toLocaleLowerCase("en").normalize("NFKD").replace(/\p{M}/gu, "");

  const page = (table) => {
    const rows = Array.from(table.tBodies[0].rows);
    const words = rows.map((row) => plain(row.textContent));
    let matching = rows;
    let first = 0;
    const name = (table.caption?.textContent ?? "this table").trim();
    const tools = element("div", "", { class: "pager screen-only", role: "group", "aria-label": `Rows of: ${name}` });
    const label = element("label", "Rows with ");
    const field = element("input", "", { type: "search", autocomplete: "off" });
    const back = element("button", "Previous rows", { type: "button" });
    const on = element("button", "Next rows", { type: "button" });
    const told = element("span", "", { role: "status" });
    const show = () => {
      const shown = new Set(matching.slice(first, first + AT_ONCE));
      for (const row of rows) row.classList.toggle("off-page", !shown.has(row));
      back.disabled = first === 0;
      on.disabled = first + AT_ONCE >= matching.length;
      told.textContent = matching.length ? `${first + 1} to ${Math.min(first + AT_ONCE, matching.length)} of ${matching.length}` : "no such row";
    };
    field.addEventListener("input", () => {
      const sought = plain(field.value).split(/\s+/).filter(Boolean);
      matching = rows.filter((_, place) => sought.every((word) => words[place].includes(word)));
      first = 0;
      show();
    });
    back.addEventListener("click", () => {
      first = Math.max(0, first - AT_ONCE);
      show();
    });
    on.addEventListener("click", () => {
      first += AT_ONCE;
      show();
    });
    label.append(field);
    tools.append(label, back, on, told);
    (table.closest(".table") ?? table).before(tools);
    show();
  };

  for (const table of document.querySelectorAll("main table:not(.twin-table)")) {
    if (table.tBodies.length === 1 && table.tBodies[0].rows.length > LONG) page(table);
  }
})();
