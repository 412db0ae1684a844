import { SlipwayError } from "@/lib/errors/slipway-error";

const REFUSALS = new Set<string>(["forbidden", "missing_scope", "not_found", "app_not_found"]);

/** Null for what this account may not read or what is no longer there; the rest of a review is told all the same. */
export async function orNull<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof SlipwayError && REFUSALS.has(error.id)) return null;
    throw error;
  }
}
