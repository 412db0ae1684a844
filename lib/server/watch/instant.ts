declare global {
  var slipwayInstant: Map<string, number> | undefined;
  var slipwayFoundListener: ((app: string) => void) | undefined;
}

/** Notes until when (ms since 1970) a webhook is trusted to tell of an app's changes, by the app's id; null: no longer. */
export function noteInstant(app: string, until: number | null): void {
  globalThis.slipwayInstant ??= new Map();
  if (until === null) globalThis.slipwayInstant.delete(app);
  else globalThis.slipwayInstant.set(app, until);
}

/** Whether changes of the app arrive by webhook: polling is then only a heartbeat. */
export function isInstant(app: string, now: number): boolean {
  return (globalThis.slipwayInstant?.get(app) ?? 0) > now;
}

/** Says that looking found a change of an app whose changes arrive by webhook: perhaps nobody will tell of it. */
export function tellFound(app: string): void {
  globalThis.slipwayFoundListener?.(app);
}

/** Hears of every such change from now on; one at a time. */
export function onFound(listener: (app: string) => void): void {
  globalThis.slipwayFoundListener = listener;
}
