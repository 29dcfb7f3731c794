/* Slips that were typed and are not written yet, wherever their author is now: unsent.js tells of them, and what
   «Записать» was pressed for is sent from any page. The page of a slip, typing.js, minds its own. */
"use strict";

const slips = (() => {
  const PAUSE = 5000; // ms between tries while the line is down
  const LONG = 30000; // ms while nobody is signed in; whoever signs in is heard at once
  const LIMIT = 15000; // ms that an answer may take
  let lying = []; // {name: [person, path], where, key, sent, values, rows, refused}
  let sending = false;
  let timer = 0;

  const here = () => {
    const form = document.getElementById("typing");
    return form ? `${form.getAttribute("action")}?kind=${form.elements.kind.value}` : "";
  };
  const typed = () => [...document.querySelectorAll("#typing input[name^=sign-]:enabled")]
    .filter((field) => field.value !== field.dataset.stands);
  const set = (records) => {
    lying = records;
    document.dispatchEvent(new Event("slips:change"));
  };
  const load = async () => {
    set((await shelf.all("desk") || []).filter(({ name: [, path] }) => path !== here()));
    wake(0);
  };
  const wake = (pause) => {
    clearTimeout(timer);
    timer = setTimeout(pass, pause);
  };
  const pass = async () => {
    const record = lying.find(({ sent }) => sent);
    if (!record || sending) return;
    sending = true;
    const turn = await shelf.claim("slips");
    const pause = turn ? await send(record) : PAUSE;
    if (turn) turn();
    sending = false;
    if (pause) wake(pause);
    else load();
  };
  /* With the key of its page: what has arrived already is not written twice. How long to wait, 0 when it was answered. */
  const send = async (record) => {
    const { name: [, path], values } = record;
    try {
      const answer = await fetch(path.split("?")[0], {
        method: "POST", headers: { "HX-Request": "true" }, body: new URLSearchParams(values), signal: AbortSignal.timeout(LIMIT),
      });
      if (answer.status === 401) return LONG;
      if (answer.status >= 500) return PAUSE;
      const { sentence: refused } = answers.refusal(answer.status, await answer.text());
      const same = (now) => now && now.sent && JSON.stringify(now.values) === JSON.stringify(values);
      const next = answer.status === 200 ? null : { ...record, sent: false, refused };
      await shelf.change("desk", path, (now) => (same(now) ? next : undefined));
      shelf.say("slip", {});
      return 0;
    } catch { return PAUSE; /* no line */ }
  };
  const drop = async (path) => {
    await shelf.remove("desk", path);
    shelf.say("slip", {});
    return load();
  };

  document.addEventListener("outbox:ready", load);
  document.addEventListener("shelf:slip", load);
  document.addEventListener("shelf:here", ({ detail: { own } }) => (own ? load() : set([])));
  document.addEventListener("shelf:left", () => set([]));
  window.addEventListener("online", () => wake(0));
  return { here, typed, drop, all: () => lying, count: () => lying.length + (typed().length ? 1 : 0) };
})();
