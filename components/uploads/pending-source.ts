import type { Source } from "./source";

/** A source dropped before its app existed. Lost on reload, because files cannot be stored. */
let pending: { app: string; source: Source } | null = null;

export function setPendingSource(app: string, source: Source): void {
  pending = { app, source };
}

/** Returns the pending source of this app and forgets it, or null. */
export function takePendingSource(app: string): Source | null {
  if (pending?.app !== app) return null;
  const { source } = pending;
  pending = null;
  return source;
}
