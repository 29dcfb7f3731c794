/* The grid filled with the keys of a paper journal. Sending and sending again is the matter of outbox.js; the school
   answers with the cell of the lesson page, and each cell of the grid says truthfully what became of it. */
"use strict";

(() => {
  if (!grid) return;
  const panel = document.getElementById("entry");
  const stored = new WeakMap(); // cell → what the school has in it, while something else is shown
  const { stands, headOf, pupilOf } = grid;
  const AWAY = ["Н", "Б", "УП", "НП"];

  /* A browser that keeps nothing: a cell has no form of its own, the lesson has. */
  const refer = (cell) => {
    grid.tell(cell, "Не записано: этот браузер не хранит неотправленное.");
    const href = `/lessons/${headOf(cell).dataset.l}`;
    document.getElementById("here").append(" ", Object.assign(document.createElement("a"), { href, textContent: "Открыть урок" }));
  };
  const send = (cell, path, next, label, values, shown) => {
    if (!shelf.sound()) return refer(cell);
    if (!stored.has(cell)) stored.set(cell, stands(cell));
    grid.draw(cell, { ...stands(cell), ...next });
    grid.note(cell, path, "wait", `${label} отправляется…`);
    outbox.send({
      path, part: shown[0][0].split("=")[0], values: [["key", panel.dataset.key], ...values], shown,
      what: `${grid.titleOf(cell) || "Посещаемость"}: ${grid.nameOf(cell)}`,
      where: `${panel.dataset.where}, ${headOf(cell).dataset.d}`,
    });
  };
  const putMark = (cell, value) => {
    const part = `mark-${headOf(cell).dataset.k}-${pupilOf(cell)}`;
    const label = value ? `«${value}»` : "Отмена отметки";
    const next = { value, look: value ? "e" : "", until: "" };
    send(cell, grid.markPath(cell), next, label, [[`${part}-${cell.dataset.s || 0}`, value]], [[part, value]]);
  };
  const putCode = (cell, code) => {
    const pupil = pupilOf(cell);
    const label = code ? `«${code}»` : "Отмена пропуска";
    const next = { code, look: code === "Н" ? "a" : stands(cell).look.replace("a", "") };
    const values = [[`seen-${pupil}`, cell.dataset.e || 0], [`roll-${pupil}`, code]];
    send(cell, grid.rollPath(cell), next, label, values, [[`roll-${pupil}=${code}`, true]]);
  };
  const takeBack = (cell) => {
    const { value, code, look } = stands(cell);
    if (value && look === "e") return putMark(cell, "");
    if (code && headOf(cell).dataset.r) return putCode(cell, "");
    return grid.tell(cell, "Убрать можно свою отметку, пока она в записи, и пропуск сегодняшнего урока.");
  };
  const put = (cell, value) => {
    const { k: column, r: roll } = headOf(cell).dataset;
    if (stands(cell).look === "x") return grid.tell(cell);
    if (!value) return takeBack(cell);
    if (value === "Н" || value === "ОП") {
      return roll ? putCode(cell, value)
        : grid.tell(cell, "Посещаемость отмечают в первой графе сегодняшнего урока, за другой день — на странице урока.");
    }
    if (column) return putMark(cell, value);
    return grid.tell(cell, grid.scaleOf(cell) === "none" ? "Отметки здесь не выставляются."
      : "Графа закрыта (п.\u00a04.5.4 Положения): за устный ответ отметку ставят в день урока, за работу — до её срока.");
  };

  /* Letters are read in either layout: a break is too short to look which one is on. */
  const SCALES = {
    five: { 5: "5", 4: "4", 3: "3", 2: "2" }, pass: { з: "зач", p: "зач", "-": "незач" }, none: {},
  };
  const CODES = { н: "Н", y: "Н", о: "ОП", j: "ОП", Backspace: "", Delete: "" };
  const STEPS = {
    ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1], Enter: [1, 0],
    Home: [0, -1000], End: [0, 1000],
  };
  /* «4/5»: two marks of one work; the digit after the stroke joins the one that is still in entry. */
  const TWO = /^(dictation|retelling|composition)(_\d+)?$/;
  let joined = null;
  const join = (cell) => {
    const { value, look } = stands(cell);
    const may = TWO.test(headOf(cell).dataset.k) && look === "e" && /^[2-5]$/.test(value);
    joined = may ? cell : null;
    grid.tell(cell, may ? `«${value}/» — введите вторую отметку.` : "Вторую отметку через «/» ставят за диктант, изложение и сочинение, пока первая в записи.");
  };
  const taken = (key, cell) => {
    const scale = grid.scaleOf(cell);
    const marks = SCALES[scale];
    const second = joined === cell && marks[key];
    joined = null;
    if (key in STEPS) grid.step(cell, ...STEPS[key]);
    else if (second) put(cell, `${stands(cell).value}/${second}`);
    else if (key === "/" && scale === "five") join(cell);
    else if (key in marks) put(cell, marks[key]);
    else if (key in CODES) put(cell, CODES[key]);
    else if (key === "п" || key === "g") allPresent(cell);
    else if (key === "Escape") grid.forgive(cell);
    else if (/^[\da-zа-яё+-]$/.test(key)) grid.tell(cell, `«${key}» сюда не вводят: подсказка — клавиша «?».`);
    else return false;
    return true;
  };
  /* Ctrl+D and «Как выше»: the nearest mark above in the same column, and down to the next pupil; what stands is left alone. */
  const asAbove = (cell) => {
    let row = cell.parentElement.previousElementSibling;
    while (row && !stands(row.cells[cell.cellIndex]).value) row = row.previousElementSibling;
    if (!row) return grid.tell(cell, "Выше в этой графе отметок нет.");
    if (stands(cell).value) return grid.tell(cell, "Здесь отметка уже стоит.");
    put(cell, stands(row.cells[cell.cellIndex]).value);
    return grid.step(cell, 1, 0);
  };
  const restOf = (cell) => {
    const { k: column, l: lesson } = headOf(cell).dataset;
    if (column) location.assign(`/lessons/${lesson}/rest?column=${column}`);
    else grid.tell(cell, "Графа закрыта: остальным здесь отметку не поставить.");
  };
  const formOf = (lesson) => document.querySelector(`form[data-roll="${lesson}"]`);
  const allPresent = (cell) => {
    const { l: lesson } = headOf(cell).dataset;
    const form = formOf(lesson);
    if (form) return form.requestSubmit();
    const held = grid.heads().some(({ dataset }) => dataset.l === lesson && dataset.r === "held");
    return grid.tell(cell, held ? "Посещаемость этого урока уже отмечена."
      : "Посещаемость отмечают в графе сегодняшнего урока, за другой день — на странице урока.");
  };
  const tellRoll = (lesson, words) => {
    const form = formOf(lesson);
    if (form) form.querySelector("span").replaceChildren(words);
  };
  /* The buttons are those of the way in which the pupil of the cell is graded. */
  document.addEventListener("focusin", () => {
    const cell = grid.focused();
    if (!cell) return;
    const scale = grid.scaleOf(cell);
    for (const button of panel.querySelectorAll("[data-g]")) button.hidden = button.dataset.g !== scale;
    const many = panel.querySelector(".many");
    if (many) many.hidden = scale === "none";
  });
  document.addEventListener("keydown", (event) => {
    const cell = grid.focused();
    if (cell && event.ctrlKey && event.code === "KeyD" && !event.altKey && !event.shiftKey) {
      event.preventDefault();
      return asAbove(cell);
    }
    if (!cell || event.ctrlKey || event.altKey || event.metaKey) return undefined;
    if (taken(event.key.length === 1 ? event.key.toLowerCase() : event.key, cell)) event.preventDefault();
    return undefined;
  });
  panel.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    const cell = grid.spoken();
    if (button && cell && button.dataset.do) ({ above: asAbove, rest: restOf })[button.dataset.do](cell);
    else if (button && cell) put(cell, button.value);
  });
  document.addEventListener("submit", (event) => {
    const lesson = event.target.dataset.roll;
    if (!lesson || !shelf.sound()) return;
    event.preventDefault();
    tellRoll(lesson, "Посещаемость отправляется…");
    const values = [["key", panel.dataset.key], ["do", "roll"]];
    const { where } = panel.dataset;
    outbox.send({ path: `/lessons/${lesson}/roll`, part: "roll", values, shown: [], what: "Все присутствуют", where });
    if (outbox.waiting().some((entry) => entry.waited)) tellRoll(lesson, "Посещаемость ждёт отправки: нет связи");
  });

  /* The answer is the cell of the lesson page: what stands there, in which version, and why it was refused. */
  const read = (html) => new DOMParser().parseFromString(`<table><tbody><tr>${html}</tr></tbody></table>`, "text/html");
  const lessonOf = (path) => (path.match(/^\/lessons\/(\d+)\/roll$/) || [])[1];
  const held = (lesson) => {
    for (const form of document.querySelectorAll(`form[data-roll="${lesson}"]`)) form.remove();
    for (const { dataset } of grid.heads()) if (dataset.l === lesson && dataset.r) dataset.r = "held";
  };
  const answered = (cell, page) => {
    const before = stored.get(cell) || stands(cell);
    if (page.querySelector("td.presence")) {
      const [typed, other] = ["input:checked", ".code"].map((part) => page.querySelector(`td.presence ${part}`));
      const code = other ? other.textContent : typed ? typed.value : "";
      cell.dataset.e = page.querySelector("input[type=hidden]").value;
      held(headOf(cell).dataset.l);
      return { ...before, code, look: AWAY.includes(code) ? "a" : before.look.replace("a", "") };
    }
    const input = page.querySelector("td.mark input");
    const [, state] = page.querySelector("td").classList;
    [cell.dataset.s] = input.name.match(/\d+$/);
    const [, until] = page.querySelector("small").textContent.match(/до (\d+:\d+)/) || ["", ""];
    const look = { entry: "e", foreign: "f" }[state] || (AWAY.includes(before.code) ? "a" : "");
    return { ...before, value: state === "empty" || state === "foreign" ? "" : input.value, look, until };
  };
  const allAnswered = (lesson, status, page, sentence) => {
    if (status === 200) return held(lesson);
    return tellRoll(lesson, page.querySelector(".refusal") || `Посещаемость не записана. ${sentence}`);
  };
  document.addEventListener("outbox:answer", ({ detail: { path, status, html, more } }) => {
    const page = read(html);
    const { sentence } = answers.refusal(status, html);
    const lesson = lessonOf(path);
    if (lesson) return allAnswered(lesson, status, page, sentence);
    const cell = grid.cellOf(path);
    if (!cell) return undefined;
    const typed = path.includes("/marks/") ? stands(cell).value : stands(cell).code;
    const now = status === 200 ? answered(cell, page) : stored.get(cell) || stands(cell);
    if (more) return stored.set(cell, now);
    stored.delete(cell);
    grid.draw(cell, now);
    if (status === 200) {
      return grid.note(cell, path, "done", `${grid.words(cell)}. Сохранено в ${page.querySelector("td").dataset.at}`);
    }
    const refusal = page.querySelector(".refusal");
    return grid.note(cell, path, "bad", `«${typed}» не записано${refusal ? "" : ". " + sentence}`, refusal);
  });
  document.addEventListener("outbox:waiting", ({ detail: { path, status } }) => {
    const cell = grid.cellOf(path);
    const why = status === 401 ? "вход закончился, войдите в другой вкладке" : "нет связи";
    if (cell) grid.note(cell, path, "lost", `ждёт отправки: ${why}`);
    else if (lessonOf(path)) tellRoll(lessonOf(path), `Посещаемость ждёт отправки: ${why}`);
  });

  /* What waits stands in its cells again: after a reload, and when the table came anew. */
  const restore = () => {
    for (const { path, shown: [pair], lost } of outbox.pending("/lessons/")) {
      if (lessonOf(path)) tellRoll(lessonOf(path), lost ? "Посещаемость ждёт отправки: нет связи" : "Посещаемость отправляется…");
      const cell = grid.cellOf(path);
      if (!cell || !pair) continue;
      if (lost && pair[1] && pair[1] === stands(cell).value) { // it has arrived another way
        outbox.forget(path);
        grid.note(cell, path, "done", `${grid.words(cell)}. Сохранено`);
        continue;
      }
      if (!stored.has(cell)) stored.set(cell, stands(cell));
      const typed = path.includes("/marks/") ? { value: pair[1], look: "e" } : { code: pair[0].split("=")[1] };
      grid.draw(cell, { ...stands(cell), ...typed });
      grid.note(cell, path, lost ? "lost" : "wait", lost ? "ждёт отправки: нет связи" : "отправляется…");
    }
  };
  document.addEventListener("outbox:ready", restore);
  document.addEventListener("live:changes", ({ detail: fresh }) => {
    const table = fresh.querySelector("#grid");
    if (!table) return;
    grid.replace(table);
    restore();
  });

  panel.hidden = false;
  grid.start();
})();
