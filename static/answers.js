/* What an answer of the school says to whoever sent something: versions, refusals, tickets; and what is left to be sent
   after it when two tabs have typed into one field. */
"use strict";

const answers = (() => {
  const LIMIT = 15000; // ms that an answer may take
  const GONE = "Это вам больше не открыто, записать нельзя.";
  const SAID = {
    403: GONE, 404: GONE, 413: "Слишком длинный текст.", 500: "Сервер не смог это записать: скажите администратору.",
  };
  const LEFT = "<div class=refusal role=alert><p>Вы вышли из журнала в другой вкладке: это не отправлено.</p></div>";
  const read = (html) => new DOMParser().parseFromString(html, "text/html");

  /* What was typed later, with the versions that the answer to the earlier shows. */
  const rebased = (values, html) => {
    const fields = [...read(html).querySelectorAll("[name]")];
    const stem = (name) => (name.startsWith("mark-") ? name.replace(/-\d+$/, "") : name);
    return values.map(([name, value]) => {
      const field = fields.find((one) => stem(one.name) === stem(name));
      if (!field) return [name, value];
      return [field.name, /seen/.test(name) ? field.value : value];
    });
  };
  /* What follows an entry that is answered: `html` is the answer, or "" when it was refused. What another tab typed is
     `unseen`: the fields of this page show something else. */
  const follower = ({ next, own, ...first }, html) =>
    ({ ...first, ...next, unseen: !own, values: html ? rebased(next.values, html) : next.values });
  const foreign = (entry) => ({ ...entry, mine: false, own: false, unseen: true });
  /* One entry as this tab knows it and as it lies on the shelf; `answer`: what another tab has heard, {} when nothing.
     Gives [what this tab has now, whether to put it down again]: what was typed here (`mine`, or `own` of what follows)
     outlives whatever another tab has put there or taken away. */
  const merged = (known, lying, answer) => {
    const { own, mine, next } = known;
    const heard = answer.path === known.path;
    const taken = own && heard && answer.next === next.at; // sent on by that tab, and answered since
    if (!lying && own && !taken) return [follower(known, heard && answer.status === 200 ? answer.html : ""), true];
    if (!lying) return mine && heard && answer.at !== known.at ? [known, true] : [null, false];
    if (lying.at === known.at) {
      return [{ ...known, refused: lying.refused, next: own ? next : lying.next }, own && !lying.next];
    }
    if (own && next.at !== lying.at) return [{ ...lying, next, own }, true];
    return own || !mine ? [foreign(lying), false] : [known, false];
  };
  /* `before`: what this tab had when it asked the shelf; gives the paths to put down again. */
  const reconcile = (entries, before, kept, answer) => {
    const lying = new Map(kept.map((entry) => [entry.path, entry]));
    const again = [];
    for (const { path, at } of before) {
      const known = entries.get(path);
      if (!known || known.at !== at || (!lying.has(path) && !shelf.sound())) continue;
      const [now, put] = merged(known, lying.get(path), answer);
      if (now) entries.set(path, now);
      else entries.delete(path);
      if (put) again.push(path);
    }
    for (const entry of kept) if (!entries.has(entry.path)) entries.set(entry.path, foreign(entry));
    return again;
  };
  /* The shelf after an answer to an entry: what another tab has typed meanwhile, and this one has not heard of, stays
     there. Gives the time of what is to go next, "" when nothing is. */
  const remain = async (entries, { path, at }, html) => {
    let now = null;
    await shelf.change("unsent", path, (lying) => {
      const other = lying && (lying.at !== at ? lying : lying.next && follower(lying, html));
      if (!entries.has(path) && other) entries.set(path, foreign(other));
      now = entries.get(path) || null;
      return now;
    });
    return now && !now.refused ? now.at : "";
  };
  /* What the school says to an entry that is sent behind the page; status 0 when nothing came in time. */
  const toward = async ({ path, values }) => {
    try {
      const [body, signal] = [new URLSearchParams(values), AbortSignal.timeout(LIMIT)];
      const answer = await fetch(path, { method: "POST", headers: { "HX-Request": "true" }, body, signal });
      return { status: answer.status, html: await answer.text() };
    } catch {
      return { status: 0, html: "" };
    }
  };
  /* Why it was refused, and the ticket for a request to the deputy when time alone has refused it. */
  const refusal = (status, html) => {
    const page = read(html);
    const said = page.querySelector(".refusal p");
    const button = page.querySelector(".refusal button[name=request]");
    return {
      ticket: button ? button.value : "",
      sentence: SAID[status] || (said ? said.textContent.trim() : "Сервер отказал."),
    };
  };
  return { LEFT, read, follower, reconcile, remain, toward, refusal };
})();
