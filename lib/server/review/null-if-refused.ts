import { SlipwayError } from "@/lib/errors/slipway-error";

const REFUSALS = new Set<string>(["forbidden", "missing_scope", "not_found", "app_not_found"]);

/** Resolves to null if the account may not read the object or it does not exist; the review continues without it. */
export async function nullIfRefused<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof SlipwayError && REFUSALS.has(error.id)) return null;
    throw error;
  }
}
