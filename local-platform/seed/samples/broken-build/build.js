import { setTimeout as wait } from "node:timers/promises";

const red = (text) => `\x1b[31m${text}\x1b[39m`;
const cyan = (text) => `\x1b[36m${text}\x1b[39m`;
const grey = (text) => `\x1b[90m${text}\x1b[39m`;

console.log(`${cyan("vessel")} checking types...`);
await wait(500);
console.log("  18 modules read");
await wait(400);
console.log("  18 modules checked");
await wait(300);
console.error("");
console.error(
  `${cyan("src/fjord.ts")}:12:24 - ${red("error")} ${grey("TS2345:")} Argument of type 'string' is not assignable to parameter of type 'number'.`,
);
console.error("");
console.error("12   const depth = measure(\"deep\");");
console.error(`                          ${red("~~~~~~")}`);
console.error("");
console.error("Found 1 error in src/fjord.ts:12");
console.error("This failure is deliberate: the sample shows what a failed build looks like.");
process.exit(1);
