import type { Kysely } from "kysely";
import type { Tables } from "./store/tables";

/** Limits of the local platform; handed in, so that tests can make them small. Sizes in bytes, times in ms. */
export type Limits = {
  /** Compressed source tarball. */
  sourceBytes: number;
  /** What it unpacks to. */
  unpackedBytes: number;
  unpackedFiles: number;
  /** Packed slug: 500 MB on Heroku. */
  slugBytes: number;
  /** What the commands of a build or a release phase may print; the rest is left out. */
  outputBytes: number;
  /** A build ends after this: 15 minutes on Heroku. */
  buildMs: number;
  /** A release phase ends after this: one hour on Heroku. */
  releasePhaseMs: number;
  /** The dyno of a release phase boots this long; its output stream is 404 until then, as on Heroku. */
  releaseBootMs: number;
  /** Between a promotion and the releases of its targets: they are made a moment later, as on Heroku. */
  promotionMs: number;
  /** A web process must accept connections within this. */
  bootMs: number;
  /** Between SIGTERM and SIGKILL: 10 s. */
  killMs: number;
  /** Wait before a dyno that died is started again; doubles up to the cap. */
  restartMs: number;
  restartCapMs: number;
  /** A web dyno that was replaced gets no new requests and this long to answer those that it has. */
  drainMs: number;
  /** With preboot, new web dynos are up this long before the router turns to them: 3 minutes on Heroku. */
  prebootMs: number;
  /** Artifacts of releases older than this and beyond the newest `keptReleases` are destroyed: 30 days on Heroku. */
  keptMs: number;
  /** 20 on Heroku. */
  keptReleases: number;
  /** Builds that run at once, over all apps. */
  buildSlots: number;
  /** Signed source URLs: one hour. */
  sourceUrlMs: number;
  /** Signed output URLs: a day. */
  outputUrlMs: number;
  /** Access tokens: 8 hours. */
  tokenMs: number;
  /** Silence after which an output stream sends a NUL. */
  heartbeatMs: number;
  /** Fetching a source from elsewhere. */
  fetchMs: number;
  redirects: number;
  /** Rate bucket: capacity, and calls that come back each minute. */
  rateCapacity: number;
  ratePerMinute: number;
  /** A receiver of webhooks must answer within this. */
  webhookMs: number;
  /** Wait before a delivery of level sync is tried again; doubles up to the cap: an hour on Heroku. */
  webhookRetryMs: number;
  webhookRetryCapMs: number;
  /** Then it has failed and the next one's turn comes. */
  webhookAttempts: number;
  /** Events and their deliveries are forgotten after this. */
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

/** Where the three listeners are reached, without a trailing slash. `apps` holds `*` for the app's name. */
export type Origins = { api: string; objects: string; apps: string };

/** What every part of the platform works with. Time and ids are handed in, so that tests can hold them still. */
export type Context = {
  db: Kysely<Tables>;
  /** Everything durable: platform.db, blobs/, outputs/, keys. */
  dataDir: string;
  /** Builds and dynos run below it, never inside the repo. */
  workDir: string;
  origins: () => Origins;
  now: () => Date;
  newId: () => string;
  limits: Limits;
  log: (level: "info" | "warn" | "error", message: string, facts?: Record<string, unknown>) => void;
};
