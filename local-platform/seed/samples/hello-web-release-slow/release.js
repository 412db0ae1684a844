import { setTimeout as wait } from "node:timers/promises";

const rows = 200_000;
const batch = 1_000;
const rest = 100;

console.log(`Copying ${rows} rows from wharves to harbours`);
for (let done = 0; done <= rows; done += batch) {
  const share = `${String(Math.floor((100 * done) / rows)).padStart(3)} %`;
  process.stdout.write(`\r  ${"█".repeat(done / 10_000).padEnd(20, "·")} ${share}  ${done} rows\x1b[K`);
  if (done % 50_000 === 0) process.stdout.write(`\n  batch up to ${done} is written\n`);
  await wait(rest);
}
console.log("The database is up to date.");
