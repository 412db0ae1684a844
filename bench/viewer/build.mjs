// Bundles the pages of the viewer bench like the product's browser code.
import { join } from "node:path";
import { build } from "vite";

const bench = join(import.meta.dirname, "..");

/** Writes <name>.html for each viewer, with its assets, below `outDir`/viewer/pages. */
export function buildPages(outDir, names) {
  return build({
    root: bench,
    logLevel: "error",
    resolve: { alias: { "@": join(bench, "..") } },
    define: { "process.env.NODE_ENV": '"production"' },
    worker: { format: "es" },
    build: {
      outDir,
      emptyOutDir: true,
      rolldownOptions: { input: names.map((name) => join(bench, "viewer/pages", `${name}.html`)) },
    },
  });
}
