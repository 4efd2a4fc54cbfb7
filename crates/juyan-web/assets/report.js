"use strict";
// Says while somebody writes what the words come to and what is found in them, and puts facts in where the cursor is. Without this the
// buttons of the form do it.
document.querySelectorAll("form.pen").forEach((form) => {
  const text = form.querySelector("textarea"), search = form.querySelector("[name=q]"), shown = document.getElementById("comes-to");
  const csrf = form.querySelector("[name=csrf]").value;
  let waiting = 0, asked = 0;
  const look = async () => {
    const own = ++asked;
    const body = new URLSearchParams({ csrf, text: text.value, q: search.value });
    try {
      const answer = await fetch(form.dataset.look, { method: "POST", body, redirect: "error" });
      // What was asked later is newer, whichever comes first.
      if (own !== asked) return;
      if (!answer.ok) throw new Error();
      const told = await answer.json();
      if (own !== asked) return;
      shown.innerHTML = told.comes_to;
      form.querySelector(".hits").outerHTML = told.hits;
    } catch {
      if (own === asked) shown.textContent = form.dataset.unread;
    }
  };
  form.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(look, 300); });
  search.addEventListener("keydown", (event) => { if (event.key === "Enter") { event.preventDefault(); look(); } });
  let changed = false;
  text.addEventListener("input", () => { changed = true; });
  form.addEventListener("click", (event) => {
    const button = event.target.closest("button[name=put]");
    if (!button) return;
    event.preventDefault();
    text.setRangeText(button.value, text.selectionStart, text.selectionEnd, "end");
    text.focus();
    changed = true;
    look();
  });
  form.addEventListener("submit", () => { changed = false; });
  addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });
});
