// The map: outlines of countries that travel with the page; one mark for the events of a place, or of near places.
KG.views.map = (() => {
  const { entities } = KG.data;
  let map = null;
  let marks = null;
  let land = null;

  // in the self-contained page they are packed; a site gives their address
  const borders = async () => {
    if (KG.atlas) return (await fetch(KG.atlas)).json();
    const packed = Uint8Array.from(atob(JSON.parse(document.getElementById("atlas").textContent)), (letter) => letter.charCodeAt(0));
    const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
    return JSON.parse(await new Response(stream).text());
  };

  const outlines = async () => {
    const atlas = await borders();
    const land = topojson.feature(atlas, atlas.objects.countries);
    // Antarctica surrounds a pole and cannot be drawn flat; what crosses the 180th meridian goes on past it
    land.features = land.features.filter(({ id }) => id !== "010");
    const unroll = (ring) => {
      let turns = 0;
      return ring.map(([x, y], number) => {
        if (number) {
          const step = x - ring[number - 1][0];
          turns += step > 180 ? -360 : step < -180 ? 360 : 0;
        }
        return [x + turns, y];
      });
    };
    for (const { geometry } of land.features)
      if (geometry.type === "Polygon") geometry.coordinates = geometry.coordinates.map(unroll);
      else geometry.coordinates = geometry.coordinates.map((rings) => rings.map(unroll));
    return land;
  };

  const colours = () => ({ color: KG.ink("border"), fillColor: KG.ink("land"), weight: 0.8, fillOpacity: 1, interactive: false });

  // a ring whose parts are the groups of events
  const ring = (shares, total, radius) => {
    const size = 2 * radius + 4;
    const svg = KG.el("svg", { viewBox: `${-size / 2} ${-size / 2} ${size} ${size}`, width: size, height: size, "aria-hidden": "true" });
    svg.append(KG.el("circle", { r: radius, class: "ring-ground" }));
    const order = KG.data.groups.map(({ name }) => name).filter((name) => shares.has(name));
    const width = Math.min(7, radius * 0.45);
    const inner = radius - width / 2;
    let angle = -Math.PI / 2;
    for (const name of order) {
      const turn = (shares.get(name) / total) * 2 * Math.PI;
      const part = order.length === 1
        ? KG.el("circle", { r: inner, class: "ring-part" })
        : KG.el("path", { class: "ring-part", d: `M${inner * Math.cos(angle)} ${inner * Math.sin(angle)}A${inner} ${inner} 0 ${turn > Math.PI ? 1 : 0} 1 ${inner * Math.cos(angle + turn)} ${inner * Math.sin(angle + turn)}` });
      part.style.stroke = `var(--${name})`;
      part.style.strokeWidth = `${width}px`;
      svg.append(part);
      angle += turn;
    }
    return svg;
  };

  // where events are: each place with its events, or, of very many, with counts by group
  const spotsOf = () => {
    if (KG.data.spots)
      return KG.data.spots.map((entity) => ({ entity, shares: entity.shares, total: Object.values(entity.shares).reduce((sum, count) => sum + count, 0) }));
    return KG.shownEntities
      .filter((entity) => entity.lat !== null && entity.long !== null)
      .map((entity) => {
        const list = entity.events
          .filter(({ event, roles }) => KG.shownSet.has(event) && roles.some((role) => ["place", "origin", "target"].includes(role)))
          .map(({ event }) => event);
        return { entity, list, total: list.length };
      })
      .filter(({ total }) => total);
  };
  const sharesOf = (spots) => {
    const shares = new Map();
    const add = (group, count) => shares.set(group, (shares.get(group) || 0) + count);
    if (KG.data.spots) for (const spot of spots) Object.entries(spot.shares).forEach(([group, count]) => add(group, count));
    else for (const event of new Set(spots.flatMap(({ list }) => list))) add(event.group, 1);
    return shares;
  };

  const draw = () => {
    if (!map) return;
    marks.clearLayers();
    const spots = spotsOf()
      .map((spot) => ({ ...spot, point: map.latLngToContainerPoint([spot.entity.lat, spot.entity.long]) }))
      .sort((a, b) => b.total - a.total || a.entity.index - b.entity.index);
    const heaps = [];
    for (const spot of spots) {
      const heap = heaps.find(({ point }) => Math.hypot(point.x - spot.point.x, point.y - spot.point.y) < 26);
      if (heap) heap.spots.push(spot);
      else heaps.push({ point: spot.point, spots: [spot] });
    }
    const room = new KG.Room();
    const drawn = heaps.map((heap) => {
      const shares = sharesOf(heap.spots);
      const total = [...shares.values()].reduce((sum, count) => sum + count, 0);
      const radius = Math.min(30, 9 + 2.6 * Math.sqrt(total));
      const { x, y } = heap.point;
      room.take([x - radius, y - radius, x + radius, y + radius]);
      return { ...heap, shares, total, radius };
    });
    const pen = document.createElement("canvas").getContext("2d");
    const frame = map.getSize();
    pen.font = '600 12px "Inter", "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';
    for (const { point, spots: some, shares, total, radius } of drawn) {
      const { entity } = some[0];
      const name = some.length > 1 ? `${entity.label} +${some.length - 1}` : entity.label;
      const width = pen.measureText(name).width + 6;
      const sides = {
        right: [point.x + radius + 2, point.y - 8, point.x + radius + width, point.y + 8],
        left: [point.x - radius - width, point.y - 8, point.x - radius - 2, point.y + 8],
        below: [point.x - width / 2, point.y + radius + 1, point.x + width / 2, point.y + radius + 17],
        above: [point.x - width / 2, point.y - radius - 17, point.x + width / 2, point.y - radius - 1],
      };
      const free = Object.keys(sides).filter((key) => !room.touching(sides[key], 1).size);
      const side = free.find((key) => sides[key][0] >= 0 && sides[key][2] <= frame.x) || free[0]; // whole, if it can be
      if (side) room.take(sides[side]);
      const icon = KG.el("div", { class: "spot" }, ring(shares, total, radius), KG.el("span", { class: "spot-number" }, KG.number(total)),
        side ? KG.el("span", { class: `spot-name ${side}` }, name) : "");
      const size = 2 * radius + 4;
      L.marker(map.containerPointToLatLng(point), {
        icon: L.divIcon({ html: icon, className: "spot-icon", iconSize: [size, size] }),
        title: some.map((spot) => spot.entity.label).join(", "), alt: name, keyboard: true,
      }).on("click", () => {
        const apart = L.latLngBounds(some.map((spot) => [spot.entity.lat, spot.entity.long]));
        if (some.length > 1 && map.getZoom() < 9) map.flyToBounds(apart.pad(0.4), { maxZoom: 9, duration: 0.4 });
        else KG.choose(entity);
      }).addTo(marks);
    }
  };

  const fit = () => {
    const known = KG.data.spots || KG.shownEntities.filter((entity) => entity.lat !== null && entity.events.some(({ roles }) => roles.includes("place")));
    if (known.length) map.fitBounds(L.latLngBounds(known.map((entity) => [entity.lat, entity.long])).pad(0.06), { padding: [Math.min(70, map.getSize().x / 6), 24], maxZoom: known.length > 1 ? 6 : 4.5, animate: false }); // around one place its country is seen
    else map.setView([25, 15], 2, { animate: false });
  };

  return {
    async open(box) {
      if (map) {
        map.invalidateSize();
        draw();
        return;
      }
      const frame = KG.el("div", { class: "map" });
      const missing = KG.data.missing ?? KG.data.events.filter((event) => !event.roles.some((part) =>
        ["place", "origin", "target"].includes(part.role) && part.entities.some((index) => entities[index].lat !== null))).length;
      box.append(frame, KG.el("p", { class: "note" }, KG.words.map_note, missing ? ` ${KG.plural(missing, KG.words.event, KG.words.events)} ${KG.words.map_missing}.` : ""));
      map = L.map(frame, { zoomSnap: 0.25, minZoom: 1.5, maxZoom: 10, attributionControl: false, worldCopyJump: true, zoomControl: false });
      L.control.zoom({ position: "bottomright", zoomInTitle: KG.words.zoom_in, zoomOutTitle: KG.words.zoom_out }).addTo(map);
      marks = L.layerGroup().addTo(map);
      fit();
      land = L.geoJSON(await outlines(), { style: colours() }).addTo(map);
      land.bringToBack();
      map.on("zoomend moveend resize", draw);
      draw();
      frame.dataset.ready = "yes";
      new ResizeObserver(() => map.invalidateSize()).observe(frame);
    },
    update: draw,
    theme: () => land && land.setStyle(colours()),
  };
})();
