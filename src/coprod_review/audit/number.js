// The head of a number's page shows what was printed where it was clicked: links carry that in the address.
"use strict";
(() => {
  const told = document.getElementById("clicked");
  if (!told) return;
  const LONGEST = 160;
  const show = () => {
    const printed = new URLSearchParams(location.hash.slice(1)).get("printed") ?? "";
    told.hidden = !printed || printed.length > LONGEST;
    told.querySelector("b").textContent = printed;
  };
  addEventListener("hashchange", show);
  show();
})();
