"use strict";
// What is handier with a script: n and p step through changes, a selection asks who put the words there, lines join
// what moved. Every page works without it.
(() => {
  document.documentElement.classList.add("has-script");

  // a file dropped anywhere on the library is sent as the form would send it
  if (document.body.classList.contains("takes-files")) {
    const over = (on) => document.body.classList.toggle("file-over", on);
    addEventListener("dragover", (event) => { event.preventDefault(); over(true); });
    addEventListener("dragleave", (event) => { if (!event.relatedTarget) over(false); });
    addEventListener("drop", async (event) => {
      event.preventDefault();
      over(false);
      const file = event.dataTransfer && event.dataTransfer.files[0];
      if (!file) return;
      const form = new FormData();
      form.append("file", file);
      const answer = await fetch("/add", { method: "POST", body: form });
      if (answer.redirected) location.assign(answer.url);
      else document.documentElement.innerHTML = await answer.text();
    });
  }

  const text = document.getElementById("text");
  if (!text) return;

  // n and p, as the buttons of the card do; the first press opens the first change that can be seen
  const signs = () => [...text.querySelectorAll("a.sign[data-change]")].filter((sign) => sign.getClientRects().length);
  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.target.closest("input, select, textarea")) return;
    if (event.key !== "n" && event.key !== "p") return;
    const card = document.getElementById("card");
    if (!card || !signs().length) return;
    event.preventDefault();
    if (!card.hidden) document.getElementById(event.key === "n" ? "card-next" : "card-previous").click();
    else {
      const all = signs();
      const below = all.find((sign) => sign.getBoundingClientRect().top > 0) || all[0];
      const sign = event.key === "n" ? below : all[(all.indexOf(below) - 1 + all.length) % all.length];
      sign.scrollIntoView({ block: "center" });
      sign.click();
    }
  });

  // words selected in the text: a slip that asks who put them there, or takes them to the form for a claim
  const slip = Object.assign(document.createElement("div"), { id: "ask-selected", hidden: true });
  slip.setAttribute("role", "group");
  slip.setAttribute("aria-label", "The selected words");
  const choices = [["who", "Who put these words here?"], ["trace", "Follow these words"], ["add", "I know who did"]].filter(([name]) => text.dataset[name]);
  for (const [name, label] of choices) {
    slip.append(Object.assign(document.createElement("a"), { textContent: label, className: name }));
  }
  if (choices.length) text.after(slip);
  const plain = (range) => {
    const piece = range.cloneContents();
    for (const extra of piece.querySelectorAll(".vh, .sign, .pilcrow, .marker, .page, .number, .ref, .count, del")) extra.remove();
    return piece.textContent.replace(/\s+/g, " ").trim();
  };
  document.addEventListener("selectionchange", () => {
    const selection = document.getSelection();
    const range = selection.rangeCount && !selection.isCollapsed ? selection.getRangeAt(0) : null;
    const words = range && text.contains(range.commonAncestorContainer) ? plain(range) : "";
    slip.hidden = !words || words.length > 1500;
    const field = document.getElementById(text.dataset.wordsFor || "words");
    if (field && words) field.value = words;
    if (slip.hidden || !choices.length) return;
    const place = range.getBoundingClientRect();
    for (const link of slip.children) link.href = text.dataset[link.className] + "?words=" + encodeURIComponent(words);
    const parent = slip.offsetParent ? slip.offsetParent.getBoundingClientRect() : { left: -scrollX, top: -scrollY };
    slip.style.left = Math.max(8, Math.min(place.left, innerWidth - 330)) - parent.left + "px";
    slip.style.top = place.bottom - parent.top + 8 + "px";
  });

  // lines between the two places of what moved
  const sides = text.closest(".sides");
  if (!sides) return;
  const SVG = "http://www.w3.org/2000/svg";
  const strings = document.createElementNS(SVG, "svg");
  strings.setAttribute("class", "strings");
  strings.setAttribute("aria-hidden", "true");
  sides.append(strings);
  function draw() {
    strings.replaceChildren();
    const edge = sides.getBoundingClientRect();
    for (const from of text.querySelectorAll("del[data-move]")) {
      const to = text.querySelector('ins[data-move="' + CSS.escape(from.dataset.move) + '"]');
      if (!to) continue;
      const left = from.closest(".cell").getBoundingClientRect();
      const right = to.closest(".cell").getBoundingClientRect();
      const a = from.getClientRects()[0], b = to.getClientRects()[0];
      const x1 = left.right - edge.left + 6, x2 = right.left - edge.left + 20;
      const y1 = a.top - edge.top + a.height / 2, y2 = b.top - edge.top + b.height / 2;
      const path = document.createElementNS(SVG, "path");
      path.setAttribute("d", `M${x1} ${y1}C${x1 + 30} ${y1} ${x2 - 30} ${y2} ${x2} ${y2}`);
      strings.append(path);
    }
  }
  draw();
  new ResizeObserver(draw).observe(sides);
})();
