/* The grid of a journal page: where the focus stands, what is said of it under the table, how its cells are drawn.
   What is typed into them is the matter of entry.js. */
"use strict";

const grid = (() => {
  const here = document.getElementById("here");
  if (!here) return null;
  const notes = new Map(); // path → {state, words, refusal, number}: what became of what was typed in this window
  let spoken = null; // the cell that is spoken of; buttons under the table take the focus from it
  let table;
  let heads;
  let days;
  let rows;

  const index = () => {
    table = document.getElementById("grid");
    heads = [...table.tHead.rows[2].cells];
    days = [...table.tHead.rows[1].cells].flatMap((day) => Array(day.colSpan).fill(day));
    rows = new Map([...table.tBodies[0].rows].map((row) => [row.dataset.p, row]));
  };
  const headOf = (cell) => heads[cell.cellIndex - 1];
  const pupilOf = (cell) => cell.parentElement.dataset.p;
  const nameOf = (cell) => cell.parentElement.cells[0].childNodes[1].textContent.trim();
  const scaleOf = (cell) => cell.parentElement.dataset.g || table.dataset.entry; // a pupil may have an own one
  const titleOf = (cell) => (headOf(cell).querySelector("abbr") || { title: "" }).title;

  /* look: e in entry, f in entry by another, a absent, x not in the group that day. */
  const stands = (cell) => ({
    value: cell.firstChild && cell.firstChild.nodeType === Node.TEXT_NODE ? cell.firstChild.data.trim() : "",
    code: cell.querySelector("i") ? cell.querySelector("i").textContent : "",
    look: (cell.className.match(/\b[efax]\b/) || [""])[0],
    until: cell.dataset.u || "",
  });
  const draw = (cell, { value, code, look, until }) => {
    const signs = [...cell.querySelectorAll("s, u")];
    cell.replaceChildren(value);
    for (const sign of signs) cell.append(" ", sign);
    if (code) cell.append(" ", Object.assign(document.createElement("i"), { textContent: code }));
    cell.className = look;
    cell.dataset.u = until;
  };

  /* A cell has two addresses: of its mark and, in the first column of today's lesson, of its attendance. */
  const markPath = (cell) => `/lessons/${headOf(cell).dataset.l}/marks/${headOf(cell).dataset.k}/${pupilOf(cell)}`;
  const rollPath = (cell) => `/lessons/${headOf(cell).dataset.l}/roll/${pupilOf(cell)}`;
  const cellOf = (path) => {
    const [, lesson, kind, pupil] = path.match(/^\/lessons\/(\d+)\/(?:marks\/(\w+)|roll)\/(\d+)$/) || [];
    const place = heads.findIndex(
      ({ dataset }) => dataset.l === lesson && (kind ? dataset.k === kind : dataset.r));
    const row = rows.get(pupil);
    return row && place >= 0 ? row.cells[place + 1] : null;
  };
  const noteOf = (cell) => [markPath(cell), rollPath(cell)].map((path) => notes.get(path)).filter(Boolean)
    .sort((one, other) => other.number - one.number)[0];

  const words = (cell) => {
    const { value, code, look, until } = stands(cell);
    if (look === "x") return "в этот день не в группе";
    if (look === "f") return "отметку вводит другой учитель";
    const said = [];
    if (value) said.push(look === "e" ? `«${value}» в записи${until && " до " + until}` : `«${value}» выставлена`);
    for (const sign of cell.querySelectorAll("s, u")) said.push(`${sign.textContent} (${sign.title})`);
    if (code) said.push({ Н: "отсутствует (Н)", ОП: "опоздал (ОП)" }[code] || code);
    return said.join(", ") || (headOf(cell).dataset.l ? "пусто" : "пусто, графа закрыта");
  };
  /* The line under the table: whose cell this is, of which day, what stands in it or became of it. */
  const tell = (cell, complaint = "") => {
    const head = headOf(cell);
    const day = days[cell.cellIndex - 1];
    const note = noteOf(cell);
    const small = head.querySelector("small");
    const name = Object.assign(document.createElement("b"), { textContent: nameOf(cell) });
    const date = day.firstChild.getAttribute("aria-label").replace("Урок ", "");
    const title = titleOf(cell) ? `, ${titleOf(cell).toLowerCase()}` : "";
    here.replaceChildren(name, ` — ${date}${title}${small ? " (" + small.textContent + ")" : ""}: ${note ? note.words : words(cell)}`);
    if (note && note.refusal) {
      here.append(document.importNode(note.refusal, true));
      for (const link of here.querySelectorAll("a[href^='#']")) link.remove(); // it leads about the lesson page
    }
    if (complaint) here.append(Object.assign(document.createElement("b"), { className: "lost", textContent: ` ${complaint}` }));
    for (const marked of table.querySelectorAll(".here")) marked.classList.remove("here");
    for (const mark of [head, day, cell.parentElement.cells[0]]) mark.classList.add("here");
  };
  const paint = (cell) => {
    const { state } = noteOf(cell);
    cell.classList.remove("wait", "lost", "bad");
    if (state !== "done") cell.classList.add(state);
  };
  /* state: wait (on its way), lost (waits for the line), bad (refused), done. */
  const note = (cell, path, state, said, refusal) => {
    notes.set(path, { state, words: said, refusal, number: notes.size ? Math.max(...[...notes.values()].map((one) => one.number)) + 1 : 1 });
    paint(cell);
    if (cell === spoken) tell(cell);
  };
  const forgive = (cell) => {
    for (const path of [markPath(cell), rollPath(cell)]) if ((notes.get(path) || {}).state === "bad") notes.delete(path);
    cell.classList.remove("bad");
    tell(cell);
  };

  const focused = () => (table.contains(document.activeElement) ? document.activeElement.closest("td") : null);
  const go = (cell) => {
    if (!cell || cell.localName !== "td" || !headOf(cell)) return;
    cell.tabIndex = -1;
    cell.focus();
  };
  const step = (cell, down, right) => {
    const body = [...table.tBodies[0].rows];
    const row = body[body.indexOf(cell.parentElement) + down];
    if (row) go(row.cells[Math.min(Math.max(cell.cellIndex + right, 1), heads.length)]);
  };
  /* Today's column, else the first one that is still open. */
  const start = () => {
    const open = [heads.findIndex(({ dataset }) => dataset.r), heads.findIndex(({ dataset }) => dataset.k)];
    const place = open.find((found) => found >= 0);
    const [row] = table.tBodies[0].rows;
    if (!row || place === undefined || location.hash) return;
    let last = place; // its other works are seen too, not only the first
    while (heads[last + 1] && heads[last + 1].dataset.l) last += 1;
    row.cells[last + 1].scrollIntoView({ block: "nearest", inline: "nearest" });
    go(row.cells[place + 1]);
  };
  /* The table came anew: what is focused stays focused, though its column may stand elsewhere. */
  const replace = (fresh) => {
    const cell = focused();
    const { l, k } = cell ? headOf(cell).dataset : {};
    const place = cell && { pupil: pupilOf(cell), index: cell.cellIndex };
    table.replaceWith(document.adoptNode(fresh));
    index();
    spoken = null;
    for (const path of notes.keys()) if (cellOf(path)) paint(cellOf(path));
    if (!place || !rows.has(place.pupil)) return;
    const found = heads.findIndex(({ dataset }) => l && dataset.l === l && dataset.k === k);
    go(rows.get(place.pupil).cells[found >= 0 ? found + 1 : place.index]);
  };

  document.addEventListener("focusin", () => {
    const cell = focused();
    if (!cell) return;
    spoken = cell;
    tell(cell);
  });
  document.addEventListener("click", (event) => go(event.target.closest("#grid td")));
  index();
  return {
    stands, draw, headOf, pupilOf, nameOf, titleOf, markPath, rollPath, cellOf, words, tell, note, forgive,
    focused, go, step, start, replace, heads: () => heads, spoken: () => spoken, scaleOf,
  };
})();
