declare global {
  var slipwayTouched: Map<string, number> | undefined;
  var slipwayTouchListener: ((app: string) => void) | undefined;
}

const KEPT = 1000;

/** Notes that something was changed through us, so that what is known of the app is read anew, by whoever watches it. */
export function touchApp(app: string): void {
  markChanged(app);
  globalThis.slipwayTouchListener?.(app);
}

/** Notes that an app is known to have changed: what else was derived from its old state is no longer true. */
export function markChanged(app: string): void {
  globalThis.slipwayTouched ??= new Map();
  const touched = globalThis.slipwayTouched;
  const times = touched.get(app) ?? 0;
  touched.delete(app);
  touched.set(app, times + 1);
  const oldest = touched.keys().next();
  if (touched.size > KEPT && !oldest.done) touched.delete(oldest.value);
}

/** How often an app was touched or changed; another number than before means that it was in between. */
export function touches(app: string): number {
  return globalThis.slipwayTouched?.get(app) ?? 0;
}

/** Hears of every touch from now on; one at a time. */
export function onTouch(listener: (app: string) => void): void {
  globalThis.slipwayTouchListener = listener;
}
