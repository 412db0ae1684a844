import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** The oldest supported browser of the wall: TV sets of 2022. */
export const OLDEST = "chrome79";
const PUBLIC = "public/wall";
const PAGE = "build/wall/page.html";
/** The colors of states of pages, tabs and walls. */
const STATE_COLORS = "components/ui/state-colors.json";
const require = createRequire(import.meta.url);

/** Builds the wall: script, stylesheet and fonts under content-hashed names, and the page that loads them. */
export async function bundleWall() {
  const { files, page } = await compileWall();
  rmSync(PUBLIC, { recursive: true, force: true });
  mkdirSync(PUBLIC, { recursive: true });
  mkdirSync(dirname(PAGE), { recursive: true });
  for (const [name, content] of files) writeFileSync(join(PUBLIC, name), content);
  writeFileSync(PAGE, page);
}

/** Builds the wall in memory: `files` by name, the page's text, and the inputs of the script. */
export async function compileWall() {
  const { build } = await import("esbuild");
  const options = { bundle: true, minify: true, write: false, target: OLDEST, charset: "utf8" };
  const { outputFiles, metafile } = await build({
    ...options,
    entryPoints: { wall: "wall/main.ts" },
    format: "iife",
    metafile: true,
    outdir: PUBLIC,
    legalComments: "none",
    // Fields are set in the constructor, so that nothing is newer than ES2019.
    tsconfigRaw: { compilerOptions: { useDefineForClassFields: false } },
  });
  const styles = await build({
    ...options,
    entryPoints: ["wall/wall.css"],
    external: ["/wall/*"],
    outdir: PUBLIC,
  });
  const fonts = join(dirname(require.resolve("geist/font/sans")), "fonts");
  const named = new Map();
  const files = new Map();
  const add = (name, content) => {
    const [stem, kind] = name.split(".");
    const hashed = `${stem}-${createHash("sha256").update(content).digest("hex").slice(0, 10)}.${kind}`;
    named.set(`/wall/${name}`, `/wall/${hashed}`);
    files.set(hashed, content);
  };
  add("sans.woff2", readFileSync(join(fonts, "geist-sans/Geist-Variable.woff2")));
  add("mono.woff2", readFileSync(join(fonts, "geist-mono/GeistMono-Variable.woff2")));
  const rename = (text) => [...named].reduce((renamed, [from, to]) => renamed.replaceAll(from, to), text);
  add("wall.css", rename(colorStates(styles.outputFiles[0].text)));
  add("wall.js", outputFiles[0].text);
  return {
    files,
    page: rename(readFileSync("wall/wall.html", "utf8")).replace(/\n +/g, "\n"),
    inputs: Object.keys(metafile.inputs),
  };
}

/** Replaces `var(--ok)`, `var(--bad)`, … by the wall's colors of states: its styles use no property of their own. */
function colorStates(styles) {
  const { wall } = JSON.parse(readFileSync(STATE_COLORS, "utf8"));
  return Object.entries(wall).reduce(
    (text, [name, color]) => text.replaceAll(`var(--${name})`, color),
    styles,
  );
}
