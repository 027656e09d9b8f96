// Drawing of the interactive maps: tables whose cells are buttons, shaded, with bubbles or with bars.
"use strict";
const Drawing = (() => {
  const TIE = "\u00a0";
  const LARGEST = 2.6; // diameter of the largest bubble, in rem
  const LEAD = 15; // so many rows of a long table stand there at once

  const percent = (share) => {
    const points = share * 100;
    return points > 0 && points < 9.95 ? points.toFixed(1) : points.toFixed(0);
  };

  // Parts such as thirds add up to a whole number only to within the precision of the machine.
  const same = (a, b) => Math.abs(a - b) < 1e-9;

  const counted = (n) => (same(n, Math.round(n)) ? String(Math.round(n)) : n.toFixed(1));

  // First letters of labels, as many as keep the labels apart.
  const marks = (labels) => {
    for (let length = 1; length < 6; length += 1) {
      const cut = labels.map((label) => label.slice(0, length));
      if (new Set(cut).size === cut.length) return cut;
    }
    return labels.map((_, place) => String.fromCharCode(97 + place));
  };

  const reckoner = (all) => {
    const level = `${all.data.confidence * 100}${TIE}%`;
    const z = all.data.quantile;
    return {
      // The interval of a share as it stands below a number, in whole per cent as in the tables of the page.
      range: (n, total) => `${Counting.wilson(n, total, z).map((share) => (share * 100).toFixed(0)).join(" to ")}${TIE}%`,
      none: (total) => `at most ${Counting.atMost(total, all.data.confidence)}`,
      // What a cell says when it is pointed at.
      told: ({ n, reports, total, of }) => {
        if (!total) return `nothing to count: 0 of 0 ${of}`;
        if (!reports.length) return `none found, at most ${Counting.atMost(total, all.data.confidence)} of ${total} ${of} at ${level}`;
        const whole = same(n, reports.length) ? `${reports.length} of ${total} ${of}` : `${counted(n)} counted in parts: ${reports.length} of ${total} ${of}`;
        const [low, high] = Counting.wilson(reports.length, total, z).map(percent);
        return `${whole}, ${percent(reports.length / total)}${TIE}%, ${level} interval ${low} to ${high}${TIE}%`;
      },
    };
  };

  const heading = (text, scope, attributes = {}) => element("th", text, { scope, ...attributes });

  // What a cell shows first: its number, or that it has none.
  const lead = (cell) => {
    if (!cell.total) return "nothing to count";
    return cell.reports.length ? counted(cell.n) : "none found";
  };

  // One button: what it counts is kept with it for the list and for what is told. Its words are what is seen,
  // with what those hear beside who do not see the place of the cell.
  const button = (cell, reckoned, seen) => {
    const made = element("button", "", { type: "button", class: "cell", tabindex: "-1" });
    made.counted = cell;
    const first = lead(cell);
    const number = seen === "bar" && !cell.reports.length ? element("span", first, { class: "unseen" }) : element(cell.reports.length ? "b" : "i", first);
    const rest = reckoned.told(cell).slice(first.length);
    made.append(element("span", `${cell.title}: `, { class: "unseen" }), number, element("span", rest, { class: "unseen" }));
    return made;
  };

  const forEyes = (text, name) => element("span", text, { class: name, "aria-hidden": "true" });

  const shaded = (cell, reckoned, largest) => {
    const made = button(cell, reckoned, "shade");
    made.style.setProperty("--shade", largest ? cell.n / largest : 0);
    if (!cell.total) return made;
    made.append(forEyes(cell.reports.length ? reckoned.range(cell.reports.length, cell.total) : reckoned.none(cell.total), "range"));
    return made;
  };

  const barred = (cell, reckoned, largest) => {
    const made = button(cell, reckoned, "bar");
    made.style.setProperty("--part", largest ? cell.n / largest : 0);
    made.append(forEyes("", cell.look === null ? "bar" : `bar s${cell.look}`));
    return made;
  };

  const bubbled = (cell, reckoned, largest) => {
    const made = button(cell, reckoned, "bubble");
    const circle = forEyes("", `bubble s${cell.place}`);
    circle.style.setProperty("--size", `${(LARGEST * Math.sqrt(cell.n / largest)).toFixed(2)}rem`);
    made.prepend(circle, forEyes(`${cell.mark}${TIE}`, "mark"));
    return made;
  };

  const seriesLabels = (dimension) => [...dimension.codes.map((code) => code.label), "Undecided"];

  // How the bubbles of a code of the series look, or the bars of a code that has a row.
  const styleOf = (twin, code, dimension = twin.series) => {
    if (code === Counting.UNDECIDED) return "open";
    const none = twin.none[dimension];
    if (code === none) return "none";
    return code > none ? code - 1 : code; // those behind it move up, as in the figures
  };

  // The cells of a counted table with all that they tell; those of a series stand apart.
  const cellsOf = (all, twin, found) => {
    const dimension = twin.series ? all.dimension.get(twin.series) : null;
    const labels = dimension ? seriesLabels(dimension) : [];
    const names = dimension ? [...dimension.codes.map((code) => code.name), "undecided"] : [];
    const letters = marks(labels);
    const total = (row) => (twin.shareOf === "row" ? found.inRow[row] : found.total);
    const of = twin.shareOf === "row" ? "reports of the row" : "reports";
    const one = (row, column, cell) => ({
      n: cell.n,
      reports: cell.reports,
      total: total(row.place),
      of,
      look: all.dimension.has(twin.down) ? styleOf(twin, row.place, twin.down) : null,
      title: twin.across ? `${row.label}, ${column.label}` : row.label,
      key: `${row.name}:${column.name}`,
    });
    return found.rows.map((row) =>
      found.columns.map((column) => {
        const cell = found.cells[row.place][column.place];
        const whole = one(row, column, cell);
        if (!dimension) return [whole];
        const apart = [...cell.series].map(([code, part]) => {
          const order = code === Counting.UNDECIDED ? labels.length - 1 : code;
          const title = `${whole.title}, ${labels[order]}`;
          const look = { place: styleOf(twin, code), mark: letters[order], order };
          return { ...one(row, column, part), ...look, title, key: `${whole.key}:${names[order]}` };
        });
        return apart.length ? apart.sort((a, b) => a.order - b.order) : [whole];
      }),
    );
  };
  const drawCell = (twin, cell, reckoned, largest) => {
    if (twin.shape === "bars") return barred(cell, reckoned, largest);
    return cell.mark ? bubbled(cell, reckoned, largest) : shaded(cell, reckoned, twin.series ? 0 : largest);
  };

  const head = (all, twin, found) => {
    const made = element("thead");
    const row = element("tr");
    const name = twin.down === "country" ? "Country" : all.dimension.get(twin.down)?.label;
    row.append(heading(name ?? twin.down, "col"));
    for (const column of found.columns) row.append(heading(column.label, "col", { class: "n" }));
    made.append(row);
    return made;
  };

  // Rows in which nothing can stand now, and rows beyond the lead of a long table, are left out.
  const rowsShown = (twin, found, cells, whole) => {
    const rows = found.rows.map((row, place) => ({ row, cells: cells[place], n: found.inRow[row.place] }));
    if (twin.down !== "country") return { rows, left: 0 };
    const ranked = rows.filter(({ n }) => n > 0).sort((a, b) => b.n - a.n);
    const lead = whole ? ranked : ranked.slice(0, LEAD);
    return { rows: lead, left: ranked.length - lead.length };
  };

  // The table of a twin, and how many of its rows are not shown.
  const table = (all, twin, found, whole) => {
    const reckoned = reckoner(all);
    const cells = cellsOf(all, twin, found);
    const largest = Math.max(0, ...cells.flat(2).map((cell) => cell.n));
    const lying = twin.shape === "bars" && !twin.across ? " lying" : "";
    const made = element("table", "", { class: `twin-table ${twin.shape}${lying} by-${twin.series || twin.down}` });
    const caption = element("caption"); // its words are for readers of screens; below them stands the hint to scroll
    caption.append(element("span", twin.title, { class: "unseen" }));
    made.append(caption, head(all, twin, found));
    const body = element("tbody");
    const { rows, left } = rowsShown(twin, found, cells, whole);
    for (const { row, cells: columns } of rows) {
      const line = element("tr");
      line.append(heading(row.label, "row"));
      for (const standing of columns) {
        const place = element("td");
        place.append(...standing.map((cell) => drawCell(twin, cell, reckoned, largest)));
        line.append(place);
      }
      body.append(line);
    }
    made.append(body);
    return { made, left };
  };

  // What the marks of a series stand for.
  const legend = (all, twin) => {
    if (!twin.series) return null;
    const list = element("ul", "", { class: `twin-legend by-${twin.series}` });
    const labels = seriesLabels(all.dimension.get(twin.series));
    marks(labels).forEach((mark, place) => {
      const open = place === labels.length - 1;
      if (open && twin.seriesNeeded) return;
      const item = element("li", `${mark} ${labels[place]}`);
      item.prepend(element("span", "", { class: `bubble s${styleOf(twin, open ? Counting.UNDECIDED : place)}` }), " ");
      list.append(item);
    });
    return list;
  };

  return { table, legend, told: (all, cell) => `${cell.title}: ${reckoner(all).told(cell)}` };
})();
