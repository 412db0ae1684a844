import { z } from "zod";
import { SlipwayError } from "@/lib/errors/slipway-error";
import { limits } from "@/lib/server/limits/limits";
import type { Session } from "@/lib/server/session/find-session";
import { checkCaller, checkOrigin } from "@/lib/server/session/origin";
import { bodyText } from "./body-text";

/** A right of a token. */
export type Verb = "read" | "build" | "promote" | "roll_back" | "lock";

/**
 * The right that a token needs; null: no token suffices. If it depends on the request, `of` has the right for each
 * member of the query or body, and `otherwise` applies if none of them is present.
 */
type Right =
  | Verb
  | null
  | { by: "query" | "body"; of: Readonly<Record<string, Verb | null>>; otherwise: Verb | null };

/** A response other than JSON; null without a body (a redirect). */
export type RawAnswer = { contentType: string | null };

/** The declaration of a route, attached to its handler as `contract`. */
export type RouteContract = {
  /** The schema of the JSON response, or the content type of any other. */
  answer: z.ZodType | RawAnswer;
  /** The status of a success; 200 by default. */
  status?: 201;
  /** The action for the audit record, as noun and verb ("build.create"); null if the route only reads. */
  action: `${string}.${string}` | null;
  verb: Right;
};

/** The schemas of a request's parts. `body` is JSON. */
export type Parts = { params?: z.ZodType; query?: z.ZodType; body?: z.ZodType };

/** Returns the schema of `params`, `query` and `body` as declared, without the contract's own fields. */
export function inputSchema<D extends RouteContract & Parts>(declared: D) {
  const { answer: _answer, status: _status, action: _action, verb: _verb, ...parts } = declared;
  return z.object(parts);
}

/** The validated parts of a request. */
export type RouteInput<D extends RouteContract & Parts> = z.output<ReturnType<typeof inputSchema<D>>>;

/** Attaches a route's contract to its handler, so that tools can list the routes. */
export function withContract<F extends object, C extends RouteContract>(
  act: F,
  contract: C,
): F & { contract: C } {
  return Object.assign(act, { contract });
}

type RequestParts = Pick<Request, "url" | "headers" | "body">;

/**
 * Makes the checks of every route with a session, in this order: the caller (403), the session (401), the Origin of a
 * request that changes state (403), the input (400, 404). Returns the session and the input.
 */
export async function readCall<S extends z.ZodObject>(
  schema: S,
  request: RequestParts & Pick<Request, "method">,
  params: unknown,
  findSession: () => Promise<Session | null>,
): Promise<{ session: Session; input: z.output<S> }> {
  checkCaller(request.headers);
  const session = await findSession();
  if (!session) throw new SlipwayError("unauthorized");
  checkChange(request);
  return { session, input: await readInput(schema, request, params) };
}

/** Throws `wrong_origin` if a request that changes state does not come from our own pages. */
export function checkChange({ method, headers }: Pick<Request, "method" | "headers">): void {
  if (method !== "GET" && method !== "HEAD") checkOrigin(headers);
}

/**
 * Reads and validates a request's input. Throws `bad_request` naming the field, `not_found` or `app_not_found`.
 * The schema must be created once, not per request: zod compiles it on first use.
 */
export async function readInput<S extends z.ZodObject>(
  schema: S,
  request: RequestParts,
  params: unknown,
): Promise<z.output<S>> {
  const raw = {
    params,
    query: Object.fromEntries(new URL(request.url).searchParams),
    body: Object.hasOwn(schema.shape, "body") ? await readJson(request) : undefined,
  };
  const parsed = schema.safeParse(raw);
  if (parsed.success) return parsed.data;
  throw refusal(parsed.error);
}

async function readJson(request: RequestParts): Promise<unknown> {
  if (!/^application\/json\b/i.test(request.headers.get("content-type") ?? "")) {
    throw new SlipwayError("bad_request", { detail: "The body must be sent as application/json." });
  }
  const text = await bodyText(request, limits.jsonBody);
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new SlipwayError("bad_request", { detail: "The body is not JSON.", cause });
  }
}

/** Invalid path parameters are "not found"; anything else is `bad_request`, naming the first invalid field. */
function refusal(error: z.ZodError): SlipwayError {
  const issue = error.issues[0];
  const [part, field] = issue?.path ?? [];
  if (part === "params")
    return new SlipwayError(field === "app" ? "app_not_found" : "not_found", { cause: error });
  const name =
    (issue?.path.slice(1) ?? []).join(".") || (issue?.code === "unrecognized_keys" ? issue.keys[0] : part);
  return new SlipwayError("bad_request", {
    detail: sentence(`${String(name)}: ${issue?.message}`),
    cause: error,
  });
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
