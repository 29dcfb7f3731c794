/* A form that the browser sends itself leaves the page: without a line that would end on the browser's own error page,
   with all that was typed gone. So the line is asked first, and the page stays and says so when there is none. Forms
   that our scripts send are theirs: they hear of a submit first. unsent.js asks the line before a sign-out. */
"use strict";

const line = (() => {
  const PATIENCE = 8000; // ms
  const known = document.querySelector("link[rel=stylesheet]").href; // something small that the school always has
  let [sure, asking] = [false, false];

  const reachable = () => fetch(known, { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout(PATIENCE) })
    .then(() => true, () => false);
  const say = (button, text) => {
    let said = document.getElementById("no-line");
    if (!said) {
      said = Object.assign(document.createElement("p"), { id: "no-line", className: "refusal" });
      said.setAttribute("role", "alert");
    }
    said.textContent = text;
    const cell = button.closest("td, th, li");
    if (cell) cell.append(said);
    else button.parentElement.after(said);
  };

  document.addEventListener("submit", async (event) => {
    const { target: form, submitter } = event;
    if (sure || event.defaultPrevented || form.method !== "post") return;
    event.preventDefault();
    if (asking) return; // pressed twice
    asking = true;
    const there = await reachable();
    asking = false;
    if (there) {
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
