import type { ApiError } from "@/lib/schemas/error";
import { catalog, type ErrorId, messageOf } from "./catalog";

export type Facts = Partial<Pick<ApiError, "moved" | "holds">>;

/**
 * An error with an id of the catalog, thrown by lib/server and converted into a response by the route handler.
 * `detail` replaces the catalog's title in the message; `cause` is logged, never shown.
 */
export class SlipwayError extends Error {
  readonly id: ErrorId;
  readonly status: number;
  readonly url: string | undefined;
  readonly requestId: string | undefined;
  readonly scopes: string[] | undefined;
  /** Further fields of the response body. */
  readonly facts: Facts;

  /** Compares the name: the bundles of pages/ and app/ have a class each and share pending reads. Not for subclasses. */
  static override [Symbol.hasInstance](this: unknown, value: unknown): boolean {
    if (this !== SlipwayError) return Function.prototype[Symbol.hasInstance].call(this, value);
    return value instanceof Error && value.name === "SlipwayError";
  }

  constructor(
    id: ErrorId,
    options: {
      detail?: string;
      cause?: unknown;
      status?: number;
      url?: string;
      requestId?: string | null | undefined;
      scopes?: string[];
      facts?: Facts;
    } = {},
  ) {
    super(messageOf(id, options.detail), { cause: options.cause });
    this.name = "SlipwayError";
    this.id = id;
    this.status = options.status ?? catalog[id].status;
    this.url = options.url;
    this.requestId = options.requestId || undefined;
    this.scopes = options.scopes;
    this.facts = options.facts ?? {};
  }
}

/** Returns true for 5xx and 429: the request was not rejected, so cached data may be shown. */
export function isOutage(error: unknown): error is SlipwayError {
  return error instanceof SlipwayError && (error.status >= 500 || error.status === 429);
}
