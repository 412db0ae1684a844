// npm run setup: connects Slipway to Heroku's OAuth. Asks for what it was not given as --id, --secret and --url
// (or HEROKU_OAUTH_ID, HEROKU_OAUTH_SECRET and PUBLIC_URL), and writes .env.
import { randomBytes } from "node:crypto";
import { createInterface } from "node:readline/promises";
import { readFlags } from "./launch/arguments.mjs";
import { fail } from "./launch/progress.mjs";
import { readSettings } from "./launch/settings.mjs";
import { redirectProblem } from "./setup/client-check.mjs";
import { writeEnvFile } from "./setup/env-file.mjs";

const usage = `Usage: npm run setup -- [--id ID] [--secret SECRET] [--url URL] [--env FILE]

Connects Slipway to Heroku's OAuth: asks for what it is not given, and writes FILE (.env).`;
const values = readFlags(usage, {
  id: { type: "string" },
  secret: { type: "string" },
  url: { type: "string" },
  env: { type: "string" },
});
const settings = readSettings();
const asking = process.stdin.isTTY ? createInterface({ input: process.stdin, output: process.stdout }) : null;
const envFile = values.env ?? ".env";

console.log("This connects Slipway to Heroku, so that people sign in with their Heroku accounts.\n");
const publicUrl = await answer(
  values.url,
  `Address that browsers will use [${settings.publicUrl}]: `,
  settings.publicUrl,
);
if (!URL.canParse(publicUrl))
  fail(`${publicUrl} is no address: it must look like https://slipway.example.com`);
const origin = new URL(publicUrl).origin;
const callbackUrl = `${origin}/api/auth/callback/heroku`;

console.log(`\nThe callback URL is exactly: ${callbackUrl}`);
console.log("Create an OAuth client with it (heroku plugins:install heroku-cli-oauth brings the command):\n");
console.log(`  heroku clients:create "Slipway" ${callbackUrl}\n`);
const id = await answer(values.id ?? process.env.HEROKU_OAUTH_ID, "HEROKU_OAUTH_ID it printed: ");
const secret = await answer(
  values.secret ?? process.env.HEROKU_OAUTH_SECRET,
  "HEROKU_OAUTH_SECRET it printed: ",
);
asking?.close();
if (!id || !secret)
  fail("Both are needed. Run npm run setup -- --id ID --secret SECRET, or answer the questions.");

const apiUrl = process.env.HEROKU_API_URL || "https://api.heroku.com";
const problem = await redirectProblem(apiUrl, id, callbackUrl);
writeEnvFile(envFile, {
  PUBLIC_URL: origin,
  // On this machine, the address decides where to listen; elsewhere, a proxy is in front.
  ...(["localhost", "127.0.0.1"].includes(new URL(origin).hostname)
    ? { PORT: new URL(origin).port || "80" }
    : {}),
  HEROKU_OAUTH_ID: id,
  HEROKU_OAUTH_SECRET: secret,
  SECRET: process.env.SECRET || randomBytes(32).toString("base64url"),
  // .data may hold the local platform's data: data of different upstreams must not mix.
  DATA_DIR: process.env.DATA_DIR && process.env.DATA_DIR !== ".data" ? process.env.DATA_DIR : ".data-heroku",
});
console.log(`${envFile} is written, readable by you only.`);
if (problem) fail(problem);
console.log("The client's registered callback is the right one. Now: npm start");

async function answer(given, question, fallback = "") {
  if (given) return given;
  if (!asking) return fallback;
  return (await asking.question(question)).trim() || fallback;
}
