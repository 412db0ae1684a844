import { SlipwayError } from "@/lib/errors/slipway-error";
import type { Position } from "./position";

/**
 * Throws `same_slug` when an app runs this slug already. Not for the retry of a release that failed with it: the
 * release phase is to be run again.
 */
export function checkSameSlug({ app, current, newest }: Position, slug: string): void {
  if (current?.slug?.id !== slug) return;
  if (newest?.status === "failed" && newest.slug?.id === slug) return;
  throw new SlipwayError("same_slug", {
    detail: `${app.name} runs that slug already, as v${current.version}.`,
  });
}
