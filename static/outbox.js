/* What was sent and not yet answered stays here, in IndexedDB, until the school answers: over a dropped line, a
   reload, an ended session. An entry belongs to one person; nobody else's is sent, shown or counted. */
"use strict";

const outbox = (() => {
  const PAUSE = 5000; // ms between tries while the line is down
  const DELAYED = 60000; // ms after which a refused entry is kept to be read: its page may be long gone
  const person = Number(document.body.dataset.person || 0);
  const entries = new Map(); // path → entry of this person
  const busy = new Set(); // paths on their way
  let again = "";
  let timer = 0;

  const opened = new Promise((resolve) => {
    try {
      const request = indexedDB.open("ejournal", 1);
      request.onupgradeneeded = () => request.result.createObjectStore("unsent", { keyPath: ["person", "path"] });
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => resolve(null); // a window that keeps nothing: the page alone remembers
    } catch { resolve(null); }
  });
  const store = async (act) => {
    const base = await opened;
    if (!base) return undefined;
    return new Promise((resolve) => {
      const transaction = base.transaction("unsent", "readwrite");
      const request = act(transaction.objectStore("unsent"));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onerror = transaction.onabort = () => resolve(undefined);
    });
  };
  const mine = () => IDBKeyRange.bound([person], [person, []]);

  /* Remember a request on its way: the fields of its part alone, with the key that makes it run once. */
  const keep = (part, config, shown) => {
    if (!person || config.path.endsWith("/works")) return;
    busy.add(config.path);
    if (again === config.path) return;
    const names = new Set([...part.querySelectorAll("[name]")].map((field) => field.name));
    const values = [...config.formData.entries()].filter(([name]) => name === "key" || names.has(name));
    const label = part.querySelector("[aria-label]") || part.closest("[aria-label]") || part.querySelector("label, h2");
    const entry = {
      person, path: config.path, part: part.id, values, shown, at: Date.now(), lost: false, refused: "",
      what: label ? label.getAttribute("aria-label") || label.firstChild.textContent.trim() : "",
      where: document.title.split(" — ")[0],
    };
    entries.set(entry.path, entry);
    store((unsent) => unsent.put(entry));
  };
  const forget = (path) => {
    entries.delete(path);
    store((unsent) => unsent.delete([person, path]));
    show();
  };

  /* The school has answered: written, or refused. A refusal of what waited long is kept for its author to read. */
  const settle = (path, status, html) => {
    busy.delete(path);
    const entry = entries.get(path);
    if (!entry) return;
    wake(0);
    if (status !== 422 || Date.now() - entry.at < DELAYED) return forget(path);
    const said = new DOMParser().parseFromString(html, "text/html").querySelector(".refusal p");
    entry.refused = said ? said.textContent.trim() : "сервер отказал";
    store((unsent) => unsent.put(entry));
    show();
  };
  const lose = (path) => {
    busy.delete(path);
    const entry = entries.get(path);
    if (!entry) return;
    entry.lost = true;
    store((unsent) => unsent.put(entry));
    show();
    wake(PAUSE);
  };

  const waiting = () => [...entries.values()].filter((entry) => !entry.refused);
  const unsettled = (path) => {
    const entry = entries.get(path);
    return entry && !entry.refused && again !== path ? entry : null;
  };
  const here = (entry) => location.pathname === entry.path.split("/").slice(0, 3).join("/") &&
    document.getElementById(entry.part);

  /* Send an entry once more, as it was: through its part when that is on the page, else behind the page. */
  const replay = (entry) => {
    if (busy.has(entry.path)) return;
    const part = here(entry);
    if (!part) { behind(entry); return; }
    const source = document.body.appendChild(document.createElement("span"));
    source.hidden = true;
    again = entry.path;
    const values = Object.fromEntries(entry.values);
    htmx.ajax("POST", entry.path, { source, target: `#${CSS.escape(entry.part)}`, swap: "outerHTML", values })
      .then(() => source.remove(), () => source.remove());
    again = "";
  };
  const behind = async (entry) => {
    busy.add(entry.path);
    try {
      const body = new URLSearchParams(entry.values);
      const answer = await fetch(entry.path, { method: "POST", headers: { "HX-Request": "true" }, body });
      if (answer.status === 401 || answer.status >= 500) return lose(entry.path);
      settle(entry.path, answer.status === 200 ? 200 : 422, await answer.text());
    } catch { lose(entry.path); }
  };
  /* One at a time, in the order of typing: a mark needs the attendance that was noted before it. */
  const wake = (pause) => {
    clearTimeout(timer);
    if (!waiting().length) return;
    timer = setTimeout(() => {
      const [oldest] = waiting().filter((entry) => entry.lost).sort((one, other) => one.at - other.at);
      if (oldest && !busy.size) replay(oldest);
      wake(PAUSE);
    }, pause);
  };

  /* One line at the top of any page: what waits, and what came too late and must be told to the deputy. */
  const show = () => {
    const lost = waiting().filter((entry) => entry.lost);
    const refused = [...entries.values()].filter((entry) => entry.refused);
    let box = document.getElementById("unsent");
    if (!lost.length && !refused.length) return box && box.remove();
    if (!box) {
      box = document.createElement("section");
      box.id = "unsent";
      box.className = "notice";
      box.setAttribute("role", "status");
      box.setAttribute("aria-label", "Неотправленное");
      document.getElementById("main").prepend(box);
    }
    box.replaceChildren();
    if (lost.length) line(box, `Ждут отправки: ${lost.length}. Отправятся сами, когда появится связь; можно продолжать.`);
    for (const entry of refused) {
      const value = entry.values.filter(([name]) => !/key|seen/.test(name)).map(([, text]) => text).join(", ");
      const late = line(box, `Пришло поздно и не записано — ${entry.where}; ${entry.what}: «${value}». ${entry.refused} `);
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = "Передано заместителю, убрать";
      button.addEventListener("click", () => forget(entry.path));
      late.append(button);
    }
    return undefined;
  };
  const line = (box, text) => {
    const said = document.createElement("p");
    said.textContent = text;
    box.append(said);
    return said;
  };

  /* After a reload: what was typed stands in its fields again before it is sent. */
  const restore = (entry) => {
    const part = here(entry);
    if (part) document.dispatchEvent(new CustomEvent("outbox:restore", { detail: { part, shown: entry.shown } }));
  };
  const load = async () => {
    const kept = (person && (await store((unsent) => unsent.getAll(mine())))) || [];
    for (const entry of kept) {
      if (entries.has(entry.path)) continue; // typed again meanwhile
      entries.set(entry.path, { ...entry, lost: true });
      if (!entry.refused) restore(entry);
    }
    show();
    wake(0);
  };

  window.addEventListener("online", () => wake(0));
  document.addEventListener("visibilitychange", () => { if (!document.hidden) wake(0); });
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!form.matches(".leave") || !person) return;
    event.preventDefault();
    const count = waiting().length;
    if (count && !confirm(`Не отправлено записей: ${count}. После выхода они пропадут. Выйти?`)) return;
    entries.clear();
    await store((unsent) => unsent.delete(mine()));
    form.submit();
  });
  document.addEventListener("DOMContentLoaded", load);

  return { keep, settle, lose, unsettled, replay, free: (path) => busy.delete(path) };
})();
