import type { Readable } from "node:stream";
import type { Transaction } from "kysely";
import type { Tables } from "@/local-platform/store/tables";

/** What the HTTP resources ask of the engine. Rows are stored before any of these is called. */
export type Engine = {
  /** After a crash: fail what was building, end orphans, start the dynos of current releases. */
  recover(): Promise<void>;
  /**
   * A build row (`pending`) was stored: build it in its app's turn. A seed build waits while any other build is
   * pending or running.
   */
  buildStored(buildId: string, options?: { seed?: boolean }): void;
  /** Ends a pending build with its whole process group; resolves when the row says `failed`. */
  cancelBuild(buildId: string): Promise<void>;
  /**
   * Stores the next release of an app (version without gaps, config vars snapshotted), then in the background
   * runs its release phase if it has one, makes it current and replaces the dynos. Resolves once it is stored.
   */
  createRelease(request: ReleaseRequest): Promise<{ id: string; version: number }>;
  /** Gives up a release that is not current: it says `expired`, once a release phase of it that runs has ended. */
  expireRelease(releaseId: string): Promise<void>;
  /** A promotion was stored: make a release on each of its targets, in the background. */
  promotionStored(promotionId: string): void;
  /**
   * Sets config vars, and unsets what is null. The vars and the release that they make are stored together; no
   * release when nothing changes. Answers all vars of the app.
   */
  changeConfigVars(request: {
    appId: string;
    userId: string;
    changes: Record<string, string | null>;
  }): Promise<Record<string, string>>;
  /** Quantities changed: start and stop dynos. */
  formationChanged(appId: string): Promise<void>;
  /** Ends every process of the app and deletes its files. */
  appDeleted(appId: string): Promise<void>;
  /** Ends every dyno of the app, or the one of this id, and starts it anew. */
  restartDynos(appId: string, dynoId?: string): Promise<void>;
  /** The last lines that the app's dynos printed, oldest first, then live ones when `tail`. */
  logs(appId: string, options: { lines: number; tail: boolean; dyno?: string; source?: string }): Readable;
  outputs: Outputs;
  /** Where the router sends a request for this app: the port of a web dyno that accepts connections. */
  webPort(appName: string): Promise<number | "no such app" | "no web dyno" | "crashed">;
  close(): Promise<void>;
};

/** How long things take that need not take any time here, in ms; read each time, so that a fault can change them. */
export type Delays = {
  /** Between a promotion and its releases. */
  promotionMs(): number;
  /** Between a release's turn and its release phase. */
  releaseBootMs(): number;
};

export type ReleaseRequest = {
  appId: string;
  userId: string;
  /** null keeps a release without code (before the first build). */
  slugId: string | null;
  /** Instead of a slug, for a Fir app. */
  imageId?: string | null;
  description: string;
  /** They become the app's in the same transaction (a rollback, a change). Else the app's are snapshotted. */
  configVars?: Record<string, string>;
};

/** Output streams: durable bytes that many readers follow. */
export type Outputs = {
  /** Whether it exists, its length so far, and whether more may come. */
  stat(id: string): Promise<{ bytes: number; complete: boolean } | null>;
  /** The bytes from `offset`, live until complete. Destroy it to stop reading. */
  read(id: string, offset: number): Readable;
};

/** Something happened to an app. `previous`: what an update replaced. */
export type Happened = {
  appId: string;
  include: "api:app" | "api:build" | "api:release";
  action: "create" | "update";
  /** The app's, build's or release's. */
  id: string;
  /** Who caused it. */
  userId: string;
  previous?: Record<string, unknown>;
};

/** Notes what happens for the webhooks of an app, in the transaction that stores the change: none is lost or made up. */
export type Events = { record(trx: Transaction<Tables>, happened: Happened): Promise<void> };
