/* What an answer of the school says to whoever sent something: versions, refusals, tickets. */
"use strict";

const answers = (() => {
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
  return { LEFT, read, rebased, refusal };
})();
