declare global {
  var slipwayInstant: Map<string, number> | undefined;
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
