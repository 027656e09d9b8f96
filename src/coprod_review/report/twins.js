// The interactive maps of the report. Without this script the figures and tables of the page say the same.
"use strict";
(() => {
  const source = document.getElementById("twin-data");
  if (!source) return;
  const all = Counting.load(JSON.parse(source.textContent));
  const views = [];
  let state = Filters.unfiltered(all);
  let opened = null; // the cell whose list is shown, as "map:none:protective"
  let current = ""; // the map that the address leads to

  const form = Filters.form(all);

  const build = (twin) => {
    const place = document.getElementById(`twin-${twin.figure}`);
    if (!place) return;
    const view = {
      twin,
      place,
      summary: element("p", "", { class: "twin-summary", role: "status" }),
      told: element("p", "", { class: "twin-told" }),
      box: element("div", "", { class: "table" }),
      more: element("button", "", { type: "button", class: "twin-more" }),
      list: element("div", "", { class: "twin-list", hidden: "" }),
      filter: element("button", "Filter", { type: "button", "aria-expanded": "false" }),
      reset: element("button", "Show all again", { type: "button" }),
      whole: false,
      placed: false,
    };
    const tools = element("div", "", { class: "twin-tools" });
    tools.append(view.filter, view.reset);
    const figure = document.getElementById(`figure-${twin.figure}`);
    if (figure) tools.append(printed(figure));
    const help = element("p", `${twin.counting} Arrow keys move between the cells; Enter or a click lists the reports of a cell.`, { class: "small soft" });
    const legend = Drawing.legend(all, twin);
    place.append(element("h3", `${twin.title}: explore`), tools, view.summary, view.told, view.box, view.more);
    if (legend) place.append(legend);
    place.append(help, view.list);
    place.hidden = false;
    // The table that says the same stays in print, and on a screen it is shown on request.
    for (const table of document.querySelectorAll(`details[data-twin="${twin.figure}"]`)) table.open = false;
    listen(view);
    views.push(view);
  };

  // The printed figure stays in print; on a screen it is shown on request.
  const printed = (figure) => {
    const made = element("button", "Show the printed figure", { type: "button", "aria-expanded": "false" });
    figure.classList.add("behind-twin");
    made.addEventListener("click", () => {
      const shown = !figure.classList.toggle("behind-twin");
      made.setAttribute("aria-expanded", String(shown));
      made.textContent = shown ? "Hide the printed figure" : "Show the printed figure";
    });
    return made;
  };

  const listen = (view) => {
    view.filter.addEventListener("click", () => openFilters(view, !view.place.contains(form) || form.hidden));
    view.reset.addEventListener("click", () => {
      state = Filters.unfiltered(all);
      Filters.fill(all, form, state);
      current = view.place.id;
      changed();
      view.filter.focus();
    });
    view.more.addEventListener("click", () => {
      view.whole = true;
      draw(view, Counting.chosen(all, state));
      view.box.querySelector(".cell")?.focus();
    });
    const tell = (event) => {
      const over = event.target.closest(".cell");
      if (over) view.told.textContent = Drawing.told(all, over.counted);
    };
    view.box.addEventListener("mouseover", tell);
    view.box.addEventListener("focusin", tell);
    view.box.addEventListener("click", (event) => {
      const over = event.target.closest(".cell");
      if (over) open(view, over);
    });
    view.box.addEventListener("keydown", (event) => move(view, event));
  };

  const openFilters = (view, shown) => {
    for (const other of views) other.filter.setAttribute("aria-expanded", "false");
    view.place.querySelector(".twin-tools").after(form);
    form.hidden = !shown;
    view.filter.setAttribute("aria-expanded", String(shown));
    if (shown) {
      current = view.place.id;
      form.elements[0].focus();
    }
  };

  // One cell of each map is in the tab order; arrow keys go from cell to cell.
  const move = (view, event) => {
    const cell = event.target.closest(".cell");
    if (!cell) return;
    const rows = Array.from(view.box.querySelectorAll("tbody tr"), (row) => Array.from(row.querySelectorAll(".cell")));
    const row = rows.findIndex((cells) => cells.includes(cell));
    const column = cell.closest("td").cellIndex;
    const inColumn = (place) => rows[place]?.find((one) => one.closest("td").cellIndex === column);
    const line = rows[row];
    const goal = {
      ArrowRight: () => line[line.indexOf(cell) + 1],
      ArrowLeft: () => line[line.indexOf(cell) - 1],
      ArrowDown: () => inColumn(row + 1),
      ArrowUp: () => inColumn(row - 1),
      Home: () => line[0],
      End: () => line[line.length - 1],
    }[event.key];
    if (!goal) return;
    event.preventDefault();
    goTo(view, goal());
  };

  const goTo = (view, cell) => {
    if (!cell) return;
    for (const other of view.box.querySelectorAll(".cell[tabindex='0']")) other.tabIndex = -1;
    cell.tabIndex = 0;
    cell.focus();
  };

  const open = (view, cell) => {
    for (const other of views) if (other !== view) other.list.hidden = true;
    opened = `${view.twin.figure}:${cell.counted.key}`;
    current = view.place.id;
    mark(view, cell);
    const told = Drawing.told(all, cell.counted);
    const { title, reports } = cell.counted;
    const words = [told.slice(title.length + 2), ...Filters.told(all, state)].join("; ");
    const heading = ReportList.show(view.list, all, view.twin, state.coder, { title, words: `${words}.`, reports }, () => {
      view.list.hidden = true;
      opened = null;
      mark(view, null);
      address();
      cell.focus();
    });
    address();
    heading.focus();
  };

  const mark = (view, cell) => {
    for (const other of view.box.querySelectorAll(".cell[aria-current]")) other.removeAttribute("aria-current");
    if (!cell) return;
    cell.setAttribute("aria-current", "true");
    for (const other of view.box.querySelectorAll(".cell[tabindex='0']")) other.tabIndex = -1;
    cell.tabIndex = 0;
  };

  const draw = (view, reports) => {
    const found = Counting.table(all, view.twin, state, reports);
    const { made, left: folded } = Drawing.table(all, view.twin, found, view.whole);
    const first = made.querySelector(".cell");
    if (first) first.tabIndex = 0;
    view.box.replaceChildren(made);
    if (!view.placed && view.twin.across === "year") view.box.scrollLeft = view.box.scrollWidth; // recent years first
    view.placed = true;
    view.more.hidden = !folded;
    view.more.textContent = `Show ${folded} more rows`;
    const filters = Filters.told(all, state);
    view.reset.disabled = !filters.length;
    const left = reports.length - found.total;
    const counted = `Shown: ${found.total} of ${all.n} included reports${filters.length ? ` (${filters.join("; ")})` : ""}.`;
    const outside = left ? ` Not in this table: ${left}${filters.length ? " that pass the filters" : ""}, ${view.twin.outside}.` : "";
    view.summary.textContent = counted + outside;
    view.told.textContent = "Point at a cell, or move to it with the keyboard, to read its share and interval.";
  };

  const changed = () => {
    const reports = Counting.chosen(all, state);
    for (const view of views) {
      draw(view, reports);
      view.list.hidden = true;
    }
    opened = null;
    address();
  };

  // Filters and opened cell as the part of the address behind "#", after the place on the page.
  const address = () => {
    const values = Filters.namedValues(all, state);
    if (opened) values.set("show", opened);
    const text = values.toString();
    const anchor = current || location.hash.slice(1).split("&")[0];
    if (!text && !location.hash) return;
    history.replaceState(history.state, "", `#${[anchor, text].filter(Boolean).join("&")}`);
  };

  const restore = () => {
    const [anchor, ...rest] = location.hash.slice(1).split("&");
    const asked = new URLSearchParams(rest.join("&"));
    state = Filters.stateOf(all, asked);
    current = anchor;
    Filters.fill(all, form, state);
    const reports = Counting.chosen(all, state);
    for (const view of views) draw(view, reports);
    const [figure, ...key] = (asked.get("show") ?? "").split(":");
    const view = views.find((one) => one.twin.figure === figure);
    if (view) view.whole = true;
    if (view) draw(view, reports);
    const cell = view && Array.from(view.box.querySelectorAll(".cell")).find((one) => one.counted.key === key.join(":"));
    if (cell) open(view, cell);
    else if (rest.length) document.getElementById(anchor)?.scrollIntoView();
  };

  // Where no year is known, the printed figure says so, and there is no strip to draw.
  const isDrawn = (twin) => twin.across !== "year" || all.years.some((year) => year !== null);
  for (const twin of all.data.twins.filter(isDrawn)) build(twin);
  if (!views.length) return;
  form.hidden = true;
  views[0].place.querySelector(".twin-tools").after(form);
  let waiting = 0;
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      state = Filters.stateOf(all, new FormData(form));
      changed();
    }, 80);
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  window.addEventListener("hashchange", () => {
    if (location.hash.includes("&")) restore();
    else {
      current = location.hash.slice(1);
      address();
    }
  });
  restore();
})();
