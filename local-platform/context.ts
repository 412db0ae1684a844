import type { Kysely } from "kysely";
import type { Tables } from "./store/tables";

/** Limits of the local platform, injected so that tests can lower them. Sizes in bytes, times in ms. */
export type Limits = {
  /** Compressed source tarball. */
  sourceBytes: number;
  /** Unpacked source tarball. */
  unpackedBytes: number;
  unpackedFiles: number;
  /** Packed slug: 500 MB on Heroku. */
  slugBytes: number;
  /** Maximum output of the commands of a build or a release phase; the rest is dropped. */
  outputBytes: number;
  /** Maximum duration of a build: 15 minutes on Heroku. */
  buildMs: number;
  /** Maximum duration of a release phase: one hour on Heroku. */
  releasePhaseMs: number;
  /** Boot time of the dyno of a release phase; its output stream returns 404 until then, as on Heroku. */
  releaseBootMs: number;
  /** Delay between a promotion and the releases of its targets, as on Heroku. */
  promotionMs: number;
  /** A web process must accept connections within this. */
  bootMs: number;
  /** Delay between SIGTERM and SIGKILL. */
  killMs: number;
  /** Delay before a crashed dyno restarts; doubles up to the cap. */
  restartMs: number;
  restartCapMs: number;
  /** Time for a replaced web dyno to finish its open requests; it receives no new ones. */
  drainMs: number;
  /** With preboot, the router switches to new web dynos when they have been up this long: 3 minutes on Heroku. */
  prebootMs: number;
  /** Artifacts of releases older than this and beyond the newest `keptReleases` are destroyed: 30 days on Heroku. */
  keptMs: number;
  /** Number of newest releases whose artifacts are kept: 20 on Heroku. */
  keptReleases: number;
  /** Maximum number of concurrent builds over all apps. */
  buildSlots: number;
  /** Signed source URLs: one hour. */
  sourceUrlMs: number;
  /** Signed output URLs: a day. */
  outputUrlMs: number;
  /** Access tokens: 8 hours. */
  tokenMs: number;
  /** Silence after which an output stream sends a NUL. */
  heartbeatMs: number;
  /** Maximum duration of fetching a source. */
  fetchMs: number;
  redirects: number;
  /** Rate limit bucket: capacity, and calls refilled per minute. */
  rateCapacity: number;
  ratePerMinute: number;
  /** Response timeout of a webhook receiver. */
  webhookMs: number;
  /** Delay before a delivery of level `sync` is retried; doubles up to the cap: an hour on Heroku. */
  webhookRetryMs: number;
  webhookRetryCapMs: number;
  /** Attempts after which a delivery has failed and the next one is sent. */
  webhookAttempts: number;
  /** Age at which events and their deliveries are deleted. */
  webhookEventMs: number;
};

export const defaultLimits: Limits = {
  sourceBytes: 2 * 1024 ** 3,
  unpackedBytes: 4 * 1024 ** 3,
  unpackedFiles: 500_000,
  slugBytes: 500 * 1024 ** 2,
  outputBytes: 300 * 1024 ** 2,
  buildMs: 15 * 60_000,
  releasePhaseMs: 60 * 60_000,
  releaseBootMs: 1_000,
  promotionMs: 400,
  bootMs: 60_000,
  killMs: 10_000,
  restartMs: 1_000,
  restartCapMs: 60_000,
  drainMs: 1_000,
  prebootMs: 3 * 60_000,
  keptMs: 30 * 24 * 60 * 60_000,
  keptReleases: 20,
  buildSlots: 2,
  sourceUrlMs: 60 * 60_000,
  outputUrlMs: 24 * 60 * 60_000,
  tokenMs: 8 * 60 * 60_000,
  heartbeatMs: 10_000,
  fetchMs: 5 * 60_000,
  redirects: 5,
  rateCapacity: 4500,
  ratePerMinute: 75,
  webhookMs: 10_000,
  webhookRetryMs: 1_000,
  webhookRetryCapMs: 60 * 60_000,
  webhookAttempts: 180,
  webhookEventMs: 7 * 24 * 60 * 60_000,
};

/** Public origins of the three listeners, without a trailing slash. `apps` contains `*` for the app's name. */
export type Origins = { api: string; objects: string; apps: string };

/** Dependencies of every part of the platform. Time and ids are injected, so that tests can control them. */
export type Context = {
  db: Kysely<Tables>;
  /** Durable data: platform.db, blobs/, outputs/, keys. */
  dataDir: string;
  /** Parent folder of builds and dynos, outside the repository. */
  workDir: string;
  origins: () => Origins;
  now: () => Date;
  newId: () => string;
  limits: Limits;
  log: (level: "info" | "warn" | "error", message: string, facts?: Record<string, unknown>) => void;
};
