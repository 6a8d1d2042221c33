// The timeline: one lane for each group of events. An event without a date stands, in italics, where it was published.
KG.views.timeline = (() => {
  const { events } = KG.data;
  let timeline = null;
  let items = null;
  let dense = false;
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
      class: `moment${dense && data.type === "point" ? " dense" : ""}`,
      title: `${KG.capital(event.label)} · ${gist} · ${event.span ? KG.when(event) : `${KG.words.told_on} ${KG.day(event.told)}`}`,
    }, KG.mark(event.group, event.status, Math.min(22, 11 + 2 * Math.sqrt(event.n))));
    if (!dense || (data.type === "range" && new Date(data.end) - new Date(data.start) > 300 * 86400000)) box.append(KG.el("span", { class: "moment-words" }, KG.el("b", {}, event.label), gist ? ` ${gist}` : ""));
    return box;
  };

  const fill = () => {
    items.clear();
    items.add(KG.shown.map(item).filter(Boolean));
  };

  // all that is shown, with room for the words of the last
  const reach = () => {
    const days = KG.shown.flatMap((event) => (event.span ? [event.span[0], event.span[1] > "9990" ? today : event.span[1]] : event.told ? [event.told] : []))
      .map((day) => new Date(day).getTime());
    if (!days.length) return {};
    const [first, last] = [days.reduce((a, b) => Math.min(a, b)), days.reduce((a, b) => Math.max(a, b))];
    const length = Math.max(last - first, 30 * 86400000);
    return { start: first - length * 0.04, end: last + length * (dense ? 0.04 : 0.24) };
  };

  const crowded = () => {
    const { start, end } = timeline.getWindow();
    const [from, to] = [start.toISOString().slice(0, 10), end.toISOString().slice(0, 10)];
    const inside = KG.shown.filter((event) => {
      const [first, last] = event.span || [event.told, event.told];
      return first && first <= to && last >= from;
    });
    return inside.length > (window.innerWidth < 700 ? 14 : 48);
  };

  const settle = () => {
    const now = crowded();
    if (now !== dense) {
      dense = now;
      timeline.setOptions({ template: (data) => body(data) });
      fill();
    }
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
      box.append(KG.el("div", { class: "timeline" }, frame), KG.el("p", { class: "note" }, KG.words.timeline_note));
      dense = KG.shown.length > (window.innerWidth < 700 ? 14 : 48);
      timeline = new vis.Timeline(frame, items, groups, {
        locale: KG.data.language, orientation: "top", stack: true, height: "100%", verticalScroll: true, zoomKey: "ctrlKey",
        selectable: true, showCurrentTime: false, groupOrder: "order", zoomMin: 86400000 * 3, zoomMax: 86400000 * 365 * 60,
        margin: { item: { horizontal: 6, vertical: 4 }, axis: 6 },
        ...reach(),
        template: (data) => body(data),
        groupTemplate: (group) => KG.el("span", { class: "lane" }, KG.mark(group.id), KG.el("span", {}, KG.label(group.id))),
      });
      fill();
      timeline.on("rangechanged", settle);
      timeline.on("select", ({ items: [index] }) => index !== undefined && KG.choose(events[index]));
      if (KG.filter.chosen?.family === "event") timeline.setSelection([KG.filter.chosen.index]);
    },
    update() {
      if (!timeline) return;
      dense = crowded();
      fill();
    },
    theme() {},
    choose(thing) {
      if (timeline && thing?.family === "event" && items.get(thing.index)) timeline.setSelection([thing.index]);
      else if (timeline) timeline.setSelection([]);
    },
  };
})();
