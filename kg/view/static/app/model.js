// What the page knows, what the reader asked for, and what is shown. Everything from an article is a text node.
const KG = {
  data: JSON.parse(document.getElementById("data").textContent),
  views: {},
  listeners: [],
  atlas: document.currentScript.dataset.atlas, // where a site keeps the outlines of countries
};
KG.words = KG.data.words;
KG.label = (name) => KG.data.labels[name] || name;
KG.capital = (text) => text.charAt(0).toLocaleUpperCase(KG.data.language) + text.slice(1);

// an element with attributes, handlers (onclick: f) and children; strings become text, never markup
KG.el = (tag, attributes = {}, ...children) => {
  const svg = ["svg", "path", "polygon", "circle", "line", "rect", "g"].includes(tag);
  const node = svg ? document.createElementNS("http://www.w3.org/2000/svg", tag) : document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (["checked", "value", "disabled"].includes(name)) node[name] = value;
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== ""));
  return node;
};

KG.fold = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[’]/g, "'").toLowerCase();

KG.dark = () => document.documentElement.dataset.theme === "dark";
KG.colour = (name) => KG.data.marks[name][KG.dark() ? "dark" : "light"];
KG.ink = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

// The mark of a group or family, drawn as the graph draws it; `status` makes it dashed, hollow or crossed.
KG.mark = (name, status = "asserted", size = 14) => {
  const { outline, scale } = KG.data.marks[name];
  const far = 1.3;
  const svg = KG.el("svg", {
    class: `mark status-${status}`, viewBox: `${-far} ${-far} ${2 * far} ${2 * far}`, width: size, height: size,
    "aria-hidden": "true",
  });
  const shape = KG.el("polygon", {
    class: `shape shape-${name}`,
    points: outline.map(([x, y]) => `${x * Math.min(1.1, scale)},${y * Math.min(1.1, scale)}`).join(" "),
  });
  // a style attribute would be stopped by the policy; the object model is not
  shape.style.stroke = `var(--${name})`;
  if (status === "asserted") shape.style.fill = `var(--${name})`;
  else if (status === "planned") {
    shape.style.fill = `var(--${name})`;
    shape.style.fillOpacity = "0.25";
  } else shape.style.fill = "none";
  svg.append(shape);
  if (status === "denied") svg.append(KG.el("path", { class: "cross", d: "M-1.1 -1.1L1.1 1.1M1.1 -1.1L-1.1 1.1" }));
  return svg;
};

// ---------------------------------------------------------------- dates and numbers

const DAY_MS = 86400000;
const dayOf = (iso) => new Date(`${iso}T00:00:00Z`);
const shift = (iso, days) => new Date(dayOf(iso).getTime() + days * DAY_MS).toISOString().slice(0, 10);
const format = (options) => new Intl.DateTimeFormat(KG.data.language, { timeZone: "UTC", ...options });
const dateFormats = {
  day: format({ day: "numeric", month: "long", year: "numeric" }),
  short: format({ day: "numeric", month: "short", year: "numeric" }),
  month: format({ month: "long", year: "numeric" }),
  year: format({ year: "numeric" }),
};
KG.shift = shift;
// French says « 1er juin »
const ordinal = (text) => (KG.data.language === "fr" ? text.replace(/(^|[^\d])1(?=[ \u00a0][a-zé])/g, "$11er") : text);
KG.day = (iso, kind = "day") =>
  (/^\d{4}-\d\d-\d\d$/.test(iso || "") ? ordinal(dateFormats[kind].format(dayOf(iso))) : iso || "");

// « 11 juillet 2016 », « juin 2014 », « depuis le 1 juin 2014 »: intervals are half-open
KG.when = ({ begin, end }) => {
  const { words } = KG;
  if (!begin && !end) return words.date_unknown;
  if (!end) return `${words.since} ${KG.day(begin)}`;
  if (!begin) return `${words.until} ${KG.day(shift(end, -1))}`;
  const last = shift(end, -1);
  if (last <= begin) return KG.day(begin);
  const [firstYear, firstMonth, firstDay] = begin.split("-");
  const [endYear, endMonth, endDay] = end.split("-");
  const whole = firstDay === "01" && endDay === "01";
  if (whole && firstMonth === "01" && endMonth === "01" && +endYear - +firstYear === 1) return firstYear;
  const months = (+endYear - +firstYear) * 12 + (+endMonth - +firstMonth);
  if (whole && months === 1) return KG.day(begin, "month");
  return ordinal(dateFormats.day.formatRange(dayOf(begin), dayOf(last)));
};

const count = new Intl.NumberFormat(KG.data.language);
KG.number = (value) => count.format(value);
KG.plural = (number, one, many) => `${KG.number(number)} ${number > 1 ? many : one}`;
// the number of a figure, what it counts, and both
KG.range = ({ measure, low, high }) => {
  const { words } = KG;
  if (measure === "occurrence" && low !== null && low === high) {
    if (KG.data.language === "fr") return low === 1 ? "1re" : `${low}e`;
    const rest = low % 100 > 10 && low % 100 < 14 ? "th" : { 1: "st", 2: "nd", 3: "rd" }[low % 10] || "th";
    return `${low}${rest}`;
  }
  if (low !== null && high !== null) return low === high ? KG.number(low) : `${KG.number(low)}–${KG.number(high)}`;
  if (low !== null) return `${words.at_least} ${KG.number(low)}`;
  return high !== null ? `${words.at_most} ${KG.number(high)}` : "?";
};
KG.amount = (figure) => (figure.change === "additional" ? `${KG.range(figure)} ${KG.words.additional}` : KG.range(figure));
KG.noun = ({ measure, low, high, change }) => {
  const most = high ?? low;
  const [one, many] = KG.data.counted[measure] || [KG.label(measure), KG.label(measure)];
  const noun = most === 1 || (most === 0 && KG.data.language === "fr") ? one : many;
  return change === "additional" ? KG.words.counted_more.replace("{noun}", noun) : noun;
};

// ---------------------------------------------------------------- events and who takes part

const { events, entities } = KG.data;
events.forEach((event, index) => {
  event.index = index;
  event.family = "event";
  event.label = KG.label(event.type);
  event.told = event.reports.map((report) => report.published).filter(Boolean).sort()[0] || null;
  event.parts = [...event.roles, ...(event.source.entities.length ? [event.source] : [])];
  // for the date filter and the timeline, as [first day, last day]
  if (event.begin || event.end) {
    const first = event.begin || shift(event.end, -1);
    const last = event.end ? shift(event.end, -1) : event.lasts ? "9999-12-31" : first;
    event.span = [first, last < first ? first : last];
  } else event.span = null;
});
entities.forEach((entity, index) => {
  entity.index = index;
  entity.events = [];
});
for (const event of events)
  for (const part of event.parts)
    for (const index of part.entities)
      if (entities[index].events.at(-1)?.event !== event) entities[index].events.push({ event, roles: [part.role] });
      else entities[index].events.at(-1).roles.push(part.role);

// who and where in one line: « États-Unis → Irak »
const names = (event, ...roles) =>
  roles.flatMap((role) => event.roles.filter((part) => part.role === role))
    .flatMap((part) => part.entities).map((index) => entities[index].label);
const few = (list) => (list.length > 2 ? `${list[0]}, ${list[1]} +${list.length - 2}` : list.join(", "));
KG.gist = (event) => {
  const who = few([...new Set(names(event, "agent", "participant"))]);
  const whom = few([...new Set(names(event, "target", "beneficiary"))]);
  const where = few([...new Set(names(event, "place"))]);
  const topic = event.roles.filter((part) => part.role === "topic").flatMap((part) => part.events)
    .map((index) => events[index].label).join(", ");
  return [who, whom, where || topic].filter(Boolean).join(" → ");
};

KG.text = (event) => {
  event.search ??= KG.fold([
    event.label, KG.label(event.group), KG.gist(event),
    ...event.parts.flatMap((part) => part.entities.map((index) => entities[index].label)),
    ...event.reports.flatMap((report) => [
      report.sourceId || "", ...report.sentences.map((pieces) => pieces.map(([words]) => words).join("")),
    ]),
  ].join(" \n "));
  return event.search;
};

// ---------------------------------------------------------------- the filter, which lives in the address

const open = () => ({
  q: "", hidden: new Set(), statuses: new Set(KG.data.statuses), from: "", to: "", undated: true, reports: 1,
  view: "graph", chosen: null,
});
KG.filter = open();
KG.mostReports = Math.max(1, ...events.map((event) => event.n));

KG.readAddress = () => {
  const asked = new URLSearchParams(location.hash.slice(1));
  const filter = open();
  filter.q = asked.get("q") || "";
  for (const name of (asked.get("hide") || "").split(",")) if (name) filter.hidden.add(name);
  if (asked.has("status")) filter.statuses = new Set(asked.get("status").split(","));
  for (const name of ["from", "to"]) if (/^\d{4}-\d\d-\d\d$/.test(asked.get(name) || "")) filter[name] = asked.get(name);
  filter.undated = asked.get("undated") !== "0";
  filter.reports = Math.max(1, Math.min(KG.mostReports, Number.parseInt(asked.get("reports"), 10) || 1));
  if (["graph", "timeline", "map", "list"].includes(asked.get("view"))) filter.view = asked.get("view");
  const id = asked.get("chosen");
  filter.chosen = (id && (events.find((event) => event.id === id) || entities.find((entity) => entity.id === id))) || null;
  KG.filter = filter;
};

KG.writeAddress = () => {
  const { filter } = KG;
  const asked = new URLSearchParams();
  if (filter.view !== "graph") asked.set("view", filter.view);
  if (filter.q) asked.set("q", filter.q);
  if (filter.hidden.size) asked.set("hide", [...filter.hidden].sort().join(","));
  if (filter.statuses.size < KG.data.statuses.length) asked.set("status", [...filter.statuses].join(","));
  for (const name of ["from", "to"]) if (filter[name]) asked.set(name, filter[name]);
  if (!filter.undated) asked.set("undated", "0");
  if (filter.reports > 1) asked.set("reports", filter.reports);
  if (filter.chosen) asked.set("chosen", filter.chosen.id);
  history.replaceState(null, "", `#${asked}`);
};

KG.matches = (event) => {
  const { filter } = KG;
  if (filter.hidden.has(event.type) || !filter.statuses.has(event.status) || event.n < filter.reports) return false;
  if (!event.span && !filter.undated) return false;
  if (event.span && ((filter.from && event.span[1] < filter.from) || (filter.to && event.span[0] > filter.to))) return false;
  return !filter.q || KG.fold(filter.q).split(/\s+/).every((word) => KG.text(event).includes(word));
};

KG.update = () => {
  KG.shown = events.filter(KG.matches);
  KG.shownSet = new Set(KG.shown);
  KG.shownEntities = entities.filter(
    (entity) => !KG.filter.hidden.has(entity.family) && entity.events.some(({ event }) => KG.shownSet.has(event)),
  );
  KG.writeAddress();
  for (const listener of KG.listeners) listener();
};

KG.choose = (thing) => {
  KG.filter.chosen = thing;
  KG.writeAddress();
  KG.detail.show(thing);
  for (const view of Object.values(KG.views)) view.choose?.(thing);
};

KG.reset = () => {
  const { view, chosen } = KG.filter;
  KG.filter = { ...open(), view, chosen };
};

// Places for labels on a flat drawing: the first to ask gets the place, nobody is written over.
KG.Room = class {
  constructor(cell = 64) {
    this.cell = cell;
    this.cells = new Map();
  }

  * keys([left, top, right, bottom]) {
    for (let x = Math.floor(left / this.cell); x <= right / this.cell; x += 1)
      for (let y = Math.floor(top / this.cell); y <= bottom / this.cell; y += 1) yield x * 65536 + y;
  }

  touching(box, stop = Infinity) {
    const seen = new Set();
    for (const key of this.keys(box))
      for (const other of this.cells.get(key) || [])
        if (other[0] < box[2] && other[2] > box[0] && other[1] < box[3] && other[3] > box[1]) {
          seen.add(other);
          if (seen.size >= stop) return seen;
        }
    return seen;
  }

  take(box) {
    for (const key of this.keys(box)) {
      if (!this.cells.has(key)) this.cells.set(key, []);
      this.cells.get(key).push(box);
    }
  }
};

// words on at most two lines of about `width` letters
KG.wrap = (text, width = 18) => {
  if (text.length <= width + 3) return [text];
  const lines = [""];
  for (const word of text.split(/\s+/)) {
    const line = lines.at(-1);
    if (!line || line.length + 1 + word.length <= width) lines[lines.length - 1] = line ? `${line} ${word}` : word;
    else lines.push(word);
  }
  const cut = (line) => (line.length > width + 6 ? `${line.slice(0, width + 5)}…` : line);
  return lines.length > 2 ? [cut(lines[0]), `${cut(lines[1])}…`.replace("……", "…")] : lines.map(cut);
};
