// Shows of the list what has all the words that are typed. Without it the list is whole.
"use strict";
const form = document.querySelector("form.search");
const field = form.querySelector("input");
const told = form.querySelector("output");
const items = [...document.querySelectorAll(".found li")].map((element) => ({
  element,
  words: element.textContent.toLowerCase().replace(/\s+/g, ""),
}));
const sections = [...document.querySelectorAll("section")];
const ways = [...document.querySelectorAll("a.along")];

function search() {
  const wanted = field.value.toLowerCase().split(/\s+/).filter(Boolean);
  let found = 0;
  for (const { element, words } of items) {
    const fits = wanted.every((word) => words.includes(word));
    element.hidden = !fits;
    found += fits;
  }
  for (const section of sections) {
    section.hidden = !section.querySelector("li:not([hidden])");
  }
  told.textContent = found ? told.dataset.many.replace("{count}", found) : told.dataset.none;
  const address = new URL(location.href);
  address.hash = wanted.length ? encodeURIComponent(field.value) : "";
  history.replaceState(null, "", address);
  for (const way of ways) {
    way.hash = address.hash;
  }
}

form.hidden = false;
form.addEventListener("submit", (event) => event.preventDefault());
field.addEventListener("input", search);
field.value = decodeURIComponent(location.hash.slice(1));
search();
document.documentElement.dataset.ready = "yes";
