/* «Стопка тетрадей»: at least two letters of a surname and a mark, н, о or п, or the number in the roll, a space and the
   same: «ив5», «12 5». What is half typed writes nothing: «со» is no опоздание, «12» no mark. In any order of pupils. It fills the cell of the table and lets the cell save itself: there is no other way to the school. */
"use strict";

(() => {
  const LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`";
  const RUSSIAN = "йцукенгшщзхъфывапролджэячсмитьбюё";
  const ACTS = { н: ["Н", "нет в школе"], о: ["ОП", "опоздание"], п: ["", "присутствует"] };
  const [MOST_NAMED, LINES] = [10, 4]; // pupils left that are named and not only counted; lines of what was said
  const queue = []; // what waits for the answers before it: attendance comes before the mark
  const flying = new Set(); // requests on their way
  const jobs = new Map(); // id of a cell → what was typed for it last
  const said = new Map(); // id of a cell, or "" → the line about it
  let used = false;

  const fold = (text) => text.toLowerCase().replaceAll("ё", "е").replace(/[^а-я0-9]/g, "");
  const inRussian = (text) => [...text.toLowerCase()].map((sign) => RUSSIAN[LATIN.indexOf(sign)] || sign).join("");
  const column = () => document.querySelector("#pile [name=pile-column]").value;
  const fieldOf = (cell) => cell.querySelector("input:not([type=hidden])");
  const pupils = () => [...document.querySelectorAll("#roll tbody td.presence")].map((presence) => {
    const row = presence.closest("tr");
    const name = row.querySelector("th").firstChild.textContent.trim();
    const code = presence.querySelector(".code, input:checked + span");
    return {
      presence, name, number: row.cells[0].textContent.trim(), surname: name.split(" ")[0],
      absent: code && ["Н", "Б", "УП", "НП"].includes(code.textContent),
      cell: document.getElementById(presence.id.replace("roll", `mark-${column()}`)),
    };
  });

  const tell = (about, text) => {
    said.delete(about);
    show(text && said.set(about, text));
  };
  const show = () => {
    if (!document.getElementById("pile") || !(used || said.size)) return; // a mark typed in its cell does not wait for it
    document.getElementById("pile-said").textContent = [...said.values()].slice(-LINES).reverse().join("\n");
    const all = pupils();
    const named = (some) => some.map((pupil) =>
      (all.filter((other) => other.surname === pupil.surname).length > 1 ? pupil.name : pupil.surname)).join(", ");
    const absent = all.filter((one) => one.absent);
    const left = all.filter((one) => !one.absent && one.cell && one.cell.matches(".empty") &&
      (one.cell.querySelector(".refusal") || !fieldOf(one.cell).value));
    const names = left.length && left.length <= MOST_NAMED ? `: ${named(left)}` : "";
    document.getElementById("pile-left").textContent = used
      ? `Осталось ${left.length}${names}.${absent.length ? " Нет в школе: " + named(absent) + "." : ""}` : "";
  };

  const fill = (id, job) => {
    const cell = document.getElementById(id);
    const field = cell && ("code" in job
      ? [...cell.querySelectorAll("input[type=radio]")].find((radio) => radio.value === job.code) : fieldOf(cell));
    if (!field) tell(id, `${job.words}: клетки на странице уже нет, не записано`);
    else if ("code" in job) field.checked = true;
    else field.value = job.value;
    return field;
  };
  /* A cell is filled at once, so a form sent meanwhile has it, and is sent when what was before it is answered. */
  const pump = () => {
    if (flying.size || !queue.length) return;
    const [id, job] = queue.shift();
    const field = jobs.get(id) === job && fill(id, job);
    if (field) field.dispatchEvent(new Event("change", { bubbles: true }));
    pump();
  };
  const send = (id, job) => {
    jobs.set(id, job);
    tell(id, `${job.words}: сохраняется…`);
    queue.push([id, job]);
    fill(id, job);
    pump();
  };
  const mark = ({ cell, name }, value) => {
    if (!cell) return tell("", "Открытой колонки отметок здесь нет: запишутся только н, о и п.");
    const stands = cell.matches(".set") ? `уже выставлена отметка ${fieldOf(cell).value}` :
      cell.matches(".foreign") && "отметку сейчас вводит другой учитель";
    if (stands) return tell("", `${name}: ${stands}, «${value}» не отправлено.`);
    return send(cell.id, { value, words: `${value} — ${name}` });
  };
  const HOW = "две буквы фамилии или номер и пробел, затем";
  const read = (value) => {
    const text = inRussian(value).trim();
    const numbered = /^\d/.test(text);
    const [who, act] = [fold(text.slice(0, -1)), fold(text.slice(-1))];
    const whole = numbered ? /^\d+[\s-]+\S$/.test(text) : /^[а-я]{2,}$/.test(who);
    return { text: numbered ? text : who + act, who, act: whole && (/\d/.test(act) || act in ACTS) ? act : "" };
  };
  const take = (field) => {
    const { text, who, act } = read(field.value);
    const marked = "marks" in document.getElementById("pile").dataset;
    if (!act) {
      return tell("", marked ? `Введите ${HOW} отметку или н, о, п: «ив5», «ивн», «12 5».`
        : `Введите ${HOW} н, о или п: «ивн», «12 н».`);
    }
    if (/\d/.test(act) && !marked) return tell("", "Здесь вводят только н, о и п: цифровых отметок в этой группе нет.");
    const found = pupils().filter(({ number, name }) =>
      (/^\d+$/.test(who) ? number === who : fold(name).startsWith(who)));
    if (found.length !== 1) {
      field.value = text;
      field.setSelectionRange(found.length ? who.length : 0, found.length ? who.length : text.length);
      const list = found.map(({ number, name }) => `№ ${number} ${name}`).join(", ");
      return tell("", list ? `${list}: допишите букву или введите номер.` : `Нет ученика на «${who}».`);
    }
    field.value = "";
    tell("", "");
    if (!(act in ACTS)) return mark(found[0], act);
    const [code, words] = ACTS[act];
    return send(found[0].presence.id, { code, words: `${words} — ${found[0].name}` });
  };

  document.addEventListener("keydown", (event) => {
    used = used || event.target.id === "pile-text";
    if (event.target.id !== "pile-text" || event.key !== "Enter") return;
    event.preventDefault();
    take(event.target);
  });
  document.addEventListener("htmx:beforeSend", ({ detail }) => {
    if (detail.requestConfig.verb === "post") flying.add(detail.xhr);
  });
  document.addEventListener("htmx:afterRequest", ({ detail: { xhr } }) => {
    if (!flying.delete(xhr)) return;
    pump();
    show();
  });
  /* The line about a cell says what became of it, whoever has sent it: this page, the cell itself, another tab. What is
     still to be sent is not answered by what went before it. */
  const told = (part, how) => {
    const job = jobs.get(part);
    if (job && !queue.some(([id]) => id === part)) tell(part, job.words + how);
  };
  document.addEventListener("outbox:answer", ({ detail: { part, status, html, more } }) => {
    if (more) return;
    told(part, status === 200 ? "" : `: не записано. ${answers.refusal(status, html).sentence}`);
    if (status === 200 && !queue.some(([id]) => id === part)) jobs.delete(part); // what comes later is somebody else's
  });
  document.addEventListener("outbox:waiting", ({ detail: { part } }) => told(part, ": ждёт отправки"));
  document.addEventListener("change", ({ isTrusted, target }) => { // typed in the cell itself: it speaks for itself
    const cell = isTrusted && target.closest("td[hx-post]");
    if (cell && jobs.delete(cell.id)) tell(cell.id, "");
  });
  for (const event of ["htmx:afterSettle", "change"]) document.addEventListener(event, show);
  document.documentElement.classList.add("js");
  document.addEventListener("shelf:fails", () => document.documentElement.classList.remove("js")); // no part sends itself
})();
