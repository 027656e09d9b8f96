// Who comes back from the page of a number finds open what was open: the place in the history keeps it.
"use strict";
(() => {
  const folds = Array.from(document.querySelectorAll("main details"));
  const opened = () => folds.flatMap((fold, place) => (fold.open ? [place] : []));
  const kept = history.state?.opened;
  if (Array.isArray(kept)) {
    for (const [place, fold] of folds.entries()) fold.open = kept.includes(place);
  }
  // "toggle" does not bubble, so it is caught on its way down.
  const keep = () => history.replaceState({ ...history.state, opened: opened() }, "");
  document.addEventListener("toggle", keep, true);
})();
