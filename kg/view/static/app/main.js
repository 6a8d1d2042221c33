// The frame: title, search, tabs, filters with the legend, and the four views.
(() => {
  const { words, data } = KG;
  const { events, entities } = data;
  const boxes = {};
  const root = document.documentElement;
  const prefersDark = matchMedia("(prefers-color-scheme: dark)");
  root.dataset.theme = prefersDark.matches ? "dark" : "light";

  const setTheme = (theme) => {
    root.dataset.theme = theme;
    for (const view of Object.values(KG.views)) view.theme();
  };
  prefersDark.addEventListener("change", ({ matches }) => setTheme(matches ? "dark" : "light"));

  const show = (name) => {
    KG.filter.view = name;
    for (const [key, box] of Object.entries(boxes)) box.hidden = key !== name;
    for (const tab of document.querySelectorAll("[role=tab]")) {
      tab.setAttribute("aria-selected", String(tab.dataset.view === name));
      tab.tabIndex = tab.dataset.view === name ? 0 : -1;
    }
    KG.writeAddress();
    KG.views[name].open(boxes[name]);
  };

  // ---------------------------------------------------------------- search

  const suggestions = KG.el("ul", { id: "suggestions", role: "listbox", hidden: true });
  const search = KG.el("input", {
    type: "search", id: "search", placeholder: words.search, "aria-label": words.search, autocomplete: "off", spellcheck: "false",
    role: "combobox", "aria-controls": "suggestions", "aria-expanded": "false",
  });
  let waiting = null;
  const suggest = () => {
    const asked = KG.fold(search.value.trim());
    const found = asked
      ? [...entities].filter((entity) => KG.fold(entity.label).includes(asked))
        .sort((a, b) => KG.fold(b.label).startsWith(asked) - KG.fold(a.label).startsWith(asked) || b.n - a.n).slice(0, 6)
      : [];
    suggestions.replaceChildren(...found.map((entity) => KG.el("li", {
      role: "option", tabindex: "-1", onmousedown: (press) => { press.preventDefault(); pick(entity); },
    }, KG.mark(entity.family, "asserted", 14), KG.el("span", {}, entity.label), KG.el("span", { class: "quiet" }, KG.label(entity.kind)))));
    suggestions.hidden = !found.length;
    search.setAttribute("aria-expanded", String(found.length > 0));
    suggestions.things = found;
    suggestions.at = -1;
  };
  const pick = (entity) => {
    search.value = "";
    KG.filter.q = "";
    suggest();
    KG.update();
    KG.choose(entity);
  };
  search.addEventListener("input", () => {
    suggest();
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      KG.filter.q = search.value.trim();
      KG.update();
    }, 120);
  });
  search.addEventListener("blur", () => { suggestions.hidden = true; });
  search.addEventListener("keydown", (press) => {
    const options = [...suggestions.children];
    if (press.key === "ArrowDown" || press.key === "ArrowUp") {
      press.preventDefault();
      suggestions.at = Math.max(-1, Math.min(options.length - 1, suggestions.at + (press.key === "ArrowDown" ? 1 : -1)));
      options.forEach((option, number) => option.setAttribute("aria-selected", String(number === suggestions.at)));
    } else if (press.key === "Enter") {
      const chosen = suggestions.things?.[Math.max(0, suggestions.at)];
      if (suggestions.at >= 0 && chosen) pick(chosen);
      suggestions.hidden = true;
    }
  });

  // ---------------------------------------------------------------- filters, which are the legend too

  const box = (checked, onchange, ...inside) =>
    KG.el("label", { class: "check" }, KG.el("input", { type: "checkbox", checked, onchange: ({ target }) => { onchange(target.checked); KG.update(); } }), ...inside);
  const counter = (test) => KG.el("span", { class: "count" }, KG.number(events.filter(test).length));

  const filters = () => {
    const { filter } = KG;
    const hide = (names, shown) => names.forEach((name) => (shown ? filter.hidden.delete(name) : filter.hidden.add(name)));
    const group = ({ name, classes }) => {
      const members = classes.map((kind) => KG.el("input", {
        type: "checkbox", checked: !filter.hidden.has(kind), "data-class": kind,
        onchange: ({ target }) => { hide([kind], target.checked); sync(); KG.update(); },
      }));
      const head = KG.el("input", {
        type: "checkbox", "data-group": name, "aria-label": KG.label(name),
        onchange: ({ target }) => { hide(classes, target.checked); members.forEach((member) => { member.checked = target.checked; }); sync(); KG.update(); },
      });
      const sync = () => {
        const on = members.filter((member) => member.checked).length;
        head.checked = on > 0;
        head.indeterminate = on > 0 && on < members.length;
      };
      sync();
      return KG.el("details", { class: "group" },
        KG.el("summary", {}, head, KG.mark(name, "asserted", 17), KG.el("span", { class: "group-name" }, KG.capital(KG.label(name))), counter((event) => event.group === name)),
        classes.map((kind, number) => KG.el("label", { class: "check inner" }, members[number], KG.el("span", {}, KG.label(kind)), counter((event) => event.type === kind))));
    };
    const date = (name) => KG.el("label", { class: "date" }, KG.el("span", {}, words[name]), KG.el("input", {
      type: "date", value: filter[name], "data-date": name, onchange: ({ target }) => { filter[name] = target.value; KG.update(); },
    }));
    const least = KG.el("output", {}, KG.number(filter.reports));
    const families = ["actor", "country", "place", "thing"].filter((name) => entities.some((entity) => entity.family === name));
    return [
      KG.el("section", {}, KG.el("h2", {}, words.classes), data.groups.map(group)),
      KG.el("section", {}, KG.el("h2", {}, words.status_of), data.statuses.map((status) => box(
        filter.statuses.has(status), (on) => (on ? filter.statuses.add(status) : filter.statuses.delete(status)),
        KG.mark("sample", status, 17), KG.el("span", {}, KG.label(status)), counter((event) => event.status === status)))),
      KG.el("section", {}, KG.el("h2", {}, words.dates), KG.el("div", { class: "dates" }, date("from"), date("to")),
        box(filter.undated, (on) => { filter.undated = on; }, KG.el("span", {}, words.undated), counter((event) => !event.span))),
      KG.mostReports > 1
        ? KG.el("section", {}, KG.el("h2", {}, words.reports_at_least, " ", least), KG.el("input", {
          type: "range", min: 1, max: KG.mostReports, value: filter.reports, "aria-label": words.reports_at_least, id: "least",
          oninput: ({ target }) => { filter.reports = Number(target.value); least.textContent = KG.number(filter.reports); KG.update(); },
        }), KG.el("p", { class: "hint" }, words.size_note))
        : "",
      KG.el("section", {}, KG.el("h2", {}, words.participants), families.map((name) => box(
        !filter.hidden.has(name), (on) => hide([name], on), KG.mark(name, "asserted", 17), KG.el("span", {}, KG.label(name)),
        KG.el("span", { class: "count" }, KG.number(entities.filter((entity) => entity.family === name).length))))),
      KG.el("button", { type: "button", class: "reset", onclick: () => { KG.reset(); search.value = ""; fillFilters(); KG.update(); } }, words.reset),
    ];
  };
  const side = KG.el("nav", { id: "filters", "aria-label": words.filters });
  const fillFilters = () => side.replaceChildren(...filters().filter((part) => part !== ""));

  // ---------------------------------------------------------------- the page

  data.marks.sample = { light: "", dark: "", outline: data.marks.place ? [...Array(20).keys()].map((k) => [Math.cos(k * Math.PI / 10), Math.sin(k * Math.PI / 10)]) : [], scale: 1 };
  const total = KG.el("p", { id: "total", role: "status" });
  const nothing = KG.el("p", { class: "nothing", hidden: true });
  const tab = (name) => KG.el("button", { type: "button", role: "tab", "data-view": name, "aria-controls": `view-${name}`, onclick: () => show(name) }, words[name]);
  const names = ["graph", "timeline", "map", "list"];
  const tabs = KG.el("div", { role: "tablist", "aria-label": words.views, onkeydown: (press) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[press.key];
    if (!step) return;
    const next = names[(names.indexOf(KG.filter.view) + step + names.length) % names.length];
    show(next);
    tabs.querySelector(`[data-view=${next}]`).focus();
  } }, names.map(tab));
  const drawer = KG.el("button", { type: "button", class: "icon", id: "open-filters", "aria-label": words.filters, title: words.filters, "aria-expanded": "false", onclick: () => {
    const on = document.body.classList.toggle("with-filters");
    drawer.setAttribute("aria-expanded", String(on));
  } }, "☰");
  for (const name of names) boxes[name] = KG.el("div", { class: `view view-${name}`, id: `view-${name}`, role: "tabpanel", hidden: true });

  document.getElementById("app").replaceWith(
    KG.el("header", { id: "top" }, drawer,
      KG.el("div", { class: "titles" }, KG.el("h1", {}, data.title || words.graph), total),
      tabs, KG.el("div", { class: "search" }, search, suggestions),
      KG.el("button", { type: "button", class: "icon", id: "theme", "aria-label": words.theme, title: words.theme, onclick: () => setTheme(KG.dark() ? "light" : "dark") }, "◐")),
    side,
    KG.el("main", {}, Object.values(boxes), nothing),
    KG.detail.build());

  KG.listeners.push(() => {
    const some = KG.shown.length < events.length;
    total.textContent = `${some ? `${KG.number(KG.shown.length)} ${words.of} ` : ""}${KG.plural(events.length, words.event, words.events)} · ${KG.plural(KG.shownEntities.filter(({ family }) => family === "actor" || family === "country").length, words.actor_one, words.actors)} · ${KG.plural(KG.shownEntities.filter(({ family }) => family === "place").length, words.place_one, words.places)}`;
    nothing.textContent = events.length ? words.nothing : words.empty;
    nothing.hidden = KG.shown.length > 0;
    for (const view of Object.values(KG.views)) view.update();
    KG.detail.refresh();
  });

  document.addEventListener("keydown", (press) => {
    if (press.key === "Escape") {
      if (document.body.classList.contains("with-filters")) drawer.click();
      else KG.choose(null);
    } else if (press.key === "/" && !["INPUT", "TEXTAREA"].includes(document.activeElement.tagName)) {
      press.preventDefault();
      search.focus();
    }
  });

  const start = () => {
    KG.readAddress();
    search.value = KG.filter.q;
    fillFilters();
    KG.update();
    show(KG.filter.view);
    KG.choose(KG.filter.chosen);
  };
  addEventListener("hashchange", start);
  start();
  root.dataset.ready = "yes";
})();
