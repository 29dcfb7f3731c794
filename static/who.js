/* Who wrote what stands in a cell of the journal, and when: told by a title. The first cell that the mouse rests on asks
   for the whole table, once; a table that came anew asks again. */
"use strict";

(() => {
  const place = document.querySelector("[data-who]");
  if (!place) return;
  const REST = 300; // ms
  let asked = {};
  let timer;
  const answer = (table) => {
    if (asked.table !== table) {
      const told = fetch(place.dataset.who, { redirect: "error" }).then((sent) => (sent.ok ? sent.json() : {})).catch(() => {
        asked = {};
        return {};
      });
      asked = { table, told };
    }
    return asked.told;
  };
  /* The lesson over a cell: heads of days are as wide as their lesson has columns. */
  const lessonOf = (table, cell) => {
    let left = cell.cellIndex;
    const day = [...table.tHead.rows[1].cells].find(({ colSpan }) => (left -= colSpan) <= 0);
    return day && day.firstChild.href.match(/\d+$/)[0];
  };
  const tell = async (table, cell) => {
    const told = await answer(table);
    const words = told[`${lessonOf(table, cell)}-${cell.parentElement.dataset.p}`];
    if (words) cell.title = words;
  };
  place.addEventListener("mouseover", (event) => {
    clearTimeout(timer);
    const cell = event.target.closest("#grid tbody td");
    if (cell && !cell.title && cell.textContent) timer = setTimeout(tell, REST, cell.closest("table"), cell);
  });
})();
