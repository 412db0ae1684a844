import type { App } from "@/lib/schemas/app";
import type { LatestStates } from "@/lib/schemas/summary";

/** How many apps are read for a filter over states: three or four calls each, at most about 1,000 in all. */
export const MOST_READ = 300;

/**
 * Which apps to read when all states are asked for, in this order: those of which a pipeline says that something failed
 * or is pending, those that no pipeline tells of (the last released first), those that seem well.
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
