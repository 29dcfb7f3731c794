/* A slip typed in its own order: Enter and the arrows go from pupil to pupil, the last one to «Записать». What is typed
   lies on the shelf until the school has answered; without a line the page stays and sends again by itself. */
"use strict";

(() => {
  const PAUSE = 5000; // ms between tries while the line is down
  const LONG = 30000; // ms while nobody is signed in; whoever signs in is heard at once
  const LIMIT = 15000; // ms that an answer may take
  const steps = { Enter: 1, ArrowDown: 1, ArrowUp: -1 };
  const form = () => document.getElementById("typing");
  if (!form()) return;
  let sent = false; // «Записать» was pressed and not answered yet
  let flying = false;
  let ready = false; // what lay on the shelf is back in its fields
  let timer = 0;

  const signs = () => [...form().querySelectorAll("input[name^=sign-]:enabled")];
  const fields = () => signs().filter((field) => field.type !== "hidden");
  const say = (text, ...more) => {
    const place = document.getElementById("sent");
    if (!place) return;
    place.replaceChildren(text, ...more);
    if (document.activeElement.matches("#typing .primary")) form().scrollIntoView({ block: "end" });
  };
  const left = () => (shelf.sound() ? "листок остался на этой странице и в браузере."
    : "листок остался только на этой странице: не закрывайте её.");
  const signIn = () => Object.assign(document.createElement("a"), {
    textContent: "войдите в новой вкладке", href: "/sign-in", target: "_blank", rel: "noopener",
  });

  const forget = () => shelf.remove("desk", slips.here()).then(() => shelf.say("slip", {}));
  /* With the key and the names of the page where it was typed: what that page had not seen is not written over. */
  const keep = () => {
    if (!ready) return undefined;
    const rows = slips.typed().map(({ id, name, value, dataset }) => [id || dataset.of, name, value]);
    if (!rows.length && !sent) return forget();
    const key = form().elements.key.value;
    const values = sent ? [...new FormData(form())] : [];
    const where = document.title.split(" — ")[0].replace(/^.*?: /, "");
    const name = [shelf.person, slips.here()];
    return shelf.put("desk", { name, session: shelf.session(), where, key, sent, values, rows });
  };
  /* A sign whose field is closed or gone is sent all the same: the school says why it is refused. */
  const carried = (id) => {
    const hidden = Object.assign(document.createElement("input"), { type: "hidden" });
    hidden.dataset.of = id;
    form().append(hidden);
    return hidden;
  };
  const putBack = ([id, name, value]) => {
    const field = document.getElementById(id);
    if (field && (field.dataset.stands === value || (!field.disabled && field.value !== field.dataset.stands))) return;
    Object.assign(field && !field.disabled ? field : carried(id), { name, value });
  };
  const drop = async () => {
    for (const field of signs()) field.value = field.dataset.stands || "";
    for (const hidden of form().querySelectorAll("[data-of]")) hidden.remove();
    await forget();
    location.reload();
  };
  const restore = async () => {
    const kept = (await shelf.all("desk") || []).find(({ name }) => name[1] === slips.here());
    ready = true;
    if (!kept || sent) return keep();
    form().elements.key.value = kept.key;
    kept.rows.forEach(putBack);
    if (kept.sent) return send();
    if (!slips.typed().length) return forget();
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: "Убрать набранное" });
    button.addEventListener("click", drop);
    const why = kept.refused ? `${kept.refused} ` : "";
    return say(`Возвращено набранное раньше: оно ещё не записано. ${why}`, button);
  };

  /* The answer takes the place of the form; what was typed meanwhile stays in its fields. */
  const show = (status, page, before) => {
    const meanwhile = signs().filter((field) => field.id && before.get(field.id) !== field.value);
    if (status === 200) forget();
    document.getElementById("slip").replaceWith(page.getElementById("slip"));
    for (const { id, value } of meanwhile) {
      const field = document.getElementById(id);
      if (field && !field.disabled) field.value = value;
    }
    if (status !== 200 || meanwhile.length) keep();
    if (meanwhile.length) say("Набранное за время отправки ещё не записано.");
    start();
  };
  const wait = (pause, ...words) => {
    say(...words);
    clearTimeout(timer);
    timer = setTimeout(send, pause);
  };
  const take = (status, html, before) => {
    if (!status || status >= 500) {
      const what = status ? "Сервер не смог ответить:" : "Нет связи: ничего не отправлено,";
      return wait(PAUSE, `${what} ${left()} Отправится сам, когда это пройдёт.`);
    }
    if (status === 401) {
      return wait(LONG, "Вход закончился, ничего не записано: ", signIn(), `, и листок отправится сам; ${left()}`);
    }
    sent = false;
    const page = answers.read(html);
    if (page.getElementById("slip")) return show(status, page, before);
    keep();
    return say(`Не записано. ${answers.refusal(status, html).sentence} ${left()}`);
  };
  /* With the same key at every try: what has arrived already is not written twice. */
  async function send() {
    if (flying || !form()) return;
    [sent, flying] = [true, true];
    clearTimeout(timer);
    keep();
    const before = new Map(signs().map((field) => [field.id, field.value]));
    const body = new URLSearchParams(new FormData(form()));
    let [status, html] = [0, ""];
    try {
      const how = { method: "POST", headers: { "HX-Request": "true" }, body, signal: AbortSignal.timeout(LIMIT) };
      const answer = await fetch(form().getAttribute("action"), how);
      html = await answer.text();
      status = answer.status;
    } catch { /* no line, or no answer in time */ }
    flying = false;
    if (sent) take(status, html, before);
  }

  document.addEventListener("keydown", (event) => {
    const all = fields();
    const at = all.indexOf(event.target);
    if (at < 0 || !steps[event.key]) return;
    event.preventDefault();
    (all[Math.max(0, at + steps[event.key])] || form().querySelector("button.primary")).focus();
  });
  document.addEventListener("focusin", (event) => {
    if (!fields().includes(event.target)) return;
    event.target.select();
    event.target.closest("li").scrollIntoView({ block: "nearest" });
  });
  document.addEventListener("input", (event) => { if (event.target.form === form()) keep(); });
  document.addEventListener("submit", (event) => {
    if (event.target !== form() || (event.submitter && event.submitter.name === "request")) return;
    event.preventDefault();
    if (!flying) say("Отправляется…");
    send();
  });
  window.addEventListener("beforeunload", (event) => { if (sent || slips.typed().length) event.preventDefault(); });
  document.addEventListener("outbox:ready", restore);
  window.addEventListener("online", () => { if (sent) send(); });
  document.addEventListener("shelf:here", ({ detail: { own } }) => {
    if (own) keep(); // of the new session
    if (own && sent) send();
  });
  document.addEventListener("shelf:left", () => {
    if (sent) say("Не отправлено: вы вышли из журнала в другой вкладке. Набранное осталось только на этой странице.");
    sent = false;
    clearTimeout(timer);
  });

  function start() {
    const refused = form().querySelector(".signs .refusal");
    const first = refused ? refused.closest("li").querySelector("input:enabled")
      : document.getElementById("refusals") || fields()[0];
    if (first) first.focus();
  }
  start();
})();
