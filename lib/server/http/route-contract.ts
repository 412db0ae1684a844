import { z } from "zod";

/** A right of a token. */
export type Verb = "read" | "build" | "promote" | "roll_back" | "lock";

/**
 * The right that a token needs; null: no token suffices. If it depends on the request, `of` has the right for each
 * member of the query or body, and `otherwise` applies if none of them is present.
 */
export type Right =
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

/** Returns the schema of the declared parts of a request. */
export function inputSchema<D extends RouteContract & Parts>(declared: D) {
  const { answer: _answer, status: _status, action: _action, verb: _verb, ...parts } = declared;
  return z.object(parts);
}

/** The validated parts of a request. */
export type Input<D extends RouteContract & Parts> = z.output<ReturnType<typeof inputSchema<D>>>;

/** Attaches a route's contract to its handler, so that tools can list the routes. */
export function withContract<F extends object, C extends RouteContract>(
  act: F,
  contract: C,
): F & { contract: C } {
  return Object.assign(act, { contract });
}
