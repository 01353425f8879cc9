/* Arranging an agenda without sending each step: buttons and dragging move a point, and the sum follows what is typed. */
(() => {
  "use strict";
  const points = (form) => [...form.querySelectorAll("[data-point]")];
  const filled = (words, facts) => words.replace(/\{(\w+)\}/g, (whole, name) => facts[name] ?? whole);

  const tidy = (form) => {
    const all = points(form);
    all.forEach((point, place) => {
      point.querySelector("[data-up]").hidden = place === 0;
      point.querySelector("[data-down]").hidden = place === all.length - 1;
    });
    const room = form.querySelector("[data-room]");
    const length = Number(room.dataset.length);
    const used = all.reduce((sum, point) => sum + (Number.parseInt(point.querySelector("[data-minutes]").value, 10) || 0), 0);
    room.querySelector("[data-room-words]").textContent = filled(used > length ? form.dataset.over : form.dataset.fits, { used, length });
    room.querySelector("[data-room-used]").textContent = used;
    room.querySelector("[data-room-left]").textContent = Math.abs(length - used);
    const label = room.querySelector("[data-room-label]");
    label.textContent = used > length ? label.dataset.over : label.dataset.fits;
    room.querySelector(".measure").classList.toggle("measure-over", used > length);
    room.querySelector("rect").setAttribute("width", Math.min(used, length));
    all.forEach((point) => { point.querySelector("[data-begins]").hidden = true; });
  };

  const tell = (form, point) => {
    const all = points(form);
    const facts = { title: point.dataset.title, place: all.indexOf(point) + 1, all: all.length };
    form.querySelector("[data-said]").textContent = filled(form.dataset.moved, facts);
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-arrange] [data-up], [data-arrange] [data-down]");
    if (!button) return;
    event.preventDefault();
    const form = button.closest("form");
    const point = button.closest("[data-point]");
    const isUp = button.hasAttribute("data-up");
    const other = isUp ? point.previousElementSibling : point.nextElementSibling;
    if (!other) return;
    if (isUp) other.before(point); else other.after(point);
    tidy(form);
    (button.hidden ? point.querySelector(isUp ? "[data-down]" : "[data-up]") : button).focus();
    tell(form, point);
  });

  document.addEventListener("input", (event) => {
    const form = event.target.closest?.("[data-arrange]");
    if (form && event.target.matches("[data-minutes]")) tidy(form);
  });

  /* A point can be dragged by everything but its fields and buttons. */
  let dragged = null;
  document.querySelectorAll("[data-arrange] [data-point]").forEach((point) => { point.draggable = true; });
  document.addEventListener("pointerdown", (event) => {
    const point = event.target.closest?.("[data-arrange] [data-point]");
    if (point) point.draggable = !event.target.closest("input, button, a, label");
  });
  document.addEventListener("dragstart", (event) => {
    dragged = event.target.closest?.("[data-arrange] [data-point]");
    if (!dragged) return;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", dragged.dataset.title);
  });
  document.addEventListener("dragover", (event) => {
    const over = event.target.closest?.("[data-arrange] [data-point]");
    if (!dragged || !over) return;
    event.preventDefault();
    if (over === dragged || over.parentElement !== dragged.parentElement) return;
    const box = over.getBoundingClientRect();
    if (event.clientY < box.top + box.height / 2) over.before(dragged); else over.after(dragged);
  });
  document.addEventListener("dragend", () => {
    if (!dragged) return;
    const form = dragged.closest("form");
    tidy(form);
    tell(form, dragged);
    dragged = null;
  });
})();
