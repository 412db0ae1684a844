import type { Dyno } from "@/lib/schemas/dyno";
import type { Release } from "@/lib/schemas/release";
import { sameCode } from "@/lib/timeline/lineage";
import { crashedDynos } from "./dyno-facts";

type Running = { current: Release | null; newest: Release | null; dynos: readonly Dyno[] };

/**
 * Whether the code that an app runs may be released on it once more, though it changes nothing: the newest release
 * failed with that code, so its release phase is to run again, or dynos of the running release have crashed.
 */
export function mayReleaseAgain({ current, newest, dynos }: Running): boolean {
  if (!current) return false;
  if (newest?.status === "failed" && sameCode(newest, current)) return true;
  return crashedDynos(dynos).some(({ release }) => release === null || release.version === current.version);
}
