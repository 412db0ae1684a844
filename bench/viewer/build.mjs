// Bundles the pages of the viewer bench as the product's own browser code would be.
import { join } from "node:path";
import { build } from "vite";

const root = import.meta.dirname;

export function buildPages(outDir, names) {
  return build({
    root: join(root, "pages"),
    logLevel: "error",
    resolve: { alias: { "@": join(root, "../..") } },
    define: { "process.env.NODE_ENV": '"production"' },
    worker: { format: "es" },
    build: {
      outDir,
      emptyOutDir: true,
      rolldownOptions: { input: names.map((name) => join(root, "pages", `${name}.html`)) },
    },
  });
}
