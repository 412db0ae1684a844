import { Hono } from "hono";
import { expect, test } from "vitest";
import { noPages, onlyOwnNames } from "./own-names";

const app = new Hono()
  .use(onlyOwnNames)
  .use("/_control/*", noPages)
  .all("*", (exchange) => exchange.text("answered"));

test.each(["127.0.0.1:3001", "localhost:3001", "127.0.0.1"])("answers to %s", async (host) => {
  expect((await app.request(`http://${host}/apps`)).status).toBe(200);
});

test.each([
  "evil.example:3001",
  "127.0.0.1.evil.example:3001",
  "localhost.evil.example",
  "app.localhost:3001",
  "10.0.0.7:3001",
])("answers nothing to %s", async (host) => {
  expect((await app.request(`http://${host}/health`)).status).toBe(421);
});

test.each([
  ["Origin", "http://localhost:3000"],
  ["Origin", "null"],
  ["Sec-Fetch-Site", "cross-site"],
])("keeps a page that says %s: %s from what is for tools", async (name, value) => {
  const url = "http://127.0.0.1:3001/_control/faults";
  expect((await app.request(url, { method: "POST", headers: { [name]: value } })).status).toBe(403);
  expect((await app.request(url, { method: "POST" })).status).toBe(200);
});
