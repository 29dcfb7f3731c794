/* One place at the top of any page tells what waits, what came too late and goes to the deputy as one request, what was
   refused where nobody saw it, and when this browser keeps nothing. Here is the sign-out, too, which wipes all. */
"use strict";

(() => {
  const { person } = shelf;
  const MOST = 500; // tickets of one request
  const PAUSE = 5000; // ms between tries
  const late = new Map(); // ticket → what came too late, or what became of it: {html}
  const taken = new Map(); // ticket → whether the deputy has it; its button is of no use any more
  let passing = false;
  let most = MOST;
  let down = false;
  let signedOut = false;

  const element = (name, text, more = {}) => Object.assign(document.createElement(name), { textContent: text, ...more });
  const button = (text, act) => {
    const made = element("button", text, { type: "button" });
    made.addEventListener("click", act);
    return made;
  };
  const records = (of) => [...late.values()].filter((record) => Boolean(record.html) === of);
  const put = (record) => {
    late.set(record.ticket, record);
    shelf.put("late", record);
  };
  const drop = (...tickets) => {
    for (const ticket of tickets) late.delete(ticket);
    shelf.remove("late", ...tickets).then(() => shelf.say("changed", {}));
    redraw();
  };

  const valueOf = (entry) => entry.values.filter(([name]) => !/^key$|^do$|seen/.test(name)).map(([, text]) => text)
    .filter(Boolean).join(", ");
  const waits = () => {
    const count = outbox.waiting().filter((entry) => entry.waited).length;
    if (!count) return [];
    if (signedOut) {
      const said = element("p", `Ждут отправки: ${count}. Вход закончился: `);
      said.append(element("a", "войдите в новой вкладке", { href: "/sign-in", target: "_blank", rel: "noopener" }));
      said.append(", и они отправятся сами.");
      return [said];
    }
    return [element("p", down ? `Ждут отправки: ${count}. Отправятся сами, когда появится связь; можно продолжать.`
      : `Отправляется введённое раньше, осталось ${count}.`)];
  };
  const comesLate = () => {
    const count = records(false).length;
    return count ? [element("p", `Пришло поздно и не записано: ${count}. Будет передано обращением заместителю.`)] : [];
  };
  const handedOver = () => records(true).map(({ ticket, html }) => {
    const said = element("p", "");
    said.append(...document.importNode(answers.read(html).getElementById("kept"), true).childNodes, " ");
    said.append(button("Скрыть", () => drop(ticket)));
    return said;
  });
  /* Refusals of one reason together: a queue of five hundred must not become five hundred notices. */
  const refused = () => {
    const reasons = new Map();
    for (const entry of outbox.refused()) reasons.set(entry.refused, [...(reasons.get(entry.refused) || []), entry]);
    return [...reasons].map(([reason, entries]) => {
      const box = element("div", "");
      box.append(element("p", `Не записано: ${entries.length}. ${reason}`));
      const list = element("ul", "");
      for (const entry of entries) {
        list.append(element("li", `${entry.where}; ${[entry.what, valueOf(entry)].filter(Boolean).join(": ")}`));
      }
      const fold = element("details", "", { open: entries.length < 6 });
      fold.append(element("summary", "Что именно"), list);
      box.append(fold, button("Прочитано, убрать", () => {
        for (const entry of entries) outbox.forget(entry.path);
        shelf.say("changed", {});
        show();
      }));
      return box;
    });
  };
  const slipsLeft = () => slips.all().map(({ name: [, href], where, sent, refused }) => {
    const state = refused ? `записан не весь. ${refused}` : sent ? "ждёт отправки:" : "набран и не записан:";
    const said = element("p", `Листок «${where}» ${state} `);
    said.append(element("a", "открыть", { href }), " ", refused ? button("Убрать", () => slips.drop(href)) : "");
    return said;
  });
  const keepsNothing = () => {
    if (shelf.sound() || !person) return [];
    const there = (selector) => document.querySelector(selector);
    const how = [
      there("#lesson .finish") && "Урок сохраняет кнопка «Сохранить урок»: до неё ничего не отправляется.",
      there("#entry") && "Отметки ставьте на странице урока: нажмите на его число в шапке таблицы.",
      outbox.waiting().length && "Ждущее отправки есть только на этой странице: не закрывайте и не обновляйте её.",
    ].filter(Boolean);
    const why = "Этот браузер не хранит неотправленное (приватное окно или нет места на диске).";
    return how.length ? [element("p", [why, ...how].join(" "))] : [];
  };

  const show = () => {
    const lines = [...waits(), ...comesLate(), ...handedOver(), ...refused(), ...slipsLeft(), ...keepsNothing()];
    let box = document.getElementById("unsent");
    if (!lines.length) return box && box.remove();
    if (!box) {
      box = element("section", "", { id: "unsent", className: "notice" });
      box.setAttribute("role", "status");
      box.setAttribute("aria-label", "Неотправленное");
      document.getElementById("main").prepend(box);
    }
    return box.replaceChildren(...lines);
  };
  /* Drawn once a frame at most: hundreds of answers come in a row. */
  let asked = false;
  const redraw = () => {
    if (asked) return;
    asked = true;
    setTimeout(() => {
      asked = false;
      for (const one of document.querySelectorAll("button[name=request]")) {
        if (!taken.has(one.value)) continue;
        const said = element("p", "", { className: "way" });
        said.dataset.ticket = one.value;
        one.replaceWith(said);
      }
      for (const said of document.querySelectorAll("[data-ticket]")) {
        said.textContent = `${taken.get(said.dataset.ticket) ? "Передано" : "Передаётся"} обращением заместителю.`;
      }
      show();
    }, 50);
  };

  /* What came too late goes as one request when nothing else waits. */
  const pass = async () => {
    const sent = records(false).slice(0, most);
    if (!sent.length || passing || outbox.waiting().length) return;
    passing = true;
    const turn = await shelf.claim("request");
    const answered = turn && await hand(sent);
    if (turn) turn();
    passing = false;
    redraw();
    if (records(false).length) setTimeout(pass, answered ? 0 : PAUSE);
  };
  /* Whether the school has answered. What it does not take together goes by halves, until what is wrong stands alone. */
  const hand = async (sent) => {
    const fields = sent.flatMap(({ ticket, at }) => [["request", ticket], ["typed", at]]);
    const body = new URLSearchParams([["key", `late~${person}`], ...fields]);
    try {
      const answer = await fetch("/requests", { method: "POST", headers: { "HX-Request": "true" }, body });
      if (answer.status === 401 || answer.status >= 500) return false;
      const html = await answer.text();
      const halve = [413, 422].includes(answer.status) && sent.length > 1;
      if (!halve) told(sent, answer.status, html);
      most = halve ? Math.ceil(sent.length / 2) : Math.min(MOST, 2 * most);
      return true;
    } catch { return false; /* no line: tried again */ }
  };
  const told = (sent, status, html) => {
    const kept = answers.read(html).getElementById("kept");
    const list = sent.map(({ where, what }) => `${where}; ${what}`).join(". ");
    const said = element("p", `Пришло поздно и не записано. ${answers.refusal(status, html).sentence} ${list}`, { id: "kept" });
    put({ person, session: shelf.session(), ticket: `told ${sent[0].ticket}`, html: (kept || said).outerHTML });
    const tickets = sent.map(({ ticket }) => ticket);
    for (const ticket of tickets) if (kept) taken.set(ticket, true);
    drop(...tickets);
  };
  /* A reload may come before what was refused is off the shelf: then it goes once more, and gets one more ticket. */
  const add = (ticket, { path, at, what, where, values }) => {
    const twice = records(false).filter((one) => at && one.path === path && one.at === at);
    taken.set(ticket, false);
    const said = [what, valueOf({ values })].filter(Boolean).join(": ");
    put({ person, session: shelf.session(), ticket, path, at, what: said, where });
    if (twice.length) drop(...twice.map((one) => one.ticket));
    else redraw();
  };
  document.addEventListener("outbox:late", ({ detail: { ticket, entry } }) => add(ticket, entry));
  document.addEventListener("click", (event) => {
    const pressed = event.target.closest("button[name=request]");
    if (!pressed || !person) return;
    event.preventDefault();
    pressed.disabled = true; // it is drawn anew in a moment
    const cell = pressed.closest("[aria-label], td, section");
    const field = cell && (cell.querySelector("[aria-label]") || cell);
    const what = field ? field.getAttribute("aria-label") || "" : "";
    add(pressed.value, { path: "", at: "", what, where: document.title.split(" — ")[0], values: [] });
    pass();
  });

  const load = async () => {
    const known = [...late.keys()]; // what comes late meanwhile stays
    const kept = await shelf.all("late");
    if (kept) for (const ticket of known) late.delete(ticket);
    for (const record of kept || []) late.set(record.ticket, record);
    redraw();
  };
  document.addEventListener("outbox:ready", () => load().then(pass));
  document.addEventListener("outbox:drained", pass);
  document.addEventListener("outbox:waiting", ({ detail: { status } }) => { [down, signedOut] = [true, status === 401]; });
  document.addEventListener("outbox:answer", () => { [down, signedOut] = [false, false]; });
  for (const name of ["outbox:change", "slips:change", "shelf:fails", "htmx:afterSettle"]) document.addEventListener(name, redraw);
  document.addEventListener("shelf:changed", async ({ detail }) => {
    down = Boolean(detail.down);
    await load();
  });
  document.addEventListener("shelf:left", () => {
    late.clear();
    redraw();
  });

  window.addEventListener("beforeunload", (event) => {
    if (!shelf.sound() && (outbox.waiting().length || records(false).length)) event.preventDefault();
  });
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!form.matches(".leave") || !person) return;
    event.preventDefault();
    const count = outbox.waiting().length + records(false).length + slips.count();
    if (count && !confirm(`Не отправлено записей: ${count}. После выхода они пропадут. Выйти?`)) return;
    if (!await line.reachable()) {
      line.say(form.querySelector("button"), "Выйти не получилось: нет связи. Ничего не стёрто; выйдите, когда связь появится.");
      return;
    }
    shelf.say("left", {});
    late.clear();
    outbox.clear();
    await shelf.wipe();
    form.submit();
  });
})();
