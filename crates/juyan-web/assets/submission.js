"use strict";
// Saves a cell as it is written, and says what there is to say of it. Without this the button below saves all of them.
document.querySelectorAll("form.submission").forEach((form) => {
  const kept = form.querySelector(".kept");
  if (!kept) return;
  const csrf = form.querySelector("[name=csrf]").value;
  const waiting = new Map();
  const tell = (text, wrong) => { kept.textContent = text; kept.classList.toggle("mend", wrong); };
  let line = Promise.resolve();
  const send = async (row) => {
    const value = (letter) => row.querySelector(`input[name^="${letter}"]`);
    const body = new URLSearchParams({ csrf, key: row.dataset.key, value: value("v").value, explanation: value("e").value, times: row.dataset.times });
    try {
      const answer = await fetch(form.dataset.cell, { method: "POST", body, redirect: "error" });
      if (!answer.ok) {
        const page = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector(".problem p");
        return tell(page ? page.textContent : form.dataset.unsaved, true);
      }
      const told = await answer.json();
      row.dataset.times = told.times;
      value("t").value = told.times;
      row.classList.toggle("changed", told.is_changed);
      row.querySelector(".found").replaceChildren(...told.findings.map(([kind, text]) => {
        const line = document.createElement("small");
        line.className = `block ${kind}`;
        line.textContent = text;
        return line;
      }));
      tell(form.dataset.saved, false);
    } catch {
      tell(form.dataset.unsaved, true);
    }
  };
  // One after the other: of two that overtake each other the older would be taken for somebody else's.
  const later = (row, wait) => {
    clearTimeout(waiting.get(row));
    waiting.set(row, setTimeout(() => { waiting.delete(row); line = line.then(() => send(row)); }, wait));
  };
  form.addEventListener("input", (event) => later(event.target.closest("tr"), 300));
  form.addEventListener("change", (event) => later(event.target.closest("tr"), 0));
  let sent = false;
  form.addEventListener("submit", (event) => {
    if (sent) return;
    // What is being saved has to be, before all of it is sent with how often it was.
    event.preventDefault();
    const button = event.submitter;
    waiting.forEach((timer) => clearTimeout(timer));
    const rows = [...waiting.keys()];
    waiting.clear();
    rows.forEach((row) => { line = line.then(() => send(row)); });
    line.then(() => { sent = true; form.requestSubmit(button); });
  });
  addEventListener("pageshow", () => { sent = false; });
});
