// The timeline: one lane for each group of events. An event without a date stands, in italics, where it was published.
KG.views.timeline = (() => {
  const { events } = KG.data;
  let timeline = null;
  let items = null;
  let bare = new Set(); // events that stand so close that only their signs are shown
  const MOST = 300; // moments side by side; more are counted in bars, as the desk does
  let bars = 0; // letters of a date that a bar stands for: 4 a year, 7 a month, 10 a day; 0 while each event is shown
  let note = null;
  const today = KG.data.events.flatMap((event) => [event.told, event.end, event.begin]).filter(Boolean).sort().at(-1);

  const item = (event) => {
    const begin = event.span ? event.span[0] : event.told;
    if (!begin) return null;
    let end = event.span ? event.span[1] : begin;
    if (end > "9990") end = today;
    const long = event.span && (new Date(end) - new Date(begin)) / 86400000 > 3;
    return {
      id: event.index, group: event.group, start: `${begin}T00:00`, end: long ? `${end}T23:59` : undefined,
      type: long ? "range" : "point",
      className: `status-${event.status}${event.span ? "" : " undated"}${event.lasts && !event.end ? " unended" : ""}`,
    };
  };

  const body = (data) => {
    const event = events[data.id];
    const gist = KG.gist(event);
    const box = KG.el("span", {
      class: "moment",
      title: `${KG.capital(event.label)} · ${gist} · ${event.span ? KG.when(event) : `${KG.words.told_on} ${KG.day(event.told)}`}`,
    }, KG.mark(event.group, event.status, Math.min(22, 11 + 2 * Math.sqrt(event.n))));
    if (!bare.has(data.id)) box.append(KG.el("span", { class: "moment-words" }, KG.el("b", {}, event.label), gist ? ` ${gist}` : ""));
    return box;
  };

  const firstDay = (event) => (event.span ? event.span[0] : event.told);

  // one bar for each lane and year, month or day
  const counted = () => {
    const counts = new Map();
    for (const event of KG.shown) {
      const day = firstDay(event);
      if (!day) continue;
      const key = `${event.group} ${day.slice(0, bars)}`;
      counts.set(key, (counts.get(key) || 0) + 1);
    }
    const top = Math.max(...counts.values());
    return [...counts].map(([key, count]) => {
      const [group, name] = key.split(" ");
      const start = new Date(`${(`${name}-01-01`).slice(0, 10)}T00:00`);
      const end = new Date(start);
      if (bars === 4) end.setFullYear(end.getFullYear() + 1);
      else if (bars === 7) end.setMonth(end.getMonth() + 1);
      else end.setDate(end.getDate() + 1);
      return { id: `bar ${key}`, group, start, end, type: "range", className: "bar", count, top, name };
    });
  };

  const windowNow = () => {
    if (timeline) return timeline.getWindow();
    const { start, end } = reach();
    return { start: new Date(start ?? 0), end: new Date(end ?? 1) };
  };

  const inWindow = () => {
    const { start, end } = windowNow();
    const [from, to] = [start.toISOString().slice(0, 10), end.toISOString().slice(0, 10)];
    return KG.shown.filter((event) => {
      const [first, last] = event.span || [event.told, event.told];
      return first && first <= to && last >= from;
    });
  };

  const fill = () => {
    const some = KG.shown.length > MOST ? inWindow() : KG.shown;
    items.clear();
    items.add(bars ? counted() : some.map(item).filter(Boolean));
    note.textContent = bars ? KG.words.timeline_bars : `${KG.words.timeline_note}${bare.size ? ` ${KG.words.timeline_close}` : ""}`;
    note.previousElementSibling.style.bottom = `${note.offsetHeight + 14}px`;
  };

  // a bar says how many by its height and its number
  const bar = (data) => {
    const day = { 4: "year", 7: "month", 10: "day" }[bars];
    const box = KG.el("span", { class: "count-bar", title: `${KG.day((`${data.name}-01-01`).slice(0, 10), day)} · ${KG.capital(KG.label(data.group))} · ${KG.plural(data.count, KG.words.event, KG.words.events)}` },
      KG.el("span", { class: "count-fill" }), KG.el("span", { class: "count-number" }, KG.number(data.count)));
    box.firstChild.style.height = `${Math.max(2, Math.round(34 * Math.sqrt(data.count / data.top)))}px`;
    box.firstChild.style.background = `var(--${data.group})`;
    return box;
  };

  // all that is shown, with room for the words of the last
  const reach = () => {
    const days = KG.shown.flatMap((event) => (event.span ? [event.span[0], event.span[1] > "9990" ? today : event.span[1]] : event.told ? [event.told] : []))
      .map((day) => new Date(day).getTime());
    if (!days.length) return {};
    const [first, last] = [days.reduce((a, b) => Math.min(a, b)), days.reduce((a, b) => Math.max(a, b))];
    const length = Math.max(last - first, 30 * 86400000);
    return { start: first - length * 0.04, end: last + length * 0.24 };
  };

  const look = () => {
    const { start, end } = windowNow();
    const days = (end - start) / 86400000;
    const inside = inWindow();
    return {
      bars: inside.length > MOST ? (days > 365 * 6 ? 4 : days > 100 ? 7 : 10) : 0,
      bare: inside.length > (isSmall() ? 14 : 48) ? crowded(inside, end - start) : new Set(),
    };
  };

  const isSmall = () => window.innerWidth < 700;

  // events of a lane whose words would lie under more others than can stand below each other
  const crowded = (inside, length) => {
    const [words, rows] = isSmall() ? [150, 6] : [250, 12];
    const near = (length * words) / Math.max(200, note.parentElement.clientWidth);
    const found = new Set();
    for (const { name } of KG.data.groups) {
      const lane = inside.filter((event) => event.group === name && firstDay(event)).map((event) => [new Date(firstDay(event)).getTime(), event.index]);
      lane.sort(([one], [other]) => one - other);
      let next = 0;
      lane.forEach(([day, index], at) => {
        while (next < lane.length && lane[next][0] <= day + near) next += 1;
        if (next - at > rows) found.add(index);
      });
    }
    return found;
  };

  const isAs = (one, other) => one.size === other.size && [...one].every((index) => other.has(index));

  const settle = () => {
    const now = look();
    const other = now.bars !== bars || !isAs(now.bare, bare);
    ({ bare, bars } = now);
    if (other) timeline.setOptions({ template: (data) => (bars ? bar(data) : body(data)), stack: !bars });
    if (other || (!bars && KG.shown.length > MOST)) fill();
  };

  return {
    open(box) {
      if (timeline) {
        timeline.redraw();
        return;
      }
      items = new vis.DataSet();
      const groups = new vis.DataSet(KG.data.groups.map(({ name }, order) => ({ id: name, order, content: name })));
      const frame = KG.el("div", { class: "timeline-frame" });
      box.append(KG.el("div", { class: "timeline" }, frame), note = KG.el("p", { class: "note" }, KG.words.timeline_note));
      ({ bare, bars } = look());
      timeline = new vis.Timeline(frame, items, groups, {
        locale: KG.data.language, orientation: "top", stack: !bars, height: "100%", verticalScroll: true, zoomKey: "ctrlKey",
        selectable: true, showCurrentTime: false, groupOrder: "order", zoomMin: 86400000 * 3, zoomMax: 86400000 * 365 * 60,
        margin: { item: { horizontal: 6, vertical: 4 }, axis: 6 },
        ...reach(),
        template: (data) => (bars ? bar(data) : body(data)),
        groupTemplate: (group) => KG.el("span", { class: "lane" }, KG.mark(group.id), KG.el("span", {}, KG.label(group.id))),
      });
      timeline.emit("rangechanged", timeline.getWindow()); // its window is set from the start: it waits a second for this, hidden
      frame.querySelector(".vis-panel.vis-left")?.setAttribute("tabindex", "0"); // it scrolls: by the keyboard too
      fill();
      timeline.on("rangechanged", settle);
      timeline.on("select", ({ items: [index] }) => {
        if (typeof index === "number") KG.choose(events[index]);
        else if (index !== undefined) timeline.setWindow(items.get(index).start, items.get(index).end);
      });
      if (KG.filter.chosen?.family === "event") timeline.setSelection([KG.filter.chosen.index]);
    },
    update() {
      if (!timeline) return;
      ({ bare, bars } = look());
      timeline.setOptions({ stack: !bars });
      fill();
    },
    theme() {},
    choose(thing) {
      if (timeline && thing?.family === "event" && items.get(thing.index)) timeline.setSelection([thing.index]);
      else if (timeline) timeline.setSelection([]);
    },
  };
})();
