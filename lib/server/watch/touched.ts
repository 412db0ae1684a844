declare global {
  var slipwayTouched: Map<string, number> | undefined;
}

const KEPT = 1000;

/** Notes that something was changed through us, so that what is known of the app is read anew. */
export function touchApp(app: string): void {
  globalThis.slipwayTouched ??= new Map();
  const touched = globalThis.slipwayTouched;
  const times = touched.get(app) ?? 0;
  touched.delete(app);
  touched.set(app, times + 1);
  const oldest = touched.keys().next();
  if (touched.size > KEPT && !oldest.done) touched.delete(oldest.value);
}

/** How often an app was touched; another number than before means that it was in between. */
export function touches(app: string): number {
  return globalThis.slipwayTouched?.get(app) ?? 0;
}
