const KEY = Symbol.for("slipway.rate-remaining");

type Holder = typeof globalThis & { [KEY]?: Map<string, number> };

/** Calls left by account id, as upstream last said. */
export function remainingByAccount(): Map<string, number> {
  const holder: Holder = globalThis;
  holder[KEY] ??= new Map();
  return holder[KEY];
}

/** Keeps what upstream said about the calls left in an account's hourly bucket. */
export function noteRemaining(accountId: string, header: string | null): void {
  const remaining = Number.parseInt(header ?? "", 10);
  if (Number.isFinite(remaining)) remainingByAccount().set(accountId, remaining);
}

/** Calls left in the account's bucket when upstream last said so, or null. */
export function remainingCalls(accountId: string): number | null {
  return remainingByAccount().get(accountId) ?? null;
}
