// Counting of the interactive maps: which reports the filters leave, and what stands in each cell.
"use strict";
const Counting = (() => {
  const UNDECIDED = -1; // the place in a series of a report without a code of it

  // A packed column as one value a report.
  const unpacked = (column) => {
    const valueOf = new Map(Array.from(column.signs, (sign, place) => [sign, column.values[place]]));
    return Array.from(column.at, (sign) => valueOf.get(sign));
  };

  const load = (data) => {
    const n = data.reports.ids.length;
    const known = new Map();
    const column = (key, packed) => {
      if (!known.has(key)) known.set(key, packed ? unpacked(packed) : new Array(n).fill([]));
      return known.get(key);
    };
    return {
      n,
      data,
      dimension: new Map(data.dimensions.map((one) => [one.name, one])),
      codes: (coder, dimension) => column(`${coder} ${dimension}`, data.codes[coder][dimension]),
      asked: (coder, dimension) => column(`asked ${coder} ${dimension}`, data.asked[coder][dimension]),
      status: (dimension) => column(`status ${dimension}`, data.statuses[dimension]),
      years: column("years", data.years),
      countries: column("countries", data.countries),
    };
  };

  // The places of the reports that pass the filters.
  const chosen = (all, state) => {
    const tests = [];
    for (const [name, code] of Object.entries(state.codes)) {
      const given = all.codes(state.coder, name);
      const place = all.dimension.get(name).codes.findIndex((one) => one.name === code);
      tests.push((i) => (code === "-" ? given[i].length === 0 : given[i].includes(place)));
    }
    if (state.from !== null) tests.push((i) => all.years[i] !== null && all.years[i] >= state.from);
    if (state.to !== null) tests.push((i) => all.years[i] !== null && all.years[i] <= state.to);
    if (state.country === "-") tests.push((i) => all.countries[i].length === 0);
    else if (state.country) {
      const place = all.data.countries.names.indexOf(state.country);
      tests.push((i) => all.countries[i].includes(place));
    }
    const found = [];
    for (let i = 0; i < all.n; i += 1) if (tests.every((test) => test(i))) found.push(i);
    return found;
  };

  // The headings of one side of a twin; `name` is what links call it.
  const headings = (all, twin, side) => {
    const what = twin[side];
    if (!what) return [{ name: "all", label: "Reports" }];
    if (what === "year") return all.data.periods.map((one) => ({ name: one.label, label: one.label }));
    if (what === "country") return all.data.countries.names.map((name) => ({ name, label: name }));
    return all.dimension.get(what).codes.map((code) => ({ name: code.name, label: code.label }));
  };

  // The places of a report among the headings of a dimension, of the years or of the countries.
  const placesOf = (all, twin, what, coder) => {
    if (!what) return () => [0];
    if (what === "country") return (i) => all.countries[i];
    if (what === "year") {
      const period = new Map();
      all.data.periods.forEach((one, place) => {
        if (one.from === null) period.set(null, [place]);
        else for (let year = one.from; year <= one.to; year += 1) period.set(year, [place]);
      });
      return (i) => period.get(all.years[i]);
    }
    const codes = all.codes(coder, what);
    const only = twin.only[what];
    return only ? (i) => codes[i].filter((code) => only.includes(code)) : (i) => codes[i];
  };

  // The places of each report down, across and in the series, and the part in which it counts there.
  const standing = (all, twin, coder) => {
    const [down, across, series] = ["down", "across", "series"].map((side) => placesOf(all, twin, twin[side], coder));
    const parts = twin.partsOf ? placesOf(all, twin, twin.partsOf, coder) : () => [0];
    const asked = twin.asked ? all.asked(coder, twin.asked) : null;
    const wholeInCell = !twin.partsOf || twin.partsOf === twin.series;
    return (i) => {
      const place = { downs: down(i), acrosses: across(i), series: series(i) };
      const lacking = !place.downs.length || !place.acrosses.length || (twin.seriesNeeded && !place.series.length);
      if (lacking || (asked && !asked[i])) return null;
      if (!place.series.length) place.series = [UNDECIDED];
      place.part = 1 / parts(i).length;
      place.inCell = wholeInCell ? 1 : place.part;
      return place;
    };
  };

  const add = (cell, part, report) => {
    cell.n += part;
    cell.reports.push(report);
  };

  // The headings of one side that are shown, each with its place.
  const shown = (all, twin, side) => {
    const only = twin.only[twin[side]];
    const list = headings(all, twin, side).map((heading, place) => ({ ...heading, place }));
    return list.filter(({ place }) => !only || only.includes(place));
  };

  // The cells of a twin by place down and across: n, the reports, and both for each code of the series.
  const table = (all, twin, state, reports) => {
    const where = standing(all, twin, state.coder);
    const rows = headings(all, twin, "down");
    const columns = headings(all, twin, "across");
    const cells = rows.map(() => columns.map(() => ({ n: 0, reports: [], series: new Map() })));
    const inRow = rows.map(() => 0);
    let total = 0;
    for (const i of reports) {
      const place = where(i);
      if (!place) continue;
      total += 1;
      for (const row of place.downs) {
        inRow[row] += 1;
        for (const column of place.acrosses) {
          const cell = cells[row][column];
          add(cell, place.inCell, i);
          for (const code of twin.series ? place.series : []) {
            if (!cell.series.has(code)) cell.series.set(code, { n: 0, reports: [] });
            add(cell.series.get(code), place.part, i);
          }
        }
      }
    }
    return { rows: shown(all, twin, "down"), columns: shown(all, twin, "across"), cells, inRow, total };
  };

  // The score interval of a share (Wilson 1927).
  const wilson = (n, total, z) => {
    const share = n / total;
    const scale = 1 + (z * z) / total;
    const centre = (share + (z * z) / (2 * total)) / scale;
    const spread = (z * Math.sqrt((share * (1 - share)) / total + (z * z) / (4 * total * total))) / scale;
    return [n === 0 ? 0 : centre - spread, n === total ? 1 : centre + spread];
  };

  // The most of `total` reports that a cell in which none was found leaves room for.
  const atMost = (total, confidence) => {
    if (!total) return 0;
    return Math.min(total, Math.ceil(total * (1 - (1 - confidence) ** (1 / total)) - 1e-9));
  };

  return { load, chosen, table, wilson, atMost, UNDECIDED };
})();
