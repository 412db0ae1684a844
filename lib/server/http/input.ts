import "server-only";
import type { z } from "zod";
import { SlipwayError } from "@/lib/errors/slipway-error";
import { limits } from "@/lib/server/limits/limits";
import { bodyText } from "./body-text";

type RequestParts = Pick<Request, "url" | "headers" | "body">;

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
