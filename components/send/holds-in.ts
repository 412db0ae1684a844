import { ApiFailure } from "@/lib/client/api";
import type { Hold } from "@/lib/schemas/hold";

/** Returns the holds of a `held` error; null for any other error. */
export function holdsIn(error: unknown): readonly Hold[] | null {
  return error instanceof ApiFailure && error.id === "held" ? error.holds : null;
}
