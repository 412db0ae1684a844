import { expect, test } from "vitest";
import { z } from "zod";
import { SlipwayError } from "@/lib/errors/slipway-error";
import { AppParam } from "@/lib/schemas/common";
import { readInput } from "./input";

const schema = z.object({
  params: z.object({ app: AppParam }),
  query: z.object({ after: z.string().max(3).optional() }),
  body: z.strictObject({ name: z.string() }),
});

function post(body: string, type = "application/json", search = ""): Request {
  return new Request(`http://localhost/api/apps/x${search}`, {
    method: "POST",
    headers: { "content-type": type },
    body,
  });
}

async function refusal(request: Request, params: unknown = { app: "example-app" }): Promise<SlipwayError> {
  const error = await readInput(schema, request, params).catch((caught: unknown) => caught);
  if (error instanceof SlipwayError) return error;
  throw new Error("The input was accepted");
}

test("readInput returns the validated params, query and body", async () => {
  const input = await readInput(schema, post('{"name":"a"}', "application/json; charset=utf-8", "?after=x"), {
    app: "example-app",
  });
  expect(input).toEqual({ params: { app: "example-app" }, query: { after: "x" }, body: { name: "a" } });
});

test.each(["..", "%2e%2e", "a/b", "Example", "example-app?x"])(
  "throws app_not_found for the app name %s",
  async (app) => {
    expect((await refusal(post('{"name":"a"}'), { app })).id).toBe("app_not_found");
  },
);

test.each([
  ['{"name":1}', "application/json", "", /name/],
  ['{"name":"a","nmae":1}', "application/json", "", /nmae/],
  ["{", "application/json", "", /not JSON/],
  ['{"name":"a"}', "text/plain", "", /application\/json/],
  ['{"name":"a"}', "application/json", "?after=long", /after/],
])("rejects %s as %s%s and names the field or reason", async (body, type, search, message) => {
  const error = await refusal(post(body, type, search));
  expect(error).toMatchObject({ id: "bad_request", status: 400 });
  expect(error.message).toMatch(message);
});

test("readInput rejects a body larger than 1 MB", async () => {
  expect((await refusal(post(`{"name":"${"a".repeat(1024 * 1024)}"}`))).id).toBe("too_large");
});
