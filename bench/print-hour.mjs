// An hour of watching on a manual clock: calls per account, and delays until a change is reported.
import { loadHour } from "./hour.mjs";
import { table } from "./table.mjs";

const BUCKET = 4_500;
const USUAL = { viewers: 1, screens: 0, pipelines: 1, building: 0.05, buildMs: 120_000, travelMs: 150 };
const EVERYBODY = { viewers: 200, screens: 20, pipelines: 4 };

export async function printHour() {
  const { simulate } = await loadHour();
  const began = process.cpuUsage();
  const run = async (name, hour) => ({ name, ...(await simulate({ ...USUAL, ...hour })) });
  const outcomes = [
    await run("one viewer, nothing builds", { building: 0 }),
    await run("one screen, nothing builds", { building: 0, viewers: 0, screens: 1 }),
    await run("one viewer, two builds", { building: 1 / 300 }),
    await run("one viewer, 5 % build", {}),
    await run("one viewer, 5 % build, webhooks", { webhookMs: 0 }),
    await run("200 viewers, 20 screens, 40 apps, 5 % build", EVERYBODY),
    await run("the same, webhooks", { ...EVERYBODY, webhookMs: 0 }),
  ];
  const { user, system } = process.cpuUsage(began);
  console.log("\n## An hour of watching\n");
  console.log(
    table(
      ["calls an hour and account", "accounts", "builds", "median", "max", "of 4,500", "in all"],
      outcomes.map(({ name, calls, builds }) => {
        const most = Math.max(...calls);
        const sum = calls.reduce((total, count) => total + count, 0);
        return [
          name,
          calls.length,
          builds,
          part(calls, 0.5),
          most,
          `${Math.round((100 * most) / BUCKET)} %`,
          sum,
        ];
      }),
    ),
  );
  console.log("");
  console.log(
    table(
      ["ms from a change to its event", "changes", "p50", "p95", "max"],
      outcomes
        .flatMap(({ name, began: first, ended }) => [row(name, "begins", first), row(name, "ends", ended)])
        .flat(),
    ),
  );
  console.log(`\n${((user + system) / 1e6).toFixed(1)} s of processor for ${outcomes.length} hours.`);
}

/** Empty if nothing changed. */
function row(name, what, delays) {
  if (delays.length === 0) return [];
  return [
    [`a build ${what}: ${name}`, delays.length, part(delays, 0.5), part(delays, 0.95), part(delays, 1)],
  ];
}

function part(numbers, share) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0);
}
