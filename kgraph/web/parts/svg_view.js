// The picture: cleaned, put inline, moved and zoomed by its viewBox, its boxes made into buttons.
const VIEWS = new WeakMap();
const NAMESPACE = "http://www.w3.org/2000/svg";
const KEPT = new Set(["svg", "g", "defs", "image", "use", "rect", "path", "polygon", "polyline", "line", "circle", "ellipse", "text", "tspan", "title", "desc", "style"]);

function safeAddress(node, value) {
  return node.localName === "image" ? /^data:image\/(png|jpeg|webp);base64,/i.test(value) : value.startsWith("#");
}

function cleanAttributes(node) {
  for (const attribute of [...node.attributes]) {
    const name = attribute.localName.toLowerCase();
    const addressed = name === "href" || name === "src";
    const bad = name.startsWith("on") || (addressed && !safeAddress(node, attribute.value)) || (name === "style" && /url\(|@import/i.test(attribute.value));
    if (bad) node.removeAttributeNode(attribute);
  }
}

// Only drawing elements stay; links are taken off, since a click picks the box (its home page is in the details).
function clean(root) {
  for (const node of [...root.querySelectorAll("*")]) {
    if (node.localName === "a" && node.namespaceURI === NAMESPACE) node.replaceWith(...node.childNodes);
    else if (node.namespaceURI !== NAMESPACE || !KEPT.has(node.localName)) node.remove();
    else cleanAttributes(node);
  }
  cleanAttributes(root);
}

// Letters: a shadow root ignores @font-face, so the embedded fonts are given to the document, and the rest stays.
function takeFonts(root) {
  for (const style of root.querySelectorAll("style")) {
    const face = /@font-face\{font-family:([^;]+);font-weight:(\d+);src:(url\(data:font\/woff2;base64,[A-Za-z0-9+\/=]+\))[^}]*\}/g;
    for (const [, family, weight, source] of style.textContent.matchAll(face)) {
      const known = [...document.fonts].some(font => font.family.replace(/"/g, "") === family && font.weight === weight);
      if (!known) new FontFace(family, source, { weight }).load().then(font => document.fonts.add(font)).catch(() => {});
    }
    const rest = style.textContent.replace(/@font-face\{[^}]*\}/g, "");
    style.textContent = /@import|url\(/i.test(rest) ? "" : rest;
  }
}

// A picture that stands alone has ids and classes of its own; here it has a root of its own, so plain ones do.
function plain(root) {
  const own = root.getAttribute("class")?.match(/\bk[0-9a-f]{10}\b/)?.[0];
  if (!own) return;
  for (const node of root.querySelectorAll("[id]")) node.id = node.id.replace(`${own}-`, "");
  for (const node of root.querySelectorAll("use")) {
    const link = [...node.attributes].find(one => one.localName === "href");
    if (link) link.value = link.value.replace(`#${own}-`, "#");
  }
  for (const node of root.querySelectorAll("[class]")) node.setAttribute("class", node.getAttribute("class").replace(/\bkgraph-/g, ""));
  for (const style of root.querySelectorAll("style")) style.textContent = style.textContent.replaceAll(".kgraph-", ".");
}

function build(view, stage, data) {
  const root = new DOMParser().parseFromString(data.svg, "image/svg+xml").documentElement;
  if (root.localName !== "svg" || root.querySelector("parsererror")) {
    stage.textContent = "The picture cannot be shown.";
    stage.classList.add("failed");
    return;
  }
  stage.classList.remove("failed");
  clean(root);
  plain(root);
  takeFonts(root);
  root.removeAttribute("width");
  root.removeAttribute("height");
  root.setAttribute("role", "group");
  const title = root.querySelector(":scope > title");
  root.removeAttribute("aria-labelledby");
  root.setAttribute("aria-label", title?.textContent ?? "Picture");
  title?.remove();                                   // a tooltip over the whole picture
  const place = data.view && view.shown === data.view && isMoved(view) ? [...view.box] : null, before = view.fit;
  view.shown = data.view;
  stage.replaceChildren(document.importNode(root, true));
  view.svg = stage.querySelector("svg");
  const ground = view.svg.querySelector("rect.page");
  if (ground) stage.closest(".shell").style.background = getComputedStyle(ground).fill;   // beside the picture as within it
  const box = view.svg.viewBox.baseVal;
  view.fit = [box.x, box.y, box.width, box.height];
  view.box = [...view.fit];
  view.home = null;
  view.entrance = data.entrance;
  stage.style.aspectRatio = `${box.width} / ${box.height}`;
  const known = new Set(data.boxes);
  view.nodes = new Map();
  for (const node of view.svg.querySelectorAll("g[id]")) {
    const id = node.id.replace(/^(node|frame):/, "");
    if (id === node.id || !known.has(id)) continue;
    node.dataset.box = id;
    node.setAttribute("tabindex", "0");
    node.setAttribute("role", "button");
    node.setAttribute("aria-label", data.names[id] ?? id);
    view.nodes.set(id, node);
  }
  for (const flow of view.svg.querySelectorAll("g.flow")) addArrow(view, flow, data.arrows);
  open(view, stage, data.entrance);
  if (place) {                                       // the same view of a changed brief: one stays where one was
    view.box = view.fit.every((value, at) => value === before[at]) ? place : within(view.fit, place);
    show(view);
  }
}

// Whether the picture is no longer as it opened.
function isMoved(view) {
  return Boolean(view.box) && view.box.some((value, at) => value !== (view.home ?? view.fit)[at]);
}

// A part of the picture moved so that nothing beside the whole is seen in it, or the whole in its middle.
function within([x, y, w, h], [left, top, wide, high]) {
  const inside = (at, size, from, whole) => size >= whole ? from + (whole - size) / 2 : Math.min(Math.max(at, from), from + whole - size);
  return [inside(left, wide, x, w), inside(top, high, y, h), wide, high];
}

// An arrow that is told of can be picked too: it takes the focus, and a wider line that nobody sees takes the pointer.
function addArrow(view, flow, known) {
  const id = flow.id.slice("edge:".length);
  if (!(id in known)) return;
  flow.dataset.box = id;
  flow.setAttribute("tabindex", "0");
  flow.setAttribute("role", "button");
  flow.setAttribute("aria-label", known[id]);
  for (const line of [...flow.querySelectorAll("path.line")]) {
    const wide = line.cloneNode(false);
    wide.setAttribute("class", "hit");
    line.before(wide);
  }
  view.nodes.set(id, flow);
}

const LEAST = 11;   // pixels that the smallest letters have, or the picture opens closer

const ROOM = 24;    // units of the picture that are seen beside its entrance

// The whole picture, or a part of it in letters that can be read: where it begins, or as near to that as its entrance is seen.
function open(view, stage, entrance) {
  const wide = stage.clientWidth || stage.parentElement.clientWidth;
  if (!wide) return;
  const [x, y, width, height] = view.fit;
  const high = stage.clientHeight || wide * height / width;
  const sizes = [...view.svg.querySelectorAll("text")].map(text => parseFloat(text.getAttribute("font-size"))).filter(Boolean);
  const least = Math.min(...sizes, 22);
  const fitting = Math.min(wide / width, high / height);
  view.home = null;
  view.box = [...view.fit];
  if (least * fitting < LEAST && sizes.length) {
    const [w, h] = [wide * least / LEAST, high * least / LEAST];
    const at = view.nodes.get(entrance)?.getBBox();
    const start = (end, size, from, whole) => size >= whole ? from + (whole - size) / 2 : from + Math.max(Math.min(end + ROOM, from + whole) - from - size, 0);
    const across = start(at ? at.x + at.width : x, w, x, width), down = start(at ? at.y + at.height : y, h, y, height);
    view.home = [across, across > x ? Math.max(down, Math.min(belowHeading(view.svg), y + height - h)) : down, w, h];
    view.box = [...view.home];
  }
  show(view);
}

// A title without its beginning is none: what opens further to the right opens below it.
function belowHeading(svg) {
  const lines = [...svg.querySelectorAll("text.title, text.subtitle")].map(text => text.getBBox());
  return Math.max(0, ...lines.map(line => line.y + line.height));
}

// Beside details that open the pane is narrower: what was moved or picked keeps its size and is still seen, else the picture opens anew.
function keepSize(view, stage) {
  view.sizes?.disconnect();
  let [wide, high] = [stage.clientWidth, stage.clientHeight];
  view.sizes = new ResizeObserver(() => {
    const [now, tall] = [stage.clientWidth, stage.clientHeight];
    if (!view.box || !now || (now === wide && tall === high)) return;
    const picked = view.svg?.querySelector(".picked");
    if (!wide || (!picked && !isMoved(view))) open(view, stage, view.entrance);
    else if (view.home && Math.abs(view.box[3] - view.fit[3]) > 1) {
      const [middle, top] = [view.box[0] + view.box[2] / 2, view.box[1]];
      const width = view.box[2] * now / wide;
      view.box = [middle - width / 2, top, width, width * tall / now];
      if (picked) bringIntoView(view, picked);
      show(view);
    }
    [wide, high] = [now, tall];
  });
  view.sizes.observe(stage);
}

function show(view) {
  view.svg?.setAttribute("viewBox", view.box.map(n => n.toFixed(2)).join(" "));
}

function zoom(view, factor, at) {
  if (!view.svg) return;
  const [x, y, w, h] = view.box;
  const width = Math.min(Math.max(w * factor, view.fit[2] / 12), view.fit[2] * 2);
  const real = width / w;
  const [cx, cy] = at ?? [x + w / 2, y + h / 2];
  view.box = [cx - (cx - x) * real, cy - (cy - y) * real, width, h * real];
  show(view);
}

function move(view, dx, dy) {
  if (!view.svg) return;
  view.box[0] += dx;
  view.box[1] += dy;
  show(view);
}

function pointAt(view, event) {
  const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(view.svg.getScreenCTM().inverse());
  return [point.x, point.y];
}

// What is to be seen of a box or an arrow: all of it where that fits, else where a frame begins, or the middle of an arrow's line.
function extent(node, wide, high) {
  const box = node.getBBox();
  if (box.width <= wide && box.height <= high) return box;
  const line = node.classList.contains("flow") && node.querySelector("path.line");
  if (!line) return new DOMRect(box.x, box.y, Math.min(box.width, wide), Math.min(box.height, high));
  const { x, y } = line.getPointAtLength(line.getTotalLength() / 2);
  return new DOMRect(x, y, 0, 0);
}

// `seen` is the part of the height that nothing covers.
function bringIntoView(view, node, seen = 1) {
  const [x, y, w, h] = view.box;
  const box = extent(node, w, h * seen);
  if (box.x >= x && box.y >= y && box.x + box.width <= x + w && box.y + box.height <= y + h * seen) return;
  const [left, top, wide] = within(view.fit, [box.x + box.width / 2 - w / 2, box.y + box.height / 2 - h * seen / 2, w, h * seen]);
  view.box = [left, top, wide, h];
  show(view);
}

// What Tab comes to is seen: it moves into the picture, and the picture into the page. A click leaves all where it is.
function follow(view, node) {
  if (!node?.matches(":focus-visible")) return;
  bringIntoView(view, node);
  node.scrollIntoView({ block: "nearest", inline: "nearest" });
}

const NARROW = 800;   // pixels: on less, details come up as a sheet over the lower half of the page; see style.css
const HEAD = 64;      // those that the head of the page takes

// Where details come up over the picture, what is picked moves to where it is still seen.
function uncover(view, stage, node) {
  if (innerWidth > NARROW) return;
  stage.scrollIntoView({ block: "start" });
  bringIntoView(view, node, Math.min((innerHeight / 2 - HEAD) / stage.clientHeight, 1));
}

// A box stands out; the arrows at its block stay, the others fade. So do the ends of an arrow.
function mark(view, id) {
  const picked = view.nodes?.get(id);
  for (const node of view.nodes?.values() ?? []) {
    node.classList.toggle("picked", node === picked);
    node.setAttribute("aria-pressed", String(node === picked));
  }
  const place = id?.split("/").slice(0, -1).join("/");
  const holder = picked?.closest("g.block-group")?.id;
  const ends = holder ? [id, picked.id, holder] : [picked?.id, `block:${id}`, `block:${place}:${id}`];
  let near = 0;
  for (const flow of view.svg?.querySelectorAll("g.flow") ?? []) {
    const name = `${flow.id.slice("edge:".length)}--`;   // what tells it from others of its ends may follow them
    const touches = flow === picked || (Boolean(picked) && ends.some(end => name.startsWith(`${end}--`) || name.includes(`--${end}--`)));
    flow.classList.toggle("near", touches);
    near += touches ? 1 : 0;
  }
  view.svg?.classList.toggle("picking", near > 0);
}

// What has come since the brief was changed.
function markNew(view, came, button) {
  view.came = came.filter(id => view.nodes?.has(id));
  view.next = 0;
  for (const [id, node] of view.nodes ?? []) node.classList.toggle("came", came.includes(id));
  button.hidden = !view.came.length;
  button.textContent = `Changed: ${view.came.length}`;
  button.title = "Go to what has come since the change, one after the other";
}

function toNew(view) {
  const node = view.nodes.get(view.came[view.next++ % view.came.length]);
  bringIntoView(view, node);
  node.focus();
}

function words(node) {
  return `${node.getAttribute("aria-label") ?? ""} ${node.querySelector("title")?.textContent ?? ""} ${node.textContent}`.toLowerCase();
}

// How well a word fits: by the name of a box, by that of an arrow, by what is said of it.
function fitness(node, wanted) {
  const named = (node.getAttribute("aria-label") ?? "").toLowerCase().includes(wanted);
  return named && !node.classList.contains("flow") ? 0 : named ? 1 : 2;
}

function isSeen(view, node) {
  const box = node.getBBox();
  const [x, y, w, h] = view.box;
  return box.x < x + w && box.y < y + h && box.x + box.width > x && box.y + box.height > y;
}

// The search: what has the word stays, the rest fades, what fits best comes into view; arrows are searched by their words too.
function find(view, said, word) {
  const wanted = word.trim().toLowerCase();
  const found = [...(view.nodes?.values() ?? [])].filter(node => wanted && words(node).includes(wanted));
  found.sort((one, other) => fitness(one, wanted) - fitness(other, wanted));
  const best = found.filter(node => fitness(node, wanted) === fitness(found[0], wanted));
  if (best.length && !best.some(node => isSeen(view, node))) bringIntoView(view, best[0]);
  for (const node of view.svg?.querySelectorAll("g.box, g.flow, g.frame[data-box]") ?? []) {
    node.classList.toggle("found", found.includes(node));
    node.classList.toggle("faded", Boolean(wanted) && !found.includes(node) && !found.some(one => node.contains(one)));
  }
  said.textContent = wanted ? `${found.length} found` : "";
  return found;
}

// One kind of arrows alone.
function layer(view, kind) {
  for (const flow of view.svg?.querySelectorAll("g.flow") ?? []) flow.classList.toggle("hidden", Boolean(kind) && !flow.classList.contains(`kind-${kind}`));
}

// The walk along the numbered steps: the arrows of one step stay.
function walk(view, parts, by) {
  const steps = view.steps;
  view.step = Math.min(Math.max(view.step + by, -1), steps.length - 1);
  if (view.step < 0) return endWalk(view, parts);
  const step = steps[view.step];
  parts.walk.querySelector(".told").textContent = step.text;
  parts.walk.parentElement.classList.add("walking");
  for (const flow of view.svg.querySelectorAll("g.flow")) flow.classList.toggle("near", step.arrows.includes(flow.id.slice("edge:".length)));
  view.svg.classList.add("picking");
  const first = view.nodes.get(step.arrows[0]);
  if (first) bringIntoView(view, first);
}

// Before the first step there is none: all arrows are as they were.
function endWalk(view, parts) {
  view.step = -1;
  parts.walk.querySelector(".told").textContent = "Walk along the steps";
  parts.walk.parentElement.classList.remove("walking");
  mark(view, view.picked);
}

// The kinds of arrows to choose from; the chosen one stays where there is one of it still.
function fillLayers(view, select, kinds) {
  const chosen = kinds.some(([value]) => value === select.value) ? select.value : "";
  const choices = [["", "All connections"], ...kinds].map(([value, label]) => Object.assign(document.createElement("option"), { value, textContent: label }));
  select.replaceChildren(...choices);
  select.value = chosen;
  select.hidden = kinds.length < 2;
  layer(view, select.hidden ? "" : chosen);
}

// How much is shown; the inside is to be had where one is picked that has one.
function fillLevels(select, data, inside) {
  select.hidden = !data.levels.length;
  const choices = data.levels.map(([value, label]) => Object.assign(document.createElement("option"), { value, textContent: label }));
  for (const one of choices) one.disabled = one.value === "inside" && data.level !== "inside" && !inside;
  select.replaceChildren(...choices);
  select.value = data.level;
}

// What holds the picture and what is told of it, where something is.
function around(parent) {
  return (parent.getRootNode().host ?? parent).closest(".st-key-work");
}

const STILL = 250;   // milliseconds for which a pane keeps its size before that is told

// The size of the pane, details beside the picture included: a picture is not composed anew because they open.
function watchPane(view, parent, data, tell) {
  view.panes?.disconnect();
  clearTimeout(view.still);
  if (!data.panes.length) return;
  const pane = around(parent) ?? parent.querySelector(".shell");
  const size = () => data.panes.find(([, below]) => pane.clientWidth < below)?.[0] ?? "wide";
  const look = () => { if (pane.clientWidth && size() !== data.pane) tell(size()); };
  view.panes = new ResizeObserver(() => {
    clearTimeout(view.still);
    view.still = setTimeout(look, STILL);
  });
  view.panes.observe(pane);
}

function pageTheme(probe) {
  const [red, green, blue] = getComputedStyle(probe).backgroundColor.match(/[\d.]+/g).map(Number);
  return red * 0.299 + green * 0.587 + blue * 0.114 < 128 ? "dark" : "light";
}

// Where a page has two pictures, the buttons of each say whose they are.
function tellApart(parent, called) {
  for (const node of parent.querySelectorAll("[aria-label]:not(svg, svg *)")) {
    node.dataset.plain ??= node.getAttribute("aria-label");
    node.setAttribute("aria-label", called ? `${node.dataset.plain}, ${called}` : node.dataset.plain);
  }
}

// The first thing that Tab comes to: it leads past all fields to the picture.
function addSkip(stage) {
  document.getElementById("kg-skip")?.remove();
  const skip = Object.assign(document.createElement("a"), { id: "kg-skip", href: "#", textContent: "To the picture" });
  skip.onclick = event => { event.preventDefault(); stage.focus(); stage.scrollIntoView({ block: "nearest" }); };
  document.body.prepend(skip);
  return skip;
}

export default function ({ data, parentElement, setTriggerValue }) {
  const stage = parentElement.querySelector(".stage");
  const shell = parentElement.querySelector(".shell");
  stage.style.maxHeight = data.height;
  tellApart(parentElement, data.called);
  shell.classList.add("ready");
  let view = VIEWS.get(parentElement);
  if (!view) {
    VIEWS.set(parentElement, (view = { skip: addSkip(stage) }));
    stage.addEventListener("focusin", event => follow(view, event.target.closest("[data-box]")));
  }
  if (view.source !== data.svg) {
    view.source = data.svg;
    build(view, stage, data);
  }
  const whole = around(parentElement) ?? shell;       // with what is told beside the picture
  const tell = parentElement.querySelector(".said");
  const parts = { walk: parentElement.querySelector(".walk"), layers: parentElement.querySelector(".layers") };
  view.steps = data.steps;
  parts.walk.hidden = !data.steps.length;
  if (view.told !== data.svg) {
    view.told = data.svg;
    endWalk(view, parts);
    fillLayers(view, parts.layers, data.kinds);
    const search = parentElement.querySelector(".find");
    if (search.value) find(view, tell, search.value);
  }
  parts.levels = parentElement.querySelector(".levels");
  parts.levels.onchange = () => setTriggerValue("level", parts.levels.value);
  watchPane(view, parentElement, data, size => setTriggerValue("pane", size));
  parts.layers.onchange = () => layer(view, parts.layers.value);
  parts.walk.onclick = event => {
    const by = event.target.closest("button")?.dataset.by;
    if (by) walk(view, parts, Number(by));
  };
  parts.walk.onkeydown = event => {
    if (event.key !== "Escape" || view.step < 0) return;
    event.stopPropagation();
    endWalk(view, parts);
  };
  const search = parentElement.querySelector(".find");
  search.hidden = !data.names || Object.keys(data.names).length < 2;
  search.oninput = () => find(view, tell, search.value);
  search.onkeydown = event => {
    event.stopPropagation();
    if (event.key === "Escape") { search.value = ""; find(view, tell, ""); }
    const [first] = event.key === "Enter" ? find(view, tell, search.value) : [];
    if (first) { bringIntoView(view, first); pick(first); }
  };

  // What is picked is told by a small component beside this one, since this one is large (see svg_focus.js), which may come
  // later than the first click; only where there is none to come, by this one.
  const beside = () => (window.kgraph ?? {})[data.key];
  const hearing = () => data.alone ? setTriggerValue : beside()?.setTriggerValue;
  const pass = () => {
    const picked = view.waiting;
    if (picked === undefined || !hearing()) return;
    view.waiting = undefined;
    hearing()("picked", picked);   // a trigger: the same box may be picked again
  };
  const attend = () => {
    const focus = beside()?.data.focus;
    if (view.waiting !== undefined) pass();   // what was picked before somebody heard it
    else if (view.picked !== focus) {
      view.picked = focus;
      const node = view.nodes?.get(focus);
      if (node) {
        bringIntoView(view, node);
        if (beside()) uncover(view, stage, node);
      }
    }
    mark(view, view.picked);
    fillLevels(parts.levels, data, beside()?.data.inside);
  };
  window.removeEventListener("kgraph", view.attend);
  view.attend = attend;
  window.addEventListener("kgraph", attend);
  keepSize(view, stage);
  attend();
  markNew(view, data.came, parentElement.querySelector(".changed"));

  const pick = node => {
    view.picked = node.dataset.box;
    mark(view, view.picked);
    if (beside()) uncover(view, stage, node);
    view.waiting = view.picked;
    pass();
  };
  stage.onclick = event => {
    const node = event.target.closest("[data-box]");
    if (node && !view.dragged) pick(node);
  };
  // A row of the table leads here: see rows.js.
  window.removeEventListener("kgraph-lead", view.lead);
  view.lead = event => {
    const node = event.detail.picture === data.key ? view.nodes?.get(event.detail.id) : null;
    if (!node) return;
    shell.scrollIntoView({ block: "nearest" });
    bringIntoView(view, node);
    node.focus({ preventScroll: true });
    pick(node);
  };
  window.addEventListener("kgraph-lead", view.lead);
  stage.onkeydown = event => {
    const node = event.target.closest("[data-box]");
    const step = view.box ? view.box[2] / 10 : 0;
    const actions = {
      "+": () => zoom(view, 0.8), "=": () => zoom(view, 0.8), "-": () => zoom(view, 1.25), "0": () => { view.box = [...view.fit]; show(view); },
      ArrowLeft: () => move(view, -step, 0), ArrowRight: () => move(view, step, 0), ArrowUp: () => move(view, 0, -step), ArrowDown: () => move(view, 0, step),
    };
    if (node) actions.Enter = actions[" "] = () => pick(node);
    const close = view.picked && document.querySelector(".st-key-close button");
    if (view.step >= 0) actions.Escape = () => endWalk(view, parts);
    else if (close) actions.Escape = () => close.click();
    if (event.ctrlKey || event.metaKey || event.altKey || !actions[event.key]) return;
    event.preventDefault();
    event.stopPropagation();
    actions[event.key]();
  };
  stage.onpointerdown = event => {
    if (event.button !== 0 || !view.svg || event.pointerType === "touch") return;   // fingers: see below
    view.from = [event.clientX, event.clientY];
    view.dragged = false;
  };
  stage.onpointermove = event => {
    if (!view.from || !view.svg) return;
    const [dx, dy] = [event.clientX - view.from[0], event.clientY - view.from[1]];
    if (!view.dragged && Math.hypot(dx, dy) < 5) return;
    if (!view.dragged) stage.setPointerCapture(event.pointerId);
    view.dragged = true;
    stage.classList.add("moving");
    const scale = view.svg.getScreenCTM().a;
    view.from = [event.clientX, event.clientY];
    move(view, -dx / scale, -dy / scale);
  };
  stage.onpointerup = stage.onpointercancel = () => {
    view.from = null;
    stage.classList.remove("moving");
  };
  stage.onwheel = event => {          // the plain wheel scrolls the page
    if (!event.ctrlKey || !view.svg) return;
    event.preventDefault();
    zoom(view, event.deltaY > 0 ? 1.15 : 1 / 1.15, pointAt(view, event));
  };
  // One finger scrolls the page; two move the picture, and zoom it.
  const spread = touches => {
    const [a, b] = touches;
    return { at: [(a.clientX + b.clientX) / 2, (a.clientY + b.clientY) / 2], apart: Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY) };
  };
  stage.ontouchstart = event => { view.two = event.touches.length === 2 ? spread(event.touches) : null; };
  stage.ontouchmove = event => {
    if (!view.two || event.touches.length !== 2 || !view.svg) return;
    event.preventDefault();
    const now = spread(event.touches);
    const scale = view.svg.getScreenCTM().a;
    move(view, (view.two.at[0] - now.at[0]) / scale, (view.two.at[1] - now.at[1]) / scale);
    zoom(view, view.two.apart / Math.max(now.apart, 1), pointAt(view, { clientX: now.at[0], clientY: now.at[1] }));
    view.two = now;
  };
  stage.ontouchend = stage.ontouchcancel = () => { view.two = null; };
  const probe = parentElement.querySelector(".probe");
  probe.ontransitionend = () => {     // the page has another ground now
    const theme = pageTheme(probe);
    if (theme !== data.theme) setTriggerValue("theme", theme);
  };
  parentElement.querySelector(".tools").onclick = event => {
    const what = event.target.closest("button")?.dataset.do;
    if (what === "came") toNew(view);
    if (what === "in") zoom(view, 0.8);
    if (what === "out") zoom(view, 1.25);
    if (what === "fit" && view.svg) { view.box = [...view.fit]; show(view); }
    if (what === "read" && view.svg) { view.box = [...(view.home ?? view.fit)]; show(view); }
    if (what === "full") document.fullscreenElement ? document.exitFullscreen() : whole.requestFullscreen?.();
  };
  document.removeEventListener("fullscreenchange", view.filled);
  view.filled = () => shell.classList.toggle("full", document.fullscreenElement === whole);
  document.addEventListener("fullscreenchange", view.filled);
  return () => {
    window.removeEventListener("kgraph", view.attend);
    window.removeEventListener("kgraph-lead", view.lead);
    document.removeEventListener("fullscreenchange", view.filled);
    view.sizes?.disconnect();
    view.panes?.disconnect();
    clearTimeout(view.still);
    view.skip.remove();
    VIEWS.delete(parentElement);
  };
}
