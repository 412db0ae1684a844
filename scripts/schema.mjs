// npm run schema: downloads Heroku's published schema of the Platform API, against which tests validate the local platform.
// It is Heroku's, so it is not part of this repository.
import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { readFlags } from "./launch/arguments.mjs";
import { fail } from "./launch/progress.mjs";

const FILE = ".schema/platform-api-schema.json";
const { from } = readFlags(
  "Usage: npm run schema [-- --from URL]     download the Platform API's schema; without URL from https://api.heroku.com/schema",
  { from: { type: "string", default: "https://api.heroku.com/schema" } },
);

const text = await download(from).catch((error) =>
  fail(`${from} could not be read: ${error.cause?.message ?? error.message}`),
);
const endpoints = endpointsOf(text);
if (endpoints === 0) fail(`${from} did not return a JSON schema with definitions. Nothing was changed.`);
mkdirSync(dirname(FILE), { recursive: true });
writeFileSync(`${FILE}.part`, text);
renameSync(`${FILE}.part`, FILE);
console.log(`${FILE}: ${endpoints} endpoints. npm test validates the local platform's responses against it.`);

async function download(url) {
  const response = await fetch(url, {
    headers: { accept: "application/vnd.heroku+json; version=3" },
    signal: AbortSignal.timeout(30_000),
  });
  if (!response.ok) throw new Error(`it returned ${response.status}`);
  return response.text();
}

/** Returns the number of links in the schema's definitions; 0 if it is not a schema. */
function endpointsOf(schema) {
  try {
    const { definitions } = JSON.parse(schema);
    return Object.values(definitions).reduce((sum, { links = [] }) => sum + links.length, 0);
  } catch {
    return 0;
  }
}
