import type { AppSummary } from "@/lib/schemas/summary";
import { listBuilds } from "@/lib/server/heroku/builds";
import { readLatest } from "@/lib/server/heroku/latest";
import { listCouplings } from "@/lib/server/heroku/pipelines";
import { listReleases } from "@/lib/server/heroku/releases";
import { countOne } from "@/lib/server/metrics/counts";
import type { Knowledge } from "./app-state-store";
import type { Core } from "./core";
import { dynosOrNull } from "./dynos-or-none";
import type { Failures } from "./failure";
import type { Permission } from "./permission";
import type { Read } from "./plan";
import { readSummary } from "./read-summary";
import type { Seat, Watched } from "./types";
import type { Looks } from "./watchers";

type Parts = { core: Core; looks: Looks; permission: Permission; failures: Failures; knowledge: Knowledge };
type Newest = Extract<Read, { kind: "newest" }>;

/** Carries out what was planned. Nothing here rejects: what fails is told by the apps and put off. */
export class Readings {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  begin(read: Read): Promise<void> {
    const { core, permission } = this.#parts;
    const now = core.now();
    countOne("slipway_watch_looks_total", read.kind);
    if (read.kind === "list") return permission.list(read.seat).catch(() => undefined);
    // Its own list everybody pays for; what is read for all is paid for in turns.
    read.seat.usedAt = now;
    core.account(read.seat.account).usedAt = now;
    if (read.kind === "couplings") return this.#couple(read.seat, read.apps, now);
    const apps = "apps" in read ? read.apps : [read.app];
    const subject = read.kind === "latest" ? read.pipeline : read.app.id;
    const jitter = core.jitter();
    for (const app of apps) begun(app, read, now, jitter);
    const reading = this.#act(read).then(
      () => {
        // Calls get through: what the grant may see need not wait any longer.
        if (read.seat.failures > 0) read.seat.dueAt = core.now();
      },
      (error: unknown) => this.#parts.failures.take(error, { seat: read.seat, apps, subject }),
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
    const { knowledge } = this.#parts;
    const { heroku } = read.seat;
    if (read.kind === "whole") return this.#whole(read.seat, read.app);
    if (read.kind === "newest") return this.#newest(read);
    if (read.kind === "dynos") {
      const dynos = await dynosOrNull(heroku, read.app.id);
      return knowledge.takeDynos(read.app, dynos);
    }
    const { builds, releases } = await readLatest(heroku, read.pipeline);
    for (const app of read.apps)
      knowledge.takeSensed(app, { build: builds.get(app.id), release: releases.get(app.id) });
  }

  async #whole(seat: Seat, app: Watched): Promise<void> {
    const asked = app.wanted;
    const now = () => new Date(this.#parts.core.now());
    const summary: AppSummary = await readSummary(seat.heroku, app, app.summary, now);
    this.#parts.knowledge.takeSummary(app, summary, asked);
  }

  async #newest({ seat, app, builds, releases, idle }: Newest): Promise<void> {
    const none = { items: [] };
    const [someBuilds, someReleases] = await Promise.all([
      builds > 0 ? listBuilds(seat.heroku, app.id, { max: builds }) : none,
      releases > 0 ? listReleases(seat.heroku, app.id, { max: releases }) : none,
    ]);
    const facts = { builds: someBuilds.items, releases: someReleases.items };
    if (idle) this.#parts.knowledge.takeSensed(app, { build: facts.builds[0], release: facts.releases[0] });
    else this.#parts.knowledge.takePending(app, facts);
  }

  async #couple(seat: Seat, apps: Watched[], now: number): Promise<void> {
    const { core, looks } = this.#parts;
    for (const app of apps) app.coupledAt = now;
    try {
      const couplings = await listCouplings(seat.heroku);
      const pipelines = new Map(couplings.map(({ app, pipeline }) => [app.id, pipeline.id]));
      for (const app of apps) app.pipeline = pipelines.get(app.id) ?? null;
      looks.changed();
    } catch {
      // It only spares calls: without it each app is asked about by itself.
      const { couplingsMs, lastRetryMs } = core.limits;
      for (const app of apps) app.coupledAt = now - couplingsMs + lastRetryMs;
    }
  }
}

function begun(app: Watched, read: Read, now: number, jitter: number): void {
  app.jitter = jitter;
  if (read.kind === "dynos" || read.kind === "whole") app.dynosAt = now;
  if (read.kind !== "dynos") app.pendingAt = now;
  if (read.kind === "whole" || read.kind === "latest" || (read.kind === "newest" && read.idle))
    app.sensedAt = now;
}
