declare global {
  var slipwayTouched: Map<string, number> | undefined;
}

const KEPT = 1000;

/** Notes that something was changed through us, so that what is known of the app is read anew. */
export function touchApp(app: string, at = Date.now()): void {
  globalThis.slipwayTouched ??= new Map();
  const touched = globalThis.slipwayTouched;
  touched.delete(app);
  touched.set(app, at);
  const oldest = touched.keys().next();
  if (touched.size > KEPT && !oldest.done) touched.delete(oldest.value);
}

/** When one of these names or ids of an app was touched last, in ms since the epoch; 0 when never. */
export function touchedAt(...names: string[]): number {
  return Math.max(0, ...names.map((name) => globalThis.slipwayTouched?.get(name) ?? 0));
}
