import type { Readable } from "node:stream";
import type { Transaction } from "kysely";
import type { Tables } from "@/local-platform/store/tables";

/** The engine's interface for the HTTP resources. Callers store the rows first. */
export type Engine = {
  /** Recovers after a crash: fails interrupted builds, ends orphaned processes, starts the dynos of current releases. */
  recover(): Promise<void>;
  /**
   * Queues a stored build row (`pending`). Builds of an app run in order. A seed build waits while any other build
   * is pending or running. Resolves when its output stream exists: clients open it without retrying.
   */
  buildStored(buildId: string, options?: { seed?: boolean }): Promise<void>;
  /** Cancels a pending build with its whole process group; resolves when the row is `failed`. */
  cancelBuild(buildId: string): Promise<void>;
  /**
   * Stores the next release of an app (version without gaps, config vars snapshotted), then in the background
   * runs its release phase if it has one, makes it current and replaces the dynos. Resolves once it is stored.
   */
  createRelease(request: ReleaseRequest): Promise<{ id: string; version: number }>;
  /** Expires a release that is not current, after its release phase has ended. */
  expireRelease(releaseId: string): Promise<void>;
  /** Creates a release on each target of a stored promotion, in the background. */
  promotionStored(promotionId: string): void;
  /**
   * Sets config vars, and unsets what is null. The vars and the release that they make are stored together; no
   * release when nothing changes. Returns all vars of the app.
   */
  changeConfigVars(request: {
    appId: string;
    userId: string;
    changes: Record<string, string | null>;
  }): Promise<Record<string, string>>;
  /** Starts and stops dynos after a change of quantities. */
  formationChanged(appId: string): Promise<void>;
  /** Ends every process of the app and deletes its files. */
  appDeleted(appId: string): Promise<void>;
  /** Restarts every dyno of the app, or those with this id or process type. */
  restartDynos(appId: string, only?: { id?: string; type?: string }): Promise<void>;
  /** Returns the last log lines of the app's dynos, oldest first, followed by live lines if `tail`. */
  logs(appId: string, options: { lines: number; tail: boolean; dyno?: string; source?: string }): Readable;
  outputs: Outputs;
  /** Returns a web dyno that accepts connections, to which the router sends a request. Waits for a starting one. */
  route(appName: string): Promise<Route>;
  /** Adds a line to the log of an app, such as the router's (`heroku`, `router`). */
  log(appId: string, source: "app" | "heroku", process: string, line: string): void;
  close(): Promise<void>;
};

/** Where a request goes; `appId` is null if there is no such app. */
export type Route =
  | { appId: string; dyno: string; port: number }
  | { appId: string | null; error: "no such app" | "no web dyno" | "crashed" | "maintenance" };

/** Simulated delays, in ms; read on each use, so that a fault can change them. */
export type Delays = {
  /** Delay between a promotion and its releases. */
  promotionMs(): number;
  /** Delay between the time a release is due and its release phase. */
  releaseBootMs(): number;
};

export type ReleaseRequest = {
  appId: string;
  userId: string;
  /** null for a release without code (before the first build). */
  slugId: string | null;
  /** Instead of a slug, for a Fir app. */
  imageId?: string | null;
  description: string;
  /** If set, they become the app's vars in the same transaction (a rollback or a change); otherwise the app's vars are copied. */
  configVars?: Record<string, string>;
};

/** Output streams: durable bytes that many readers follow. */
export type Outputs = {
  /** Returns the current length and completeness of a stream; null if it does not exist. */
  stat(id: string): Promise<{ bytes: number; complete: boolean } | null>;
  /** Returns the bytes from `offset`, live until complete. Destroy the stream to stop reading. */
  read(id: string, offset: number): Readable;
};

/** An event of an app. `previous`: the values that an update replaced. */
export type Happened = {
  appId: string;
  include: "api:app" | "api:build" | "api:release";
  action: "create" | "update";
  /** Id of the app, build or release. */
  id: string;
  /** The user who caused the event. */
  userId: string;
  previous?: Record<string, unknown>;
};

/** Records an event for the webhooks of an app, in the transaction that stores the change. */
export type Events = { record(trx: Transaction<Tables>, happened: Happened): Promise<void> };
