/* htmx saves the parts of a lesson; this keeps what the person typed and says truthfully what became of it. */
"use strict";

(() => {
  const FIELDS = "input:not([type=hidden]), textarea, select";
  const flying = new Map(); // id of a part → values of its fields when its request was sent
  const kept = new Map(); // id of a part → what to put back after its swap
  const repeats = new Map(); // id of a part → [path, element] of what was not sent from it
  let leaving = false;

  /* A field by what it is, whatever version of the cell its name carries. */
  const keyOf = (field) =>
    (field.name.startsWith("mark-") ? field.name.replace(/-\d+$/, "") : field.name) +
    (field.type === "radio" ? `=${field.value}` : "");
  const valueOf = (field) => (/radio|checkbox/.test(field.type) ? field.checked : field.value);
  const valuesOf = (part) =>
    new Map([...part.querySelectorAll(FIELDS)].map((field) => [keyOf(field), valueOf(field)]));
  const fieldOf = (part, key) => [...part.querySelectorAll(FIELDS)].find((field) => keyOf(field) === key);
  const send = (field) => field.dispatchEvent(new Event("change", { bubbles: true }));

  const say = (part, text, state) => {
    part.dataset.sending = state;
    let note = part.querySelector(":scope > .sending");
    if (!note) {
      note = document.createElement("span");
      note.className = "sending";
      note.setAttribute("role", "status");
      part.append(note);
    }
    note.textContent = text;
  };
  const lost = (event, text) => {
    const part = event.detail.target;
    flying.delete(part.id);
    const { elt, requestConfig: { verb, path }, xhr: { status } } = event.detail;
    if (verb !== "post") return;
    if (passing(status)) outbox.lose(path, status);
    else outbox.settle(path, status, "");
    if (!passing(status)) return offer(part, `не сохранено: ${text} `, [path, elt]);
    if (outbox.keeps(path)) return offer(part, `ждёт отправки: ${text} `, [path, elt]);
    return offer(part, status === 401 ? `не сохранено: ${SIGN_IN}` : `ответа нет: ${text} ${AGAIN}`, [path, elt], "unsaved");
  };
  /* «Повторить» does once more what was done: presses the same button, or sends the fields. */
  const offer = (part, text, from = repeats.get(part.id) || [], state = "lost") => {
    repeats.set(part.id, from);
    const [path, elt] = from;
    say(part, text, state);
    const again = document.createElement("button");
    again.type = "button";
    again.textContent = "Повторить";
    again.addEventListener("click", () => {
      const source = elt && elt.isConnected ? elt
        : [part, ...part.querySelectorAll("[hx-post]")].find((one) => one.getAttribute("hx-post") === path);
      if (source && source.matches("button")) source.click();
      else send(source && source.matches(FIELDS) ? source : (source || part).querySelector(FIELDS));
    });
    part.querySelector(":scope > .sending").append(again);
  };
  const SIGN_IN = "вход закончился. Войдите в другой вкладке и повторите. ";
  const AGAIN = "Возможно, это уже сделано: повторите, когда связь появится, дважды не сделается. ";
  /* No line, an ended session, a server that is down: all of them pass, and what was typed is kept until then. */
  const passing = (status) => status === 0 || status === 401 || status >= 500;
  const failures = {
    401: "вход закончился. Войдите в другой вкладке, и это отправится; текст остался здесь.",
    400: "текст пришёл повреждённым. Исправьте его и повторите",
    403: "нет права",
    413: "слишком длинный текст",
  };

  /* A part sends its own fields, not the whole lesson with it: on a village line a mark is a hundred bytes. */
  document.addEventListener("htmx:configRequest", (event) => {
    const { elt, target, verb, formData } = event.detail;
    if (verb !== "post" || !target.contains(elt)) return;
    const own = new Set([...target.querySelectorAll("[name]")].map((field) => field.name));
    for (const name of [...formData.keys()]) if (name !== "key" && !own.has(name)) formData.delete(name);
  });

  /* The fields of a part alone, with the key that makes its request run once, and words for its author. */
  const keep = (part, { path, formData }, shown) => {
    const values = [...formData.entries()];
    const label = part.querySelector("[aria-label]") || part.closest("[aria-label]") || part.querySelector("label, h2");
    const what = label ? label.getAttribute("aria-label") || label.firstChild.textContent.trim() : "";
    outbox.keep(path, { part: part.id, values, shown: [...shown], what, where: document.title.split(" — ")[0] });
  };
  /* The plain form: what is typed waits for «Сохранить урок», a button sends the whole form with it. */
  const plainly = (part, elt) => {
    if (elt.matches("button")) elt.form.requestSubmit(elt);
    else say(part, part.matches("td") ? "не сохранено" : "не сохранено: нажмите «Сохранить урок».", "unsaved");
  };
  document.addEventListener("input", ({ target }) => {
    if (!shelf.sound() && target.closest("#lesson [hx-post]")) target.dataset.unsent = ""; // it has not been left yet
  });
  /* One request of a part at a time: what changes meanwhile is sent when the answer has come. */
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (event.detail.requestConfig.verb !== "post") return;
    const part = event.detail.target;
    const { path } = event.detail.requestConfig;
    if (outbox.plain(path)) {
      event.preventDefault();
      return plainly(part, event.detail.elt);
    }
    if (flying.has(part.id)) return event.preventDefault();
    if (outbox.mustWait(path)) {
      event.preventDefault();
      keep(part, event.detail.requestConfig, valuesOf(part));
      offer(part, "ждёт отправки: раньше введённое уйдёт первым. ", [path, event.detail.elt]);
      return outbox.wake(0);
    }
    flying.set(part.id, new Map(outbox.shownBy(path) || valuesOf(part)));
    keep(part, event.detail.requestConfig, flying.get(part.id));
    outbox.depart(path);
    say(part, "сохраняется…", "wait");
  });
  document.addEventListener("htmx:sendError", (event) => lost(event, "нет связи."));
  document.addEventListener("htmx:sendAbort", (event) => lost(event, "прервано."));
  document.addEventListener("htmx:timeout", (event) => lost(event, "сервер не ответил."));
  document.addEventListener("htmx:responseError", (event) =>
    lost(event, failures[event.detail.xhr.status] || "сбой на сервере."));

  document.addEventListener("htmx:beforeSwap", (event) => {
    const part = event.detail.target;
    const sent = flying.get(part.id) || new Map();
    flying.delete(part.id);
    if (!event.detail.shouldSwap) return;
    const { verb, path } = event.detail.requestConfig;
    if (verb === "post") outbox.settle(path, event.detail.xhr.status, event.detail.serverResponse);
    const active = document.activeElement;
    /* Cells of this part that are on their way: the answer may not know of them yet, so they are sent again. */
    const inside = new Set();
    for (const id of [...flying.keys()]) {
      const cell = part.querySelector(`#${CSS.escape(id)}`);
      if (!cell || !flying.delete(id)) continue;
      outbox.free(cell.getAttribute("hx-post"));
      for (const key of valuesOf(cell).keys()) inside.add(key);
    }
    /* Cells that wait or were refused keep what was typed, and try again: the reason may be gone. */
    for (const note of part.querySelectorAll("td .refusal, td[data-sending=lost] > .sending")) {
      const cell = note.closest("td");
      if (cell !== part) for (const key of valuesOf(cell).keys()) inside.add(key);
    }
    kept.set(part.id, {
      edited: [...valuesOf(part)].filter(
        ([key, value]) => (sent.has(key) && sent.get(key) !== value) || inside.has(key)),
      inside: part.contains(active),
      focus: part.contains(active) && active.name ? keyOf(active) : null,
      caret: active.selectionEnd,
    });
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    const part = event.target.id && document.getElementById(event.target.id);
    const before = part && kept.get(part.id);
    if (!before) return;
    kept.delete(part.id);
    const next = (before.focus && fieldOf(part, before.focus)) || part.querySelector(FIELDS);
    const focused = before.inside && !part.querySelector("[autofocus]") && next;
    if (focused) focused.focus();
    for (const [key, value] of before.edited) putBack(fieldOf(part, key), value, focused, before.caret);
  });
  const putBack = (field, value, focused, caret) => {
    if (!field) return;
    if (/radio|checkbox/.test(field.type)) field.checked = value;
    else field.value = value;
    if (field === focused && typeof value === "string") {
      field.dataset.unsent = "";
      if (field.type !== "date") field.setSelectionRange(caret, caret);
    } else if (field.type !== "radio" || value) send(field);
  };
  /* Signed out in another tab: what waited is gone from the queue, and still stands in its fields. */
  document.addEventListener("shelf:left", () => {
    for (const part of document.querySelectorAll("[data-sending=lost]")) {
      offer(part, "не отправлено: вы вышли в другой вкладке. Войдите там и повторите. ");
    }
  });
  /* `fresh`, the address of what waits, on a page that has just come: a mark that stands there already waits no more. */
  document.addEventListener("outbox:restore", ({ detail: { part, shown, fresh } }) => {
    const stands = ([key, value]) => key.startsWith("mark-") && value && (fieldOf(part, key) || {}).value === value;
    if (fresh && shown.length === 1 && stands(shown[0])) return outbox.forget(fresh);
    if (fresh) offer(part, "ждёт отправки. ", [fresh]);
    for (const [key, value] of shown) {
      const field = fieldOf(part, key);
      if (field && /radio|checkbox/.test(field.type)) field.checked = value;
      else if (field) field.value = value;
    }
    return undefined;
  });
  document.addEventListener("focusout", (event) => {
    if (event.target.dataset && "unsent" in event.target.dataset) {
      delete event.target.dataset.unsent;
      send(event.target);
    }
  });

  /* A press is a click also when the part that was left by it has grown meanwhile and moved the page under the mouse. */
  let pressed = null;
  document.addEventListener("pointerdown", ({ target, button, clientX, clientY }) => {
    const control = button === 0 && target.closest("#lesson button, #lesson label, #lesson a");
    pressed = control ? { control, clientX, clientY } : null;
  });
  document.addEventListener("click", ({ target }) => {
    if (pressed && pressed.control.contains(target)) pressed = null;
  }, true);
  document.addEventListener("pointerup", ({ clientX, clientY }) => setTimeout(() => { // after the click, if there is one
    const was = pressed;
    pressed = null;
    if (was && was.control.isConnected && Math.hypot(clientX - was.clientX, clientY - was.clientY) < 6) was.control.click();
  }));

  /* What changed while the state was being fetched is fetched again. */
  let changes = 0;
  let fetched = 0;
  document.addEventListener("lesson-changed", () => { changes += 1; });
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (event.detail.target.id === "state") fetched = changes;
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.target.id === "state" && fetched < changes) document.body.dispatchEvent(new Event("lesson-changed"));
  });

  /* The lesson is not handed in past what is on its way: a mark would come after it and stay in entry. */
  let held = null;
  document.addEventListener("submit", (event) => {
    const { target, submitter } = event;
    if (target.id !== "lesson" || !flying.size) return;
    event.preventDefault();
    held = () => {
      held = null; // the state, and the button with it, may have been put anew meanwhile
      const form = document.getElementById("lesson");
      form.requestSubmit([...form.elements].find((one) => submitter && one.name === submitter.name && one.value === submitter.value));
    };
  });
  document.addEventListener("htmx:afterRequest", () =>
    setTimeout(() => { if (held && !flying.size) held(); })); // after the pile has sent its next
  window.addEventListener("submit", (event) => { leaving = !event.defaultPrevented; }); // after line.js
  window.addEventListener("beforeunload", (event) => {
    const unsaved = `[data-unsent], [data-sending=unsaved]${shelf.sound() ? "" : ", #refusals"}`;
    if (!leaving && document.querySelector(unsaved)) event.preventDefault();
  });

  /* Enter in a mark goes down the column, as in a paper journal; in the topic, which is one line, it saves. */
  document.addEventListener("keydown", (event) => {
    const field = event.target;
    if (event.key !== "Enter" || !field.matches) return;
    if (field.matches("#topic-text")) {
      event.preventDefault();
      field.blur();
    } else if (field.matches("td.mark input")) {
      event.preventDefault();
      const cell = field.closest("td");
      const row = cell.parentElement.nextElementSibling;
      const below = row && row.cells[cell.cellIndex] && row.cells[cell.cellIndex].querySelector(FIELDS);
      if (below) below.focus();
      else field.blur();
    }
  });
  document.addEventListener("keydown", (event) => {
    const keys = document.getElementById("keys");
    if (!keys || event.key !== "?" || event.target.matches("textarea, input:not([type=radio], [type=checkbox])")) return;
    keys.open = !keys.open;
    if (keys.open) keys.scrollIntoView({ block: "nearest" });
  });
  document.addEventListener("focusin", (event) => {
    if (event.target.matches("td.mark input")) event.target.select();
  });
})();
