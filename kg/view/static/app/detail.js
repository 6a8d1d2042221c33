// The side panel: an event with the sentences that prove it, or an actor or place with its events.
KG.detail = (() => {
  const { events, entities } = KG.data;
  let panel = null;
  const { words } = KG;

  const link = (url, text) =>
    /^https?:\/\//i.test(url || "")
      ? KG.el("a", { href: url, target: "_blank", rel: "noopener noreferrer nofollow" }, text)
      : text;
  const jump = (thing, text, mark) =>
    KG.el("button", { type: "button", class: "chip", "data-id": thing.id, onclick: () => KG.choose(thing) }, KG.mark(mark, thing.status, 13), KG.el("span", {}, text));
  const section = (title, ...children) => KG.el("section", {}, KG.el("h3", {}, title), ...children);

  const chips = (part) => [
    ...part.entities.map((index) => jump(entities[index], entities[index].label, entities[index].family)),
    ...part.events.map((index) => jump(events[index], `${events[index].label} · ${KG.gist(events[index])}`, events[index].group)),
    ...part.others.map((text) => KG.el("span", { class: "chip plain" }, text)),
  ];

  const said = (about) => (KG.data.labels[about] ? about : "figure");

  // the sentence with its evidence words; where pieces of evidence overlap the shorter gives the ground, the other a line below
  const sentence = (pieces, language) => {
    const line = KG.el("p", { class: "sentence", lang: language || "fr" });
    pieces.forEach(([text, abouts], number) => {
      if (!abouts.length) {
        line.append(text);
        return;
      }
      const ends = !(pieces[number + 1] && pieces[number + 1][1].includes(abouts[0]));
      const mark = KG.el("mark", { class: `mark-${said(abouts[0])}`, title: abouts.map(KG.label).join(" + ") }, text);
      if (ends) mark.dataset.role = abouts.map(KG.label).slice(0, 2).join(" · ");
      if (abouts.length > 1) mark.style.boxShadow = `inset 0 -3px 0 var(--role-${said(abouts[1])})`;
      if (abouts[0] === "trigger") mark.classList.add("is-trigger");
      line.append(mark);
    });
    return line;
  };

  const report = (event, item) => KG.el("article", { class: "report" },
    KG.el("header", {},
      KG.el("b", {}, link(item.url, item.sourceId || item.article)),
      KG.el("span", { class: "quiet" }, item.published ? ` ${words.published} ${KG.day(item.published, "short")}` : ""),
      item.status !== event.status ? KG.el("span", { class: "badge" }, KG.label(item.status)) : ""),
    item.sentences.map((pieces) => sentence(pieces, item.language)),
    item.loose.length
      ? KG.el("p", { class: "loose" }, `${words.other_words} : `, item.loose.map(([about, quote], number) => [
        number ? ", " : "", `${KG.label(about)} ${words.quote_open}${quote}${words.quote_close}`]))
      : "",
    KG.el("footer", { class: "quiet" },
      link(item.url, item.url ? words.open_article : ""), item.url ? " · " : "", KG.el("span", { class: "id" }, item.article)));

  // one block for each measure: the range over all reports, then who says what
  const figures = (event) => {
    const stated = event.reports.flatMap((item) => item.figures.map((figure) => ({ ...figure, item })));
    const all = stated.length ? stated : event.figures.map((figure) => ({ ...figure, item: null }));
    const byMeasure = new Map();
    for (const figure of all) {
      const key = `${figure.measure}/${figure.change}`;
      byMeasure.set(key, [...(byMeasure.get(key) || []), figure]);
    }
    return [...byMeasure.values()].map((list) => {
      const lows = list.map(({ low }) => low).filter((low) => low !== null);
      const highs = list.map(({ high }) => high).filter((high) => high !== null);
      const different = new Set(list.map(({ low, high }) => `${low}/${high}`)).size > 1;
      const many = new Set(list.map(({ item }) => item)).size > 1;
      const least = lows.length ? Math.min(...lows) : null;
      const most = Math.max(...highs, ...lows);
      const range = { ...list[0], low: least, high: highs.length === list.length || most > (least ?? -1) ? most : null };
      const shown = many || different ? range : list[0];
      return KG.el("div", { class: "figure" },
        KG.el("div", { class: "figure-head" },
          KG.el("span", { class: "figure-number" }, KG.range(shown)),
          KG.el("span", {}, KG.noun(shown)),
          different && many ? KG.el("span", { class: "badge" }, words.disagree) : ""),
        KG.el("ul", {}, list.map((figure) => KG.el("li", {},
          KG.el("b", {}, KG.amount(figure)), figure.quote ? ` ${words.quote_open}${figure.quote}${words.quote_close}` : "",
          figure.item ? KG.el("span", { class: "quiet" }, ` ${who(figure.item)}${figure.item.sourceId || ""}${figure.item.published ? `, ${KG.day(figure.item.published, "short")}` : ""}`) : ""))));
    });
  };

  const who = (item) => {
    const quotes = item.sentences.flatMap((pieces) => pieces.filter(([, abouts]) => abouts.includes("source")).map(([text]) => text));
    return quotes.length ? `${[...new Set(quotes)].join(", ")}, ` : "";
  };

  const showEvent = (event) => [
    KG.el("div", { class: "kicker" }, KG.mark(event.group, event.status, 16), KG.capital(KG.label(event.group)),
      KG.el("span", { class: `badge status-${event.status}` }, KG.label(event.status))),
    KG.el("h2", { id: "panel-title" }, KG.capital(event.label)),
    KG.el("p", { class: "gist" }, KG.gist(event)),
    KG.el("p", { class: "when" }, KG.when(event)),
    event.parts.length
      ? section(words.roles, KG.el("dl", { class: "roles" }, event.roles.map((part) => [
        KG.el("dt", {}, KG.el("span", { class: `swatch mark-${part.role}` }), KG.label(part.role)), KG.el("dd", {}, chips(part))]),
      event.source.entities.length ? [KG.el("dt", {}, KG.el("span", { class: "swatch mark-source" }), words.sources), KG.el("dd", {}, chips(event.source))] : ""))
      : "",
    event.figures.length || event.reports.some((item) => item.figures.length) ? section(words.figures, figures(event)) : "",
    section(`${words.evidence} (${KG.plural(event.reports.length, words.report, words.reports)})`, event.reports.map((item) => report(event, item))),
    KG.el("p", { class: "id quiet" }, event.id),
  ];

  const showEntity = (entity) => {
    const shown = entity.events.filter(({ event }) => KG.shownSet.has(event))
      .sort((a, b) => (a.event.span?.[0] || a.event.told || "9999").localeCompare(b.event.span?.[0] || b.event.told || "9999"));
    return [
      KG.el("div", { class: "kicker" }, KG.mark(entity.family, "asserted", 16), KG.capital(KG.label(entity.kind))),
      KG.el("h2", { id: "panel-title" }, entity.label),
      KG.el("p", { class: "when" }, `${KG.plural(shown.length, words.event, words.events)} · ${KG.plural(entity.n, words.report, words.reports)}`),
      section(words.its_events, shown.map(({ event, roles }) => KG.card(event, roles))),
      KG.el("p", { class: "id quiet" }, entity.id),
    ];
  };

  return {
    build() {
      panel = KG.el("aside", { id: "panel", "aria-labelledby": "panel-title", tabindex: "-1", hidden: true });
      return panel;
    },
    show(thing) {
      panel.hidden = !thing;
      document.body.classList.toggle("with-panel", Boolean(thing));
      if (!thing) return panel.replaceChildren();
      panel.replaceChildren(
        KG.el("button", { type: "button", class: "close", "aria-label": words.close, title: words.close, onclick: () => KG.choose(null) }, "×"),
        ...(thing.family === "event" ? showEvent(thing) : showEntity(thing)).flat(Infinity).filter((child) => child !== ""));
      panel.scrollTop = 0;
      return panel;
    },
    refresh() {
      const { chosen } = KG.filter;
      if (chosen && chosen.family !== "event") this.show(chosen);
    },
  };
})();
