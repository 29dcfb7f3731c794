/* «Остальным»: one value for everybody whose cell of a column is empty, after a question how many they are; and Ctrl+D:
   what stands above. The value goes in one request, which waits for the line like any other. */
"use strict";

(() => {
  const WHO = (count) => (count % 10 === 1 && count % 100 !== 11 ? "ученику" : "ученикам");
  const field = (name) => document.querySelector(`#rest [name="rest-${name}"]`);
  const absent = (row) => ["Н", "Б", "УП", "НП"].includes((row.querySelector("td.presence .code, td.presence input:checked + span") || {}).textContent);
  const cellsOf = (column) => [...document.querySelectorAll(`#roll td.mark[id^="mark-${column}-"]`)].filter((cell) =>
    cell.matches(`.empty:not([data-g])[hx-post*="/marks/${column}/"]`) && !absent(cell.parentElement) &&
    !cell.querySelector("s, .sending, .refusal") && !cell.querySelector("input").value);

  /* Before htmx hears of it: a question is asked, and what was answered «нет» to is not sent. */
  document.addEventListener("click", (event) => {
    const button = event.target.closest("#rest button[hx-post]");
    if (!button || !shelf.sound()) return; // a browser that keeps nothing gets the page that shows whom
    const value = field("value").value;
    const cells = value ? cellsOf(field("column").value) : [];
    field("cells").value = cells.map((cell) => cell.querySelector("input").name.split("-").slice(-2).join("-")).join(",");
    const none = value ? "Пустых клеток у присутствующих в этой колонке нет." : "Выберите отметку.";
    if (cells.length ? confirm(`Поставить «${value}»: ${cells.length} ${WHO(cells.length)}?`) : alert(none)) return;
    event.preventDefault();
    event.stopPropagation();
  }, true);
  /* Each column has an address of its own: what waits for one is not taken for another. */
  document.addEventListener("htmx:configRequest", ({ detail }) => {
    if (detail.elt.closest("#rest") && detail.verb === "post") detail.path += `/${field("column").value}`;
  });

  /* Ctrl+D in a cell of marks: the nearest value above in the same column, and down to the next pupil. */
  document.addEventListener("keydown", (event) => {
    if (event.code !== "KeyD" || !event.ctrlKey || event.altKey || event.shiftKey || !event.target.matches) return;
    if (!event.target.matches("td.mark input")) return;
    event.preventDefault();
    const cell = event.target.closest("td");
    let row = cell.parentElement.previousElementSibling;
    const above = () => row && row.cells[cell.cellIndex].querySelector("input");
    while (row && !(above() && above().value)) row = row.previousElementSibling;
    if (!row || event.target.value) return;
    event.target.value = above().value;
    event.target.dispatchEvent(new Event("change", { bubbles: true }));
    event.target.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
  });
})();
