// Reads flowcharts with Mermaid's own parser: `node mermaid.mjs FILE...`. A line of JSON for each file says what was
// understood or why it is refused; where one is, the exit code is 1.
import { readFileSync } from "node:fs";
import { JSDOM } from "jsdom";
import { each } from "./each.mjs";

// Mermaid cleans texts with DOMPurify, which looks for a browser's window while it is loaded
const { window } = new JSDOM("<!doctype html><body></body>", { pretendToBeVisual: true });
Object.assign(globalThis, { window, document: window.document });
const { default: mermaid } = await import("mermaid");
mermaid.initialize({ startOnLoad: false });

await each(async (file) => {
  const text = readFileSync(file, "utf8");
  const { diagramType } = await mermaid.parse(text); // throws what a reader of a page would be shown
  const diagram = await mermaid.mermaidAPI.getDiagramFromText(text);
  const db = diagram.db;
  return {
    type: diagramType,
    title: db.getDiagramTitle(),
    nodes: [...db.getVertices().values()].map(({ id, text: label, link, classes }) => ({ id, label, link, classes })),
    edges: db.getEdges().map(({ start, end, text: label, type, style }) => ({ start, end, label, type, style })),
    groups: db.getSubGraphs().map(({ id, title, nodes }) => ({ id, title, nodes })),
    tooltips: db.getVertices().size && Object.fromEntries([...db.getVertices().keys()].map((id) => [id, db.getTooltip(id)])),
  };
});
