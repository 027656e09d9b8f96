// The filters of the interactive maps: one form for all of them, its state in the address of the page.
"use strict";
const element = (name, text = "", attributes = {}) => {
  const made = document.createElement(name);
  made.textContent = text;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
};

const Filters = (() => {
  const NO_CODE = "-";

  // The first coder stands for the codes of record.
  const unfiltered = (all) => ({ coder: all.data.coders[0].name, from: null, to: null, country: "", codes: {} });

  const year = (text) => (/^\d{1,4}$/.test(text) ? Number(text) : null);

  // The state that named values ask for; what is not known is passed over.
  const stateOf = (all, asked) => {
    const state = unfiltered(all);
    for (const [name, value] of asked) {
      if (name === "coder" && Object.hasOwn(all.data.codes, value)) state.coder = value;
      else if (name === "from" || name === "to") state[name] = year(value);
      else if (name === "country" && (value === NO_CODE || all.data.countries.names.includes(value))) state.country = value;
      else if (all.dimension.has(name)) {
        const codes = all.dimension.get(name).codes;
        if (value === NO_CODE || codes.some((code) => code.name === value)) state.codes[name] = value;
      }
    }
    return state;
  };

  // The named values of a state, those of no filter left out.
  const namedValues = (all, state) => {
    const values = new URLSearchParams();
    if (state.coder !== all.data.coders[0].name) values.set("coder", state.coder);
    for (const [name, code] of Object.entries(state.codes)) values.set(name, code);
    for (const name of ["from", "to"]) if (state[name] !== null) values.set(name, state[name]);
    if (state.country) values.set("country", state.country);
    return values;
  };

  const coderLabel = (all, state) => all.data.coders.find((coder) => coder.name === state.coder).label;

  // The filters that are set, in words.
  const told = (all, state) => {
    const words = [];
    if (state.coder !== all.data.coders[0].name) words.push(`codes: ${coderLabel(all, state)}`);
    for (const [name, code] of Object.entries(state.codes)) {
      const dimension = all.dimension.get(name);
      const found = dimension.codes.find((one) => one.name === code);
      words.push(`${dimension.label}: ${found ? found.label : "no code"}`);
    }
    if (state.from !== null && state.to !== null) words.push(`years ${state.from} to ${state.to}`);
    else if (state.from !== null) words.push(`from ${state.from}`);
    else if (state.to !== null) words.push(`until ${state.to}`);
    if (state.country) words.push(`country: ${state.country === NO_CODE ? "not stated" : state.country}`);
    return words;
  };

  const chooser = (name, label, options) => {
    const field = element("label", "");
    const select = element("select", "", { name });
    for (const [value, text] of options) select.append(element("option", text, { value }));
    field.append(element("span", label), select);
    return field;
  };

  const yearField = (name, label, all) => {
    const known = all.data.periods.filter((period) => period.from !== null);
    const limits = known.length ? { min: known[0].from, max: known[known.length - 1].to } : {};
    const field = element("label", "");
    const attributes = { type: "number", name, inputmode: "numeric", ...limits };
    field.append(element("span", label), element("input", "", attributes));
    return field;
  };

  const form = (all) => {
    const made = element("form", "", { class: "twin-filters", id: "twin-filters", "aria-label": "Filters of the interactive maps" });
    const fields = element("div", "", { class: "fields" });
    fields.append(chooser("coder", "Codes by", all.data.coders.map((coder) => [coder.name, coder.label])));
    for (const dimension of all.data.dimensions) {
      const codes = dimension.codes.map((code) => [code.name, code.label]);
      fields.append(chooser(dimension.name, dimension.label, [["", "any"], ...codes, [NO_CODE, "no code"]]));
    }
    fields.append(yearField("from", "From year", all), yearField("to", "To year", all));
    const countries = all.data.countries.names.map((name) => [name, name]);
    if (countries.length) fields.append(chooser("country", "Country", [["", "any"], ...countries, [NO_CODE, "not stated"]]));
    made.append(fields);
    made.append(element("p", "The filters hold for all interactive maps of this page. The address of the page keeps them: copy it to share what you see.", { class: "small soft" }));
    return made;
  };

  // Writes a state into the fields of the form.
  const fill = (all, made, state) => {
    const values = { ...Object.fromEntries(namedValues(all, state)), coder: state.coder };
    for (const field of made.elements) if (field.name) field.value = values[field.name] ?? "";
  };

  return { unfiltered, stateOf, namedValues, told, form, fill };
})();
