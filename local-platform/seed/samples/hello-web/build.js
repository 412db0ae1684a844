import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import { setTimeout as wait } from "node:timers/promises";

const cyan = (text) => `\x1b[36m${text}\x1b[39m`;
const green = (text) => `\x1b[32m${text}\x1b[39m`;
const dim = (text) => `\x1b[2m${text}\x1b[22m`;

console.log(`${cyan("vessel")} building for production...`);
await wait(400);
const pages = await readdir("pages");
await mkdir("dist", { recursive: true });
for (const [index, page] of pages.sort().entries()) {
  process.stdout.write(`\rtransforming (${index + 1}/${pages.length}) ${dim(page)}\x1b[K`);
  await writeFile(`dist/${page}`, (await readFile(`pages/${page}`, "utf8")).replace(/\n\s+/g, "\n"));
  await wait(250);
}
console.log(`\r${green("✓")} ${pages.length} pages transformed.\x1b[K`);
await wait(300);
console.error("rendering pages...");
for (const page of pages) {
  const bytes = await readFile(`dist/${page}`);
  const size = (bytes.length / 1000).toFixed(2);
  const packed = (gzipSync(bytes).length / 1000).toFixed(2);
  console.log(`${dim("dist/")}${cyan(page.padEnd(16))}${size} kB ${dim(`| gzip: ${packed} kB`)}`);
  await wait(150);
}
await wait(300);
console.log(green(`✓ built in ${(performance.now() / 1000).toFixed(2)}s`));
