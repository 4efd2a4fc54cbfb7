"use strict";
// Says that files are too large before they are sent, and that work goes on. Without this the server says the first, later.
document.querySelectorAll("form.bring").forEach((form) => {
  const told = form.querySelector(".wrong");
  const length = () => [...form.querySelectorAll("input[type=file]")].flatMap((input) => [...input.files]).reduce((sum, file) => sum + file.size, 0);
  const isLarge = () => {
    const large = length() > Number(form.dataset.most) - 65536;
    told.textContent = large ? form.dataset.large : "";
    told.hidden = !large;
    return large;
  };
  form.addEventListener("change", isLarge);
  form.addEventListener("submit", (event) => {
    if (isLarge()) return event.preventDefault();
    form.querySelector("button").disabled = true;
  });
  // Who comes back finds the button as it was.
  addEventListener("pageshow", () => { form.querySelector("button").disabled = false; });
});
