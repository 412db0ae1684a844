import { SlipwayError } from "@/lib/errors/slipway-error";
import { CODE_MS, WRONG_CODES } from "./limits";

declare global {
  var slipwayWrongCodes: Map<string, number[]> | undefined;
}

/** Throws `too_many_attempts` when a person (account id) has typed too many wrong codes. */
export function checkCodeAttempts(userId: string, now: Date): void {
  if (recent(userId, now).length >= WRONG_CODES) throw new SlipwayError("too_many_attempts");
}

/** Counts a wrong code. */
export function noteWrongCode(userId: string, now: Date): void {
  globalThis.slipwayWrongCodes ??= new Map();
  globalThis.slipwayWrongCodes.set(userId, [...recent(userId, now), now.getTime()]);
}

function recent(userId: string, now: Date): number[] {
  const since = now.getTime() - CODE_MS;
  return (globalThis.slipwayWrongCodes?.get(userId) ?? []).filter((at) => at > since);
}
