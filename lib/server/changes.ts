declare global {
  var slipwayTouched: Map<string, number> | undefined;
  var slipwayTouchListener: ((app: string) => void) | undefined;
  var slipwayInstant: Map<string, number> | undefined;
  var slipwayMissedChangeListener: ((app: string) => void) | undefined;
  var slipwayPipelineListener: (() => void) | undefined;
}

const KEPT = 1000;

/** Reports that this server changed an app, so that the watch reads it again. */
export function touchApp(app: string): void {
  markChanged(app);
  globalThis.slipwayTouchListener?.(app);
}

/** Marks an app as changed, which invalidates everything derived from its earlier state. */
export function markChanged(app: string): void {
  globalThis.slipwayTouched ??= new Map();
  const touched = globalThis.slipwayTouched;
  const times = touched.get(app) ?? 0;
  touched.delete(app);
  touched.set(app, times + 1);
  const oldest = touched.keys().next();
  if (touched.size > KEPT && !oldest.done) touched.delete(oldest.value);
}

/** Returns how often an app was reported as changed; a different number means a change in between. */
export function touches(app: string): number {
  return globalThis.slipwayTouched?.get(app) ?? 0;
}

/** Registers the one listener for `touchApp`. */
export function onTouch(listener: (app: string) => void): void {
  globalThis.slipwayTouchListener = listener;
}

/** Reports that a pipeline or coupling was changed through this server. */
export function notifyPipelinesChanged(): void {
  globalThis.slipwayPipelineListener?.();
}

/** Registers the one listener for changes of pipelines. */
export function onPipelinesChanged(listener: () => void): void {
  globalThis.slipwayPipelineListener = listener;
}

/** Sets until when (ms since 1970) an app's webhook is trusted to report every change; null ends the trust. */
export function noteInstant(app: string, until: number | null): void {
  globalThis.slipwayInstant ??= new Map();
  if (until === null) globalThis.slipwayInstant.delete(app);
  else globalThis.slipwayInstant.set(app, until);
}

/** True if changes of the app arrive by webhook; polling is then only a heartbeat. */
export function isInstant(app: string, now: number): boolean {
  return (globalThis.slipwayInstant?.get(app) ?? 0) > now;
}

/** Reports that polling found a change of an app with a trusted webhook: the webhook may have missed it. */
export function notifyMissedChange(app: string): void {
  globalThis.slipwayMissedChangeListener?.(app);
}

/** Registers the one listener for missed changes. */
export function onMissedChange(listener: (app: string) => void): void {
  globalThis.slipwayMissedChangeListener = listener;
}
