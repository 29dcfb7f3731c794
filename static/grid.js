/* The journal page, filled in its cells with the keys of a paper journal. Sending and sending again is the matter of
   outbox.js; the school answers with the cell of the lesson page, and each cell says truthfully what became of it. */
"use strict";

(() => {
  const panel = document.getElementById("entry");
  if (!panel) return;
  const here = document.getElementById("here");
  const notes = new Map(); // path → {state, words, refusal}: what became of what was typed in this window
  const stored = new WeakMap(); // cell → what the school has in it, while something else is shown
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
  const titleOf = (head) => (head.querySelector("abbr") || { title: "" }).title;
  const stands = (cell) => ({
    value: cell.firstChild && cell.firstChild.nodeType === 3 ? cell.firstChild.data.trim() : "",
    code: cell.querySelector("i") ? cell.querySelector("i").textContent : "",
    look: (cell.className.match(/\b[efax]\b/) || [""])[0],
    until: cell.dataset.u || "",
  });
  const draw = (cell, { value, code, look, until }) => {
    cell.replaceChildren(value);
    if (code) cell.append(" ", Object.assign(document.createElement("i"), { textContent: code }));
    cell.className = look;
    if (until) cell.dataset.u = until;
    else delete cell.dataset.u;
  };

  /* A cell has two addresses: of its mark and, in the first column of today's lesson, of its attendance. */
  const markPath = (cell) => `/lessons/${headOf(cell).dataset.l}/marks/${headOf(cell).dataset.k}/${pupilOf(cell)}`;
  const rollPath = (cell) => `/lessons/${headOf(cell).dataset.l}/roll/${pupilOf(cell)}`;
  const cellOf = (path) => {
    const [, lesson, kind, pupil] = path.match(/^\/lessons\/(\d+)\/(?:marks\/(\w+)|roll)\/(\d+)$/) || [];
    const place = heads.findIndex((head) => head.dataset.l === lesson && (kind ? head.dataset.k === kind : head.dataset.r));
    const row = rows.get(pupil);
    return row && place >= 0 ? row.cells[place + 1] : null;
  };
  const noteOf = (cell) => {
    const head = headOf(cell);
    if (!head.dataset.l) return undefined;
    return (head.dataset.r && notes.get(rollPath(cell))) || (head.dataset.k && notes.get(markPath(cell)));
  };

  /* The line under the table: whose cell this is, of which day, and what stands in it. */
  const words = (cell) => {
    const { value, code, look, until } = stands(cell);
    const open = headOf(cell).dataset.l;
    if (look === "x") return "в этот день не в группе";
    if (look === "f") return "отметку вводит другой учитель";
    const said = [];
    if (value) said.push(look === "e" ? `«${value}» в записи до ${until}` : `«${value}» выставлена`);
    if (code) said.push({ Н: "отсутствует (Н)", ОП: "опоздал (ОП)" }[code] || code);
    return said.join(", ") || (open ? "пусто" : "пусто, графа закрыта");
  };
  const tell = (cell) => {
    if (!cell || !headOf(cell)) return;
    const head = headOf(cell);
    const note = noteOf(cell);
    const day = days[cell.cellIndex - 1].firstChild.getAttribute("aria-label").replace("Урок ", "");
    const until = head.querySelector("small") ? ` (${head.querySelector("small").textContent})` : "";
    const name = Object.assign(document.createElement("b"), { textContent: nameOf(cell) });
    const title = titleOf(head) ? `, ${titleOf(head).toLowerCase()}` : "";
    here.replaceChildren(name, ` — ${day}${title}${until}: ${note ? note.words : words(cell)}`);
    if (note && note.refusal) here.append(document.importNode(note.refusal, true));
    for (const marked of table.querySelectorAll(".here")) marked.classList.remove("here");
    for (const mark of [head, days[cell.cellIndex - 1], cell.parentElement.cells[0]]) mark.classList.add("here");
  };
  const focused = () => (table.contains(document.activeElement) ? document.activeElement.closest("td") : null);
  const note = (cell, path, state, said, refusal) => {
    notes.set(path, { state, words: said, refusal });
    cell.classList.remove("wait", "lost", "no");
    if (state !== "done") cell.classList.add(state);
    if (cell === last) tell(cell);
  };
  const refuse = (cell, said) => {
    tell(cell);
    here.append(Object.assign(document.createElement("b"), { className: "lost", textContent: ` ${said}` }));
  };

  let last = null; // the cell that is spoken of; buttons of the panel take the focus from it
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

  const expect = (cell, path, next, label, values, shown) => {
    if (!stored.has(cell)) stored.set(cell, stands(cell));
    draw(cell, { ...stands(cell), ...next });
    note(cell, path, "wait", `${label} отправляется…`);
    outbox.send({
      path, part: shown[0][0].split("=")[0], values: [["key", panel.dataset.key], ...values], shown,
      what: `${titleOf(headOf(cell)) || "Посещаемость"}: ${nameOf(cell)}`,
      where: `${panel.dataset.where}, ${headOf(cell).dataset.d}`,
    });
  };
  const putMark = (cell, value) => {
    const part = `mark-${headOf(cell).dataset.k}-${pupilOf(cell)}`;
    const next = { value, look: value ? "e" : "", until: "" };
    expect(cell, markPath(cell), next, value ? `«${value}»` : "Отмена отметки",
      [[`${part}-${cell.dataset.s || 0}`, value]], [[part, value]]);
  };
  const putCode = (cell, code) => {
    const pupil = pupilOf(cell);
    const look = code === "Н" ? "a" : stands(cell).value ? stands(cell).look : "";
    expect(cell, rollPath(cell), { code, look }, code ? `«${code}»` : "Отмена пропуска",
      [[`seen-${pupil}`, cell.dataset.e || 0], [`roll-${pupil}`, code]], [[`roll-${pupil}=${code}`, true]]);
  };
  const takeBack = (cell) => {
    const { value, code, look } = stands(cell);
    if (value && look === "e") return putMark(cell, "");
    if (code && headOf(cell).dataset.r) return putCode(cell, "");
    return refuse(cell, "Убрать можно свою отметку, пока она в записи, и пропуск сегодняшнего урока.");
  };
  const put = (cell, value) => {
    const head = headOf(cell);
    if (stands(cell).look === "x") return tell(cell);
    if (!value) return takeBack(cell);
    if (value === "Н" || value === "ОП") {
      if (head.dataset.r) return putCode(cell, value);
      return refuse(cell, "Посещаемость отмечают в первой графе сегодняшнего урока; за другой день — на странице урока.");
    }
    if (head.dataset.k) return putMark(cell, value);
    return refuse(cell, table.dataset.entry === "none" ? "В этой группе отметки не выставляются."
      : "Графа закрыта (п. 4.5.4 Положения): за устный ответ отметку ставят в день урока, за работу — до её срока.");
  };

  /* Letters are read in either layout: a lesson is too short to look which one is on. */
  const LETTERS = { н: "Н", y: "Н", о: "ОП", j: "ОП", Backspace: "", Delete: "" };
  const MARKS = table_scale();
  function table_scale() {
    const scale = document.getElementById("grid").dataset.entry;
    if (scale === "five") return { 5: "5", 4: "4", 3: "3", 2: "2" };
    return scale === "pass" ? { з: "зач", p: "зач", "-": "незач" } : {};
  }
  const ARROWS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1], Enter: [1, 0],
    Home: [0, -1e4], End: [0, 1e4] };
  const onKey = (event, cell) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return false;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (key in ARROWS) step(cell, ...ARROWS[key]);
    else if (key in MARKS) put(cell, MARKS[key]);
    else if (key in LETTERS) put(cell, LETTERS[key]);
    else if (key === "п" || key === "g") allPresent();
    else if (key === "Escape") forgive(cell);
    else if (/^[\da-zа-яё+]$/.test(key)) refuse(cell, `Здесь вводят ${[...new Set(Object.values(MARKS)), "Н", "ОП"].join(", ")}.`);
    else return false;
    return true;
  };
  const forgive = (cell) => {
    for (const path of [markPath(cell), rollPath(cell)]) if ((notes.get(path) || {}).state === "no") notes.delete(path);
    cell.classList.remove("no");
    tell(cell);
  };
  const allPresent = () => {
    const form = document.querySelector("form[data-roll]");
    if (form) form.requestSubmit();
  };

  document.addEventListener("keydown", (event) => {
    const cell = focused();
    if (cell && onKey(event, cell)) event.preventDefault();
  });
  document.addEventListener("focusin", () => {
    const cell = focused();
    if (cell) last = cell;
    if (cell) tell(cell);
  });
  document.addEventListener("click", (event) => {
    const cell = event.target.closest("#grid td");
    if (cell) return go(cell);
    const button = event.target.closest("#entry button");
    if (button && last) {
      put(last, button.value);
      if (matchMedia("(hover: hover)").matches) go(last);
    }
    return undefined;
  });
  document.addEventListener("submit", (event) => {
    const lesson = event.target.dataset.roll;
    if (!lesson) return;
    event.preventDefault();
    outbox.send({
      path: `/lessons/${lesson}/roll`, part: "roll", values: [["key", panel.dataset.key], ["do", "roll"]], shown: [],
      what: "Все присутствуют", where: panel.dataset.where,
    });
    event.target.querySelector("span").textContent = "Посещаемость отправляется…";
  });

  /* The school's answer is the cell of the lesson page: what stands there, in which version, and why it was refused. */
  const read = (html) => new DOMParser().parseFromString(`<table><tbody><tr>${html}</tr></tbody></table>`, "text/html");
  const held = (lesson) => {
    for (const form of document.querySelectorAll(`form[data-roll="${lesson}"]`)) form.remove();
    for (const head of heads) if (head.dataset.l === lesson && head.dataset.r) head.dataset.r = "held";
  };
  const answered = (cell, path, page) => {
    const input = page.querySelector("td.mark input");
    const code = page.querySelector("td.presence input:checked");
    const before = stored.get(cell) || stands(cell);
    if (code) {
      cell.dataset.e = page.querySelector("input[type=hidden]").value;
      held(path.split("/")[2]);
      return { ...before, code: code.value, look: code.value === "Н" ? "a" : before.look.replace("a", "") };
    }
    const state = page.querySelector("td").className;
    cell.dataset.s = input.name.match(/\d+$/)[0];
    const until = (page.querySelector("small").textContent.match(/до (\d+:\d+)/) || ["", ""])[1];
    const look = { entry: "e", foreign: "f" }[state.split(" ").pop()] || (before.code === "Н" ? "a" : "");
    return { ...before, value: /empty|foreign/.test(state) ? "" : input.value, look, until };
  };
  document.addEventListener("outbox:answer", ({ detail: { path, status, html, more } }) => {
    const page = read(html);
    const refusal = page.querySelector(".refusal");
    const [, lesson] = path.match(/^\/lessons\/(\d+)\/roll$/) || [];
    if (lesson) return status === 200 ? held(lesson) : here.replaceChildren(refusal || "Посещаемость не записана.");
    const cell = cellOf(path);
    if (!cell) return undefined;
    const typed = stands(cell);
    const now = status === 200 ? answered(cell, path, page) : stored.get(cell) || typed;
    if (more) return stored.set(cell, now);
    stored.delete(cell);
    draw(cell, now);
    const value = path.includes("/marks/") ? typed.value : typed.code;
    if (status === 200) return note(cell, path, "done", `${words(cell)}. Сохранено в ${page.querySelector("td").dataset.at}`);
    return note(cell, path, "no", `«${value}» не записано${refusal ? "" : ": нет права"}`, refusal);
  });
  document.addEventListener("outbox:waiting", ({ detail: { path, status } }) => {
    const cell = cellOf(path);
    if (cell) note(cell, path, "lost", `ждёт отправки: ${status === 401 ? "вход закончился, войдите в другой вкладке" : "нет связи"}`);
  });

  /* What waits stands in its cells again: after a reload, and when the table came anew. */
  const restore = () => {
    for (const { path, shown, lost } of outbox.pending("/lessons/")) {
      const cell = cellOf(path);
      if (!cell) continue;
      const [[field, value]] = shown;
      if (!stored.has(cell)) stored.set(cell, stands(cell));
      draw(cell, { ...stands(cell), ...(path.includes("/marks/") ? { value, look: "e" } : { code: field.split("=")[1] }) });
      note(cell, path, lost ? "lost" : "wait", lost ? "ждёт отправки: нет связи" : "отправляется…");
    }
  };
  document.addEventListener("outbox:ready", restore);
  document.addEventListener("live:changes", ({ detail: fresh }) => {
    const grid = fresh.querySelector("#grid");
    if (!grid) return;
    const cell = focused();
    const place = cell && [pupilOf(cell), headOf(cell).dataset.l, headOf(cell).dataset.k, cell.cellIndex];
    table.replaceWith(document.adoptNode(grid));
    index();
    restore();
    last = null;
    if (!place || !rows.has(place[0])) return;
    const found = heads.findIndex((head) => place[1] && head.dataset.l === place[1] && head.dataset.k === place[2]);
    go(rows.get(place[0]).cells[found >= 0 ? found + 1 : place[3]]);
  });

  index();
  panel.hidden = false;
  const today = heads.findIndex((head) => head.dataset.r);
  const first = today >= 0 ? today : heads.findIndex((head) => head.dataset.k);
  const [row] = table.tBodies[0].rows;
  if (row && first >= 0 && !location.hash) go(row.cells[first + 1]);
})();
