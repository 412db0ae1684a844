import { setTimeout as wait } from "node:timers/promises";

const steps = ["create table harbours", "add column ships.harbour not null", "drop table wharves"];

console.log(`Running ${steps.length} migrations`);
await wait(300);
console.log(`  \x1b[32m✓\x1b[39m 0001 ${steps[0]}`);
await wait(300);
console.log(`  \x1b[31m✕\x1b[39m 0002 ${steps[1]}`);
throw new Error('column "harbour" of relation "ships" contains null values. This migration fails on purpose.');
