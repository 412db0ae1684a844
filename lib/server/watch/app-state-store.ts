import type { WatchEvent } from "@/lib/schemas/event";
import type { AppSummary } from "@/lib/schemas/summary";
import { markChanged } from "@/lib/server/changes";
import { differs, isOlder, isOlderFact } from "./compare-facts";
import type { Core } from "./core";
import { differences } from "./differences";
import type { EventPublisher } from "./event-publisher";
import { pendingIn } from "./movement";
import type { Fact, NewestFacts, Watched } from "./types";

type Facts = { builds: readonly Fact[]; releases: readonly Fact[] };

/** Stores what upstream answered about apps. Publishes the differences; rejects answers older than the stored state. */
export class AppStateStore {
  readonly #core: Core;
  readonly #publisher: EventPublisher;
  readonly #fail: (app: Watched) => void;

  constructor(core: Core, publisher: EventPublisher, fail: (app: Watched) => void) {
    this.#core = core;
    this.#publisher = publisher;
    this.#fail = fail;
  }

  /** Stores a complete summary. `asked` is the `requestedRevision` at the start of the read. */
  receiveSummary(app: Watched, summary: AppSummary, asked: number): void {
    if (app.summary && isOlder(app.summary, summary) && this.#isRejected(app)) return;
    app.fetchedRevision = Math.max(app.fetchedRevision, asked);
    // A repeated report of the same newest facts does not trigger another complete read.
    if (asked !== app.reportedRevision) app.newestFacts = null;
    this.#replace(app, summary);
    this.#markRead(app);
  }

  /** Compares the newest build and release with the stored ones; a difference requests a complete read. */
  receiveNewest(app: Watched, newestFacts: NewestFacts): void {
    const { summary } = app;
    if (!summary) return;
    const newest = { build: summary.builds[0], release: summary.releases[0] };
    if (!isSame(newest, newestFacts) && !(app.newestFacts && isSame(app.newestFacts, newestFacts))) {
      if (isOlderFact(summary, newestFacts) && this.#isRejected(app)) return;
      app.requestedRevision += 1;
      app.newestFacts = newestFacts;
      app.reportedRevision = app.requestedRevision;
      this.#core.found(app.id);
    }
    this.#markRead(app);
  }

  /** Compares the states of pending builds and releases; a difference requests a complete read. */
  receivePending(app: Watched, facts: Facts): void {
    const { summary } = app;
    if (!summary) return;
    const isOld = isOlderFact(summary, { build: facts.builds[0], release: facts.releases[0] });
    if (isOld && this.#isRejected(app)) return;
    if (isNew(summary.builds, facts.builds) || isNew(summary.releases, facts.releases)) {
      app.requestedRevision += 1;
      this.#core.found(app.id);
    }
    this.#markRead(app);
  }

  /** Stores the dynos. Null when the account has no access to them; the stored ones are then kept. */
  receiveDynos(app: Watched, dynos: AppSummary["dynos"] | null): void {
    const dynos_read_at = new Date(this.#core.now()).toISOString();
    if (dynos && app.summary) this.#replace(app, { ...app.summary, dynos, dynos_read_at });
    this.#clearFault(app);
  }

  /** Stores what another server read `ageMs` ago. */
  receiveFromPeer(app: Watched, summary: AppSummary | null, ageMs: number): void {
    if (summary && !(app.summary && isOlder(app.summary, summary))) {
      app.fetchedRevision = app.requestedRevision;
      this.#replace(app, summary, false);
    }
    if (!app.summary) return;
    app.readAt = Math.max(app.readAt ?? 0, this.#core.now() - ageMs);
    this.#clearFault(app);
    this.#publisher.publishFault(app);
  }

  #replace(app: Watched, summary: AppSummary, isOwn = true): void {
    const now = this.#core.now();
    const isFirst = app.summary === undefined;
    const events: WatchEvent[] = differences(app.summary, summary);
    if (app.summary && app.summary.current?.id !== summary.current?.id) app.releasedSinceStamp = true;
    app.summary = summary;
    const { builds, releases } = pendingIn(summary);
    app.pendingSince = builds + releases > 0 ? (app.pendingSince ?? now) : null;
    if (isOwn && (isFirst || events.length > 0)) this.#core.peers.read(app, true);
    if (events.length === 0) return;
    app.changedAt = now;
    markChanged(app.id);
    for (const event of events) this.#publisher.publish(app, event);
  }

  #markRead(app: Watched): void {
    app.readAt = this.#core.now();
    app.olderSince = null;
    this.#core.peers.read(app, false);
    this.#clearFault(app);
  }

  #clearFault(app: Watched): void {
    app.fault = null;
    app.error = null;
    app.failures = 0;
  }

  /** True while an older answer is to be rejected: until only older answers have arrived for `believeMs`. */
  #isRejected(app: Watched): boolean {
    const now = this.#core.now();
    app.olderSince ??= now;
    if (now - app.olderSince >= this.#core.limits.believeMs) return false;
    app.error = new Error("Heroku answered with older data than before.");
    this.#fail(app);
    return true;
  }
}

function isSame(one: NewestFacts, other: NewestFacts): boolean {
  return !differs(one.build, other.build) && !differs(one.release, other.release);
}

function isNew(known: readonly Fact[], facts: readonly Fact[]): boolean {
  return facts.some((fact, at) => differs(known[at], fact));
}
