import { ApiFailure } from "./api";

/** So many answers in a row that there is no such promotion, a second apart, are believed. */
const LOOKS = 5;

/**
 * What became of a request whose answer got lost: the promotion, or null when the server answers again and again that
 * it knows none. Asks on for as long as the server cannot be reached. Throws what will not change by asking again.
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

/** Whether it is unknown what came of a request that failed like this. */
export function isAmbiguous(error: unknown): boolean {
  if (!(error instanceof ApiFailure)) return true;
  return error.status === 0 || ["internal", "upstream_timeout", "upstream_error"].includes(error.id);
}

function isFinal(status: number): boolean {
  return status >= 400 && status < 500 && status !== 429;
}
