"use strict";
for (const button of document.querySelectorAll("th > .sort")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    const head = button.parentElement, body = head.closest("table").tBodies[0];
    const down = head.getAttribute("aria-sort") === "ascending";
    for (const other of head.parentElement.cells) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    const words = new Intl.Collator(document.documentElement.lang, { numeric: true });
    const value = row => {
      const cell = row.cells[head.cellIndex];
      return cell.dataset.v ?? cell.textContent.trim();
    };
    const compare = (a, b) => (isNaN(a) || isNaN(b) ? words.compare(a, b) : a - b);
    const rows = [...body.rows].map(row => [value(row), row]);
    rows.sort(([a], [b]) => (a === "") - (b === "") || (down ? compare(b, a) : compare(a, b)));
    body.append(...rows.map(([, row]) => row));
  });
}
