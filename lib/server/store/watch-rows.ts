/** The server that watches an app, until a time of the database's clock (ms): servers' clocks may differ. */
export type WatchLeaseRow = { app_id: string; owner: string; until: number };

/** An `AppSummary` as JSON, and when it was stored (ms of the database's clock). */
export type WatchSummaryRow = { app_id: string; summary: string; stored: number };
