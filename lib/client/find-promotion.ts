import { ApiFailure } from "./api";

/** The number of consecutive "not found" responses, a second apart, that are conclusive. */
const LOOKS = 5;

/**
 * Finds out the result of a request whose response was lost: returns the promotion, or null when the server
 * repeatedly reports that there is none. Keeps asking while the server is unreachable. Throws an error that a retry
 * would not change.
 */
export async function findPromotion<T>(ask: () => Promise<T>, wait: () => Promise<void>): Promise<T | null> {
  for (let missing = 0; missing < LOOKS; ) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      if (error.status === 404) missing += 1;
      else if (isFinal(error.status)) throw error;
      else missing = 0;
    }
    await wait();
  }
  return null;
}

/** Returns true if the outcome of a request that failed with this error is unknown. */
export function isAmbiguous(error: unknown): boolean {
  if (!(error instanceof ApiFailure)) return true;
  return error.status === 0 || ["internal", "upstream_timeout", "upstream_error"].includes(error.id);
}

function isFinal(status: number): boolean {
  return status >= 400 && status < 500 && status !== 429;
}
