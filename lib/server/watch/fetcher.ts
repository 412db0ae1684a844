import type { AppSummary } from "@/lib/schemas/summary";
import { listBuilds } from "@/lib/server/heroku/builds";
import { listCouplings, readLatest } from "@/lib/server/heroku/pipelines";
import { listReleases } from "@/lib/server/heroku/releases";
import { countOne } from "@/lib/server/metrics/counts";
import type { AppStateStore } from "./app-state-store";
import type { Core } from "./core";
import type { Failures } from "./failures";
import type { Permission } from "./permission";
import type { Read } from "./plan";
import { readSummary } from "./read-summary";
import { dynosOrNull } from "./readable-dynos";
import type { GrantSubscription, Watched } from "./types";
import type { Watchers } from "./watchers";

type Parts = {
  core: Core;
  watchers: Watchers;
  permission: Permission;
  failures: Failures;
  appStates: AppStateStore;
};
type Newest = Extract<Read, { kind: "newest" }>;

/** Executes planned reads. Never rejects: failures are recorded on the apps and retried later. */
export class Fetcher {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  begin(read: Read): Promise<void> {
    const { core, permission } = this.#parts;
    const now = core.now();
    countOne("slipway_watch_looks_total", read.kind);
    if (read.kind === "list") return permission.list(read.subscription).catch(() => undefined);
    // Each account pays for its own app list; shared reads rotate between accounts.
    read.subscription.usedAt = now;
    core.account(read.subscription.account).usedAt = now;
    if (read.kind === "couplings") return this.#couple(read.subscription, read.apps, now);
    const apps = "apps" in read ? read.apps : [read.app];
    const subject = read.kind === "latest" ? read.pipeline : read.app.id;
    const jitter = core.jitter();
    for (const app of apps) markBegun(app, read, now, jitter);
    const reading = this.#act(read).then(
      () => {
        // Upstream is reachable again, so the app list need not wait for its backoff.
        if (read.subscription.failures > 0) read.subscription.dueAt = core.now();
      },
      (error: unknown) =>
        this.#parts.failures.take(error, { subscription: read.subscription, apps, subject }),
    );
    for (const app of apps) {
      app.reading = reading;
      app.readingWhole = read.kind === "whole";
    }
    return reading.finally(() => {
      for (const app of apps) if (app.reading === reading) app.reading = undefined;
    });
  }

  async #act(read: Exclude<Read, { kind: "list" | "couplings" }>): Promise<void> {
    const { appStates } = this.#parts;
    const { heroku } = read.subscription;
    if (read.kind === "whole") return this.#whole(read.subscription, read.app);
    if (read.kind === "newest") return this.#newest(read);
    if (read.kind === "dynos") {
      const dynos = await dynosOrNull(heroku, read.app.id);
      return appStates.receiveDynos(read.app, dynos);
    }
    const { builds, releases } = await readLatest(heroku, read.pipeline);
    for (const app of read.apps)
      appStates.receiveNewest(app, { build: builds.get(app.id), release: releases.get(app.id) });
  }

  async #whole(subscription: GrantSubscription, app: Watched): Promise<void> {
    const asked = app.requestedRevision;
    const now = () => new Date(this.#parts.core.now());
    const summary: AppSummary = await readSummary(subscription.heroku, app, app.summary, now);
    this.#parts.appStates.receiveSummary(app, summary, asked);
  }

  async #newest({ subscription, app, builds, releases, idle }: Newest): Promise<void> {
    const none = { items: [] };
    const [someBuilds, someReleases] = await Promise.all([
      builds > 0 ? listBuilds(subscription.heroku, app.id, { max: builds }) : none,
      releases > 0 ? listReleases(subscription.heroku, app.id, { max: releases }) : none,
    ]);
    const facts = { builds: someBuilds.items, releases: someReleases.items };
    if (idle)
      this.#parts.appStates.receiveNewest(app, { build: facts.builds[0], release: facts.releases[0] });
    else this.#parts.appStates.receivePending(app, facts);
  }

  async #couple(subscription: GrantSubscription, apps: Watched[], now: number): Promise<void> {
    const { core, watchers } = this.#parts;
    for (const app of apps) app.coupledAt = now;
    try {
      const couplings = await listCouplings(subscription.heroku);
      const pipelines = new Map(couplings.map(({ app, pipeline }) => [app.id, pipeline.id]));
      for (const app of apps) app.pipeline = pipelines.get(app.id) ?? null;
      watchers.changed();
    } catch {
      // Couplings only save calls; without them each app is read separately.
      const { couplingsMs, lastRetryMs } = core.limits;
      for (const app of apps) app.coupledAt = now - couplingsMs + lastRetryMs;
    }
  }
}

function markBegun(app: Watched, read: Read, now: number, jitter: number): void {
  app.jitter = jitter;
  if (read.kind === "dynos" || read.kind === "whole") app.dynosAt = now;
  if (read.kind !== "dynos") app.pendingCheckedAt = now;
  if (read.kind === "whole" || read.kind === "latest" || (read.kind === "newest" && read.idle))
    app.checkedAt = now;
}
