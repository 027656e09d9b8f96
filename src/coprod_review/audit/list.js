// Lists of reports: search, filters, sorting and pages, from the data that all lists share. State stands in the address.
"use strict";
(() => {
  const ROWS = 50;
  const element = (name, text = "", attributes = {}) => {
    const made = document.createElement(name);
    made.textContent = text;
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
  };
  const plain = (text) => text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");

  // A table that is no list of reports is sorted as it stands.
  const sortAsItStands = (table) => {
    const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });
    const body = table.tBodies[0];
    const rows = Array.from(body.rows);
    for (const head of table.querySelectorAll("th[data-sort]")) {
      const button = element("button", head.textContent, { type: "button" });
      head.replaceChildren(button);
      button.addEventListener("click", () => {
        const down = head.getAttribute("aria-sort") === "ascending";
        table.querySelectorAll("th[aria-sort]").forEach((other) => other.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        const column = head.cellIndex;
        const sorted = rows.map((row) => [row.cells[column].textContent.trim(), row]);
        sorted.sort((a, b) => collator.compare(a[0], b[0]));
        if (down) sorted.reverse();
        body.append(...sorted.map((pair) => pair[1]));
      });
    }
  };

  if (typeof REPORTS !== "object") {
    const table = document.getElementById("reports");
    if (table) sortAsItStands(table);
    return;
  }

  // --- the data -------------------------------------------------------------------------------------------
  const SIGNS = Array.from({ length: 92 }, (_, n) => String.fromCharCode(35 + n)).filter((sign) => !"&'<>\\`".includes(sign));
  const digit = new Uint8Array(128);
  SIGNS.forEach((sign, n) => (digit[sign.charCodeAt(0)] = n));
  const unpacked = new Map();
  const unpack = (column) => {
    if (!unpacked.has(column)) {
      const { text, width } = column;
      const cells = new Uint32Array(text.length / width);
      for (let n = 0, at = 0; at < text.length; n += 1)
        for (let sign = 0; sign < width; sign += 1, at += 1) cells[n] = cells[n] * SIGNS.length + digit[text.charCodeAt(at)];
      unpacked.set(column, cells);
    }
    return unpacked.get(column);
  };
  const value = (column, place) => column.values[unpack(column)[place]];
  const ids = REPORTS.ids ? REPORTS.ids.split("\n") : [];
  const names = Object.keys(REPORTS.dimensions);
  const root = document.getElementById("report-list") ? "../" : "";
  const page = (place) => `${root}reports/${REPORTS.pages[place] ?? ids[place]}.html`;

  // Titles and authors come in files, each loaded once.
  const shards = [];
  const loading = [];
  globalThis.TITLES = (number, rows) => (shards[number] = rows);
  const nShards = Math.ceil(ids.length / REPORTS.shard);
  const load = (number) =>
    (loading[number] ??= new Promise((done) => {
      const script = element("script", "", { src: `${root}titles/${number}.js` });
      script.addEventListener("load", done);
      script.addEventListener("error", done);
      document.head.append(script);
    }));
  const loadAll = () => Promise.all(Array.from({ length: nShards }, (_, number) => load(number)));
  const titled = (place) => shards[Math.floor(place / REPORTS.shard)]?.[place % REPORTS.shard] ?? ["", "", "", ""];
  const words = [];
  const wordsOf = (place) => (words[place] ??= plain(`${ids[place]} ${titled(place).join(" ")}`));

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

  // --- filters: each is a column and the values of it that fit ---------------------------------------------
  const fitting = (column, fits) => {
    const good = Uint8Array.from(column.values, (found) => (fits(found) ? 1 : 0));
    const cells = unpack(column);
    return (place) => good[cells[place]];
  };
  const said = ["low", "medium", "high"];
  const perDimension = {
    status: (wanted) => ["status", (status) => status === (wanted === "none" ? "" : wanted)],
    sure: (wanted) => (said.includes(wanted) ? ["said", (word) => word === wanted] : ["machine", (band) => band === wanted]),
    differs: (wanted) => ["differences", (found) => (wanted === "none" ? !found.length : found.includes(wanted))],
  };
  const columns = REPORTS.columns;
  const perReport = {
    screening: (wanted) =>
      wanted.startsWith("because:")
        ? fitting(columns.reason, (reason) => reason === wanted.slice(8))
        : fitting(columns.screening, (found) => found === wanted),
    coder: (wanted) => fitting(columns.coders, (coders) => coders.includes(wanted)),
    seen: (wanted) => fitting(columns.seen, (found) => found === wanted),
    joined: () => fitting(columns.joined, (n) => n > 1),
  };
  const testsOf = (asked) => {
    const tests = [];
    for (const [name, wanted] of asked) {
      if (perReport[name]) tests.push(perReport[name](wanted));
      const dimension = name.startsWith("code.") && REPORTS.places[name.slice(5)];
      if (dimension) tests.push(fitting(dimension.codes, (codes) => codes.includes(wanted)));
    }
    const together = Object.keys(perDimension).filter((name) => asked.get(name));
    if (together.length) {
      const among = REPORTS.places[asked.get("in")] ? [asked.get("in")] : names;
      const each = among.map((name) =>
        together.map((field) => {
          const [column, fits] = perDimension[field](asked.get(field));
          return fitting(REPORTS.places[name][column], fits);
        }),
      );
      // "Nobody differs" speaks of every dimension, all other wishes of one at least.
      const whole = asked.get("differs") === "none" && together.length === 1;
      tests.push((place) => (whole ? each.every(([test]) => test(place)) : each.some((all) => all.every((test) => test(place)))));
    }
    return tests;
  };

  // --- order ----------------------------------------------------------------------------------------------
  const labels = (name, codes) => codes.map((code) => REPORTS.dimensions[name].codes[code] ?? code).join(", ");
  const keys = {
    id: (place) => place,
    year: (place) => value(columns.year, place) ?? Infinity,
    seen: (place) => value(columns.seen, place),
    authors: (place) => plain(titled(place)[0]),
    title: (place) => plain(titled(place)[1]),
  };
  const orders = new Map();
  const order = (key) => {
    if (!orders.has(key)) {
      const places = REPORTS.places[key];
      const keyOf = keys[key] ?? ((place) => `${labels(key, value(places.codes, place))} ${value(places.status, place)}`);
      const found = Array.from(ids, (_, place) => keyOf(place));
      const sorted = Array.from(found.keys());
      sorted.sort((a, b) => (found[a] < found[b] ? -1 : found[a] > found[b] ? 1 : a - b));
      orders.set(key, sorted);
    }
    return orders.get(key);
  };

  // --- what is drawn --------------------------------------------------------------------------------------
  const detail = (name, place) => {
    const { status, machine, differences } = REPORTS.places[name];
    const found = value(differences, place).map((difference) => REPORTS.differences[difference]);
    const band = ["machine", "open"].includes(value(status, place)) && value(machine, place);
    return [...(band ? [REPORTS.bands[band]] : []), ...found].join("; ");
  };
  const codeCell = (name, place) => {
    const { codes, status } = REPORTS.places[name];
    const found = value(status, place);
    const named = { "data-label": REPORTS.dimensions[name].label };
    if (!found) return element("td", "not coded", { class: "soft", ...named });
    const [kind, sign] = REPORTS.signs[found] ?? ["plain", "·"];
    const cell = element("td", labels(name, value(codes, place)), named);
    cell.append(" ", element("span", REPORTS.words[found] ?? found, { class: `badge ${kind}`, "data-sign": sign }));
    const told = detail(name, place);
    if (told) cell.append(" ", element("small", told, { class: "differs" }));
    return cell;
  };
  const drawRow = (place, shown) => {
    const [authors, title] = titled(place);
    const year = value(columns.year, place);
    const row = element("tr");
    const first = element("th", "", { scope: "row" });
    first.append(element("a", ids[place], { href: page(place) }));
    const named = element("td", "", { class: "title" });
    named.append(element("bdi", title || "(no title)"));
    const screening = value(columns.screening, place);
    if (screening !== "included") named.append(" ", element("span", screening, { class: "badge plain", "data-sign": "–" }));
    row.append(first, element("td", authors), element("td", year === null ? "—" : String(year), { class: "n" }), named);
    row.append(...shown.map((name) => codeCell(name, place)), element("td", value(columns.seen, place)));
    return row;
  };

  // --- the page -------------------------------------------------------------------------------------------
  const list = document.getElementById("report-list");
  if (list) {
    const box = element("div", "", { class: "table", id: "listing" });
    const made = element("table", "", { class: "reports", id: "reports", "data-dimensions": list.dataset.dimensions });
    made.append(element("caption", "Members of this number", { class: "unseen" }), element("thead"), element("tbody"));
    box.append(made);
    box.among = list.dataset.places
      ? places(list.dataset.places)
      : ((at) => Array.from(list.querySelectorAll("a"), (link) => at.get(link.textContent)))(new Map(ids.map((id, n) => [id, n])));
    list.replaceWith(box);
    document.getElementById("first-members")?.remove();
  }
  const table = document.getElementById("reports");
  if (!table) return;
  const box = document.getElementById("listing");
  const among = box.among ? new Set(box.among) : null;
  const total = among ? among.size : ids.length;
  const leading = table.dataset.dimensions.split(" ").filter((name) => REPORTS.dimensions[name]);

  const drawForm = () => {
    const made = element("form", "", { class: "filters screen-only", id: "filters", role: "search" });
    const label = element("label", "Search authors, titles, ids, DOIs ", { class: "wide" });
    label.append(element("input", "", { type: "search", name: "q", autocomplete: "off" }));
    const told = element("div", "", { class: "found" });
    told.append(element("output", "", { id: "found", "aria-live": "polite" }));
    made.append(label, told);
    box.before(made);
    made.hidden = total <= 12;
    return made;
  };
  const form = document.getElementById("filters") ?? drawForm();
  if (!list) form.hidden = false;
  const narrow = matchMedia("(max-width: 44rem)").matches;
  if (!list && narrow) document.getElementById("more").open = false;
  document.getElementById("plain")?.remove();
  const found = document.getElementById("found");
  let sort = { key: list ? "" : "id", down: false };
  let number = 1;
  let matching = [];

  const pagers = ["above", "below"].map((where) => {
    const nav = element("nav", "", { class: "pager screen-only", "aria-label": `Pages, ${where} the list` });
    const turn = (text, to, name) => {
      const button = element("button", text, { type: "button", class: name });
      button.addEventListener("click", () => {
        number = to();
        draw();
        if (where === "below") box.scrollIntoView({ block: "start" });
      });
      return button;
    };
    const last = () => Math.max(1, Math.ceil(matching.length / ROWS));
    const told = element("label", "Page ");
    const field = element("input", "", { type: "number", min: "1", inputmode: "numeric", "aria-label": "Page" });
    const of = element("span");
    told.append(field, of);
    field.addEventListener("change", () => {
      number = Math.min(last(), Math.max(1, Math.trunc(Number(field.value)) || 1));
      draw();
    });
    const [back, next] = [turn("← Back", () => number - 1, "back"), turn("Next →", () => number + 1, "next")];
    nav.append(back, told, next);
    nav.show = () => {
      nav.hidden = last() < 2;
      [back.disabled, next.disabled] = [number <= 1, number >= last()];
      field.value = number;
      field.max = last();
      of.textContent = ` of ${last()}`;
    };
    return nav;
  });
  found.parentNode.append(pagers[0]);
  box.after(pagers[1]);

  const asked = () => new Map([...new FormData(form)].filter(([, wanted]) => wanted));
  const shownDimensions = (wishes) => {
    const chosen = names.filter((name) => wishes.has(`code.${name}`) || wishes.get("in") === name);
    return [...new Set([...leading, ...chosen])];
  };
  const drawHead = (shown) => {
    const titles = [
      ...[["id", "Report"], ["authors", "Authors"], ["year", "Year"], ["title", "Title"]],
      ...shown.map((name) => [name, REPORTS.dimensions[name].label]),
      ["seen", "Text at hand"],
    ];
    const focused = document.activeElement?.closest?.("th")?.dataset.sort;
    const row = element("tr");
    for (const [key, title] of titles) {
      const head = element("th", "", { scope: "col", "data-sort": key, ...(key === "year" ? { class: "n" } : {}) });
      const button = element("button", title, { type: "button" });
      if (sort.key === key) head.setAttribute("aria-sort", sort.down ? "descending" : "ascending");
      button.addEventListener("click", () => {
        sort = { key, down: sort.key === key && !sort.down };
        number = 1;
        show();
      });
      head.append(button);
      row.append(head);
    }
    table.tHead.replaceChildren(row);
    if (focused) table.tHead.querySelector(`[data-sort="${CSS.escape(focused)}"] button`)?.focus();
  };

  let turn = 0;
  const draw = async () => {
    const mine = (turn += 1);
    const shown = shownDimensions(asked());
    const rows = matching.slice((number - 1) * ROWS, number * ROWS);
    await Promise.all([...new Set(rows.map((place) => Math.floor(place / REPORTS.shard)))].map(load));
    if (mine !== turn) return;
    drawHead(shown);
    table.tBodies[0].replaceChildren(...rows.map((place) => drawRow(place, shown)));
    pagers.forEach((nav) => nav.show());
    keep();
  };
  const keep = () => {
    const kept = new URLSearchParams(asked());
    if (sort.key && (sort.key !== "id" || sort.down)) kept.set("sort", `${sort.down ? "-" : ""}${sort.key}`);
    if (number > 1) kept.set("page", String(number));
    const printed = new URLSearchParams(location.hash.slice(1)).get("printed");
    if (printed) kept.set("printed", printed);
    const text = kept.toString();
    if (text || !list) history.replaceState(null, "", text ? `#${text}` : location.pathname + location.search);
  };

  const show = async ({ at = 1 } = {}) => {
    const mine = (turn += 1);
    const wishes = asked();
    const sought = plain(wishes.get("q") ?? "").split(/\s+/).filter(Boolean);
    if ((sought.length || ["authors", "title"].includes(sort.key)) && shards.filter(Boolean).length < nShards) {
      found.textContent = "Reading titles …";
      await loadAll();
      if (mine !== turn) return;
    }
    const tests = testsOf(wishes);
    const fits = (place) =>
      (!among || among.has(place)) &&
      tests.every((test) => test(place)) &&
      (!sought.length || sought.every((word) => wordsOf(place).includes(word)));
    matching = (sort.key ? order(sort.key) : box.among).filter(fits);
    if (sort.down) matching.reverse();
    if (sort.down && sort.key === "year") {
      const dated = (place) => value(columns.year, place) !== null;
      matching = [...matching.filter(dated), ...matching.filter((place) => !dated(place))];
    }
    number = Math.min(at, Math.max(1, Math.ceil(matching.length / ROWS)));
    found.textContent = `${matching.length.toLocaleString("en")} of ${total.toLocaleString("en")} reports`;
    await draw();
  };

  const restore = () => {
    const kept = new URLSearchParams(location.hash.slice(1));
    for (const [name, wanted] of kept) {
      const field = form.elements.namedItem(name);
      if (!field || !("value" in field)) continue;
      field.value = wanted;
      const folded = field.closest("details");
      if (folded && field.value) folded.open = true;
    }
    const [, down, key] = /^(-?)(.+)$/.exec(kept.get("sort") ?? "") ?? [];
    if (key && (Object.hasOwn(keys, key) || Object.hasOwn(REPORTS.places, key))) sort = { key, down: down === "-" };
    show({ at: Math.max(1, Math.trunc(Number(kept.get("page"))) || 1) });
  };

  let waiting = 0;
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(show, 60);
  });
  form.addEventListener("reset", () =>
    setTimeout(() => {
      sort = { key: list ? "" : "id", down: false };
      show();
    }),
  );
  form.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("hashchange", restore);
  restore();
  // The other titles are read while nothing else is to be done, so that the first search need not wait.
  if (!list && nShards > 1) (globalThis.requestIdleCallback ?? setTimeout)(loadAll);
})();
