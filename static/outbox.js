/* What was sent and not yet answered stays here, and on the shelf, until the school answers: over a dropped line, a
   reload, an ended session after which the same person signs in. Nobody else's is sent, shown or counted.

   outbox.send({path, part, values, shown, what, where}): remember an entry and POST it, one at a time, in the order of
   typing. `path` is its address and its key; `values` are [name, value] with the page's `key`; `part` is the id of what
   shows it, `shown` whatever the page wants back after a reload; `what` and `where` are words for its author.
   A newer value for a path that has no answer yet waits for that answer, and is then sent with the versions which it
   brings (the caller gives those it knows and need not care): in `mark-answer-33-7` the 7, the value of `…seen…`.
   On document: `outbox:answer` {path, part, status, html, more, late} (`more`: a newer value is going now; `late`: refused
   for its time after waiting, a request to the deputy); `outbox:waiting` {path, part, status} (0: no line; 401, 5xx).
   outbox.pending(prefix): what this person has unanswered under a prefix, oldest first, with the newest value of each and
   whether it is `lost` on its way; after a reload call it on `outbox:ready`. */
"use strict";

const outbox = (() => {
  const PAUSE = 5000; // ms between tries while the line is down
  const LONG = 30000; // ms while nobody is signed in; whoever signs in is heard at once
  const TRIES = 60; // failures of the server over one entry, after which it is told and no longer sent
  const { person } = shelf;
  const entries = new Map(); // path → entry of this person
  const flights = new Map(); // path → lock of a request that a part of the page has on its way
  const landings = new Map(); // path → what hears whether the entry that goes again was answered
  let again = "";
  let timer = 0;
  let [loaded, pumping] = [false, false];
  let failed = 0; // status of the last failure
  let halted = false; // another person works in this browser now

  const tell = (name, detail) => document.dispatchEvent(new CustomEvent(`outbox:${name}`, { detail }));
  const sorted = () => [...entries.values()].sort((one, other) => one.order - other.order);
  const open = () => sorted().filter(({ refused }) => !refused);
  const fresh = () => ({
    person, session: shelf.session(), waited: false, mine: true, own: false, refused: "", tries: 0,
    order: Math.max(0, ...[...entries.values()].map((entry) => entry.order)) + 1,
  });
  const store = (path) =>
    (entries.has(path) ? shelf.put("unsent", entries.get(path)) : shelf.remove("unsent", path));
  const forget = (path) => {
    entries.delete(path);
    tell("change", {});
    return store(path);
  };
  /* Remember what was typed: as a new entry, or as what follows the one that has no answer yet. */
  const note = (path, typed) => {
    const earlier = open().find((entry) => entry.path === path);
    if (earlier && !earlier.next && JSON.stringify(earlier.shown) === JSON.stringify(typed.shown)) return;
    const waited = open().some((entry) => entry.waited);
    const now = { ...typed, at: new Date().toISOString() };
    entries.set(path, earlier ? { ...earlier, next: now, own: true } : { ...fresh(), path, ...now, waited });
    store(path).then(() => earlier && shelf.say("typed", {}));
    if (waited) tell("waiting", { path, part: typed.part, status: failed });
    tell("change", {});
  };
  const send = ({ path, ...typed }) => {
    note(path, typed);
    if (!alone(path)) return wake(0);
    depart(path);
    return behind(entries.get(path));
  };
  const pending = (prefix) => open().filter((entry) => entry.path.startsWith(prefix))
    .map((entry) => ({ ...entry, ...entry.next, lost: entry.waited }));

  /* For the parts that htmx sends. A part waits while anything does: a mark needs the attendance noted before it. */
  const keeps = (path) => !path.endsWith("/works"); // a column that was added is of no use without what it shows
  const mustWait = (path) => keeps(path) && again !== path && open().some((entry) => entry.path === path || entry.waited);
  /* A browser that keeps nothing gets the plain form; only what already waits here goes on from memory. */
  const plain = (path) => !shelf.sound() && again !== path;
  const keep = (path, typed) => { if (keeps(path) && again !== path) note(path, typed); };
  const depart = (path) => { if (keeps(path)) flights.set(path, again === path ? null : shelf.claim(path)); };
  const land = (path) => {
    const lock = flights.get(path);
    flights.delete(path);
    if (lock) lock.then((release) => release && shelf.done().then(release));
    if (!flights.size) wake(0);
  };
  const shownBy = (path) => (entries.has(path) ? entries.get(path).shown : null);
  const here = (entry) => location.pathname === entry.path.split("/").slice(0, 3).join("/") &&
    document.getElementById(entry.part);

  /* The school has answered: written, or refused. A refusal that its author cannot see on the page is kept to be read;
     one for lateness of what had waited goes to the deputy. */
  const settle = (path, status, html) => {
    land(path);
    const entry = entries.get(path);
    if (!entry) return;
    const no = status === 200 ? null : answers.refusal(status, html);
    const more = Boolean(entry.next);
    const late = Boolean(no && no.ticket && !more && (entry.waited || !entry.mine));
    const seen = !no || (status !== 500 && (here(entry) || (entry.mine && !entry.waited)));
    if (late) tell("late", { ticket: no.ticket, entry });
    if (more) entries.set(path, answers.follower(entry, no ? "" : html));
    else if (late || seen) entries.delete(path);
    else entry.refused = no.sentence;
    const detail = { path, part: entry.part, status, html, more, late, at: entry.at };
    answers.remain(entries, entry, no ? "" : html).then((next) => {
      shelf.say("answer", { ...detail, more: Boolean(next), next });
      wake(0);
    });
    tell("answer", detail);
    tell("change", {});
    if (landings.has(path)) landings.get(path)(true);
  };
  const lose = (path, status = 0) => {
    land(path);
    failed = status;
    const entry = entries.get(path);
    if (!entry) return undefined;
    entry.tries += status === 500 ? 1 : 0;
    if (entry.tries >= TRIES) return settle(path, 500, "");
    const waits = open().filter((one) => one === entry || (!one.waited && !flights.has(one.path)));
    for (const one of waits) {
      one.waited = true;
      tell("waiting", { path: one.path, part: one.part, status });
    }
    shelf.put("unsent", ...waits);
    shelf.say("changed", { down: true });
    tell("change", {});
    if (landings.has(path)) landings.get(path)(false);
    return wake(status === 401 ? LONG : PAUSE);
  };

  /* Send an entry as it was: through its part when that is on the page, else behind the page. Whether it was answered. */
  const through = (entry, part) => new Promise((resolve) => {
    const source = document.body.appendChild(document.createElement("span"));
    source.hidden = true;
    const done = (answered) => {
      landings.delete(entry.path);
      source.remove();
      resolve(answered);
    };
    landings.set(entry.path, done);
    again = entry.path;
    const values = Object.fromEntries(entry.values);
    htmx.ajax("POST", entry.path, { source, target: `#${CSS.escape(part.id)}`, swap: "outerHTML", values })
      .then(() => done(false), () => done(false));
    again = "";
  });
  const behind = async (entry) => {
    const { status, html } = await answers.toward(entry);
    const answered = status > 0 && status !== 401 && status < 500;
    if (answered) settle(entry.path, status, html);
    else lose(entry.path, status);
    return answered;
  };

  /* The part that shows an entry. What another tab typed is shown first, unless somebody works in that part. */
  const ready = (entry) => {
    const part = here(entry);
    if (!part || !entry.unseen) return part;
    if (part.contains(document.activeElement)) return null;
    tell("restore", { part, shown: entry.shown });
    entry.unseen = false;
    return part;
  };
  /* Whether no other tab has settled it meanwhile. */
  const lies = async (entry) => (entry.mine && !entry.waited) || !shelf.sound() || shelf.holds("unsent", entry.path);
  /* One at a time, in the order of typing, and in one tab at a time. */
  const next = async () => {
    const [oldest] = open();
    if (!oldest || halted || flights.size) return false;
    const turn = await shelf.claim("turn");
    const lock = turn && await shelf.claim(oldest.path);
    try {
      if (!lock || flights.size) return false;
      const entry = entries.get(oldest.path);
      if (!entry || entry.refused) return true;
      if (!await lies(entry)) return Boolean(forget(entry.path));
      const part = ready(entry);
      return await (part ? through(entry, part) : behind(entry));
    } finally {
      await shelf.done(); // the next tab must find it gone
      if (lock) lock();
      if (turn) turn();
    }
  };
  /* The only entry there is, which no part of the page shows, need not wait for its turn: it is on its way before the
     browser draws what was typed, and its lock is asked for meanwhile, as for what htmx sends. */
  const alone = (path) => loaded && !halted && !pumping && !flights.size && shelf.sound() && open().length === 1 &&
    !entries.get(path).waited && !here(entries.get(path));
  const pump = async () => {
    if (!loaded || pumping) return;
    pumping = true;
    let went = true;
    while (went) went = await next();
    pumping = false;
    if (!open().length) tell("drained", {});
  };
  function wake(pause) {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      timer = 0;
      await pump();
      goOn();
    }, pause);
  }
  const goOn = () => { if (!timer && open().length) wake(PAUSE); };

  /* What lies on the shelf: after a reload, and when another tab has typed, lost or settled something. */
  const refresh = async (answer = {}) => {
    const before = [...entries.values()];
    const kept = await shelf.all("unsent");
    if (kept) answers.reconcile(entries, before.filter(({ path }) => !flights.has(path)), kept, answer).forEach(store);
    tell("change", {});
  };
  const load = async () => {
    if (person) await shelf.clean().then(() => refresh());
    for (const entry of open().filter(({ mine }) => !mine)) { // the others were typed meanwhile
      [entry.waited, entry.unseen] = [true, false];
      if (here(entry)) tell("restore", { part: here(entry), shown: (entry.next || entry).shown, fresh: entry.path });
    }
    loaded = true;
    tell("ready", {});
    tell("change", {});
    wake(0);
  };
  /* Signed out, here or in another tab: nothing of it is sent any more, and the page says so. */
  const clear = () => {
    const cut = open();
    entries.clear();
    for (const { path, part } of cut) tell("answer", { path, part, status: 401, html: answers.LEFT });
    tell("change", {});
  };

  /* What another tab cannot send may pass from here: its line may be cut, ours not. */
  for (const news of ["shelf:changed", "shelf:typed"]) {
    document.addEventListener(news, () => refresh().then(goOn));
  }
  document.addEventListener("shelf:answer", async ({ detail }) => {
    await refresh(detail);
    tell("answer", { ...detail, elsewhere: true });
  });
  document.addEventListener("shelf:left", clear);
  document.addEventListener("shelf:here", ({ detail: { own } }) => {
    halted = !own;
    tell("change", {});
    if (!own) return;
    for (const entry of open()) entry.session = shelf.session();
    shelf.put("unsent", ...open());
    wake(0);
  });
  window.addEventListener("online", () => wake(0));
  document.addEventListener("visibilitychange", () => { if (!document.hidden) wake(0); });
  document.addEventListener("DOMContentLoaded", load);

  return {
    send, pending, keeps, keep, plain, depart, settle, lose, mustWait, shownBy, wake, clear, forget, free: land,
    waiting: () => (halted ? [] : open()), refused: () => (halted ? [] : sorted().filter((entry) => entry.refused)),
  };
})();
