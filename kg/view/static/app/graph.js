// The graph: cytoscape draws nodes and edges; labels are drawn above it, always legible, never over each other.
KG.views.graph = (() => {
  const { events, entities, links = [], company = null, most = null } = KG.data;
  const EACH = 100; // in a very large graph so many events are drawn each, with who takes part
  const big = events.length + entities.length > 300;
  const idOf = (thing) => (thing.family === "event" ? "e" : "n") + thing.index;
  let cy = null;
  let canvas = null;
  let tools = null;
  let hovered = null;
  let pointed = false;
  let upright = false;
  let growth = 1;
  let note = null;
  let drawn = null; // in a very large graph: what is drawn now
  let sizes = null; // and its radii, where who and where stand for the events
  let ordered = []; // shown nodes, the most important first
  const things = new Map();
  const origin = company ? entities.map((thing) => [thing, thing.at]) : [];
  const widths = new Map();
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const LETTERS = '"Inter", "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';

  const radiusOf = (thing) => sizes?.get(thing) ?? thing.r;

  // a line for who and where that share events, as thick as they share many
  const line = (one, other, count, top) => ({
    group: "edges",
    data: { id: `l${one}-${other}`, source: `n${one}`, target: `n${other}`, roles: [], status: "asserted", said: 0, wide: 1 + 9 * Math.sqrt(count / top) },
  });

  // of very many events: who and where is most present in what is shown, and the pairs that share most
  const present = () => {
    const counts = new Map();
    const inside = new Set(KG.shownEntities);
    const groups = KG.shown.map((event) => [...new Set(event.parts.flatMap((part) => part.entities))].filter((index) => inside.has(entities[index])));
    for (const group of groups) for (const index of group) counts.set(index, (counts.get(index) || 0) + 1);
    const chosen = [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, most.linked);
    const among = new Set(chosen.map(([index]) => index));
    const pairs = new Map();
    for (const group of groups) {
      const here = group.filter((index) => among.has(index)).sort((a, b) => a - b);
      here.forEach((one, at) => here.slice(at + 1).forEach((other) => pairs.set(`${one} ${other}`, (pairs.get(`${one} ${other}`) || 0) + 1)));
    }
    const shared = [...pairs].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0])).slice(0, most.links).map(([key, count]) => [...key.split(" ").map(Number), count]);
    return { chosen, shared };
  };

  const elements = () => {
    const made = [];
    sizes = null;
    drawn = [...entities, ...events];
    let told = events;
    let shared = links;
    if (company && KG.shown.length > EACH) {
      const { chosen, shared: pairs } = present();
      const top = chosen[0]?.[1] || 1;
      drawn = chosen.map(([index]) => entities[index]);
      sizes = new Map(chosen.map(([index, count]) => [entities[index], 7 + 15 * Math.sqrt(count / top)]));
      told = [];
      shared = pairs;
    } else if (company) {
      drawn = [...KG.shownEntities, ...KG.shown];
      told = KG.shown;
    }
    things.clear();
    for (const thing of drawn) {
      const mark = thing.family === "event" ? thing.group : thing.family;
      const { outline, scale } = KG.data.marks[mark];
      things.set(idOf(thing), thing);
      made.push({
        group: "nodes",
        data: {
          id: idOf(thing), mark, size: 2 * radiusOf(thing) * scale, status: thing.status || "asserted",
          family: thing.family === "event" ? "event" : "entity", points: outline.flat().join(" "),
        },
        position: { x: thing.at[0], y: thing.at[1] },
      });
    }
    for (const event of told) {
      const links = new Map();
      for (const part of event.parts)
        for (const target of [...part.entities.map((index) => `n${index}`), ...part.events.map((index) => `e${index}`)])
          links.set(target, [...(links.get(target) || []), part.role]);
      for (const [target, roles] of links) {
        if (target === idOf(event) || !things.has(target)) continue;
        made.push({
          group: "edges",
          data: {
            id: `${idOf(event)}-${target}`, source: idOf(event), target, roles, status: event.status,
            said: roles.every((role) => role === "source") ? 1 : 0,
          },
        });
      }
    }
    // of many events only who and where is drawn, and how much they share
    const top = Math.max(1, ...shared.map(([, , count]) => count));
    for (const [one, other, count] of shared) made.push(line(one, other, count, top));
    return made;
  };

  const sheet = () => {
    const ground = KG.ink("ground");
    const style = [
      { selector: "node", style: {
        shape: "polygon", "shape-polygon-points": "data(points)", width: "data(size)", height: "data(size)",
        "border-width": 1.4, "overlay-opacity": 0, "z-index": 2, "border-color": ground,
      } },
      { selector: "edge", style: {
        "curve-style": big ? "haystack" : "straight", "haystack-radius": 0, width: big ? 1.8 : 1.3,
        "line-color": KG.ink("edge"), "overlay-opacity": 0, opacity: big ? 0.8 : 1,
      } },
      { selector: "edge[status != 'asserted']", style: { "line-style": "dashed", "line-dash-pattern": [5, 4] } },
      { selector: "edge[wide]", style: { width: "data(wide)", opacity: 0.5 } },
      { selector: "edge[said = 1]", style: { "line-style": "dotted", width: 1 } },
    ];
    for (const name of Object.keys(KG.data.marks).filter((mark) => mark !== "sample")) {
      const colour = KG.colour(name);
      style.push({ selector: `node[mark = '${name}']`, style: { "background-color": colour } });
      style.push({ selector: `node[mark = '${name}'][status != 'asserted']`, style: { "border-color": colour, "border-width": 1.8 } });
    }
    style.push(
      { selector: "node[status = 'planned']", style: { "background-opacity": 0.22, "border-style": "dashed" } },
      { selector: "node[status = 'possible']", style: { "background-opacity": 0, "border-style": "dotted", "border-width": 2.2 } },
      { selector: "node[status = 'denied']", style: { "background-opacity": 0 } },
      { selector: ".off", style: { display: "none" } },
      { selector: ".far", style: { opacity: 0.13 } },
      { selector: "edge.near", style: { "line-color": KG.ink("ink-soft"), opacity: 1, "z-index": 3 } },
      { selector: "edge.near[^wide]", style: { width: 2 } },
      { selector: "node.chosen", style: { "underlay-color": KG.ink("accent"), "underlay-opacity": 0.28, "underlay-padding": 7, "underlay-shape": "ellipse" } },
    );
    return style;
  };

  const rank = (thing) => (thing.family === "event" ? thing.n * 0.6 : thing.n + 1.5);

  const order = () => {
    ordered = [...KG.shownEntities, ...KG.shown].filter((thing) => things.has(idOf(thing))).sort((a, b) => rank(b) - rank(a) || a.index - b.index);
  };

  const widthOf = (pen, line) => {
    const key = pen.font + line;
    if (!widths.has(key)) widths.set(key, pen.measureText(line).width);
    return widths.get(key);
  };

  // an event with who takes part; an actor or place with its events and who else takes part in them
  const around = (thing) => {
    const near = cy.getElementById(idOf(thing)).closedNeighborhood();
    return (thing.family === "event" || links.length || sizes ? near : near.nodes("[family = 'event']").closedNeighborhood()).not(".off");
  };

  // what the reader points at or has chosen, where it is drawn
  const focused = () => {
    const thing = hovered || KG.filter.chosen;
    return thing && things.has(idOf(thing)) ? thing : null;
  };

  const draw = () => {
    if (!cy || canvas.offsetParent === null) return;
    const ratio = window.devicePixelRatio || 1;
    const width = canvas.clientWidth;
    const height = canvas.clientHeight;
    if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
      canvas.width = Math.round(width * ratio);
      canvas.height = Math.round(height * ratio);
    }
    const pen = canvas.getContext("2d");
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    pen.clearRect(0, 0, width, height);
    const zoom = cy.zoom();
    const pan = cy.pan();
    const colours = { ground: KG.ink("ground"), ink: KG.ink("ink"), soft: KG.ink("ink-soft"), bad: KG.ink("cross") };
    const focus = focused();
    const near = focus ? around(focus) : null;
    const isNear = (thing) => !near || near.has(cy.getElementById(idOf(thing)));
    const room = new KG.Room();
    const bodies = new KG.Room();
    const buttons = tools.getBoundingClientRect();
    const corner = canvas.getBoundingClientRect();
    room.take([buttons.left - corner.left, buttons.top - corner.top, buttons.right - corner.left, buttons.bottom - corner.top]); // no name under the buttons
    const inView = [];
    for (const thing of ordered) {
      const { x, y } = cy.getElementById(idOf(thing)).position();
      const spot = { thing, x: x * zoom + pan.x, y: y * zoom + pan.y, r: radiusOf(thing) * growth * zoom };
      if (spot.x < -80 || spot.y < -40 || spot.x > width + 80 || spot.y > height + 40) continue;
      inView.push(spot);
      bodies.take([spot.x - spot.r, spot.y - spot.r, spot.x + spot.r, spot.y + spot.r]);
      if (thing.status === "denied") {
        pen.globalAlpha = isNear(thing) ? 1 : 0.13;
        pen.strokeStyle = colours.bad;
        pen.lineWidth = Math.max(1.6, 2 * zoom);
        const arm = spot.r * 0.95;
        pen.beginPath();
        pen.moveTo(spot.x - arm, spot.y - arm);
        pen.lineTo(spot.x + arm, spot.y + arm);
        pen.moveTo(spot.x + arm, spot.y - arm);
        pen.lineTo(spot.x - arm, spot.y + arm);
        pen.stroke();
      }
    }
    pen.globalAlpha = 1;
    pen.textBaseline = "middle";
    pen.textAlign = "center";
    pen.lineJoin = "round";
    // the roles of what the reader points at, in the middle of its edges
    if (focus && near && (hovered || near.length < 80)) {
      pen.font = `italic 11px ${LETTERS}`;
      cy.getElementById(idOf(focus)).connectedEdges().forEach((edge) => {
        if (edge.hasClass("off") || edge.source().hasClass("off") || edge.target().hasClass("off")) return;
        const from = edge.source().position();
        const to = edge.target().position();
        const x = ((from.x + to.x) / 2) * zoom + pan.x;
        const y = ((from.y + to.y) / 2) * zoom + pan.y;
        const line = edge.data("roles").map(KG.label).join(", ");
        const half = widthOf(pen, line) / 2 + 3;
        const box = [x - half, y - 8, x + half, y + 8];
        if (room.touching(box, 1).size || bodies.touching(box, 1).size) return;
        room.take(box);
        pen.fillStyle = colours.ground;
        pen.fillRect(box[0], box[1] + 2, half * 2, 12);
        pen.fillStyle = colours.soft;
        pen.fillText(line, x, y);
      });
    }
    const first = near ? [...inView.filter((spot) => spot.thing === focus), ...inView.filter((spot) => spot.thing !== focus && isNear(spot.thing))] : [];
    const firstSet = new Set(first);
    const rest = inView.filter((spot) => !firstSet.has(spot));
    const eventsToo = zoom > 0.5 || inView.length < 90;
    const hubs = new Set(rest.slice(0, 24)); // who matters most is named even in the thick of it
    for (const spot of [...first, ...rest]) {
      const { thing } = spot;
      const close = firstSet.has(spot);
      const isEvent = thing.family === "event";
      if (isEvent && !eventsToo && !close) continue;
      if (near && !close) continue;
      const size = isEvent ? 11 : Math.min(16, 11.5 + Math.sqrt(thing.n) * 0.9);
      pen.font = `${isEvent ? 400 : 600} ${size}px ${LETTERS}`;
      const lines = KG.wrap(thing.label, isEvent ? 22 : 18);
      const half = Math.max(...lines.map((line) => widthOf(pen, line))) / 2 + 2;
      const tall = lines.length * size * 1.15;
      const gap = spot.r + 3;
      const tries = [
        [0, gap + tall / 2], [gap + half, 0], [-gap - half, 0], [0, -gap - tall / 2],
        [gap * 0.7 + half, gap * 0.7 + tall / 2], [-gap * 0.7 - half, gap * 0.7 + tall / 2],
        [gap * 0.7 + half, -gap * 0.7 - tall / 2], [-gap * 0.7 - half, -gap * 0.7 - tall / 2],
        [0, gap + 9 + tall / 2], [0, -gap - 9 - tall / 2], [gap + 12 + half, 0], [-gap - 12 - half, 0],
      ];
      let best = null;
      for (const [right, down] of tries) {
        const box = [spot.x + right - half, spot.y + down - tall / 2, spot.x + right + half, spot.y + down + tall / 2];
        if (box[0] < 2 || box[1] < 2 || box[2] > width - 2 || box[3] > height - 2) continue;
        if (room.touching(box, 1).size) continue;
        const covered = bodies.touching(box, 9).size;
        if (!best || covered < best.covered) best = { box, covered, x: spot.x + right, y: spot.y + down };
        if (covered === 0) break;
      }
      const patience = thing === focus ? Infinity : hubs.has(spot) && !isEvent ? 7 : close ? 3 : isEvent ? 0 : 1;
      if (!best || best.covered > patience) continue;
      room.take([best.box[0] - 2, best.box[1] - 1, best.box[2] + 2, best.box[3] + 1]);
      pen.strokeStyle = colours.ground;
      pen.fillStyle = isEvent ? colours.soft : colours.ink;
      pen.lineWidth = 3.5;
      lines.forEach((line, number) => {
        const y = best.y + (number - (lines.length - 1) / 2) * size * 1.15;
        pen.strokeText(line, best.x, y);
        pen.fillText(line, best.x, y);
      });
    }
  };

  const emphasise = () => {
    const focus = focused();
    cy.batch(() => {
      cy.elements().removeClass("far near chosen");
      if (focus) {
        const near = around(focus);
        cy.elements().not(near).addClass("far");
        cy.getElementById(idOf(focus)).connectedEdges().addClass("near");
      }
      if (KG.filter.chosen) cy.getElementById(idOf(KG.filter.chosen)).addClass("chosen");
    });
    draw();
  };

  // in a very large graph another filter draws something else; what is shown without one has its places from the start
  const redraw = () => {
    const whole = KG.shown.length === events.length;
    if (whole) for (const [thing, at] of origin) thing.at = at;
    cy.elements().remove();
    cy.add(elements());
    if (!whole && drawn.length <= 300) {
      cy.layout({
        name: "fcose", quality: "default", randomize: true, animate: false, fit: false, nodeSeparation: 90, idealEdgeLength: 80,
        nodeRepulsion: 9000, tile: true,
      }).run();
      cy.nodes().forEach((node) => { things.get(node.id()).at = Object.values(node.position()); });
      upright = false;
    }
    note.hidden = !sizes;
    note.textContent = KG.words.graph_linked.replace("{count}", KG.number(drawn.length)).replace("{events}", KG.number(EACH));
    fit();
  };

  const apply = () => {
    const shown = new Set([...KG.shown, ...KG.shownEntities].map(idOf));
    cy.batch(() => cy.nodes().forEach((node) => node.toggleClass("off", !shown.has(node.id()))));
    order();
    emphasise();
  };

  // upright on an upright screen
  const standing = () => cy.height() > cy.width() * 1.15;
  const homeOf = (thing) => (upright ? { x: thing.at[1], y: thing.at[0] } : { x: thing.at[0], y: thing.at[1] });

  // a part of the graph in the middle of what the panel leaves free
  const aim = (part, margin, most) => {
    const { x1, y1, w, h } = part.boundingBox({ includeLabels: false });
    const stage = canvas.getBoundingClientRect();
    const panel = document.getElementById("panel")?.getBoundingClientRect();
    const lowest = tools.offsetWidth > tools.offsetHeight ? tools.offsetTop : stage.height; // buttons in a row keep the foot of a narrow page
    const free = panel?.height && panel.top > stage.top + 60 ? Math.min(lowest, panel.top - stage.top) : lowest;
    const zoom = Math.max(cy.minZoom(), Math.min(most, (stage.width - 2 * margin) / Math.max(w, 1), (free - 2 * Math.min(margin, free / 5)) / Math.max(h, 1)));
    return { zoom, pan: { x: stage.width / 2 - (x1 + w / 2) * zoom, y: free / 2 - (y1 + h / 2) * zoom } };
  };

  const fit = () => {
    cy.resize();
    if (upright !== standing()) {
      upright = !upright;
      cy.nodes().positions((node) => homeOf(things.get(node.id())));
    }
    const shown = cy.nodes().not(".off");
    if (!shown.length) return;
    const place = aim(shown, Math.min(72, cy.width() / 12), 1.5);
    // on a small screen marks grow into the room that their labels cannot use
    const roomier = big || shown.length > 160 ? 1 : Math.max(1, Math.min(1.7, 0.7 / place.zoom));
    if (roomier !== growth) {
      growth = roomier;
      cy.nodes().style({ width: (node) => node.data("size") * growth, height: (node) => node.data("size") * growth });
    }
    cy.viewport(place);
  };

  return {
    open(box) {
      if (cy) {
        cy.resize();
        draw();
        return;
      }
      const stage = KG.el("div", { class: "stage", role: "img", "aria-label": KG.words.graph });
      canvas = KG.el("canvas", { class: "labels", "aria-hidden": "true" });
      const button = (name, sign, action) =>
        KG.el("button", { type: "button", class: "tool", title: KG.words[name], "aria-label": KG.words[name], onclick: action }, sign);
      const grow = (factor) => cy.zoom({ level: cy.zoom() * factor, renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } });
      tools = KG.el("div", { class: "tools" },
        button("zoom_in", "+", () => grow(1.35)), button("zoom_out", "−", () => grow(1 / 1.35)), button("fit", "⤢", fit),
        button("rearrange", "↻", () => this.rearrange()));
      box.append(stage, canvas, tools);
      note = KG.el("p", { class: "note graph-note", hidden: true });
      if (company) box.append(note);
      cy = cytoscape({
        container: stage, elements: company ? [] : elements(), style: sheet(), layout: { name: "preset", fit: false },
        minZoom: 0.05, maxZoom: 6, boxSelectionEnabled: false, autounselectify: true,
        hideEdgesOnViewport: events.length > 3000, pixelRatio: "auto",
      });
      KG.cy = cy;
      cy.on("tap", "node", ({ target }) => {
        pointed = true; // what the reader clicked stays where it is
        KG.choose(things.get(target.id()));
        pointed = false;
      });
      cy.on("tap", (event) => event.target === cy && KG.choose(null));
      cy.on("mouseover", "node", ({ target }) => {
        hovered = things.get(target.id());
        stage.classList.add("pointing");
        emphasise();
      });
      cy.on("mouseout", "node", () => {
        hovered = null;
        stage.classList.remove("pointing");
        emphasise();
      });
      cy.on("render", draw);
      if (company) redraw();
      apply();
      fit();
      new ResizeObserver(() => {
        cy.resize();
        draw();
      }).observe(stage);
    },
    update() {
      if (!cy) return;
      if (company) redraw();
      apply();
    },
    theme: () => cy && cy.style(sheet()) && draw(),
    choose(thing) {
      if (!cy) return;
      hovered = null;
      emphasise();
      if (!thing || pointed || !things.has(idOf(thing))) return;
      cy.resize();
      cy.stop();
      cy.animate(aim(around(thing), 76, 1.6), { duration: calm.matches ? 0 : 300 });
    },
    fit: () => cy && fit(),
    // fcose blocks for seconds above 300 nodes; then the places computed beforehand come back
    rearrange() {
      const shown = cy.elements().not(".off");
      if (shown.nodes().length > 300) {
        cy.nodes().positions((node) => homeOf(things.get(node.id())));
        fit();
        return;
      }
      shown.layout({
        name: "fcose", quality: "proof", randomize: false, animate: false, fit: false, nodeSeparation: 90,
        idealEdgeLength: 70, nodeRepulsion: 9000, tile: true,
      }).run();
      fit();
    },
  };
})();
