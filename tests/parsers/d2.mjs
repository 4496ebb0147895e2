// Compiles D2 texts with D2's own compiler: `node d2.mjs [--svg] FILE...`. A line of JSON for each file says what was
// understood or why it is refused; where one is, the exit code is 1. `--svg` draws beside the file.
import { readFileSync, writeFileSync } from "node:fs";
import v8 from "node:v8";
import { D2 } from "@terrastruct/d2";
import { each } from "./each.mjs";

const draw = process.argv.includes("--svg");
process.argv = process.argv.filter((word) => word !== "--svg");
// the compiler is 22 MB of WebAssembly: to make fast code of all of it takes longer than what it is used for here
v8.setFlagsFromString("--liftoff-only");
const d2 = new D2();

await each(async (file) => {
  const { diagram, renderOptions } = await d2.compile(readFileSync(file, "utf8"));
  if (draw) writeFileSync(`${file}.svg`, await d2.render(diagram, renderOptions));
  return {
    shapes: diagram.shapes.map(({ id, label, link, tooltip, fill, stroke }) => ({ id, label, link, tooltip, fill, stroke })),
    edges: diagram.connections.map(({ src, dst, srcArrow, dstArrow, label, stroke, strokeDash, strokeWidth }) => ({
      src, dst, srcArrow, dstArrow, label, stroke, strokeDash, strokeWidth,
    })),
    legend: (diagram.legend?.connections ?? []).map(({ label, stroke }) => ({ label, stroke })),
  };
});
