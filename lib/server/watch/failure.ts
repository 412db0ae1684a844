import { SlipwayError } from "@/lib/errors/slipway-error";
import type { Core } from "./core";
import type { Permission } from "./permission";
import { isDead } from "./permission";
import type { Seat, Watched } from "./types";
import type { Looks } from "./watchers";

type Failed = { seat: Seat; apps: readonly Watched[]; subject: string };

/** What becomes of a reading that failed: who has to wait, for how long, and what is said of the apps. */
export class Failures {
  readonly #core: Core;
  readonly #looks: Looks;
  readonly #permission: Permission;

  constructor(core: Core, looks: Looks, permission: Permission) {
    this.#core = core;
    this.#looks = looks;
    this.#permission = permission;
  }

  take(error: unknown, { seat, apps, subject }: Failed): void {
    const thrown = error instanceof Error ? error : new Error(String(error));
    for (const app of apps) app.error = thrown;
    if (isDead(error)) this.#permission.die(seat);
    else if (isRefusal(error)) this.#refused(seat, subject);
    else if (isRateLimit(error)) this.#limited(seat, apps);
    else this.fail(apps);
  }

  /** The apps are asked about again after a pause, those that were asked about together at one time. */
  fail(apps: readonly Watched[]): void {
    const failures = 1 + Math.max(...apps.map((app) => app.failures));
    const retryAt = this.#core.now() + this.#core.pause(failures);
    for (const app of apps) {
      app.fault = "heroku";
      app.failures = failures;
      app.retryAt = retryAt;
    }
  }

  /** Others may be let in: this grant tries again once it was listed. */
  #refused(seat: Seat, subject: string): void {
    seat.refused.add(subject);
    this.#looks.changed();
    // Access that was just taken away shows in the list.
    const { now, limits } = this.#core;
    const since = now() - (seat.askedAt ?? 0);
    if (since >= limits.permissionMs / 6) seat.dueAt = Math.min(seat.dueAt, now());
  }

  /** The account has no calls left, whichever of its grants asks; others go on. */
  #limited(seat: Seat, apps: readonly Watched[]): void {
    const account = this.#core.account(seat.account);
    account.failures += 1;
    // The list of apps finds out when there are calls again.
    account.retryAt =
      this.#core.now() + this.#core.pause(account.failures, 4 * this.#core.limits.lastRetryMs);
    for (const app of apps) app.slowed = true;
  }
}

function isRateLimit(error: unknown): boolean {
  return error instanceof SlipwayError && error.id === "rate_limit";
}

function isRefusal(error: unknown): boolean {
  return error instanceof SlipwayError && (error.status === 404 || error.status === 403);
}
