import { SlipwayError } from "@/lib/errors/slipway-error";
import type { Core } from "./core";
import type { Permission } from "./permission";
import { isDead } from "./permission";
import type { GrantSubscription, Watched } from "./types";
import type { Watchers } from "./watchers";

type FailedRead = { subscription: GrantSubscription; apps: readonly Watched[]; subject: string };

/** Handles failed reads: sets the backoff of apps and accounts and records the error. */
export class Failures {
  readonly #core: Core;
  readonly #watchers: Watchers;
  readonly #permission: Permission;

  constructor(core: Core, watchers: Watchers, permission: Permission) {
    this.#core = core;
    this.#watchers = watchers;
    this.#permission = permission;
  }

  take(error: unknown, { subscription, apps, subject }: FailedRead): void {
    const thrown = error instanceof Error ? error : new Error(String(error));
    for (const app of apps) app.error = thrown;
    if (isDead(error)) this.#permission.die(subscription);
    else if (isRefusal(error)) this.#refused(subscription, subject);
    else if (isRateLimit(error)) this.#limited(subscription, apps);
    else this.fail(apps);
  }

  /** Schedules a retry of the apps after one common backoff. */
  fail(apps: readonly Watched[]): void {
    const failures = 1 + Math.max(...apps.map((app) => app.failures));
    const retryAt = this.#core.now() + this.#core.pause(failures);
    for (const app of apps) {
      app.fault = "heroku";
      app.failures = failures;
      app.retryAt = retryAt;
    }
  }

  /** Other grants may have access; this one retries after its next app list. */
  #refused(subscription: GrantSubscription, subject: string): void {
    subscription.refused.add(subject);
    this.#watchers.changed();
    // The list shows whether access was revoked.
    const { now, limits } = this.#core;
    const since = now() - (subscription.askedAt ?? 0);
    if (since >= limits.permissionMs / 6) subscription.dueAt = Math.min(subscription.dueAt, now());
  }

  /** The rate limit applies to the account and all of its grants; other accounts continue. */
  #limited(subscription: GrantSubscription, apps: readonly Watched[]): void {
    const account = this.#core.account(subscription.account);
    account.failures += 1;
    // The app list detects when calls are available again.
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
