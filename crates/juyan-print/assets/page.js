"use strict";
// The page reads well without this; with it, a click jumps between all ends of a finding and a figure tells how it was read.
(() => {
  const all = (query, root = document) => [...root.querySelectorAll(query)];
  const one = (query, root = document) => root.querySelector(query);
  const told = JSON.parse(one("#told").textContent);
  const card = one(".card");
  const smooth = matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
  const isNarrow = () => matchMedia("(max-width: 56rem)").matches;
  let current = null;
  let end = 0;
  let pinned = null;

  const endsOf = (finding) => told.findings[finding].map((mark) => one(`#${mark}`)).filter(Boolean);
  const piecesOf = (finding) => all(`[data-d~="${finding}"]`);

  function select(finding, to = 0, from = null) {
    all(".is-on").forEach((piece) => piece.classList.remove("is-on"));
    all(".finding[aria-current]").forEach((shown) => shown.removeAttribute("aria-current"));
    current = finding;
    if (finding === null) return;
    piecesOf(finding).forEach((piece) => piece.classList.add("is-on"));
    const shown = one(`#d${finding}`);
    shown.hidden = false;
    shown.setAttribute("aria-current", "true");
    if (from !== "list") shown.scrollIntoView({ block: "nearest", behavior: smooth });
    jump(to, from === "text" && to === end);
    end = to;
  }

  function jump(to, stay) {
    const ends = endsOf(current);
    const there = ends[to];
    all(".ends a", one(`#d${current}`)).forEach((link, position) => link.classList.toggle("is-here", position === to));
    if (!there) return;
    if (!stay) there.scrollIntoView({ block: isNarrow() ? "start" : "center", behavior: smooth });
    there.classList.remove("is-here");
    void there.offsetWidth;
    there.classList.add("is-here");
  }

  function tell(piece) {
    const id = piece.dataset.f;
    const rows = id && told.figures[id];
    if (!rows) return hide();
    card.replaceChildren();
    const add = (parent, name, words, kind) => {
      const made = document.createElement(name);
      made.textContent = words;
      if (kind) made.className = kind;
      parent.append(made);
      return made;
    };
    const close = add(card, "button", "×", "close");
    close.addEventListener("click", hide);
    add(card, "h4", all(`[data-f="${id}"]`).map((part) => part.textContent).join(""));
    const list = add(card, "dl", "");
    rows.forEach(([name, value]) => { add(list, "dt", name); add(list, "dd", value); });
    const claims = told.claims.filter((claim) => claim.figures.includes(Number(id)));
    if (claims.length) {
      const proofs = add(card, "ul", "");
      claims.forEach((claim) => {
        const item = add(proofs, "li", "", claim.state);
        add(item, "b", claim.verdict);
        item.append(` ${[claim.kind, claim.arithmetic, claim.power, claim.premise].filter(Boolean).join(" · ")}`);
      });
    }
    all(".is-kin").forEach((kin) => kin.classList.remove("is-kin"));
    const kin = new Set(claims.filter((claim) => claim.state === "proved").flatMap((claim) => claim.figures));
    kin.delete(Number(id));
    kin.forEach((other) => all(`[data-f="${other}"]`).forEach((part) => part.classList.add("is-kin")));
    card.hidden = false;
    if (isNarrow()) return card.removeAttribute("style");
    const box = piece.getClientRects()[0];
    const edge = one(".paper").getBoundingClientRect().right;
    const left = Math.max(8, Math.min(box.left, edge - card.offsetWidth - 8));
    const below = box.bottom + 8;
    const top = below + card.offsetHeight > innerHeight - 8 ? Math.max(8, box.top - card.offsetHeight - 8) : below;
    card.style.left = `${left}px`;
    card.style.top = `${top}px`;
  }

  function hide() {
    card.hidden = true;
    pinned = null;
    all(".is-kin").forEach((kin) => kin.classList.remove("is-kin"));
  }

  document.addEventListener("click", (event) => {
    // What a server puts into the boxes of findings is worked by the browser alone.
    if (event.target.closest(".own")) return;
    const opener = event.target.closest("[data-rule]");
    if (opener) return one(`#rule-${opener.dataset.rule}`).showModal();
    const link = event.target.closest(".ends a");
    const shown = event.target.closest(".finding");
    if (shown) {
      event.preventDefault();
      hide();
      const to = link ? all(".ends a", shown).indexOf(link) : 0;
      return select(Number(shown.id.slice(1)), to, "list");
    }
    const piece = event.target.closest("[data-f], [data-d]");
    if (!piece) return event.target.closest(".card, dialog, .side") ? undefined : hide();
    const findings = (piece.dataset.d || "").split(" ").filter(Boolean).map(Number);
    if (findings.length && !isNarrow()) hide();
    if (findings.length) {
      // A second click goes to the next end of the same finding, or to the next finding on the same words.
      const again = findings.indexOf(current);
      if (again < 0) {
        const here = endsOf(findings[0]).findIndex((mark) => mark.dataset.s === piece.dataset.s);
        select(findings[0], Math.max(here, 0), "text");
      } else if (endsOf(current).length > 1) {
        const here = endsOf(current).findIndex((mark) => mark.dataset.s === piece.dataset.s);
        select(current, (Math.max(here, 0) + 1) % endsOf(current).length, "next");
      } else {
        select(findings[(again + 1) % findings.length], 0, "text");
      }
      return;
    }
    pinned = piece;
    tell(piece);
  });

  document.addEventListener("mouseover", (event) => {
    if (pinned || isNarrow()) return;
    const piece = event.target.closest("[data-f]");
    if (piece) tell(piece);
    else if (!event.target.closest(".card")) hide();
  });

  document.addEventListener("focusin", (event) => {
    const piece = event.target.closest(".paper [data-f]");
    if (piece) tell(piece);
  });

  document.addEventListener("keydown", (event) => {
    if (event.target.closest("input, textarea, .own") || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") { hide(); return select(null); }
    if (event.key === "Enter" && event.target.matches("[data-f], [data-d], .finding")) return event.target.click();
    const step = { n: 1, j: 1, p: -1, k: -1 }[event.key];
    if (!step) return;
    const shown = all(".finding:not([hidden])").map((found) => Number(found.id.slice(1)));
    if (!shown.length) return;
    const at = shown.indexOf(current);
    select(shown[(at + step + shown.length) % shown.length]);
  });

  all(".filter button").forEach((button) => button.addEventListener("click", () => {
    const is = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", String(is));
    all(`.finding.${button.dataset.severity}`).forEach((found) => { found.hidden = !is; });
  }));

  // Notes wait behind their button where there is something graver.
  const notes = one('.filter [data-severity="note"]');
  if (notes && all(".filter button").length > 1) notes.click();

  const asked = /^#d(\d+)$/.exec(location.hash);
  if (asked && told.findings[asked[1]]) select(Number(asked[1]));
  document.documentElement.dataset.ready = "yes";
})();
