// The list: events by year, for reading and for those who do not see the drawing.
KG.views.list = (() => {
  const PAGE = 150;
  let box = null;
  let limit = PAGE;

  KG.card = (event, roles = null) => {
    const words = event.reports[0]?.sentences[0]?.map(([piece]) => piece).join("") || "";
    return KG.el("button", { type: "button", class: `card status-${event.status}`, "data-id": event.id, onclick: () => KG.choose(event) },
      KG.mark(event.group, event.status, 18),
      KG.el("span", { class: "card-body" },
        KG.el("span", { class: "card-head" },
          KG.el("b", {}, KG.capital(event.label)),
          event.status !== "asserted" ? KG.el("span", { class: "badge" }, KG.label(event.status)) : "",
          event.n > 1 ? KG.el("span", { class: "badge quiet" }, KG.plural(event.n, KG.words.report, KG.words.reports)) : ""),
        KG.el("span", { class: "card-gist" }, KG.gist(event)),
        KG.el("span", { class: "card-date" }, event.span ? KG.when(event) : `${KG.words.date_unknown} · ${KG.words.told_on} ${KG.day(event.told) || "?"}`,
          roles ? ` · ${KG.words.as_role} ${roles.map(KG.label).join(", ")}` : ""),
        roles || !words ? "" : KG.el("span", { class: "card-quote", lang: "fr" }, words)));
  };

  const fill = () => {
    if (!box) return;
    const sorted = [...KG.shown].sort((a, b) =>
      (a.span?.[0] || "9999").localeCompare(b.span?.[0] || "9999") || (a.told || "").localeCompare(b.told || "") || a.index - b.index);
    const parts = [];
    let year = null;
    for (const event of sorted.slice(0, limit)) {
      const now = event.span ? event.span[0].slice(0, 4) : KG.words.date_unknown;
      if (now !== year) parts.push(KG.el("h2", {}, KG.capital(now)));
      year = now;
      parts.push(KG.card(event));
    }
    if (sorted.length > limit)
      parts.push(KG.el("button", { type: "button", class: "more", onclick: () => { limit += PAGE; fill(); } }, `${KG.words.more} (${KG.number(sorted.length - limit)})`));
    box.replaceChildren(...parts);
  };

  return {
    open(frame) {
      if (box) return;
      box = KG.el("div", { class: "cards" });
      frame.append(box);
      fill();
    },
    update() {
      limit = PAGE;
      fill();
    },
    theme() {},
  };
})();
