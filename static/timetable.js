/* «Новое расписание»: a lesson is dragged to another cell, which sends the same form as the way without a mouse. While
   it is in the air every cell where it would clash says so in a line under its lessons, and the one below the pointer
   says it in full at the edge of the window: the page of the lesson that is taken up knows it. */
"use strict";

(() => {
  let lesson = "";
  const cellOf = (target) => (target instanceof Element ? target.closest("#week td[data-slot]") : null);
  const told = () => document.getElementById("carried");
  const clear = () => {
    lesson = "";
    for (const cell of document.querySelectorAll("#week .over")) cell.classList.remove("over");
    for (const note of document.querySelectorAll("#week [data-dragged]")) note.remove();
    if (told()) told().hidden = true;
  };
  /* All that is wrong with the cell below the pointer, at that edge of the window where the cell is not. */
  const tell = () => {
    const note = document.querySelector("#week .over [data-dragged]");
    if (!told()) return;
    told().textContent = note ? note.dataset.dragged : "";
    told().hidden = !note;
    if (note) told().classList.toggle("above", note.getBoundingClientRect().top > window.innerHeight / 2);
  };
  /* What the server says of each cell while this lesson is taken up. */
  const mark = async (address, id) => {
    try {
      const answer = await fetch(address, { headers: { "HX-Request": "true" }, redirect: "error" });
      if (answer.status !== 200) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (lesson !== id) return;
      for (const there of page.querySelectorAll("td[data-slot]")) {
        const reasons = [...there.querySelectorAll(".busy")].map((one) => one.textContent.replace(/^! /, ""));
        const cell = document.querySelector(`#week td[data-slot="${there.dataset.slot}"]`);
        if (!reasons.length || !cell || cell.querySelector("[data-dragged]")) continue;
        const note = document.createElement("small");
        note.className = "busy";
        note.dataset.dragged = reasons.join(" · ");
        note.textContent = `! ${reasons.map((one) => one.split(":")[0]).join(", ")}`;
        cell.append(note);
      }
      tell();
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
    if (cell.classList.contains("over")) return;
    cell.classList.add("over");
    tell();
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
