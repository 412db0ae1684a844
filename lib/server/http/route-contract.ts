import { z } from "zod";

/** A right that a token can have. */
export type Verb = "read" | "build" | "promote" | "roll_back" | "lock";

/**
 * The right that a token needs; null: no token suffices. When it depends on the request, `of` has the right for each
 * member of the query or body, and `otherwise` applies if none of them is present.
 */
export type Right =
  | Verb
  | null
  | { by: "query" | "body"; of: Readonly<Record<string, Verb | null>>; otherwise: Verb | null };

/** A response that is no JSON; null for one without a body (a redirect). */
export type RawAnswer = { contentType: string | null };

/** What a route states about itself: attached to its handler as `contract`. */
export type RouteContract = {
  /** The schema of the JSON that it returns, or the content type of anything else. */
  answer: z.ZodType | RawAnswer;
  /** The status of a success; 200 unless stated. */
  status?: 201;
  /** What it does, for the record: the noun and the verb ("build.create"). Null if it only reads. */
  action: `${string}.${string}` | null;
  verb: Right;
};

/** The schemas of a request's parts. `body` is JSON. */
export type Parts = { params?: z.ZodType; query?: z.ZodType; body?: z.ZodType };

/** Returns the schema of the request's parts that a declaration names. */
export function inputSchema<D extends RouteContract & Parts>(declared: D) {
  const { answer: _answer, status: _status, action: _action, verb: _verb, ...parts } = declared;
  return z.object(parts);
}

/** The validated parts of a request. */
export type Input<D extends RouteContract & Parts> = z.output<ReturnType<typeof inputSchema<D>>>;

/** Adds its contract to a route's function, for those who list the routes. */
export function withContract<F extends object, C extends RouteContract>(
  act: F,
  contract: C,
): F & { contract: C } {
  return Object.assign(act, { contract });
}
