// Puts graph, timeline and map, which the self-contained page has too, into the places that a page of the desk keeps
// for them. The filter is the server's: everything sent is shown.
(() => {
  const { events, entities } = KG.data;
  const panel = document.getElementById("panel");
  const { words } = KG;
  KG.writeAddress = () => {};
  KG.data.marks.sample = KG.data.marks.place;

  const card = (thing) => {
    const isEvent = thing.family === "event";
    const quote = isEvent ? thing.reports[0]?.sentences[0]?.[0]?.[0] : "";
    const parts = [
      KG.el("p", { class: "kicker" }, KG.mark(isEvent ? thing.group : thing.family, thing.status, 16),
        KG.capital(KG.label(isEvent ? thing.group : thing.kind)),
        isEvent && thing.status !== "asserted" ? KG.el("span", { class: `badge status-${thing.status}` }, KG.label(thing.status)) : ""),
      KG.el("h2", {}, KG.el("a", { href: thing.id }, KG.capital(thing.label))),
    ];
    if (isEvent) {
      parts.push(KG.el("p", { class: "gist" }, KG.gist(thing)), KG.el("p", { class: "quiet" }, KG.when(thing)));
      if (quote) parts.push(KG.el("p", { class: "sentence", lang: "fr" }, quote));
    } else if (thing.n) parts.push(KG.el("p", { class: "quiet" }, KG.plural(thing.n, words.event, words.events)));
    if (thing.events && typeof thing.events === "string") parts.push(KG.el("p", {}, KG.el("a", { href: thing.events }, words.list)));
    return parts.filter(Boolean);
  };

  KG.detail = {
    show(thing) {
      if (!panel) {
        if (thing) location.assign(thing.id);
        return;
      }
      panel.hidden = !thing;
      if (!thing) return;
      panel.replaceChildren(
        KG.el("button", { type: "button", class: "close", "aria-label": words.close, title: words.close, onclick: () => KG.choose(null) }, "×"),
        ...card(thing).flat(Infinity).filter((part) => part !== ""));
    },
    refresh() {},
  };

  const theme = () => {
    const root = document.documentElement;
    if (!root.dataset.theme) root.dataset.theme = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  };
  theme();
  KG.shown = events;
  KG.shownSet = new Set(events);
  KG.shownEntities = entities;

  for (const box of document.querySelectorAll("[data-view]")) {
    const view = KG.views[box.dataset.view];
    if (view) view.open(box);
  }
  addEventListener("kg-theme", () => { for (const view of Object.values(KG.views)) view.theme(); });
  addEventListener("keydown", (press) => { if (press.key === "Escape" && KG.filter.chosen) KG.choose(null); });
  document.documentElement.dataset.drawn = "yes";
})();
