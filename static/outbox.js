/* What was sent and not yet answered stays here, in IndexedDB, until the school answers: over a dropped line, a
   reload, an ended session. An entry belongs to one person; nobody else's is sent, shown or counted.

   outbox.send({path, part, values, shown, what, where}): remember an entry and POST it, one at a time, in the order of
   typing. `path` is its address and its key; `values` are [name, value] with the page's `key`; `part` is the id of what
   shows it, `shown` whatever the page wants back after a reload; `what` and `where` are words for its author.
   A newer value for a path that has no answer yet waits for that answer, and is then sent with the versions which it
   brings (the caller gives those it knows and need not care): in `mark-answer-33-7` the 7, the value of `…seen…`.
   On document: `outbox:answer` {path, part, status, html, more} for every answer (`more`: a newer value is going now);
   `outbox:waiting` {path, part, status} when there is none (0: no line; 401, 5xx).
   outbox.pending(prefix): what this person has unanswered under a prefix, oldest first: {path, part, values, shown, what,
   where, lost}, with the newest value of each; after a reload call it on `outbox:ready`. */
"use strict";

const outbox = (() => {
  const PAUSE = 5000; // ms between tries while the line is down
  const DELAYED = 60000; // ms after which a refused entry is kept to be read: its page may be long gone
  const person = Number(document.body.dataset.person || 0);
  const LIMIT = 15000; // ms that an answer may take
  const entries = new Map(); // path → entry of this person
  const busy = new Set(); // paths on their way
  let again = "";
  let timer = 0;
  let loaded = false;

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

  const fresh = () => ({
    person, at: Date.now(), order: Math.max(0, ...[...entries.values()].map((entry) => entry.order)) + 1,
    lost: false, queued: false, refused: "",
  });
  const tell = (name, detail) => document.dispatchEvent(new CustomEvent(`outbox:${name}`, { detail }));
  const send = ({ path, part, values, shown, what, where }) => {
    const typed = { part, values, shown, what, where };
    const earlier = entries.get(path);
    const entry = earlier && !earlier.refused
      ? { ...earlier, next: typed }
      : { ...fresh(), path, ...typed, queued: true };
    entries.set(path, entry);
    if (person) store((unsent) => unsent.put(entry));
    pump();
  };
  const pending = (prefix) => [...entries.values()]
    .filter((entry) => !entry.refused && entry.path.startsWith(prefix))
    .sort((one, other) => one.order - other.order)
    .map(({ path, lost, next, ...typed }) => {
      const { part, values, shown, what, where } = next || typed;
      return { path, part, values, shown, what, where, lost };
    });
  /* What was typed later, with the versions that the answer to the earlier shows; a refusal changes none of them. */
  const rebased = (values, html) => {
    const fields = [...new DOMParser().parseFromString(html, "text/html").querySelectorAll("[name]")];
    const stem = (name) => (name.startsWith("mark-") ? name.replace(/-\d+$/, "") : name);
    return values.map(([name, value]) => {
      const field = fields.find((one) => stem(one.name) === stem(name));
      if (!field) return [name, value];
      return [field.name, /seen/.test(name) ? field.value : value];
    });
  };

  /* Remember a request on its way: the fields of its part alone, with the key that makes it run once. */
  const keep = (part, config, shown) => {
    if (!person || config.path.endsWith("/works")) return;
    busy.add(config.path);
    if (again === config.path) return;
    const names = new Set([...part.querySelectorAll("[name]")].map((field) => field.name));
    const values = [...config.formData.entries()].filter(([name]) => name === "key" || names.has(name));
    const label = part.querySelector("[aria-label]") || part.closest("[aria-label]") || part.querySelector("label, h2");
    const entry = {
      ...fresh(), path: config.path, part: part.id, values, shown,
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
    tell("answer", { path, part: entry.part, status, html, more: Boolean(entry.next) });
    wake(0);
    if (entry.next) {
      entries.delete(path);
      const { next } = entry;
      return send({ path, ...next, values: status === 200 ? rebased(next.values, html) : next.values });
    }
    if (status === 200 || Date.now() - entry.at < DELAYED) return forget(path);
    const said = new DOMParser().parseFromString(html, "text/html").querySelector(".refusal p");
    entry.refused = said ? said.textContent.trim() : "сервер отказал";
    store((unsent) => unsent.put(entry));
    show();
  };
  const lose = (path, status = 0) => {
    busy.delete(path);
    const entry = entries.get(path);
    if (!entry) return;
    for (const one of waiting()) {
      if (one !== entry && !one.queued) continue;
      Object.assign(one, { lost: true, queued: false });
      if (person) store((unsent) => unsent.put(one));
      tell("waiting", { path: one.path, part: one.part, status });
    }
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
    const limit = new AbortController();
    const bell = setTimeout(() => limit.abort(), LIMIT);
    try {
      const body = new URLSearchParams(entry.values);
      const headers = { "HX-Request": "true" };
      const answer = await fetch(entry.path, { method: "POST", headers, body, signal: limit.signal });
      if (answer.status === 401 || answer.status >= 500) return lose(entry.path, answer.status);
      settle(entry.path, answer.status, await answer.text());
    } catch { lose(entry.path); } finally { clearTimeout(bell); }
  };
  const pump = () => {
    if (!loaded || busy.size || waiting().some((entry) => entry.lost)) return;
    const [oldest] = waiting().filter((entry) => entry.queued).sort((one, other) => one.order - other.order);
    if (oldest) behind(oldest);
  };
  /* One at a time, in the order of typing: a mark needs the attendance that was noted before it. */
  const wake = (pause) => {
    clearTimeout(timer);
    if (!waiting().length) return;
    timer = setTimeout(() => {
      const [oldest] = waiting().filter((entry) => entry.lost).sort((one, other) => one.order - other.order);
      if (oldest && !busy.size) replay(oldest);
      pump();
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
      entries.set(entry.path, { ...entry, lost: true, queued: false });
      if (!entry.refused) restore(entry);
    }
    show();
    loaded = true;
    tell("ready", {});
    pump();
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

  return { send, pending, keep, settle, lose, unsettled, replay, free: (path) => busy.delete(path) };
})();
