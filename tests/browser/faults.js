/* What a page owes to those who read it with eyes, fingers or ears: a list of faults, empty when all is well. */
() => {
  const faults = [];
  const all = (selector) => [...document.querySelectorAll(selector)];
  const place = (element) => {
    const words = (element.getAttribute("aria-label") || element.textContent || element.value || "").trim();
    const name = element.getAttribute("class") ? `.${element.getAttribute("class").split(" ").join(".")}` : "";
    return `<${element.localName}${name}> «${words.replace(/\s+/g, " ").slice(0, 40)}»`;
  };
  const expect = (good, text) => { if (!good) faults.push(text); };
  const unseen = (element) => element.closest(".vh, .skip, [hidden]") || element.getClientRects().length === 0;

  const structure = () => {
    expect(document.documentElement.lang === "ru", "no lang=ru");
    expect(document.title.includes(" — "), `title «${document.title}»`);
    for (const single of ["h1", "main", "header"]) expect(all(single).length === 1, `${all(single).length} <${single}>`);
    for (const nav of all("nav")) expect(nav.getAttribute("aria-label"), `${place(nav)} without a label`);
    for (const cell of all("th")) expect(cell.scope, `${place(cell)} without scope`);
    for (const table of all("table")) expect(table.caption, `${place(table)} without caption`);
    let level = 0;
    for (const heading of all("h1, h2, h3, h4")) {
      expect(Number(heading.localName[1]) <= level + 1, `${place(heading)} skips a level`);
      level = Number(heading.localName[1]);
    }
  };

  const names = () => {
    for (const field of all("input, select, textarea")) {
      if (field.type === "hidden" || field.closest("[aria-hidden=true]")) continue;
      const words = field.getAttribute("aria-label") || [...field.labels].map((label) => label.textContent.trim()).join("");
      expect(words, `${place(field)} [${field.name}] without a label`);
    }
    const cells = all("td input:not([type=radio], [type=checkbox], [type=hidden])").map((field) => field.getAttribute("aria-label"));
    expect(new Set(cells).size === cells.length, `cells of one name, as «${cells[0]}»`);
    for (const door of all("a, button")) {
      expect(door.textContent.trim() || door.getAttribute("aria-label"), `${place(door)} without a name`);
    }
    for (const group of all("td:has(input[type=radio])")) {
      expect(group.getAttribute("role") === "radiogroup" || group.querySelector("fieldset, [role=radiogroup]"),
        `${place(group)}: radio buttons in no group`);
    }
    for (const group of all("[role=radiogroup]")) expect(group.getAttribute("aria-label") || group.getAttribute("aria-labelledby"), `${place(group)} without a name`);
  };

  const size = () => {
    expect(document.documentElement.scrollWidth <= innerWidth, `as wide as ${document.documentElement.scrollWidth} px`);
    for (const target of all("a, button, input, select, textarea, summary")) {
      if (target.type === "hidden" || unseen(target) || inSentence(target)) continue;
      const box = (target.type === "radio" || target.type === "checkbox" ? target.closest("label") : target).getBoundingClientRect();
      expect(box.height >= 23.5, `${place(target)} is ${Math.round(box.height)} px high`);
    }
  };
  /* A link amid words takes the height of its line. */
  const inSentence = (target) => target.localName === "a" && target.parentElement.closest("p, td, li") &&
    getComputedStyle(target).display === "inline" && target.parentElement.innerText.trim() !== target.innerText.trim();

  const colour = (text) => {
    const [red, green, blue, alpha = 1] = text.match(/[\d.]+/g).map(Number);
    return { rgb: [red, green, blue], alpha };
  };
  const over = (top, bottom) => top.rgb.map((part, at) => part * top.alpha + bottom[at] * (1 - top.alpha));
  const ground = (element) => {
    if (!element) return [255, 255, 255];
    const own = colour(getComputedStyle(element).backgroundColor);
    return own.alpha === 1 ? own.rgb : over(own, ground(element.parentElement));
  };
  const light = (rgb) => {
    const [red, green, blue] = rgb.map((part) => {
      const value = part / 255;
      return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const contrast = (element) => {
    const behind = ground(element);
    const [one, two] = [light(over(colour(getComputedStyle(element).color), behind)), light(behind)];
    return (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05);
  };

  const letters = () => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const seen = new Set(all("input, textarea, select").filter((field) => field.type !== "hidden"));
    while (walker.nextNode()) if (walker.currentNode.data.trim()) seen.add(walker.currentNode.parentElement);
    for (const element of seen) {
      if (unseen(element) || element.localName === "option" || element.closest("[disabled], script, style")) continue;
      const style = getComputedStyle(element);
      expect(parseFloat(style.fontSize) >= 12, `${place(element)} is ${style.fontSize}`);
      expect(contrast(element) >= 4.5, `${place(element)} has contrast ${contrast(element).toFixed(2)}`);
    }
  };

  structure();
  names();
  size();
  letters();
  return [...new Set(faults)];
}
