import { ApiFailure } from "@/lib/client/api";
import type { Hold } from "@/lib/schemas/hold";

/** The holds that an error is about; null when it is another. */
export function holdsIn(error: unknown): readonly Hold[] | null {
  return error instanceof ApiFailure && error.id === "held" ? error.holds : null;
}
