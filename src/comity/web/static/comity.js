// Everything here is a convenience: each page does its whole work without it.

/** Put the reader where something happened: the list of faults, a stop, a thing just done. */
function focusWhatHappened() {
  document.querySelector("[data-focus]")?.focus();
}

/** Let the time that is left run on between two loads of the page, in the words the page came with. */
function runClocks() {
  const language = document.documentElement.lang;
  const unit = (count, name) =>
    new Intl.NumberFormat(language, { style: "unit", unit: name, unitDisplay: "long", numberingSystem: "latn" }).format(count);
  const length = (minutes) =>
    [[Math.floor(minutes / 1440), "day"], [Math.floor(minutes / 60) % 24, "hour"], [minutes % 60, "minute"]]
      .filter(([count]) => count)
      .slice(0, 2)
      .map(([count, name]) => unit(count, name))
      .join(" ");
  const places = [...document.querySelectorAll("[data-due]")];
  const tick = () => {
    for (const place of places) {
      const minutes = Math.floor((Date.parse(place.dataset.due) - Date.now()) / 60000);
      const words = minutes < 0 ? place.dataset.late : place.dataset.left;
      place.classList.toggle("is-late", minutes < 0);
      place.textContent = words.replace("{time}", length(Math.max(1, Math.abs(minutes))));
    }
  };
  if (places.length) setInterval(tick, 60000);
}

/** One more person, thing or statement without a round trip: the last row again, emptied and renumbered. */
function addRows() {
  document.addEventListener("click", (event) => {
    const button = event.target.closest('button[name="action"][value^="add:"]');
    const rows = button?.closest("fieldset")?.querySelector(`[data-rows="${CSS.escape(button.value.slice(4))}"]`);
    const last = rows?.lastElementChild;
    if (!last) return; // the first row is made by the server, which knows its fields
    event.preventDefault();
    const path = rows.dataset.rows;
    const from = `${path}.${rows.children.length - 1}`;
    const to = `${path}.${rows.children.length}`;
    const row = last.cloneNode(true);
    for (const inner of row.querySelectorAll("[data-rows]")) inner.replaceChildren();
    for (const fault of row.querySelectorAll(".fault")) fault.remove();
    for (const part of row.querySelectorAll("*")) {
      for (const { name, value } of [...part.attributes]) {
        if (value.includes(from)) part.setAttribute(name, value.replaceAll(from, to));
      }
      if (part.matches("input[type=radio], input[type=checkbox]")) part.checked = part.name.endsWith(".include");
      else if (part.matches("input, textarea, select")) part.value = "";
    }
    const legend = row.querySelector("legend");
    legend.textContent = legend.textContent.replace(/\d+/, String(rows.children.length + 1));
    rows.append(row);
    row.querySelector("input, select, textarea")?.focus();
  });
}

/** Ask before a page with unsaved words is left by accident. */
function keepWords() {
  for (const form of document.querySelectorAll("form[data-keep]")) {
    let changed = false;
    form.addEventListener("input", () => { changed = true; });
    form.addEventListener("submit", () => { changed = false; });
    addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });
  }
}

/** A second press of a button that was already pressed does nothing: one act, one entry. */
function pressOnce() {
  for (const form of document.querySelectorAll('form[method="post"]')) {
    let sent = false;
    form.addEventListener("submit", (event) => {
      if (sent) event.preventDefault();
      sent = true;
    });
  }
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
}

focusWhatHappened();
runClocks();
addRows();
keepWords();
pressOnce();
