// The code that a viewer adds to a page with React.
import { join, resolve } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const repository = join(import.meta.dirname, "../..");
const OWN = /^@\/(?:components\/output|lib\/log-viewer|lib\/client\/events\/shared-connections)|^\.|^@noble/;
const ENTRIES = [
  "components/output/output-pane.tsx",
  "lib/log-viewer/worker/output-worker.ts",
  "lib/log-viewer/worker/regexp-worker.ts",
];

const options = {
  bundle: true,
  minify: true,
  write: false,
  format: "esm",
  jsx: "automatic",
  define: { "process.env.NODE_ENV": '"production"' },
  loader: { ".css": "empty" },
};

/**
 * Returns the bytes of our viewer, minified and gzipped per file: what showing an output needs (page and worker), and
 * what loads later on demand. The checksum's library counts; icons and controls shared with other pages do not.
 */
export async function ownSize() {
  const sizes = { shown: 0, later: 0 };
  for (const name of ENTRIES) {
    const { outputFiles, metafile } = await build({
      ...options,
      entryPoints: [join(repository, name)],
      splitting: true,
      metafile: true,
      outdir: "out",
      plugins: [{ name: "own", setup: onlyOwn }],
    });
    const first = atOnce(metafile, name);
    for (const { path, contents } of outputFiles) {
      const at = [...first].some((each) => resolve(each) === path);
      sizes[at && !name.endsWith("/regexp-worker.ts") ? "shown" : "later"] += gzipSync(contents).length;
    }
  }
  return sizes;
}

/** Returns the files that an entry loads before it runs: itself and its static imports. */
function atOnce({ outputs }, entry) {
  const needed = new Set();
  const add = (path) => {
    if (needed.has(path) || !outputs[path]) return;
    needed.add(path);
    for (const { path: next, kind } of outputs[path].imports) if (kind === "import-statement") add(next);
  };
  add(Object.keys(outputs).find((path) => outputs[path].entryPoint?.endsWith(entry)));
  return needed;
}

/** Returns the bytes of another viewer's page without React, minified and gzipped. */
export async function peerSize(name) {
  const own = ["floor.js", "floor-worker.js"].map((file) => join(import.meta.dirname, "pages", file));
  const entries = {
    floor: own,
    xterm: [join(import.meta.dirname, "pages/xterm.js")],
    patternfly: [join(repository, "bench/peers/log-viewers/patternfly.jsx")],
    lazylog: [join(repository, "bench/peers/log-viewers/lazylog.jsx")],
  };
  const { outputFiles } = await build({
    ...options,
    entryPoints: entries[name],
    outdir: "out",
    external: ["react", "react-dom", "react-dom/client", "react/jsx-runtime"],
    loader: { ".css": "empty", ".woff2": "empty", ".woff": "empty", ".jpg": "empty", ".svg": "empty" },
  });
  return outputFiles.reduce((sum, { contents }) => sum + gzipSync(contents).length, 0);
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
