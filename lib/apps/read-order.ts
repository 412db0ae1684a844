import type { App } from "@/lib/schemas/app";
import type { LatestStates } from "@/lib/schemas/summary";

/** The most apps that a filter by state reads: at three or four calls each, about 1,000 calls in all. */
export const MOST_READ = 300;

/**
 * Returns the names of the apps to read when all states are requested, in this order: apps that a pipeline reports
 * as failed or pending, apps that no pipeline covers (last released first), apps that seem healthy.
 */
export function readOrder(apps: readonly App[], latest: LatestStates["items"]): string[] {
  const states = new Map(latest.map(({ app, build, release }) => [app.id, [build, release]]));
  const rank = ({ id }: App) => {
    const own = states.get(id);
    if (!own) return 1;
    return own.every((state) => state === null || state === "succeeded") ? 2 : 0;
  };
  const at = ({ released_at, updated_at }: App) => Date.parse(released_at ?? updated_at);
  return apps
    .toSorted((a, b) => rank(a) - rank(b) || at(b) - at(a))
    .slice(0, MOST_READ)
    .map(({ name }) => name);
}
