// The rows of a picture: the one of what is picked is marked, and each leads to its box or arrow.
const TABLES = new WeakMap();

function cell(kind, text) {
  const node = document.createElement(kind);
  if (kind === "th") return Object.assign(node, { textContent: text, scope: "col" });
  node.append(Object.assign(document.createElement("div"), { textContent: text }));
  node.title = text;
  return node;
}

function row(kind, texts) {
  const node = document.createElement("tr");
  node.append(...texts.map(text => cell(kind, text)));
  return node;
}

function build(table, data) {
  table.setAttribute("aria-label", data.label);
  table.tHead.replaceChildren(row("th", data.columns));
  const rows = data.rows.map((texts, at) => {
    const node = row("td", texts);
    node.dataset.of = data.ids[at];
    return node;
  });
  table.tBodies[0].replaceChildren(...rows);
}

// One row can be reached by Tab: that of what is picked, or the first; the arrow keys go on from there.
function mark(table, frame, id) {
  const rows = [...table.tBodies[0].rows];
  const chosen = rows.find(one => one.dataset.of === id);
  for (const one of rows) {
    one.setAttribute("aria-selected", String(one === chosen));
    one.tabIndex = one === (chosen ?? rows[0]) ? 0 : -1;
  }
  if (!chosen) return;
  const [above, below] = [chosen.offsetTop - table.tHead.offsetHeight, chosen.offsetTop + chosen.offsetHeight - frame.clientHeight];
  if (frame.scrollTop > above) frame.scrollTop = above;
  else if (frame.scrollTop < below) frame.scrollTop = below;
}

function step(table, from, by) {
  const rows = [...table.tBodies[0].rows];
  const to = rows[Math.min(Math.max(rows.indexOf(from) + by, 0), rows.length - 1)];
  for (const one of rows) one.tabIndex = one === to ? 0 : -1;
  to.focus();
}

export default function ({ data, parentElement }) {
  const frame = parentElement.querySelector(".frame");
  const table = parentElement.querySelector("table");
  let known = TABLES.get(parentElement);
  if (!known) TABLES.set(parentElement, (known = {}));
  build(table, data);
  const attend = () => mark(table, frame, (window.kgraph ?? {})[data.picture]?.data.focus);
  window.removeEventListener("kgraph", known.attend);
  known.attend = attend;
  window.addEventListener("kgraph", attend);
  attend();
  const lead = node => {
    if (!node) return;
    mark(table, frame, node.dataset.of);
    dispatchEvent(new CustomEvent("kgraph-lead", { detail: { picture: data.picture, id: node.dataset.of } }));
  };
  table.onclick = event => { if (!String(getSelection())) lead(event.target.closest("tbody tr")); };
  table.onkeydown = event => {
    const node = event.target.closest("tbody tr");
    const far = table.tBodies[0].rows.length;
    const actions = {
      Enter: () => lead(node), " ": () => lead(node),
      ArrowDown: () => step(table, node, 1), ArrowUp: () => step(table, node, -1), Home: () => step(table, node, -far), End: () => step(table, node, far),
    };
    if (!node || event.ctrlKey || event.metaKey || event.altKey || !actions[event.key]) return;
    event.preventDefault();
    event.stopPropagation();
    actions[event.key]();
  };
  return () => {
    window.removeEventListener("kgraph", known.attend);
    TABLES.delete(parentElement);
  };
}
