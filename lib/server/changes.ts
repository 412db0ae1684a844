import { LRUCache } from "lru-cache";
import { perProcess } from "./process/per-process";

/** How often an app was reported as changed. */
const counts = perProcess("changes", () => new LRUCache<string, number>({ max: 1_000 }));
/** Until when (ms since 1970) an app's webhook is trusted to report every change. */
export const trustedUntil = perProcess("changes-by-webhook", () => new Map<string, number>());

type Listeners = {
  touch?: (app: string) => void;
  missedChange?: (app: string) => void;
  pipelines?: () => void;
};
const listeners = perProcess("change-listeners", (): Listeners => ({}));

/** Reports that this server changed an app, so that the watch reads it again. */
export function touchApp(app: string): void {
  markChanged(app);
  listeners().touch?.(app);
}

/** Marks an app as changed, which invalidates everything derived from its earlier state. */
export function markChanged(app: string): void {
  counts().set(app, touches(app) + 1);
}

/** Returns how often an app was reported as changed; a different number means a change in between. */
export function touches(app: string): number {
  return counts().get(app) ?? 0;
}

/** Registers the one listener for `touchApp`. */
export function onTouch(listener: (app: string) => void): void {
  listeners().touch = listener;
}

/** Reports that a pipeline or coupling was changed through this server. */
export function notifyPipelinesChanged(): void {
  listeners().pipelines?.();
}

/** Registers the one listener for changes of pipelines. */
export function onPipelinesChanged(listener: () => void): void {
  listeners().pipelines = listener;
}

/** Sets until when (ms since 1970) an app's webhook is trusted to report every change; null ends the trust. */
export function noteInstant(app: string, until: number | null): void {
  if (until === null) trustedUntil().delete(app);
  else trustedUntil().set(app, until);
}

/** True if changes of the app arrive by webhook; polling is then only a heartbeat. */
export function isInstant(app: string, now: number): boolean {
  return (trustedUntil().get(app) ?? 0) > now;
}

/** Reports that polling found a change of an app with a trusted webhook: the webhook may have missed it. */
export function notifyMissedChange(app: string): void {
  listeners().missedChange?.(app);
}

/** Registers the one listener for missed changes. */
export function onMissedChange(listener: (app: string) => void): void {
  listeners().missedChange = listener;
}
