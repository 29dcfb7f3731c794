/* «Сдать урок» and «Сдать день» leave the page: without a line that would end on the browser's own error page, so the
   line is asked first, and the page stays and says so when there is none. unsent.js asks it before a sign-out. */
"use strict";

const line = (() => {
  const PATIENCE = 8000; // ms
  const forms = "#lesson, form[action='/today/hand-in']";
  const known = document.querySelector("link[rel=stylesheet]").href; // something small that the school always has
  let sure = false;

  const reachable = () => fetch(known, { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout(PATIENCE) })
    .then(() => true, () => false);
  const say = (button, text) => {
    let said = document.getElementById("no-line");
    if (!said) {
      said = Object.assign(document.createElement("p"), { id: "no-line", className: "refusal" });
      said.setAttribute("role", "alert");
    }
    said.textContent = text;
    button.parentElement.after(said);
  };

  document.addEventListener("submit", async (event) => {
    const { target: form, submitter } = event;
    if (sure || event.defaultPrevented || !form.matches(forms)) return;
    event.preventDefault();
    if (await reachable()) {
      sure = true;
      form.requestSubmit(submitter);
      sure = false;
    } else {
      const button = submitter || form.querySelector("button:not([tabindex])");
      say(button, "Нет связи: ничего не отправлено, введённое осталось на странице. Нажмите ещё раз, когда связь появится.");
    }
  });
  return { reachable, say };
})();
