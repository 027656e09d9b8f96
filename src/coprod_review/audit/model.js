// The partnership model under other weights. The page is complete without it; this reckons anew what the weights change.
"use strict";

// The arithmetic of the model, as the analysis does it. Matrices are rows of cells; null stands for what is not known.
const PARTNERSHIP = (() => {
  const LEAD = 3;
  const TIE = 1e5;
  const each = (rows, change) => rows.map((row, i) => row.map((cell, j) => change(cell, i, j)));
  const sum = (row) => row.reduce((total, cell) => total + cell, 0);

  // Weights as shares of their row; a row without weight has none.
  const shares = (weights) =>
    weights.map((row) => {
      const total = sum(row);
      return row.map((weight) => (total > 0 ? weight / total : null));
    });

  const beyond = (one, other) =>
    each(one, (cell, i, j) => (cell === null || other[i][j] === null ? null : Math.max(0, cell - other[i][j])));
  const untapped = (potential, attention) => beyond(potential, attention);
  const overServed = (potential, attention) => beyond(attention, potential);

  // The total variation distance of each row: half the sum of absolute differences.
  const distance = (potential, attention) =>
    potential.map((row, i) =>
      row.includes(null) || attention[i].includes(null) ? null : sum(row.map((cell, j) => Math.abs(cell - attention[i][j]))) / 2
    );

  // The places of the cells with something untapped, most first; ties in the order of the model.
  const order = (short) => {
    const width = short[0].length;
    const flat = short.flat().map((cell) => Math.round((cell || 0) * TIE));
    const places = flat.map((_, place) => place).filter((place) => flat[place] > 0);
    places.sort((a, b) => flat[b] - flat[a] || a - b);
    return places.map((place) => [Math.floor(place / width), place % width]);
  };

  // The rank of each cell from 1; 0 where nothing is untapped.
  const ranks = (short) => {
    const found = each(short, () => 0);
    order(short).forEach(([i, j], place) => (found[i][j] = place + 1));
    return found;
  };

  const leading = (short) => each(ranks(short), (rank) => rank > 0 && rank <= LEAD);

  // In how many of the matrices each cell is among the first.
  const kept = (shorts, shape) => {
    const count = each(shape, () => 0);
    for (const short of shorts) each(leading(short), (leads, i, j) => (count[i][j] += leads ? 1 : 0));
    return count;
  };

  const keptInRuns = (potential, runs) =>
    kept(runs.map((run) => untapped(potential, run.attention)), potential);

  // A generator with a fixed seed (mulberry32), so that the same weights give the same shares.
  const generator = (seed) => () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };

  const normal = (random) => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

  // A gamma variate (Marsaglia and Tsang 2000), below shape 1 by the power of a uniform one.
  const gamma = (shape, random) => {
    if (shape < 1) return gamma(shape + 1, random) * Math.pow(1 - random(), 1 / shape);
    const d = shape - 1 / 3;
    const c = 1 / Math.sqrt(9 * d);
    for (;;) {
      const x = normal(random);
      const v = Math.pow(1 + c * x, 3);
      if (v > 0 && Math.log(1 - random()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
    }
  };

  // In what share of random potentials around these each cell is among the first: rows are Dirichlet.
  const keptInDraws = (potential, attention, concentration, draws) => {
    const random = generator(20);
    const drawn = Array.from({ length: draws }, () =>
      untapped(shares(each(potential, (cell) => (cell > 0 ? gamma(concentration * cell, random) : 0))), attention)
    );
    return each(kept(drawn, potential), (count) => (draws ? count / draws : 0));
  };

  const computed = (model, weights) => {
    const potential = shares(weights);
    const short = untapped(potential, model.attention);
    return {
      potential,
      untapped: short,
      overServed: overServed(potential, model.attention),
      distance: distance(potential, model.attention),
      ranks: ranks(short),
    };
  };

  // A share as the ledger prints it: whole per cent, below 10 with one decimal; halves go to the even digit.
  const percent = (share) => {
    if (share === null) return "unknown: no report";
    const points = 100 * share;
    return `${fixed(points, points > 0 && points < 9.95 ? 1 : 0)}\u00a0%`;
  };

  const fixed = (value, digits) => {
    const scaled = value * 10 ** digits;
    const floor = Math.floor(scaled);
    if (scaled - floor === 0.5 && floor % 2 === 0) return (floor / 10 ** digits).toFixed(digits);
    return value.toFixed(digits);
  };

  const FEWEST_WORDS = 20;
  // The words of a text without the signs that YAML does not take.
  const wordsOf = (text) => text.replace(/[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu, " ").split(/\s+/u).filter(Boolean);

  const folded = (words, indent) => {
    const lines = [""];
    for (const word of words) {
      const line = lines[lines.length - 1];
      if (line && line.length + word.length > 100) lines.push(word);
      else lines[lines.length - 1] = line ? `${line} ${word}` : word;
    }
    return lines.map((line) => indent + line);
  };

  const keyed = (key) => (/^[a-z][a-z0-9_-]*$/i.test(key) && !/^(y|n|yes|no|on|off|true|false|null)$/i.test(key) ? key : JSON.stringify(key));

  // The block `potential` of config/model.yaml with these weights; texts are arguments of one's own by "i-j".
  const yaml = (model, weights, texts = {}) => {
    const lines = ["potential:"];
    model.characters.forEach((character, i) => {
      lines.push(`  ${character}:`);
      model.positions.forEach((position, j) => {
        const own = wordsOf(texts[`${i}-${j}`] || "");
        const isOwn = own.length >= FEWEST_WORDS;
        lines.push(`    ${position}:`, `      weight: ${weights[i][j]}`);
        if (weights[i][j] !== model.weights[i][j] && !isOwn) {
          lines.push(`      # was ${model.weights[i][j]}: write your own argument in place of the one below`);
        }
        lines.push("      because: >-", ...folded(isOwn ? own : wordsOf(model.because[i][j]), "        "));
        lines.push(`      sources: [${model.sources[i][j].map(keyed).join(", ")}]`);
      });
    });
    return `${lines.join("\n")}\n`;
  };

  // The weights that a permalink names; null where it names none, or such as the model does not take.
  const fromHash = (hash, model) => {
    if (!hash.startsWith("#w=")) return null;
    const found = hash.slice(3).split(",").map((part) => (/^\d(\.\d+)?$/.test(part) ? Number(part) : NaN));
    const width = model.positions.length;
    if (found.length !== model.characters.length * width || found.some((weight) => !(weight >= 0 && weight <= 4))) return null;
    return model.characters.map((_, i) => found.slice(i * width, (i + 1) * width));
  };

  return { shares, untapped, overServed, distance, ranks, leading, kept, keptInRuns, keptInDraws, computed, percent, yaml, fromHash, FEWEST_WORDS, wordsOf };
})();

(() => {
  const page = document.getElementById("model-page");
  if (!page || typeof MODEL !== "object") return;
  const { characters, positions } = MODEL;
  const stated = PARTNERSHIP.computed(MODEL, MODEL.weights);
  const isMeasured = page.dataset.measured === "yes";
  const element = (name, text = "", attributes = {}) => {
    const made = document.createElement(name);
    made.textContent = text;
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
  };
  const all = (selector, within = page) => Array.from(within.querySelectorAll(selector));
  const places = characters.flatMap((_, i) => positions.map((_, j) => [i, j]));
  const cellAt = (i, j) => page.querySelector(`[data-cell="${i}-${j}"]`);
  const nameOf = (i, j) => cellAt(i, j).dataset.name;
  const inputs = new Map();
  const texts = {};
  let weights = MODEL.weights.map((row) => [...row]);
  let waiting = 0;

  // The words of a weight become a field in which it can be changed.
  const drawInputs = () => {
    for (const [i, j] of places) {
      const box = cellAt(i, j).querySelector(".weigh");
      const id = `weight-${i}-${j}`;
      const label = element("label", "Weight ", { for: id });
      label.append(element("span", `of ${nameOf(i, j)}, 0 to 4`, { class: "unseen" }));
      const input = element("input", "", { id, type: "number", min: "0", max: "4", step: "0.5", inputmode: "decimal", autocomplete: "off" });
      input.addEventListener("input", read);
      input.addEventListener("change", read);
      box.replaceChildren(label, input, element("span", ` was ${MODEL.weights[i][j]}`, { class: "was", hidden: "" }));
      inputs.set(`${i}-${j}`, input);
    }
  };

  const fill = () => {
    for (const [i, j] of places) inputs.get(`${i}-${j}`).value = weights[i][j];
  };

  const isWeight = (text) => text.trim() !== "" && Number(text) >= 0 && Number(text) <= 4;

  // What stands in the fields, where all of them hold weights and every row has one above 0.
  const read = () => {
    const faults = [];
    for (const [key, input] of inputs) {
      const fits = isWeight(input.value) && !input.validity.badInput;
      input.setAttribute("aria-invalid", String(!fits));
      if (!fits) faults.push(`${nameOf(...key.split("-"))}: a weight is a number from 0 to 4`);
    }
    const given = characters.map((_, i) => positions.map((_, j) => Number(inputs.get(`${i}-${j}`).value)));
    if (!faults.length) {
      given.forEach((row, i) => {
        if (!row.some((weight) => weight > 0)) faults.push(`${cellAt(i, 0).dataset.row}: give at least one position a weight`);
      });
    }
    const fault = document.getElementById("fault");
    fault.textContent = faults.length ? `${faults.join("; ")}. What stands below is of the last weights that were whole.` : "";
    fault.hidden = !faults.length;
    if (faults.length) return;
    weights = given;
    show();
  };

  const changed = () => places.filter(([i, j]) => weights[i][j] !== MODEL.weights[i][j]);

  const yours = (holder, text, differs) => {
    if (!holder) return;
    holder.hidden = !differs;
    holder.textContent = differs ? text : "";
  };

  const show = () => {
    const now = PARTNERSHIP.computed(MODEL, weights);
    const moved = changed();
    page.classList.toggle("is-changed", moved.length > 0);
    for (const [i, j] of places) showCell(i, j, now);
    characters.forEach((_, i) => showRow(i, now));
    showKept(now, moved.length > 0);
    showTaken(moved);
    const kept = weights.flat().join(",");
    if (moved.length || location.hash.startsWith("#w=")) {
      history.replaceState(null, "", moved.length ? `#w=${kept}` : location.pathname + location.search);
    }
    clearTimeout(waiting);
    waiting = setTimeout(() => (document.getElementById("told").textContent = inWords(now, moved)), 300);
  };

  const showCell = (i, j, now) => {
    const cell = cellAt(i, j);
    cell.classList.toggle("changed", weights[i][j] !== MODEL.weights[i][j]);
    cell.querySelector(".was").hidden = weights[i][j] === MODEL.weights[i][j];
    for (const name of ["potential", "untapped", "overServed"]) {
      const text = PARTNERSHIP.percent(now[name][i][j]);
      yours(cell.querySelector(`[data-yours="${name}"]`), ` ${text}`, text !== PARTNERSHIP.percent(stated[name][i][j]));
    }
    const attention = MODEL.attention[i][j];
    const potential = now.potential[i][j];
    const draw = (name, from, to) => {
      const part = cell.querySelector(`rect.${name}`);
      if (!part) return;
      part.setAttribute("x", 100 * from);
      part.setAttribute("width", Math.max(0, 100 * (to - from)));
    };
    draw("potential", 0, potential);
    if (attention === null) return;
    draw("tapped", 0, Math.min(attention, potential));
    draw("above", Math.min(attention, potential), attention);
    draw("untapped", Math.min(attention, potential), potential);
  };

  const showRow = (i, now) => {
    const text = PARTNERSHIP.percent(now.distance[i]);
    const differs = text !== PARTNERSHIP.percent(stated.distance[i]);
    for (const holder of all(`[data-row-yours="${i}"]`)) yours(holder, ` ${text}`, differs);
  };

  const showKept = (now, isChanged) => {
    if (!isMeasured) return;
    for (const holder of all(".your-column")) holder.hidden = !isChanged;
    if (!isChanged) return;
    const drawn = PARTNERSHIP.keptInDraws(now.potential, MODEL.attention, MODEL.concentration, MODEL.draws);
    const counts = new Map();
    for (const varied of ["left_out", "abstention"]) {
      const runs = MODEL.runs.filter((run) => run.varied === varied && run.coded_by === "people_first");
      counts.set(varied, [PARTNERSHIP.keptInRuns(now.potential, runs), runs]);
    }
    for (const [i, j] of places) {
      const row = page.querySelector(`[data-ranked="${i}-${j}"]`);
      const put = (name, text) => {
        const holder = row.querySelector(`[data-now="${name}"]`);
        if (holder) holder.textContent = text;
      };
      const rank = now.ranks[i][j];
      put("rank", rank ? String(rank) : "–");
      row.classList.toggle("leads-now", rank > 0 && rank <= 3);
      put("untapped", now.untapped[i][j] === null ? "–" : PARTNERSHIP.percent(now.untapped[i][j]));
      put("draws", MODEL.attention[i][j] === null ? "–" : PARTNERSHIP.percent(drawn[i][j]));
      for (const [varied, [count, runs]] of counts) {
        const isKnown = runs.some((run) => run.attention[i][j] !== null);
        put(varied, isKnown ? `${count[i][j]} of ${runs.length}` : "–");
      }
    }
  };

  // The block for config/model.yaml, with a field for the argument of every cell that was changed.
  const showTaken = (moved) => {
    const box = document.getElementById("own-arguments");
    const wanted = new Set(moved.map(([i, j]) => `${i}-${j}`));
    for (const field of all("[data-own]", box)) if (!wanted.has(field.dataset.own)) field.remove();
    for (const [i, j] of moved) {
      const key = `${i}-${j}`;
      let field = box.querySelector(`[data-own="${key}"]`);
      if (!field) {
        field = element("div", "", { "data-own": key });
        const area = element("textarea", "", { id: `own-${key}`, rows: "4" });
        area.value = texts[key] || "";
        area.addEventListener("input", () => {
          texts[key] = area.value;
          write();
        });
        field.append(element("label", "", { for: `own-${key}` }), area);
        box.append(field);
      }
      field.querySelector("label").textContent =
        `Your argument for ${nameOf(i, j)} (weight ${MODEL.weights[i][j]} → ${weights[i][j]}; at least ${PARTNERSHIP.FEWEST_WORDS} words, else the old one stays with a reminder)`;
    }
    document.getElementById("unchanged").hidden = moved.length > 0;
    document.getElementById("taken").hidden = moved.length === 0;
    write();
  };

  const write = () => {
    document.getElementById("block").textContent = PARTNERSHIP.yaml(MODEL, weights, texts);
  };

  const inWords = (now, moved) => {
    if (!moved.length) return "The weights are those of the run.";
    const rows = [...new Set(moved.map(([i]) => i))].map((i) => {
      const [from, to] = [stated.distance[i], now.distance[i]].map(PARTNERSHIP.percent);
      const potential = positions.map((_, j) => PARTNERSHIP.percent(now.potential[i][j])).join(", ");
      const row = `${cellAt(i, 0).dataset.row}: potential ${potential}`;
      return now.distance[i] === null ? row : `${row}; untapped share ${from === to ? `stays ${from}` : `from ${from} to ${to}`}`;
    });
    const first = places.filter(([i, j]) => now.ranks[i][j] > 0 && now.ranks[i][j] <= 3).sort((a, b) => now.ranks[a[0]][a[1]] - now.ranks[b[0]][b[1]]);
    const most = first.length ? ` Most untapped now: ${first.map(([i, j]) => nameOf(i, j)).join("; ")}.` : "";
    return `${moved.length} ${moved.length === 1 ? "weight" : "weights"} changed. ${rows.join(". ")}.${most}`;
  };

  const copy = async (text, told) => {
    const said = document.getElementById("copied");
    try {
      await navigator.clipboard.writeText(text);
      said.textContent = told;
    } catch {
      const range = document.createRange();
      range.selectNodeContents(document.getElementById("block"));
      getSelection().removeAllRanges();
      getSelection().addRange(range);
      said.textContent = document.execCommand("copy") ? told : "The block is selected: copy it with the keyboard.";
    }
  };

  const restore = () => {
    const linked = PARTNERSHIP.fromHash(location.hash, MODEL);
    if (location.hash.startsWith("#w=") && (!linked || linked.some((row) => !row.some((weight) => weight > 0)))) {
      document.getElementById("told").textContent = "The link names no weights that the model takes; those of the run stand here.";
      return;
    }
    if (linked) weights = linked;
    fill();
    show();
  };

  drawInputs();
  fill();
  for (const part of all(".by-script")) part.hidden = false;
  for (const part of all(".without-script")) part.remove();
  document.getElementById("reset").addEventListener("click", () => {
    weights = MODEL.weights.map((row) => [...row]);
    fill();
    read();
  });
  document.getElementById("link").addEventListener("click", () => copy(location.href, "The link to these weights is copied."));
  document.getElementById("copy").addEventListener("click", () => copy(document.getElementById("block").textContent, "The block is copied."));
  window.addEventListener("hashchange", () => location.hash.startsWith("#w=") && restore());
  showTaken([]);
  restore();
})();
