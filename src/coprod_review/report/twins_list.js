// The list of the reports behind a cell, below the map in which it was opened.
"use strict";
const ReportList = (() => {
  const AT_ONCE = 25;

  // What the coder said of a report in the dimensions of the map, with how a code of record came about.
  const codesOf = (all, twin, coder, report) => {
    const list = element("span", "", { class: "codes" });
    for (const name of [twin.down, twin.across, twin.series]) {
      if (!all.dimension.has(name)) continue;
      const codes = all.codes(coder, name)[report].map((place) => all.dimension.get(name).codes[place].label);
      const one = element("span", `${all.dimension.get(name).label}: ${codes.join(", ") || "no code"} `);
      const status = all.status(name)[report];
      const words = all.data.with_status.includes(coder) ? all.data.status_words[status] || status : `by ${coder.replaceAll("_", " ")}`;
      one.append(element("span", words, { class: "badge plain", "data-sign": "·" }));
      list.append(one, " ");
    }
    return list;
  };

  const item = (all, twin, coder, report) => {
    const { ids, pages, authors, titles } = all.data.reports;
    const id = ids[report];
    const made = element("li");
    const link = element("a", "", { href: `audit/reports/${encodeURIComponent(pages[id] ?? id)}.html` });
    link.append(element("bdi", titles[report] || "(no title)"));
    made.append(link);
    const year = all.years[report] === null ? "year unknown" : all.years[report];
    made.append(element("span", ` ${authors[report]}, ${year}. Report ${id}. `, { class: "soft" }), codesOf(all, twin, coder, report));
    return made;
  };

  // Shows the reports in a panel; `close` is called when the reader is done with it.
  const show = (panel, all, twin, coder, { title, words, reports }, close) => {
    const heading = element("h4", title, { tabindex: "-1" });
    const done = element("button", "Close the list", { type: "button" });
    done.addEventListener("click", close);
    const list = element("ol", "", { class: "twin-reports" });
    const more = element("button", "", { type: "button" });
    let shown = 0;
    const extend = () => {
      const next = reports.slice(shown, shown + AT_ONCE);
      const items = next.map((report) => item(all, twin, coder, report));
      list.append(...items);
      const first = shown > 0 ? items[0] : null;
      shown += next.length;
      more.hidden = shown >= reports.length;
      more.textContent = `Show ${Math.min(AT_ONCE, reports.length - shown)} more of ${reports.length}`;
      if (first) first.querySelector("a").focus();
    };
    more.addEventListener("click", extend);
    panel.replaceChildren(heading, element("p", words, { class: "small" }), list, more, " ", done);
    panel.onkeydown = (event) => {
      if (event.key === "Escape") close();
    };
    panel.hidden = false;
    extend();
    return heading;
  };

  return { show };
})();
