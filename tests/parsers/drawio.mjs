// Decodes draw.io models with the codec of maxGraph, the successor of the library that draw.io is made with:
// `node drawio.mjs FILE...`. A line of JSON for each file says what was understood or why it is refused; where one is, the
// exit code is 1.
import { readFileSync } from "node:fs";
import { JSDOM } from "jsdom";
import { each } from "./each.mjs";

const { window } = new JSDOM("<!doctype html><body></body>");
Object.assign(globalThis, { window, document: window.document });
for (const name of ["navigator", "DOMParser", "XMLSerializer", "Element", "Node", "HTMLElement", "Event", "MouseEvent", "SVGElement"]) {
  globalThis[name] ??= window[name];
}
const { GraphDataModel, ModelXmlSerializer } = await import("@maxgraph/core");

await each(async (file) => {
  const page = new window.DOMParser().parseFromString(readFileSync(file, "utf8"), "text/xml");
  const broken = page.querySelector("parsererror");
  if (broken) throw new Error(broken.textContent);
  const models = [...page.querySelectorAll("mxfile > diagram > mxGraphModel")];
  if (models.length === 0) throw new Error("there is no model in the file");
  const model = new GraphDataModel();
  new ModelXmlSerializer(model).import(new window.XMLSerializer().serializeToString(models[0]));
  const cells = Object.values(model.cells);
  const dangling = cells.filter((cell) => cell.edge && !cell.geometry?.sourcePoint && !(cell.source && cell.target));
  if (dangling.length) throw new Error(`arrows without an end: ${dangling.map((cell) => cell.id).join(", ")}`);
  return {
    cells: cells.map((cell) => ({
      id: cell.id,
      parent: cell.parent?.id ?? "",
      vertex: Boolean(cell.vertex),
      edge: Boolean(cell.edge),
      source: cell.source?.id ?? "",
      target: cell.target?.id ?? "",
      value: cell.value?.getAttribute ? Object.fromEntries([...cell.value.attributes].map((a) => [a.name, a.value])) : cell.value,
      geometry: cell.geometry && [cell.geometry.x, cell.geometry.y, cell.geometry.width, cell.geometry.height],
      points: cell.geometry?.points?.map(({ x, y }) => [x, y]) ?? [],
      style: Object.fromEntries(Object.entries(cell.style ?? {}).map(([k, v]) => [k, String(v).slice(0, 80)])),
    })),
  };
});
