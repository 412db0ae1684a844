import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import Ajv from "ajv-draft-04";
import addFormats from "ajv-formats";
import { z } from "zod";

const CANDIDATES = ["../shared/reference/platform-api-schema.json", ".schema/platform-api-schema.json"];

/** Path of the published schema of the Platform API: API_SCHEMA, or the first copy that exists (see `npm run schema`). */
export const schemaPath = resolve(
  process.env.API_SCHEMA ?? CANDIDATES.find((path) => existsSync(path)) ?? ".schema/platform-api-schema.json",
);

const Link = z.object({ href: z.string(), method: z.string(), targetSchema: z.unknown().optional() });
const Published = z.object({
  definitions: z.record(z.string(), z.looseObject({ links: z.array(Link).default([]) })),
});

export type PublishedSchema = {
  /** Returns the differences between a response and the schema; empty if it conforms. Throws for an unknown endpoint. */
  violations(method: string, path: string, body: unknown): string[];
  has(method: string, path: string): boolean;
  /** Returns all endpoints, with `:x` for each parameter. */
  endpoints(): string[];
};

/** Returns the published schema, or null (with a line on stderr) if its file is absent. In CI, its absence is an error. */
export function openPublishedSchema(): PublishedSchema | null {
  if (!existsSync(schemaPath)) {
    if (process.env.CI)
      throw new Error(`The published schema is absent: ${schemaPath}. Set API_SCHEMA or run: npm run schema`);
    process.stderr.write(
      `Skipped: validation against the published schema, which is absent. Get it with: npm run schema\n`,
    );
    return null;
  }
  const text: unknown = JSON.parse(readFileSync(schemaPath, "utf8"));
  const published = publishedSchemaFrom(text);
  // Reading the schema blocks for seconds on a busy machine: now, not while a connection waits.
  published.violations("GET", "/regions/us", {});
  return published;
}

/** Reads a hyper-schema. Heroku's keyword `strictProperties` means: all of these properties and no others. */
export function publishedSchemaFrom(published: unknown): PublishedSchema {
  const ajv = new Ajv({ strict: false, allErrors: true, validateSchema: false });
  addFormats(ajv);
  const schema = strict(published, []);
  ajv.addSchema({ ...z.record(z.string(), z.unknown()).parse(schema), id: "published" });
  const { definitions } = Published.parse(published);

  const find = (method: string, path: string) => {
    for (const [noun, definition] of Object.entries(definitions)) {
      const index = definition.links.findIndex((link) => link.method === method && matches(link.href, path));
      const link = definition.links[index];
      if (link) return { noun, index, link };
    }
    return null;
  };

  return {
    has: (method, path) => find(method, path) !== null,
    endpoints: () =>
      Object.values(definitions).flatMap(({ links }) =>
        links.map(({ method, href }) => `${method} ${href.split("?")[0]?.replace(/\{[^}]*\}/g, ":x")}`),
      ),
    violations(method, path, body) {
      const found = find(method, path);
      if (!found) throw new Error(`The published schema has no ${method} ${path}.`);
      const { noun, index, link } = found;
      if (!link.targetSchema) return [];
      const pointer = `published#/definitions/${noun}/links/${index}/targetSchema`;
      if (ajv.validate({ $ref: pointer }, body)) return [];
      return (ajv.errors ?? []).map(
        (error) => `${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`,
      );
    },
  };
}

/** `/apps/{(%23%2Fdefinitions…)}/builds` matches the builds of any app. */
function matches(href: string, path: string): boolean {
  const source = href.split(/\{[^}]*\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${source.join("[^/]+")}$`).test(path.split("?")[0] ?? "");
}

const skipped = new Set(["$schema", "example", "description", "title"]);

function strict(node: unknown, at: string[]): unknown {
  if (Array.isArray(node)) return node.map((child) => strict(child, at));
  if (typeof node !== "object" || node === null) return node;
  const entries: [string, unknown][] = [];
  for (const [name, child] of Object.entries(node)) {
    const keyword = typeof child === "string" && (skipped.has(name) || name === "id");
    // The only allowed difference of a local platform: its apps are not at herokuapp.com.
    const local = name === "pattern" && at.at(-1) === "web_url";
    if (!keyword && !local) entries.push([name, strict(child, [...at, name])]);
  }
  const copy: Record<string, unknown> = Object.fromEntries(entries);
  if (copy.strictProperties === true && typeof copy.properties === "object" && copy.properties !== null) {
    const names = Object.keys(copy.properties);
    if (names.length > 0) copy.required = names;
    copy.additionalProperties = false;
  }
  return copy;
}
