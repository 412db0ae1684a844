import { createHmac } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { ben } from "@/local-platform/seed/people";
import { checkedCall, share, tokenFor } from "@/test/harness/platform/checked-call";
import { startPlatform, type TestPlatform } from "@/test/harness/platform/test-platform";
import {
  Delivery,
  deliveries,
  eventsOf,
  release,
  subscribe,
  subscription,
  Webhook,
} from "@/test/harness/platform/webhooks";
import { receiveWebhooks } from "@/test/harness/servers/webhook-receiver";

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startPlatform({
    limits: { webhookRetryMs: 20, webhookRetryCapMs: 80, webhookAttempts: 4, webhookMs: 1_000 },
  });
});
afterAll(() => platform.stop());

const Named = z.looseObject({ id: z.string() });
async function app(name: string): Promise<string> {
  const made = await checkedCall(platform, Named, 201, "POST", "/apps", { body: { name } });
  return made.id;
}
const versionOf = (raw: Buffer) => JSON.parse(raw.toString()).data.version;

describe("a webhook", () => {
  test("is created, read, changed and deleted; its secret is returned once, in a header", async () => {
    await app("hooks-made");
    const body = subscription("https://example.com/hooks", { secret: undefined });
    const made = await platform.call("POST", "/apps/hooks-made/webhooks", { body });
    const secret = made.headers.get("heroku-webhook-secret");
    expect(secret).toMatch(/^[0-9a-f]{60}$/);
    const text = await made.text();
    expect(text).not.toContain(secret);
    const hook = Webhook.parse(JSON.parse(text));
    const path = `/apps/hooks-made/webhooks/${hook.id}`;
    expect(hook).toMatchObject({ app: { name: "hooks-made" }, level: "sync", url: body.url });
    expect(await checkedCall(platform, z.array(Webhook), 200, "GET", "/apps/hooks-made/webhooks")).toEqual([
      hook,
    ]);
    expect(await checkedCall(platform, Webhook, 200, "GET", path)).toEqual(hook);
    const changes = { level: "notify", include: ["api:release"], secret: "another" };
    const changed = await platform.call("PATCH", path, { body: changes });
    expect(changed.headers.get("heroku-webhook-secret")).toBe("another");
    expect(await checkedCall(platform, Webhook, 200, "GET", path)).toMatchObject({
      level: "notify",
      include: ["api:release"],
      url: hook.url,
    });
    await checkedCall(platform, Webhook, 200, "DELETE", path);
    expect((await platform.call("GET", path)).status).toBe(404);
  });

  test.each([
    [{ include: [] }, /include/],
    [{ include: ["api:nothing"] }, /include/],
    [{ level: "often" }, /level/],
    [{ url: "ftp://example.com" }, /http or https/],
    [{ url: "no url" }, /http or https/],
    [{ authorization: "two\r\nlines" }, /printable/],
  ])("is not made with %j", async (more, says) => {
    const name = "hooks-refused";
    await platform.call("POST", "/apps", { body: { name } });
    const body = subscription("https://example.com/hooks", more);
    const answer = await platform.call("POST", `/apps/${name}/webhooks`, { body });
    expect(answer.status).toBe(422);
    expect((await answer.json()).message).toMatch(says);
  });

  test("requires write access to the app, not read access", async () => {
    const id = await app("hooks-ben");
    const token = await tokenFor(platform, ben.id);
    const body = subscription("https://example.com/hooks");
    const tries = () => platform.call("POST", "/apps/hooks-ben/webhooks", { body, token });
    expect((await tries()).status).toBe(403);
    await share(platform, id, ben.id, "read");
    expect((await tries()).status).toBe(403);
    expect((await platform.call("GET", "/apps/hooks-ben/webhooks", { token })).status).toBe(403);
    await platform.platform.context.db.updateTable("collaborators").set({ permission: "write" }).execute();
    expect((await tries()).status).toBe(201);
  });
});

describe("what happens", () => {
  test("is delivered in order, signed over the exact bytes, with actor and previous values", async () => {
    const receiver = await receiveWebhooks();
    await app("hooks-build");
    const authorization = "Bearer of the test";
    const hook = await subscribe(platform, "hooks-build", subscription(receiver.url, { authorization }));
    const source = { url: `${platform.objects}/sources/none`, version: "cb6999d1" };
    await platform.call("POST", "/apps/hooks-build/builds", { body: { source_blob: source } });
    await release(platform, "hooks-build", "one");
    await expect.poll(() => receiver.received.length).toBe(3);
    const bodies = eventsOf(receiver.received);
    const happened = bodies.map(({ resource, action, data }) => [resource, action, data.status]).sort();
    expect(happened).toEqual([
      ["build", "create", "pending"],
      ["build", "update", "failed"],
      ["release", "create", "succeeded"],
    ]);
    for (const { headers, raw } of receiver.received) {
      const signature = createHmac("sha256", "the secret of the test").update(raw).digest("base64");
      expect(headers).toMatchObject({
        authorization,
        "content-type": "application/json",
        "heroku-webhook-hmac-sha256": signature,
      });
    }
    const ended = bodies.find(({ action }) => action === "update");
    expect(ended).toMatchObject({
      version: "application/vnd.heroku+json; version=3",
      actor: { email: "ada@example.com" },
      previous_data: { status: "pending" },
      sequence: null,
      data: { app: { id: hook.app.id, name: "hooks-build" }, metadata: {}, slug: null },
      webhook_metadata: { webhook: { id: hook.id }, event: { id: ended?.id, include: "api:build" } },
    });
    receiver.stop();
    const events = await checkedCall(
      platform,
      z.array(Named),
      200,
      "GET",
      "/apps/hooks-build/webhook-events",
    );
    expect(events.map(({ id }) => id).sort()).toEqual(bodies.map(({ id }) => id).sort());
    await checkedCall(platform, Named, 200, "GET", `/apps/hooks-build/webhook-events/${bodies[0]?.id}`);
    const [first] = await deliveries(platform, "hooks-build");
    const path = `/apps/hooks-build/webhook-deliveries/${first?.id}`;
    expect(await checkedCall(platform, Delivery, 200, "GET", path)).toMatchObject({
      status: "succeeded",
      num_attempts: 1,
      last_attempt: { code: 204, error_class: null, status: "succeeded" },
    });
  });

  test("is delivered again until it is accepted, and later events wait", async () => {
    const receiver = await receiveWebhooks((_, count) => (count === 1 ? 500 : count === 2 ? null : 204));
    await app("hooks-sync");
    await subscribe(platform, "hooks-sync", subscription(receiver.url));
    for (const value of ["one", "two", "three"]) await release(platform, "hooks-sync", value);
    await expect.poll(() => receiver.received.length).toBe(5);
    expect(receiver.received.map(({ raw }) => versionOf(raw))).toEqual([2, 2, 2, 3, 4]);
    const ids = eventsOf(receiver.received).map(({ id }) => id);
    expect(new Set(ids.slice(0, 3)).size).toBe(1);
    const sent = async () => (await deliveries(platform, "hooks-sync")).map((one) => one.num_attempts);
    await expect.poll(sent).toEqual([3, 1, 1]);
    receiver.stop();
  });

  test("fails after the maximum attempts, and the next one is delivered", async () => {
    const receiver = await receiveWebhooks((_, count) => (count <= 4 ? 302 : 204));
    await app("hooks-limit");
    await subscribe(platform, "hooks-limit", subscription(receiver.url));
    for (const value of ["one", "two"]) await release(platform, "hooks-limit", value);
    const states = async () => (await deliveries(platform, "hooks-limit")).map((one) => one.status);
    await expect.poll(states).toEqual(["failed", "succeeded"]);
    expect(receiver.received.map(({ raw }) => versionOf(raw))).toEqual([2, 2, 2, 2, 3]);
    receiver.stop();
  });

  test("is delivered once with level notify", async () => {
    const receiver = await receiveWebhooks((_, count) => (count === 1 ? 503 : 204));
    await app("hooks-notify");
    await subscribe(platform, "hooks-notify", subscription(receiver.url, { level: "notify" }));
    for (const value of ["one", "two"]) await release(platform, "hooks-notify", value);
    const states = async () => (await deliveries(platform, "hooks-notify")).map((one) => one.status);
    await expect.poll(states).toEqual(["failed", "succeeded"]);
    const [failed] = await deliveries(platform, "hooks-notify");
    expect(failed).toMatchObject({ num_attempts: 1, next_attempt_at: null, last_attempt: { code: 503 } });
    receiver.stop();
  });

  test("is not delivered to other webhooks, nor after the webhook is deleted", async () => {
    const receiver = await receiveWebhooks();
    await app("hooks-silent");
    const builds = await subscribe(
      platform,
      "hooks-silent",
      subscription(receiver.url, { include: ["api:build"] }),
    );
    await release(platform, "hooks-silent", "one");
    expect(await deliveries(platform, "hooks-silent")).toEqual([]);
    await platform.call("DELETE", `/apps/hooks-silent/webhooks/${builds.id}`);
    const apps = await subscribe(
      platform,
      "hooks-silent",
      subscription(receiver.url, { include: ["api:app"] }),
    );
    await platform.call("PATCH", "/apps/hooks-silent", { body: { maintenance: true } });
    await expect.poll(() => receiver.received.length).toBe(1);
    expect(eventsOf(receiver.received)).toMatchObject([
      { resource: "app", previous_data: { maintenance: false }, data: { maintenance: true } },
    ]);
    await platform.call("DELETE", `/apps/hooks-silent/webhooks/${apps.id}`);
    expect(await deliveries(platform, "hooks-silent")).toEqual([]);
    receiver.stop();
  });
});
