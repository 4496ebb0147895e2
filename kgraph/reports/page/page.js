"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const root = document.documentElement;
  const byId = (id) => document.getElementById(id);
  const all = (query, within = document) => [...within.querySelectorAll(query)];
  const text = (part) => encodeURIComponent(part).replace(/%2F/g, "/").replace(/%3A/g, ":");
  const title = document.title;
  const bar = document.querySelector(".top");
  const panel = byId("panel");
  const zoomer = document.querySelector(".zoom");
  const tabs = all(".tab");
  const sections = all("section.view");
  const record = byId("view-record");
  root.classList.add("js");
  document.querySelector(".tools").hidden = false;

  // Words become elements only here; every text is set as text.
  const make = (tag, properties = {}, ...inside) => {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(properties)) {
      if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
      else if (value !== "" && value !== undefined) made.setAttribute(name, value);
    }
    made.append(...inside.flat().filter((one) => one !== "" && one !== undefined && one !== null));
    return made;
  };
  const outward = (href) => ({ href, target: "_blank", rel: "noopener noreferrer" });

  // --- themes: the style follows `data-theme`

  const choose = (theme) => {
    root.dataset.theme = theme;
    for (const button of all(".theme button")) button.setAttribute("aria-pressed", String(button.dataset.theme === theme));
  };
  const KEY = "kgraph-theme";
  const kept = () => { try { return localStorage.getItem(KEY); } catch { return null; } };
  for (const button of all(".theme button")) {
    button.addEventListener("click", () => {
      choose(button.dataset.theme);
      try { localStorage.setItem(KEY, button.dataset.theme); } catch { /* a reader who keeps nothing */ }
    });
  }
  choose(["auto", "light", "dark"].includes(kept()) ? kept() : root.dataset.theme);

  // --- a picture that can be moved

  const READABLE = 10 / 11;   // the smallest letters of a picture have 11 points: pixels they are to have at first

  class Stage {
    constructor(section) {
      this.box = section.querySelector(".stage");
      this.svg = this.box.querySelector("svg");
      const { x, y, width, height } = this.svg.viewBox.baseVal;
      this.home = [x, y, width, height];
      this.svg.removeAttribute("width");
      this.svg.removeAttribute("height");
      this.svg.setAttribute("role", "group");
      this.fingers = new Map();
      this.moved = false;
      this.fit();
      this.box.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
      this.box.addEventListener("pointerdown", (event) => this.down(event));
      this.box.addEventListener("pointermove", (event) => this.move(event));
      for (const end of ["pointerup", "pointercancel"]) this.box.addEventListener(end, (event) => this.up(event));
    }
    show(at) {
      this.at = at;
      this.svg.setAttribute("viewBox", at.map((number) => number.toFixed(2)).join(" "));
    }
    fit() { this.show([...this.home]); }
    // The first look: all of it where its letters can be read, or else near where callers come in.
    open(entrance) {
      if (this.opened) return;
      this.opened = true;
      const whole = this.scale();
      if (!entrance || whole >= READABLE) return;
      const { width, height } = this.box.getBoundingClientRect();
      const [hx, hy, hw, hh] = this.home;
      const [seen, deep] = [width / READABLE, height / READABLE];
      const { x, y, width: wide } = entrance.getBBox();
      const middle = (value, low, size, part) => part >= size ? low + size / 2 : Math.min(Math.max(value, low + part / 2), low + size - part / 2);
      const [cx, cy] = [middle(x + wide / 2, hx, hw, seen), middle(y + deep * .3, hy, hh, deep)];
      const by = whole / READABLE;
      this.show([cx - hw * by / 2, cy - hh * by / 2, hw * by, hh * by]);
    }
    scale() { const matrix = this.svg.getScreenCTM(); return matrix ? matrix.a : 1; }
    point(x, y) {
      const matrix = this.svg.getScreenCTM();
      return matrix ? new DOMPoint(x, y).matrixTransform(matrix.inverse()) : { x: 0, y: 0 };
    }
    zoom(factor, x, y) {
      if (x === undefined) {
        const { left, top, width, height } = this.box.getBoundingClientRect();
        [x, y] = [left + width / 2, top + height / 2];
      }
      const { x: px, y: py } = this.point(x, y);
      const [vx, vy, vw] = this.at;
      const wide = Math.min(Math.max(vw / factor, this.home[2] / 24), this.home[2] * 1.6);
      const by = wide / vw;
      this.show([px - (px - vx) * by, py - (py - vy) * by, wide, wide * this.home[3] / this.home[2]]);
    }
    pan(dx, dy) {
      const by = 1 / this.scale();
      const [vx, vy, vw, vh] = this.at;
      const [hx, hy, hw, hh] = this.home;
      const within = (value, low, high) => Math.min(Math.max(value, low), high);
      this.show([within(vx - dx * by, hx - vw * .8, hx + hw - vw * .2), within(vy - dy * by, hy - vh * .8, hy + hh - vh * .2), vw, vh]);
    }
    wheel(event) {
      event.preventDefault();
      const lines = event.deltaMode === 1 ? 16 : 1;
      const step = Math.max(-240, Math.min(240, event.deltaY * lines));
      this.zoom(Math.exp(-step * (event.ctrlKey ? .01 : .0018)), event.clientX, event.clientY);
    }
    down(event) {
      if (event.pointerType === "mouse" && event.button !== 0) return;
      if (!this.fingers.size) this.moved = false;
      this.fingers.set(event.pointerId, [event.clientX, event.clientY]);
      this.began = [event.clientX, event.clientY];
    }
    move(event) {
      const last = this.fingers.get(event.pointerId);
      if (!last) return;
      const now = [event.clientX, event.clientY];
      if (!this.moved) {
        if (Math.hypot(now[0] - this.began[0], now[1] - this.began[1]) < 5 && this.fingers.size < 2) return;
        this.moved = true;
        this.box.classList.add("dragging");
        try { this.box.setPointerCapture(event.pointerId); } catch { /* the finger is gone */ }
      }
      if (this.fingers.size === 1) this.pan(now[0] - last[0], now[1] - last[1]);
      else if (this.fingers.size === 2) {
        const other = [...this.fingers].find(([id]) => id !== event.pointerId)[1];
        const apart = (one) => Math.hypot(one[0] - other[0], one[1] - other[1]) || 1;
        this.zoom(apart(now) / apart(last), (now[0] + other[0]) / 2, (now[1] + other[1]) / 2);
        this.pan((now[0] - last[0]) / 2, (now[1] - last[1]) / 2);
      }
      this.fingers.set(event.pointerId, now);
    }
    up(event) {
      this.fingers.delete(event.pointerId);
      if (!this.fingers.size) this.box.classList.remove("dragging");
    }
    reveal(element) {
      let part = element.getBoundingClientRect();
      if (this.scale() < .55 && part.width < 300) {
        this.zoom(.85 / this.scale(), part.left + part.width / 2, part.top + part.height / 2);
        part = element.getBoundingClientRect();
      }
      const whole = this.box.getBoundingClientRect();
      const cover = panel.hidden ? null : panel.getBoundingClientRect();
      let [right, bottom] = [whole.right, whole.bottom];
      if (cover && cover.width < whole.width * .7) right = cover.left;
      else if (cover) bottom = cover.top;
      const edge = 32;
      const off = (low, high, from, to) => {
        if (high - low > to - from - 2 * edge) return (from + to) / 2 - (low + high) / 2;
        return low < from + edge ? from + edge - low : high > to - edge ? to - edge - high : 0;
      };
      this.pan(off(part.left, part.right, whole.left, right), off(part.top, part.bottom, whole.top, bottom));
    }
  }

  // --- views and what is in them

  const views = data.views.map((view, number) => {
    const section = sections[number];
    const stage = new Stage(section);
    const beside = (query) => new Map(all(query, section).map((one) => [`${one.getAttribute("x")} ${one.getAttribute("y")}`, one]));
    const labels = beside("text.arrow");
    const numbers = beside("text.digits");
    const parts = new Map();
    for (const [id, item] of Object.entries(view.items)) {
      const element = byId(id);
      if (!element) continue;
      element.dataset.item = id;
      element.setAttribute("tabindex", "0");
      element.setAttribute("role", "button");
      const shown = [element];
      if (item.k === "arrow") {
        element.setAttribute("aria-label", `${item.n}: ${item.s || item.kind}`);
        const path = element.querySelector("path");
        if (path) {
          const reach = path.cloneNode();
          reach.setAttribute("class", "reach");
          path.before(reach);
        }
        const number = numbers.get(item.number);
        for (const one of [labels.get(item.label), number && number.parentElement]) {
          if (!one) continue;
          one.dataset.item = id;
          shown.push(one);
        }
      }
      parts.set(id, { id, item, element, shown, view: number });
    }
    stage.box.addEventListener("click", (event) => click(event, stage));
    const story = section.querySelector(".steps");
    if (story && innerWidth <= 720) story.open = false;
    return { id: view.id, section, stage, parts, steps: [], tab: tabs[number] };
  });
  const places = [...views.map((view) => view.id), "record"];
  const address = ({ view, part, section }) => {
    const words = [`view=${text(places[view])}`];
    if (part) {
      const bare = part.id.replace(/^v\d+-/, "");
      words.push(part.item.k === "arrow" ? `arrow=${text(bare.slice(5))}` : `node=${text(bare.replace(/^node:/, ""))}`);
    }
    if (section) words.push(`section=${text(section)}`);
    return `#${words.join("&")}`;
  };
  for (const [number, view] of views.entries()) {
    view.steps = all(".steps li", view.section).map((line, at) => {
      const part = [...view.parts.values()].find(({ item }) => (item.steps || []).includes(at + 1));
      if (!part) return null;
      const link = make("a", { href: address({ view: number, part }) }, line.textContent);
      line.replaceChildren(link);
      return link;
    });
  }
  let now = { view: -1, part: null, section: "" };

  const click = (event, stage) => {
    if (stage.moved) return;
    const element = event.target.closest("[data-item]");
    const part = element && views[now.view].parts.get(element.dataset.item);
    if (!part || (part.item.k === "frame" && event.target.tagName === "rect")) { if (now.part) go({ view: now.view }); return; }
    go({ view: now.view, part });
  };

  // --- addresses: the part after # alone says what is shown

  const go = (state, { quiet = false } = {}) => {
    const to = address(state);
    if (to === location.hash) return read();
    if (!quiet) { location.hash = to; return undefined; }
    history.replaceState(null, "", to);
    return read();
  };
  const find = (view, { node, arrow }) => {
    if (arrow !== null) return view.parts.get(`${prefix(view)}edge:${arrow}`) || null;
    const direct = view.parts.get(`${prefix(view)}node:${node}`) || view.parts.get(prefix(view) + node);
    return direct || [...view.parts.values()].find(({ item }) => item.k !== "arrow" && (item.c || []).includes(node)) || null;
  };
  const prefix = (view) => `v${views.indexOf(view)}-`;
  const read = () => {
    const asked = new URLSearchParams(location.hash.slice(1));
    const wanted = { node: asked.get("node"), arrow: asked.get("arrow") };
    const named = places.indexOf(asked.get("view"));
    let view = named < 0 ? Math.max(now.view, 0) : named;
    let part = null;
    if (wanted.node !== null || wanted.arrow !== null) {
      part = views[view] ? find(views[view], wanted) : null;
      if (!part && named < 0) {
        view = Math.max(views.findIndex((one) => find(one, wanted)), 0);
        part = views[view] ? find(views[view], wanted) : null;
      }
    }
    render({ view, part, section: asked.get("section") || "" });
  };
  const render = (next) => {
    const other = next.view !== now.view;
    const from = now.part;
    now = next;
    if (other) tab();
    mark();
    fill();
    if (next.part) next.part.element && views[next.view].stage.reveal(next.part.element);
    else if (from && panelHadFocus) from.element.focus({ preventScroll: true });
    panelHadFocus = false;
    if (places[next.view] === "record" && next.section) {
      const heading = byId(`section-${next.section}`);
      if (heading) { heading.scrollIntoView(); heading.focus({ preventScroll: true }); }
    }
  };

  // --- tabs

  document.querySelector(".tabs").setAttribute("role", "tablist");
  tabs.forEach((one, number) => {
    const section = sections[number];
    one.setAttribute("role", "tab");
    one.setAttribute("aria-controls", section.id);
    section.setAttribute("role", "tabpanel");
    section.setAttribute("aria-labelledby", one.id);
    section.removeAttribute("aria-label");
    one.addEventListener("click", (event) => { event.preventDefault(); go({ view: number }); });
    one.addEventListener("keydown", (event) => {
      const last = tabs.length - 1;
      const to = { ArrowRight: number === last ? 0 : number + 1, ArrowLeft: number ? number - 1 : last, Home: 0, End: last, " ": number }[event.key];
      if (to === undefined) return;
      event.preventDefault();
      event.stopPropagation();
      go({ view: to });
      tabs[to].focus();
    });
  });
  const tab = () => {
    tabs.forEach((one, number) => {
      const here = number === now.view;
      one.setAttribute("aria-selected", String(here));
      one.tabIndex = here ? 0 : -1;
      sections[number].hidden = !here;
      if (here) one.scrollIntoView({ block: "nearest", inline: "nearest" });
    });
    zoomer.hidden = !views[now.view];
    if (views[now.view]) views[now.view].stage.open(entrance(views[now.view]));
    document.title = `${tabs[now.view].querySelector("span").textContent} – ${title}`;
  };

  // Where callers come in: the highest of the boxes to which nothing leads, though they lead somewhere.
  const entrance = (view) => {
    const parts = [...view.parts.values()];
    const arrows = parts.filter(({ item }) => item.k === "arrow" && item.a.length === 2).map(({ item }) => item.a);
    const boxes = parts.filter(({ item }) => item.k === "box");
    const first = boxes.filter(({ item }) => arrows.some(([from]) => from === item.b) && !arrows.some(([, to]) => to === item.b));
    const high = ({ element }) => element.getBBox().y;
    const [found] = (first.length ? first : boxes).sort((one, other) => high(one) - high(other));
    return found && found.element;
  };

  // --- what is chosen, and what it touches

  const overlaps = (some, others) => !some || !others || some.some((one) => others.includes(one));
  const touching = (part, arrow) => arrow.a.includes(part.item.b) && overlaps(arrow.ends, part.item.c);
  const arrowsOf = (part) => [...views[part.view].parts.values()].filter(({ item }) => item.k === "arrow" && touching(part, item));
  const near = (part) => {
    const parts = [...views[part.view].parts.values()];
    const together = (one) => one === part || (one.item.k === "arrow" && part.item.steps && one.item.steps && overlaps(part.item.steps, one.item.steps));
    const arrows = part.item.k === "arrow" ? parts.filter(together) : arrowsOf(part);
    return [...arrows, ...parts.filter((one) => one.item.k !== "arrow" && arrows.some(({ item }) => touching(one, item)))];
  };
  const mark = () => {
    const view = views[now.view];
    if (!view) return;
    const close = now.part ? new Set(near(now.part)) : new Set();
    view.stage.svg.classList.toggle("chosen", Boolean(now.part) && now.part.item.k !== "frame");
    view.steps.forEach((button, at) => {
      if (now.part && (now.part.item.steps || []).includes(at + 1)) button.setAttribute("aria-current", "step");
      else if (button) button.removeAttribute("aria-current");
    });
    for (const part of view.parts.values()) {
      part.element.setAttribute("aria-pressed", String(part === now.part));
      for (const one of part.shown) {
        one.classList.toggle("on", part === now.part);
        one.classList.toggle("near", close.has(part));
      }
    }
  };

  // --- the panel

  let panelHadFocus = false;
  const heading = (words) => make("h3", {}, words);
  const cited = (sources) => sources.flatMap(([name, href], number) => [number ? ", " : "", href ? make("a", outward(href), brief(name)) : name]);
  const brief = (name) => { try { const { host, pathname } = new URL(name); return host + (pathname.length > 32 ? `${pathname.slice(0, 30)}…` : pathname.replace(/\/$/, "")); } catch { return name; } };
  const reason = (number) => {
    const [words, because, sources] = data.reasons[number];
    const line = [because, because && sources.length ? " · " : "", ...cited(sources)];
    return make("li", {}, words, because || sources.length ? make("small", {}, ...line) : "");
  };
  const steer = (state) => ({ href: address(state), class: "to" });
  const close = () => { panelHadFocus = panel.contains(document.activeElement); go({ view: now.view }); };
  const fill = () => {
    panel.hidden = !now.part;
    zoomer.classList.toggle("above", Boolean(now.part));
    panel.replaceChildren();
    if (!now.part) return;
    const { item, view } = now.part;
    const kind = { arrow: item.kind, frame: "place" }[item.k] || "";
    const where = [item.k === "arrow" ? `${kind} flow` : item.s || kind, item.where].filter(Boolean).join(" · ");
    panel.append(
      make("header", {}, make("div", {}, make("h2", { id: "panel-name", tabindex: "-1" }, item.n), make("p", { class: "kind" }, where)),
        make("button", { type: "button", class: "close", "aria-label": "Close", title: "Close (Esc)", onclick: close }, "×")));
    if (item.k === "arrow" && item.s) panel.append(make("p", {}, item.number ? `${item.number}. ${item.s}` : item.s));
    for (const line of (item.about || item.tip || "").split("\n")) if (line && line !== item.n) panel.append(make("p", {}, line));
    if (item.inside) {
      const inner = places.indexOf(item.inside);
      panel.append(make("p", {}, make("a", { href: address({ view: inner }) }, `See inside ${item.n}`)));
    }
    const chips = (item.facts || []).map((fact) => make("span", {}, fact));
    if (item.href) chips.push(make("a", outward(item.href), "Home page ↗"));
    if (chips.length) panel.append(make("div", { class: "chips" }, ...chips));
    if (item.r) panel.append(heading(item.k === "arrow" ? "What flows" : "Why it is here"), make("ul", {}, item.r.map(reason)));
    if (item.or) panel.append(heading("Runner-up"), make("p", {}, `For ${item.or[0]}: ${item.or[1]}.`, make("small", {}, item.or[2])));
    const arrows = item.k === "arrow" ? [] : arrowsOf(now.part);
    if (arrows.length) {
      panel.append(heading("Connections"), ...arrows.map((arrow) => make("a", steer({ view, part: arrow }), arrow.item.n, make("small", {}, arrow.item.s || arrow.item.kind))));
    }
    const also = item.c ? views.flatMap((one) => one === views[view] ? [] : [[one, [...one.parts.values()].find((part) => (part.item.k === "arrow") === (item.k === "arrow") && part.item.c && overlaps(part.item.c, item.c))]]).filter(([, part]) => part) : [];
    if (also.length) {
      panel.append(heading("Also in"), ...also.map(([one, part]) => make("a", steer({ view: part.view, part }), one.tab.querySelector("span").textContent)));
    }
    panel.scrollTop = 0;
    size();
  };
  const size = () => { panel.style.maxHeight = innerWidth <= 720 ? "52dvh" : `calc(100dvh - ${bar.offsetHeight + 32}px)`; };
  addEventListener("resize", size);

  // --- search

  const input = byId("search");
  const status = byId("found");
  const canMark = typeof Highlight === "function" && CSS.highlights;
  let matches = [];
  let at = -1;
  const hay = ({ item }) => [item.n, item.s, item.t, item.serves, item.where, item.kind, ...(item.c || [])].join(" ").toLowerCase();
  const inRecord = (words) => {
    const found = [];
    if (words.length < 2) return found;
    const walker = document.createTreeWalker(record.querySelector("article"), NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const lower = node.data.toLowerCase();
      if (lower.length !== node.data.length) continue;
      for (let from = lower.indexOf(words); from >= 0; from = lower.indexOf(words, from + words.length)) {
        const range = new Range();
        range.setStart(node, from);
        range.setEnd(node, from + words.length);
        found.push({ range, view: views.length });
      }
    }
    return found;
  };
  const search = () => {
    const words = input.value.trim().toLowerCase();
    const each = words.split(/\s+/);
    matches = [];
    at = -1;
    for (const view of views) {
      const found = words ? [...view.parts.values()].filter((part) => { const straw = hay(part); return each.every((word) => straw.includes(word)); }) : [];
      const rank = { box: 0, frame: 1, arrow: 2 };
      found.sort((one, other) => rank[one.item.k] - rank[other.item.k]);
      matches.push(...found.map((part) => ({ part, view: part.view })));
      const hits = new Set(found);
      view.stage.svg.classList.toggle("searching", Boolean(words));
      for (const part of view.parts.values()) for (const one of part.shown) one.classList.toggle("hit", hits.has(part));
    }
    const told = words ? inRecord(words) : [];
    matches.push(...told);
    if (canMark) { CSS.highlights.set("found", new Highlight(...told.map((match) => match.range))); CSS.highlights.delete("here"); }
    document.querySelector(".find").classList.toggle("asking", Boolean(words));
    tabs.forEach((one, number) => {
      const count = matches.filter((match) => match.view === number).length;
      const badge = one.querySelector(".hits");
      badge.hidden = !words || !count;
      badge.textContent = count;
      badge.title = `${count} found here`;
    });
    status.textContent = !words ? "" : matches.length ? `${matches.length} found` : "None";
  };
  const jump = (step) => {
    if (!matches.length) return;
    if (at < 0) {
      const first = matches.findIndex((match) => match.view >= now.view);
      at = step > 0 ? Math.max(first, 0) : (Math.max(first, 0) + matches.length - 1) % matches.length;
    } else at = (at + step + matches.length) % matches.length;
    const match = matches[at];
    status.textContent = `${at + 1} of ${matches.length}`;
    go({ view: match.view, part: match.part }, { quiet: true });
    if (!match.range) return;
    if (canMark) CSS.highlights.set("here", new Highlight(match.range));
    match.range.startContainer.parentElement.scrollIntoView({ block: "center" });
  };
  input.addEventListener("input", search);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") { event.preventDefault(); jump(event.shiftKey ? -1 : 1); }
    if (event.key === "Escape") { event.preventDefault(); event.stopPropagation(); if (input.value) { input.value = ""; search(); } else input.blur(); }
  });
  byId("before").addEventListener("click", () => jump(-1));
  byId("after").addEventListener("click", () => jump(1));

  // --- keys

  const STEP = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] };
  const zooms = { in: (stage) => stage.zoom(1.3), out: (stage) => stage.zoom(1 / 1.3), fit: (stage) => stage.fit() };
  const KEYS = { "+": "in", "=": "in", "-": "out", "_": "out", 0: "fit" };
  for (const button of all("[data-zoom]")) {
    button.addEventListener("click", () => { const view = views[now.view]; if (view) zooms[button.dataset.zoom](view.stage); });
  }
  addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, textarea, select")) return;
    const view = views[now.view];
    if (event.key === "/") { event.preventDefault(); input.focus(); input.select(); return; }
    if (event.key === "Escape") { if (now.part) { if (panel.contains(document.activeElement)) panelHadFocus = true; go({ view: now.view }); } else if (input.value) { input.value = ""; search(); } return; }
    if (!view) return;
    const element = event.target.closest("[data-item]");
    if (element && (event.key === "Enter" || event.key === " ")) {
      event.preventDefault();
      const part = view.parts.get(element.dataset.item);
      go({ view: now.view, part }, { quiet: false });
      const to = () => { const name = byId("panel-name"); if (name) name.focus(); };
      to();
      setTimeout(to, 0);
      return;
    }
    if (KEYS[event.key]) { event.preventDefault(); zooms[KEYS[event.key]](view.stage); return; }
    if (STEP[event.key] && !panel.contains(event.target)) { event.preventDefault(); view.stage.pan(...STEP[event.key]); }
  });
  for (const view of views) {
    view.section.addEventListener("focusin", (event) => {
      const element = event.target.closest("[data-item]");
      if (element && element.matches(":focus-visible")) view.stage.reveal(element);
      view.section.scrollTop = 0;
      view.stage.box.scrollTop = 0;
      view.stage.box.scrollLeft = 0;
    });
  }

  // --- print: every picture whole, on light ground

  let screen = root.dataset.theme;
  addEventListener("beforeprint", () => { screen = root.dataset.theme; root.dataset.theme = "light"; for (const { stage } of views) { stage.kept = stage.at; stage.fit(); } });
  addEventListener("afterprint", () => { root.dataset.theme = screen; for (const { stage } of views) stage.show(stage.kept || stage.home); });

  addEventListener("hashchange", read);
  read();
})();
