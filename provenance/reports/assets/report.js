"use strict";
// Shows the evidence of a passage beside it. Without this script the signs lead to the table of changes instead.
(() => {
  const card = document.getElementById("card");
  const body = document.getElementById("card-body");
  const title = document.getElementById("card-title");
  const text = document.getElementById("text");
  const signs = [...text.querySelectorAll("a.sign[data-change]")];
  let shown = null; // the sign whose evidence is on the card
  let pinned = false; // opened on purpose, not by passing over
  let timer = 0;

  text.dataset.live = "";
  for (const sign of signs) {
    sign.setAttribute("role", "button");
    sign.setAttribute("aria-expanded", "false");
    sign.setAttribute("aria-controls", "card");
  }

  const seen = (element) => element.getClientRects().length > 0;
  const signOf = (element) => {
    const passage = element.closest("ins, del");
    return passage && signs.find((sign) => sign === passage.querySelector("a.sign[data-change]")) ||
      (passage && before(passage));
  };
  // a passage that runs over a page or a paragraph has its sign at its beginning
  const before = (passage) => {
    const group = passage.className;
    return signs.filter((sign) => sign.closest("ins, del").className === group &&
      sign.compareDocumentPosition(passage) & Node.DOCUMENT_POSITION_FOLLOWING).pop();
  };

  function fill(sign) {
    const row = document.getElementById("e-" + sign.dataset.change);
    const place = row.querySelector("th").cloneNode(true);
    for (const part of place.querySelectorAll("span.kind, span.where, span.vh")) {
      if (part.classList.contains("vh")) part.remove();
      else { part.before(", "); part.className = ""; }
    }
    const heard = Object.assign(document.createElement("span"), { className: "vh", textContent: "Evidence for " });
    title.replaceChildren(heard, ...place.childNodes);
    body.className = row.className.replace("row", "");
    const parts = row.querySelectorAll("td.by .who, td.evidence > *, td.by dl");
    const who = [...parts].filter((part) => part.matches(".who"));
    const told = [...parts].filter((part) => part.matches("dl"));
    const said = [...parts].filter((part) => part.matches("td.evidence > *"));
    body.replaceChildren(...[...who, ...said, ...told].map((part) => part.cloneNode(true)));
  }

  function show(sign, onPurpose) {
    if (!sign || (pinned && !onPurpose)) return;
    hide();
    fill(sign);
    shown = sign;
    pinned = onPurpose;
    sign.setAttribute("aria-expanded", "true");
    card.hidden = false;
    card.style.top = "";
    if (getComputedStyle(card).position === "absolute") {
      const column = text.getBoundingClientRect();
      card.style.top = (sign.getBoundingClientRect().top + window.scrollY - 12) + "px";
      card.style.left = (column.right + window.scrollX + 72) + "px";
    } else {
      card.style.left = "";
      if (onPurpose && sign.getBoundingClientRect().bottom > card.getBoundingClientRect().top) {
        sign.scrollIntoView({ block: "center" });
      }
    }
    if (onPurpose) card.focus({ preventScroll: true });
  }

  function hide() {
    if (!shown) return;
    shown.setAttribute("aria-expanded", "false");
    card.hidden = true;
    shown = null;
    pinned = false;
  }

  function close() {
    const sign = shown;
    const back = pinned;
    hide();
    if (sign && back) sign.focus({ preventScroll: true });
  }

  function step(by) {
    const open = signs.filter(seen);
    const next = open[(open.indexOf(shown) + by + open.length) % open.length];
    if (!next) return;
    show(next, true);
    next.scrollIntoView({ block: "center" });
  }

  text.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (link && !link.dataset.change) return;
    if (!link && (!event.target.closest(".w") || String(window.getSelection()))) return;
    const sign = link || signOf(event.target);
    if (!sign || !seen(sign)) return;
    event.preventDefault();
    if (shown === sign && pinned) close(); else show(sign, true);
  });
  text.addEventListener("keydown", (event) => {
    if (event.key === " " && event.target.dataset.change) { event.preventDefault(); event.target.click(); }
  });
  const soon = (what, after) => { clearTimeout(timer); timer = setTimeout(what, after); };
  text.addEventListener("pointerover", (event) => {
    if (event.pointerType !== "mouse") return;
    const passage = event.target.closest(".w, a.sign[data-change]");
    const sign = passage && signOf(passage);
    if (sign && seen(sign)) soon(() => show(sign, false), 200);
    else if (!pinned) soon(hide, 400);
  });
  text.addEventListener("pointerleave", () => { if (!pinned) soon(hide, 400); });
  card.addEventListener("pointerenter", () => clearTimeout(timer));
  card.addEventListener("pointerleave", () => { if (!pinned) soon(hide, 400); });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") close(); });
  document.getElementById("card-close").addEventListener("click", close);
  document.getElementById("card-next").addEventListener("click", () => step(1));
  document.getElementById("card-previous").addEventListener("click", () => step(-1));
  card.addEventListener("click", (event) => { if (event.target.closest("a")) hide(); });
  window.addEventListener("resize", () => hide());
  document.addEventListener("change", () => hide());

  // a link into the text: show a view in which its place can be seen, and tint the whole sentence
  function arrive() {
    for (const piece of text.querySelectorAll(".here")) piece.classList.remove("here");
    const name = decodeURIComponent(location.hash.slice(1));
    const place = name && document.getElementById(name);
    if (!place) return;
    if (text.contains(place) && !seen(place.matches(".at") ? place.parentElement : place)) {
      document.getElementById("v-redline").checked = true;
      place.scrollIntoView();
    }
    if (place.matches(".at")) {
      for (const piece of text.querySelectorAll(".s")) if ("s" + piece.dataset.s === name) piece.classList.add("here");
    }
  }
  window.addEventListener("hashchange", arrive);
  arrive();
})();
