import { z } from "zod";
import { ApiError } from "@/lib/schemas/error";
import type { Hold } from "@/lib/schemas/hold";
import type { Moved } from "@/lib/schemas/promotion";
import { momentNow, noteDate, serverNow } from "./clock";
import { sessionEnd } from "./session-end";

/** An error response of our own routes, with its catalog id and the request id to show. */
export class ApiFailure extends Error {
  readonly id: string;
  readonly status: number;
  readonly requestId: string;
  readonly scopes: string[] | undefined;
  readonly moved: Moved[];
  readonly holds: Hold[];
  readonly at = new Date(serverNow());

  constructor(status: number, body: ApiError) {
    super(body.message);
    this.name = "ApiFailure";
    this.id = body.id;
    this.status = status;
    this.requestId = body.request_id;
    this.scopes = body.scopes;
    this.moved = body.moved ?? [];
    this.holds = body.holds ?? [];
  }
}

/** Returns true if a retry would get the same response. */
export function isFinal(error: unknown): boolean {
  return error instanceof ApiFailure && error.status >= 400 && error.status < 500 && error.status !== 429;
}

type Request = { method?: "GET" | "POST" | "PATCH" | "DELETE"; body?: unknown; signal?: AbortSignal };

/** Calls one of our routes and validates its response. Throws `ApiFailure`, also when the server is unreachable. */
export async function callApi<T extends z.ZodType>(
  url: string,
  schema: T,
  { method = "GET", body, signal }: Request = {},
): Promise<z.infer<T>> {
  const sent = momentNow();
  const response = await fetch(url, {
    method,
    headers: headersOf(method, body),
    body: body === undefined ? null : JSON.stringify(body),
    signal: signal ?? null,
  }).catch((error: unknown) => {
    if (signal?.aborted) throw error;
    throw new ApiFailure(0, {
      id: "unreachable",
      message: "Slipway cannot be reached. Check the connection; this page tries again by itself.",
      request_id: "none",
    });
  });
  noteDate(response.headers.get("date"), sent);
  if (!response.ok) throw await failureOf(response);
  const data = schema.parse(await response.json());
  noteCachedRead(data, response.headers);
  return data;
}

/** Returns the request headers. A GET accepts stale data, whose `read-at` header has the time of the read. */
function headersOf(method: string, body: unknown): Record<string, string> {
  if (body !== undefined) return { "content-type": "application/json" };
  return method === "GET" ? { "cache-control": "stale-if-error=86400" } : {};
}

/** A response from the server's cache: when it was read (ms), and why no newer one is available. */
export type CachedRead = { at: number; why: string | null };

const cachedReads = new WeakMap<object, CachedRead>();

function noteCachedRead(data: unknown, headers: Headers): void {
  const at = Date.parse(headers.get("read-at") ?? "");
  if (Number.isNaN(at) || typeof data !== "object" || data === null) return;
  const why = headers.get("read-error");
  cachedReads.set(data, { at, why: why === null ? null : decodeURIComponent(why) });
}

const Pages = z.object({ pages: z.array(z.unknown()) });

/** Returns the age of a response, or of the oldest of its pages; null when it was read for this request. */
export function cachedReadOf(answer: unknown): CachedRead | null {
  const pages = Pages.safeParse(answer);
  const parts = pages.success ? pages.data.pages : [answer];
  const old = parts.flatMap((part) =>
    typeof part === "object" && part ? (cachedReads.get(part) ?? []) : [],
  );
  return old.toSorted((a, b) => a.at - b.at)[0] ?? null;
}

/**
 * Parses an error response; one that is not ours (a proxy's page) gets a generic message. A 401 also ends the
 * session here.
 */
export async function failureOf(response: Response): Promise<ApiFailure> {
  if (response.status === 401) sessionEnd.record();
  const requestId = response.headers.get("request-id") ?? "none";
  const parsed = ApiError.safeParse(await response.json().catch(() => null));
  return new ApiFailure(
    response.status,
    parsed.success
      ? parsed.data
      : {
          id: "internal",
          message: `The server answered ${response.status} without saying why. Try again.`,
          request_id: requestId,
        },
  );
}
