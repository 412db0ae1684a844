import type { Dyno, Formation } from "@/lib/schemas/dyno";

/** One process type: how many of its dynos are in the wanted state, and the text for it. */
export type DynoFact = {
  type: string;
  kind: "ok" | "live" | "bad" | "warn" | "canceled" | "unknown";
  label: string;
};

/**
 * Returns the text for each process type: "web up 2/2", "web starting 1/2", "worker crashed 1/2", "web off", "web
 * old version still up". `current` is the version that should run. One-off dynos (`run`, `release`) are left out.
 */
export function dynoFacts(
  dynos: readonly Dyno[],
  formation: readonly Formation[],
  current: number | null,
): DynoFact[] {
  const types = new Set([
    ...formation.filter((line) => line.type !== "release").map((line) => line.type),
    ...dynos.filter(isServing).map((dyno) => dyno.type),
  ]);
  return [...types].sort(webFirst).flatMap((type) => {
    const own = dynos.filter((dyno) => dyno.type === type);
    const wanted = formation.find((line) => line.type === type)?.quantity ?? own.length;
    return factOf(type, own, Math.max(wanted, own.length), current);
  });
}

/** Returns the crashed dynos of the formation. */
export const crashedDynos = (dynos: readonly Dyno[]) =>
  dynos.filter((dyno) => isServing(dyno) && dyno.state === "crashed");

/** Returns true if a dyno belongs to the formation. One-off dynos do not serve requests. */
export function isServing(dyno: Pick<Dyno, "type">): boolean {
  return dyno.type !== "run" && dyno.type !== "release" && dyno.type !== "scheduler";
}

function factOf(type: string, dynos: readonly Dyno[], wanted: number, current: number | null): DynoFact[] {
  const count = (state: Dyno["state"]) => dynos.filter((dyno) => dyno.state === state).length;
  // A type scaled to zero is omitted, except web: an app whose web process is off serves nothing.
  if (wanted === 0) return type === "web" ? [{ type, kind: "canceled", label: "web off" }] : [];
  const crashed = count("crashed");
  if (crashed) return [{ type, kind: "bad", label: `${type} crashed ${crashed}/${wanted}` }];
  const old = dynos.filter((dyno) => current !== null && dyno.release && dyno.release.version < current);
  const up = count("up") + count("idle");
  if (old.length && up === wanted) return [{ type, kind: "warn", label: `${type} old version still up` }];
  if (up >= wanted) return [{ type, kind: "ok", label: `${type} up ${up}/${wanted}` }];
  if (dynos.length && dynos.every((dyno) => dyno.state === "unknown")) {
    return [{ type, kind: "unknown", label: `${type} unknown` }];
  }
  return [{ type, kind: "live", label: `${type} starting ${up}/${wanted}` }];
}

function webFirst(a: string, b: string): number {
  return Number(b === "web") - Number(a === "web") || a.localeCompare(b);
}
