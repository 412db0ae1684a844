import type { WatchEvent } from "@/lib/schemas/event";
import type { AppSummary } from "@/lib/schemas/summary";
import { markChanged } from "@/lib/server/changes";
import type { Core } from "./core";
import { differences } from "./differences";
import type { Teller } from "./event-publisher";
import { differs, isOlder, isOlderFact } from "./is-older";
import { pendingIn } from "./movement";
import type { Fact, Sensed, Watched } from "./types";

type Facts = { builds: readonly Fact[]; releases: readonly Fact[] };

/** Takes what upstream answered: what is new is told, what is older than what is known is not believed. */
export class Knowledge {
  readonly #core: Core;
  readonly #teller: Teller;
  readonly #fail: (app: Watched) => void;

  constructor(core: Core, teller: Teller, fail: (app: Watched) => void) {
    this.#core = core;
    this.#teller = teller;
    this.#fail = fail;
  }

  /** Everything about an app; `asked`: how often that was wanted when the reading began. */
  takeSummary(app: Watched, summary: AppSummary, asked: number): void {
    if (app.summary && isOlder(app.summary, summary) && this.#isDoubted(app)) return;
    app.satisfied = Math.max(app.satisfied, asked);
    // What made us look is remembered: a sensor that keeps saying it is not asked why each time.
    if (asked !== app.sensedFor) app.sensed = null;
    this.#replace(app, summary);
    this.#good(app);
  }

  /** What is newest; a difference means that everything is read anew. */
  takeSensed(app: Watched, sensed: Sensed): void {
    const { summary } = app;
    if (!summary) return;
    const newest = { build: summary.builds[0], release: summary.releases[0] };
    if (!isSame(newest, sensed) && !(app.sensed && isSame(app.sensed, sensed))) {
      if (isOlderFact(summary, sensed) && this.#isDoubted(app)) return;
      app.wanted += 1;
      app.sensed = sensed;
      app.sensedFor = app.wanted;
      this.#core.found(app.id);
    }
    this.#good(app);
  }

  /** The state of what is pending. */
  takePending(app: Watched, facts: Facts): void {
    const { summary } = app;
    if (!summary) return;
    const isOld = isOlderFact(summary, { build: facts.builds[0], release: facts.releases[0] });
    if (isOld && this.#isDoubted(app)) return;
    if (isNew(summary.builds, facts.builds) || isNew(summary.releases, facts.releases)) {
      app.wanted += 1;
      this.#core.found(app.id);
    }
    this.#good(app);
  }

  /** Null: this account may not see them, and what others saw stays. */
  takeDynos(app: Watched, dynos: AppSummary["dynos"] | null): void {
    if (dynos && app.summary) this.#replace(app, { ...app.summary, dynos });
    this.#heal(app);
  }

  /** What another server read, `ageMs` ago. */
  takeFromPeer(app: Watched, summary: AppSummary | null, ageMs: number): void {
    if (summary && !(app.summary && isOlder(app.summary, summary))) {
      app.satisfied = app.wanted;
      this.#replace(app, summary, false);
    }
    if (!app.summary) return;
    app.readAt = Math.max(app.readAt ?? 0, this.#core.now() - ageMs);
    this.#heal(app);
    this.#teller.tellFault(app);
  }

  #replace(app: Watched, summary: AppSummary, isOwn = true): void {
    const now = this.#core.now();
    const isFirst = app.summary === undefined;
    const events: WatchEvent[] = differences(app.summary, summary);
    app.summary = summary;
    const { builds, releases } = pendingIn(summary);
    app.pendingSince = builds + releases > 0 ? (app.pendingSince ?? now) : null;
    if (isOwn && (isFirst || events.length > 0)) this.#core.peers.read(app, true);
    if (events.length === 0) return;
    app.changedAt = now;
    markChanged(app.id);
    for (const event of events) this.#teller.tell(app, event);
  }

  #good(app: Watched): void {
    app.readAt = this.#core.now();
    app.olderSince = null;
    this.#core.peers.read(app, false);
    this.#heal(app);
  }

  #heal(app: Watched): void {
    app.fault = null;
    app.error = null;
    app.failures = 0;
  }

  /** An answer that is older than what is known is not taken, unless nothing else comes for a while. */
  #isDoubted(app: Watched): boolean {
    const now = this.#core.now();
    app.olderSince ??= now;
    if (now - app.olderSince >= this.#core.limits.believeMs) return false;
    app.error = new Error("Heroku answered with older data than before.");
    this.#fail(app);
    return true;
  }
}

function isSame(one: Sensed, other: Sensed): boolean {
  return !differs(one.build, other.build) && !differs(one.release, other.release);
}

function isNew(known: readonly Fact[], facts: readonly Fact[]): boolean {
  return facts.some((fact, at) => differs(known[at], fact));
}
