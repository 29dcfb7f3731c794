/* A refused cell of a lesson is no dead end: it goes again when its author leaves it, or presses the same sign once
   more, and by itself when what stood in its way has been saved: the attendance, or the pupil's other cell. */
"use strict";

(() => {
  const cellOf = (field) => field.closest && field.closest("td[hx-post]");
  const isRefused = (cell) => Boolean(cell && cell.querySelector(".refusal"));
  const send = (cell) => {
    const field = cell.querySelector("input:checked, input:not([type=hidden], [type=radio])");
    if (field && (field.value || field.type === "radio")) field.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const sendAll = (cells) => [...cells].filter(isRefused).forEach(send);

  document.addEventListener("focusout", ({ target, relatedTarget }) => {
    const cell = cellOf(target);
    if (isRefused(cell) && relatedTarget && !cell.contains(relatedTarget)) send(cell);
  });
  document.addEventListener("click", ({ target }) => {
    if (target.type === "radio" && isRefused(cellOf(target))) send(cellOf(target));
  });
  document.addEventListener("outbox:answer", ({ detail: { part, status } }) => {
    if (status !== 200 || !/^(roll|mark)-/.test(part)) return;
    setTimeout(() => { // the answer stands in its place by then
      const cell = document.getElementById(part);
      if (!cell) return;
      sendAll(cell.parentElement.querySelectorAll("td[hx-post]"));
      if (!part.startsWith("roll-")) return;
      const waiting = [...document.querySelectorAll("#roll td.mark")].filter((mark) => mark.querySelector("a[href^='#roll']"));
      sendAll(waiting);
    });
  });
})();
