import { setTimeout as wait } from "node:timers/promises";

const steps = ["create table harbours", "create table ships", "add column ships.launched_at"];

console.log(`Running ${steps.length} migrations`);
for (const [index, step] of steps.entries()) {
  await wait(300);
  console.log(`  \x1b[32m✓\x1b[39m ${String(index + 1).padStart(4, "0")} ${step}`);
}
console.log("The database is up to date.");
