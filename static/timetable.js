/* «Новое расписание»: a lesson is dragged to another cell, which sends the same form as the way without a mouse. While
   it is in the air every cell where it would clash says so: the page of the lesson that is taken up knows it. */
"use strict";

(() => {
  let lesson = "";
  const cellOf = (target) => (target instanceof Element ? target.closest("#week td[data-slot]") : null);
  const clear = () => {
    lesson = "";
    for (const cell of document.querySelectorAll("#week .over")) cell.classList.remove("over");
    for (const note of document.querySelectorAll("#week [data-dragged]")) note.remove();
  };
  /* What the server says of each cell while this lesson is taken up. */
  const mark = async (address, id) => {
    try {
      const answer = await fetch(address, { headers: { "HX-Request": "true" }, redirect: "error" });
      if (answer.status !== 200) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (lesson !== id) return;
      for (const note of page.querySelectorAll("td[data-slot] .busy")) {
        const cell = document.querySelector(`#week td[data-slot="${note.closest("td").dataset.slot}"]`);
        if (!cell || cell.querySelector("[data-dragged]")) continue;
        note.dataset.dragged = "";
        cell.append(document.adoptNode(note));
      }
    } catch { /* no line: the clash is told after the drop */ }
  };

  document.addEventListener("dragstart", (event) => {
    const card = event.target instanceof Element ? event.target.closest("a[data-lesson]") : null;
    if (!card) return;
    lesson = card.dataset.lesson;
    event.dataTransfer.setData("text/plain", lesson);
    event.dataTransfer.effectAllowed = "move";
    mark(card.href, lesson);
  });
  document.addEventListener("dragover", (event) => {
    const cell = lesson && cellOf(event.target);
    if (!cell) return;
    event.preventDefault();
    for (const other of document.querySelectorAll("#week .over")) if (other !== cell) other.classList.remove("over");
    cell.classList.add("over");
  });
  document.addEventListener("drop", (event) => {
    const cell = lesson && cellOf(event.target);
    if (!cell) return;
    event.preventDefault();
    const form = document.getElementById("carry");
    const moved = lesson;
    clear();
    if (cell.querySelector(`[data-lesson="${moved}"]`)) return;
    form.elements.lesson.value = moved;
    form.elements.to.value = cell.dataset.slot;
    form.requestSubmit();
  });
  document.addEventListener("dragend", clear);
})();
