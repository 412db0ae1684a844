import { readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";

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
