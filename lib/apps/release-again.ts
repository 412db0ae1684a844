import type { Dyno } from "@/lib/schemas/dyno";
import type { Release } from "@/lib/schemas/release";
import { sameCode } from "@/lib/timeline/lineage";
import { crashedDynos, isServing } from "./dyno-facts";

type Running = { current: Release | null; newest: Release | null; dynos: readonly Dyno[] };

/**
 * Returns true if the running code may be released again although it changes nothing: the newest release failed with
 * that code, so its release phase has to run again, or dynos of the running release have crashed.
 */
export function mayReleaseAgain({ current, newest, dynos }: Running): boolean {
  if (!current) return false;
  if (newest?.status === "failed" && sameCode(newest, current)) return true;
  return crashedDynos(dynos).some(isOf(current));
}

/**
 * Like `mayReleaseAgain`, for a promotion's target that crashed: its dynos are restarted again and again, and at the
 * moment may be starting instead.
 */
export function mayRetryCrashed({ current, newest, dynos }: Running): boolean {
  if (mayReleaseAgain({ current, newest, dynos })) return true;
  const starting = dynos.filter((dyno) => isServing(dyno) && dyno.state === "starting");
  return current !== null && starting.some(isOf(current));
}

const isOf =
  ({ version }: Release) =>
  ({ release }: Dyno): boolean =>
    release === null || release.version === version;
