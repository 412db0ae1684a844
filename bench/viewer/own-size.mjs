// How much code the viewer adds to a page that has React, the icons and the controls of the product anyway.
import { join, resolve } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const repository = join(import.meta.dirname, "../..");
const OWN =
  /^@\/(?:components\/output|lib\/output|lib\/client\/(?:output|local-copy|shared-connections))|^\.|^@noble/;

/** Bytes, minified and gzipped, of the page's part and of the two workers, the checksum's library included. */
export async function ownSize() {
  const sizes = {};
  for (const name of ["output-view.tsx", "output-worker.ts", "regexp-worker.ts"]) {
    const { outputFiles } = await build({
      entryPoints: [join(repository, "components/output", name)],
      bundle: true,
      minify: true,
      write: false,
      format: "esm",
      jsx: "automatic",
      loader: { ".css": "empty" },
      plugins: [{ name: "own", setup: onlyOwn }],
    });
    sizes[name] = gzipSync(outputFiles[0].contents).length;
  }
  return sizes;
}

function onlyOwn(bundler) {
  bundler.onResolve({ filter: /.*/ }, ({ path, kind, pluginData }) => {
    if (kind === "entry-point" || pluginData === "again") return undefined;
    if (!OWN.test(path)) return { path, external: true };
    if (!path.startsWith("@/")) return undefined;
    return bundler.resolve(`./${path.slice(2)}`, {
      resolveDir: resolve(repository),
      kind,
      pluginData: "again",
    });
  });
}
