/* A slip typed in its own order: Enter and the arrows go from pupil to pupil, the last one to «Записать». */
"use strict";

(() => {
  const form = document.getElementById("typing");
  if (!form) return;
  const fields = [...form.querySelectorAll(".signs input:enabled")];
  const button = form.querySelector("button.primary");
  const steps = { Enter: 1, ArrowDown: 1, ArrowUp: -1 };
  let leaving = false;

  form.addEventListener("keydown", (event) => {
    const at = fields.indexOf(event.target);
    if (at < 0 || !steps[event.key]) return;
    event.preventDefault();
    (fields[Math.max(0, at + steps[event.key])] || button).focus();
  });
  form.addEventListener("focusin", (event) => {
    if (!fields.includes(event.target)) return;
    event.target.select();
    event.target.closest("li").scrollIntoView({ block: "nearest" });
  });
  form.addEventListener("submit", () => { leaving = true; });
  window.addEventListener("beforeunload", (event) => {
    if (!leaving && fields.some((field) => field.value !== field.defaultValue)) event.preventDefault();
  });

  const refused = form.querySelector(".signs .refusal");
  const first = refused ? refused.closest("li").querySelector("input:enabled")
    : document.getElementById("refusals") || fields[0];
  if (first) first.focus();
})();
