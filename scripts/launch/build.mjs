import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { say, seconds } from "./progress.mjs";
import { bundleWall } from "./wall.mjs";

const SOURCES = [
  "app",
  "pages",
  "components",
  "lib",
  "local-platform",
  "wall",
  "public",
  "scripts/launch/build.mjs",
  "scripts/launch/wall.mjs",
  "instrumentation.ts",
  "instrumentation-node.ts",
  "proxy.ts",
  "next.config.mjs",
  "postcss.config.mjs",
  "tsconfig.json",
  "package-lock.json",
];
const MARK = "build/sources.sha256";
const require = createRequire(import.meta.url);

/** Builds dashboard, wall and local platform if their sources differ from those of the last build. */
export async function buildWhenStale(children) {
  const sources = hashSources();
  const built = existsSync(MARK) ? readFileSync(MARK, "utf8") : "";
  const there = [".next/BUILD_ID", "build/local-platform/server.js", "build/wall/page.html"].every((file) =>
    existsSync(file),
  );
  if (there && built === sources) return;
  await build(children, sources);
}

/** Builds all three unconditionally. */
export async function build(children, sources = hashSources()) {
  const begun = performance.now();
  say("Building (half a minute on a small machine)");
  await bundlePlatform();
  const cli = join(dirname(require.resolve("next/package.json")), "dist/bin/next");
  // With an outside NODE_ENV, Next would build a mix of development and production.
  const env = { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" };
  await children.run("next build", [process.execPath, cli, "build"], { env });
  await bundleWall();
  mkdirSync("build", { recursive: true });
  writeFileSync(MARK, sources);
  say(`Built in ${seconds(performance.now() - begun)}`);
}

/** Bundles the local platform, because Node 20 does not run TypeScript. Packages stay external. */
export async function bundlePlatform() {
  const { build: bundle } = await import("esbuild");
  await bundle({
    entryPoints: ["local-platform/server.ts"],
    outfile: "build/local-platform/server.js",
    bundle: true,
    platform: "node",
    target: "node20",
    format: "esm",
    packages: "external",
    sourcemap: true,
    logLevel: "warning",
  });
}

function hashSources() {
  const hash = createHash("sha256");
  for (const file of SOURCES.filter((path) => existsSync(path)).flatMap(filesOf)) {
    // Generated files are not sources.
    if (/\.test\.tsx?$/.test(file) || file.startsWith("public/wall/")) continue;
    hash.update(`${file}\0`).update(readFileSync(file)).update("\0");
  }
  return hash.digest("hex");
}

function filesOf(path) {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.name !== "node_modules")
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => filesOf(join(path, entry.name)));
}
