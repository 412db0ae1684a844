import type { Build } from "@/lib/schemas/build";
import type { Dyno } from "@/lib/schemas/dyno";
import type { Release } from "@/lib/schemas/release";
import { hasRun } from "@/lib/timeline/did-run";
import { changedOnlyConfig, hasCode, newestFirst, predecessor } from "@/lib/timeline/lineage";
import { crashedDynos } from "./dyno-facts";

/** The next action for an app; null when none is needed. */
export type NextStep =
  | { kind: "building"; build: Build }
  | { kind: "releasing"; release: Release }
  | { kind: "build failed"; build: Build }
  | { kind: "release failed"; release: Release; current: Release | null }
  | { kind: "crashed"; dynos: [Dyno, ...Dyno[]]; version: number | null }
  | { kind: "ahead" }
  | { kind: "never built" }
  | null;

/**
 * The input of `nextStep`: newest builds and releases in any order, the dynos, and the apps of the next stage that
 * are behind (null when unknown).
 */
export type AppFacts = {
  builds: readonly Build[];
  releases: readonly Release[];
  dynos: readonly Dyno[];
  ahead?: { kind: string; behind: readonly unknown[] } | null;
};

/**
 * Returns the next step of an app. The first match wins: a change in progress, a failed build, a failed release,
 * crashed dynos, a next stage that is behind, an app that was never built.
 */
export function nextStep({ builds, releases, dynos, ahead }: AppFacts): NextStep {
  const newest = newestFirst(releases);
  const [latest] = newest;
  const current = newest.find((release) => release.current) ?? null;
  const building = builds.find((build) => build.status === "pending");
  if (latest?.status === "pending") return { kind: "releasing", release: latest };
  if (building) return { kind: "building", build: building };
  const failed = unrepairedBuild(builds, newest);
  if (failed) return { kind: "build failed", build: failed };
  if (latest?.status === "failed") return { kind: "release failed", release: latest, current };
  const [crashed, ...others] = crashedDynos(dynos);
  if (crashed) return { kind: "crashed", dynos: [crashed, ...others], version: current?.version ?? null };
  if (ahead?.kind === "ahead" && ahead.behind.length > 0) return { kind: "ahead" };
  const never = builds.length === 0 && !releases.some(hasCode);
  return never ? { kind: "never built" } : null;
}

/**
 * Returns the newest build that was not canceled if it failed and no newer code has been released since; else null.
 */
function unrepairedBuild(builds: readonly Build[], releases: readonly Release[]): Build | null {
  const newest = builds
    .filter((build) => !build.canceled_by)
    .reduce<Build | null>(
      (last, build) => (last && last.created_at >= build.created_at ? last : build),
      null,
    );
  if (newest?.status !== "failed") return null;
  const repaired = releases.some(
    (release) =>
      hasRun(release) &&
      release.created_at > newest.created_at &&
      !changedOnlyConfig(release, predecessor(release, releases)),
  );
  return repaired ? null : newest;
}
