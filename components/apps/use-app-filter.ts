import { parseAsBoolean, parseAsString, useQueryStates } from "nuqs";
import type { AppRow } from "./row-of";

const parsers = {
  q: parseAsString.withDefault(""),
  mine: parseAsBoolean.withDefault(false),
  failing: parseAsBoolean.withDefault(false),
  building: parseAsBoolean.withDefault(false),
  team: parseAsString,
  stage: parseAsString,
  region: parseAsString,
};

/** The filter of the apps table, stored in the address. */
export function useAppFilter() {
  const [filter, setFilter] = useQueryStates(parsers, { clearOnDefault: true, history: "replace" });
  const active = Object.values(filter).some(Boolean);
  const clear = () => setFilter(null).catch(() => {});
  const set = (change: Parameters<typeof setFilter>[0]) => {
    setFilter(change).catch(() => {});
  };
  return { filter, set, active, clear };
}

export type AppFilter = ReturnType<typeof useAppFilter>["filter"];

/** Returns true if a row matches all active filters. `stage` is the app's stage in its pipeline. */
export function matches(
  { app, state }: AppRow,
  stage: string | undefined,
  filter: AppFilter,
  email: string,
): boolean {
  const text = filter.q.trim().toLowerCase();
  if (text && !app.name.includes(text) && !app.team?.name.toLowerCase().includes(text)) return false;
  if (filter.mine && app.owner.email !== email) return false;
  if (filter.team && (app.team?.name ?? "personal") !== filter.team) return false;
  if (filter.region && app.region?.name !== filter.region) return false;
  if (filter.stage && stage !== filter.stage) return false;
  if (filter.failing && state?.group !== "needs") return false;
  return !filter.building || state?.group === "moves";
}
