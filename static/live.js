/* What is written elsewhere in what is open here, by a colleague or by the same teacher at another PC, appears within a
   quarter of a minute: a page says by data-live where to ask, and by data-seen as of which entry it is. The parts are
   put in place here, the grid that is being filled by entry.js; what is being typed stays, and its save tells of both. */
"use strict";

(() => {
  const PERIOD = 15000; // ms
  const page = document.querySelector("[data-live]");
  if (!page) return;
  let { seen } = page.dataset;
  let asking = false;

  const touched = (field) => (/radio|checkbox/.test(field.type)
    ? field.checked !== field.defaultChecked
    : field.value !== field.defaultValue);
  const idle = (part) => !part.contains(document.activeElement) && !part.querySelector(".refusal, .sending") &&
    ![...part.querySelectorAll("input:not([type=hidden]), textarea")].some(touched);
  const heads = (part) => part.querySelectorAll("thead th").length;

  const put = (old, fresh) => {
    const inside = old.contains(document.activeElement);
    old.replaceWith(fresh);
    htmx.process(fresh);
    const field = fresh.querySelector("input:not([type=hidden]), textarea");
    if (inside && field) field.focus();
  };
  /* A part that nobody works in is replaced; of the roll, when somebody does, the cells that are left alone. */
  const merge = (fresh) => {
    const old = document.getElementById(fresh.id);
    if (!old) return;
    if (idle(old)) put(old, fresh);
    else if (fresh.id === "roll" && heads(fresh) === heads(old)) {
      for (const cell of [...fresh.querySelectorAll("td[id]")]) merge(cell);
    }
  };
  /* A page left open overnight says so before anything is typed in it. */
  const tellDay = (day) => {
    if (!day || day === document.querySelector("[data-live]").dataset.day || document.getElementById("new-day")) return;
    const said = Object.assign(document.createElement("p"), { id: "new-day", className: "notice" });
    said.setAttribute("role", "status");
    const link = Object.assign(document.createElement("a"), { href: location.href, textContent: "Обновите её" });
    said.append("Страница открыта в другой день. ", link, ": что сохранено и что ждёт отправки, останется.");
    document.getElementById("main").prepend(said);
  };
  const ask = async () => {
    if (asking || document.hidden || !navigator.onLine) return;
    asking = true;
    try {
      const answer = await fetch(page.dataset.live, {
        headers: { "HX-Request": "true", "If-None-Match": seen }, cache: "no-store", redirect: "error",
      });
      tellDay(answer.headers.get("School-Day"));
      if (answer.status !== 200 && answer.status !== 304) return;
      seen = answer.headers.get("ETag") || seen;
      if (answer.status === 304) return;
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("changes");
      document.dispatchEvent(new CustomEvent("live:changes", { detail: fresh }));
    } catch { /* no line: the next question comes soon enough */ } finally { asking = false; }
  };
  document.addEventListener("live:changes", ({ detail: fresh }) => {
    const filled = document.getElementById("entry"); // then entry.js puts the grid in place, with what waits in it
    for (const part of [...fresh.children]) if (part.id !== "grid" || !filled) merge(document.adoptNode(part));
  });
  /* What another tab of the same person has sent, or was refused: the poll tells only of others. A part that shows the
     same values gives way even when it waits or is in use. */
  const typed = (part) => [...part.querySelectorAll("input:not([type=hidden]), textarea, select")]
    .map((field) => (/radio|checkbox/.test(field.type) ? field.checked : field.value)).join("\n");
  document.addEventListener("outbox:answer", ({ detail: { elsewhere, status, html } }) => {
    if (!elsewhere || (status !== 200 && status !== 422)) return;
    const template = document.createElement("template");
    template.innerHTML = html;
    for (const part of [...template.content.children]) {
      const old = document.getElementById(part.id);
      if (old && typed(old) === typed(part)) put(old, document.adoptNode(part));
      else if (status === 200) merge(document.adoptNode(part));
    }
    document.body.dispatchEvent(new Event("lesson-changed"));
  });
  setInterval(ask, PERIOD);
  document.addEventListener("visibilitychange", ask);
})();
