import type { Source } from "./source";

/** A source dropped before its app existed, until that app's page takes it. Files do not survive a reload. */
let waiting: { app: string; source: Source } | null = null;

export function handOver(app: string, source: Source): void {
  waiting = { app, source };
}

/** Returns the source handed over for this app, once. */
export function takeOver(app: string): Source | null {
  if (waiting?.app !== app) return null;
  const { source } = waiting;
  waiting = null;
  return source;
}
