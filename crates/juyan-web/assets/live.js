// Tells who looks at a page that the ledger changed since. What somebody typed is never taken from him: then the page stays as it is,
// and what he sends is held against what the others did.
"use strict";
(function () {
  var body = document.body, own = Number(body.dataset.head), main = document.getElementById("main");
  if (!own || !main || !window.EventSource) { return; }
  var source = null, typed = false;
  main.addEventListener("input", function () { typed = true; });

  function note(count) {
    var bar = document.getElementById("live");
    if (!bar) {
      bar = document.createElement("p");
      bar.id = "live";
      bar.setAttribute("role", "status");
      body.appendChild(bar);
    }
    var words = (typed ? body.dataset.kept : body.dataset.changed).replace("{count}", count);
    bar.textContent = words + " ";
    if (!typed) {
      var again = document.createElement("button");
      again.textContent = body.dataset.again;
      again.addEventListener("click", function () { location.reload(); });
      bar.appendChild(again);
    }
  }

  function refresh(head) {
    fetch(location.href, { credentials: "same-origin" }).then(function (reply) {
      return reply.ok && !reply.redirected ? reply.text() : null;
    }).then(function (text) {
      var page = text && new DOMParser().parseFromString(text, "text/html").getElementById("main");
      if (!page || typed) { return; }
      main.replaceChildren.apply(main, Array.prototype.slice.call(page.childNodes));
      document.dispatchEvent(new Event("juyan-fresh"));
      own = head;
    });
  }

  function listen() {
    if (source || document.hidden) { return; }
    source = new EventSource("/events");
    source.addEventListener("message", function (event) {
      var head = Number(event.data);
      if (!(head > own)) { return; }
      if (body.dataset.live === "parts" && !typed) { refresh(head); } else { note(head - own); }
    });
  }

  document.addEventListener("visibilitychange", function () {
    if (document.hidden && source) { source.close(); source = null; }
    listen();
  });
  listen();
})();
