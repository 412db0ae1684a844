declare global {
  var slipwayTouched: Map<string, number> | undefined;
  var slipwayTouchListener: ((app: string) => void) | undefined;
  var slipwayInstant: Map<string, number> | undefined;
  var slipwayFoundListener: ((app: string) => void) | undefined;
  var slipwayPipelineListener: (() => void) | undefined;
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

/** Reports that a pipeline or coupling was changed through this server. */
export function notifyPipelinesChanged(): void {
  globalThis.slipwayPipelineListener?.();
}

/** Registers the one listener for changes of pipelines. */
export function onPipelinesChanged(listener: () => void): void {
  globalThis.slipwayPipelineListener = listener;
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
