import type { z } from "zod";
import { ApiError, invalid } from "./api-error";

const MAX_BYTES = 1024 * 1024;

/** Returns the JSON body parsed with `schema`; an absent body counts as `{}`. Throws 400, 413 or 422. */
export async function readJson<T>(request: Request, schema: z.ZodType<T>): Promise<T> {
  const text = await request.text();
  if (text.length > MAX_BYTES) throw new ApiError(413, "bad_request", "The body is larger than 1 MB.");
  const type = request.headers.get("content-type");
  if (text !== "" && type && !/^application\/([\w.-]+\+)?json\b/.test(type)) {
    throw new ApiError(400, "bad_request", "Send the body as application/json.");
  }
  const parsed = schema.safeParse(text === "" ? {} : parse(text));
  if (parsed.success) return parsed.data;
  throw invalid(`Invalid params. ${parsed.error.issues.map(sentenceOf).join(" ")}`);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ApiError(400, "bad_request", "Unable to parse request body as JSON.");
  }
}

function sentenceOf(issue: z.core.$ZodIssue): string {
  const where = issue.path.join(".");
  return `${where ? `${where}: ` : ""}${issue.message}.`;
}
