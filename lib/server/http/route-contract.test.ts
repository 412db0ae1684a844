import { readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";
import { SlipwayError } from "@/lib/errors/slipway-error";
import { AppParam } from "@/lib/schemas/common";
import { readInput } from "./route-contract";

const Answer = z.union([z.instanceof(z.ZodType), z.object({ contentType: z.string().nullable() })]);
const Verb = z.enum(["read", "build", "promote", "roll_back", "lock"]).nullable();
const Contract = z.object({
  answer: Answer,
  status: z.literal(201).optional(),
  action: z
    .string()
    .regex(/^[a-z]+\.[a-z_]+$/)
    .nullable(),
  verb: z.union([
    Verb,
    z.object({ by: z.enum(["query", "body"]), of: z.record(z.string(), Verb), otherwise: Verb }),
  ]),
});
const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"];
const READING = ["GET", "HEAD"];

async function contractsOf(file: string): Promise<{ name: string; contract: unknown }[]> {
  const module: Record<string, { contract?: unknown }> = await import(resolve(file));
  return Object.entries(module)
    .filter(([name]) => METHODS.includes(name) || name === "default")
    .map(([name, route]) => ({ name: name === "default" ? "GET" : name, contract: route.contract }));
}

const files = ["app/api", "pages/api"].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => /(^|\/)route\.ts$/.test(file) || (folder === "pages/api" && file.endsWith(".ts")))
    .map((file) => join(folder, file)),
);

test("the route files are found", () => expect(files.length).toBeGreaterThan(50));

test.each(files)("%s declares its response, its action and its right", async (file) => {
  const contracts = await contractsOf(file);
  expect(contracts.length).toBeGreaterThan(0);
  for (const { name, contract } of contracts) {
    const { action, verb } = Contract.parse(contract);
    if (READING.includes(name)) continue;
    expect(action, `${name} changes something`).not.toBeNull();
    expect(verb, `${name} needs more than the right to read`).not.toBe("read");
  }
});

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
