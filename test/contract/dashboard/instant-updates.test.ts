import { createHmac, randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import * as door from "@/app/api/apps/[app]/webhooks/[webhook]/route";
import * as doors from "@/app/api/apps/[app]/webhooks/route";
import { POST as receiver } from "@/app/api/webhooks/[id]/route";
import { WebhookList } from "@/lib/schemas/webhook";
import { isInstant, touches, trustedUntil } from "@/lib/server/changes";
import { env } from "@/lib/server/env";
import { createApp } from "@/lib/server/heroku/apps";
import { seal } from "@/lib/server/secret/crypto";
import { db } from "@/lib/server/store/db";
import { resealSecrets, signingSecret } from "@/lib/server/store/webhooks";
import { readInstantUpdates, turnOnInstantUpdates } from "@/lib/server/webhooks/instant-updates";
import { endTrustUnlessDelivered, refreshTrust } from "@/lib/server/webhooks/trust";
import { ben } from "@/local-platform/seed/people";
import { appTarball, untilEnded, uploadTo } from "@/test/harness/dashboard/builds";
import { type Dashboard, dashboardAs, startDashboard } from "@/test/harness/dashboard/dashboard";
import { share } from "@/test/harness/platform/checked-call";
import { deliveries, eventsOf, release, subscribe, subscription } from "@/test/harness/platform/webhooks";
import { serveWebhookEndpoint, type WebhookEndpoint } from "@/test/harness/servers/webhook-endpoint";

let served: WebhookEndpoint;
let dashboard: Dashboard;
beforeAll(async () => {
  served = await serveWebhookEndpoint(receiver);
  const limits = { webhookRetryMs: 20, webhookRetryCapMs: 80 };
  dashboard = await startDashboard({ publicUrl: served.url, limits });
});
beforeEach(() => {
  served.delivered.length = 0;
});
afterAll(async () => {
  await dashboard.stop();
  served.stop();
});

const listOf = async (answer: Response) => WebhookList.parse(await answer.json());
const read = async (app: string) => listOf(await dashboard.request(doors.GET, { app }));

/** An app of which Heroku tells us. */
async function instantApp(name: string): Promise<{ app: string; hook: string }> {
  const { id } = await createApp(dashboard.heroku, { name });
  const answer = await dashboard.request(doors.POST, { app: name }, { method: "POST" });
  expect(answer.status).toBe(201);
  return { app: id, hook: (await listOf(answer)).instant?.id ?? "" };
}

const until = (count: number) => expect.poll(() => served.delivered.length).toBe(count);

/** Posts a delivery to our door, signed with what the subscription is signed with unless said. */
async function deliver(hook: string, body: unknown, signature?: string): Promise<Response> {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const { secret } = await signingSecret(hook);
  const signed = signature ?? createHmac("sha256", secret).update(text).digest("base64");
  const headers = { "heroku-webhook-hmac-sha256": signed };
  const request = new Request(`${served.url}/api/webhooks/${hook}`, { method: "POST", headers, body: text });
  return receiver(request, { params: Promise.resolve({ id: hook }) });
}

const notice = (resource: string, updatedAt: string, event: string = randomUUID()) => ({
  id: event,
  data: { id: resource, updated_at: updatedAt },
  webhook_metadata: { event: { id: event, include: "api:build" } },
});

describe("turned on", () => {
  test("deliveries report every state of a build in order, and each wakes the watch", async () => {
    const { app } = await instantApp("instant-build");
    expect(isInstant(app, Date.now())).toBe(true);
    const build = await uploadTo(dashboard, "instant-build", await appTarball());
    await untilEnded(dashboard.heroku, "instant-build", build.id);
    await until(3);
    expect(served.delivered.map(({ status }) => status)).toEqual([204, 204, 204]);
    expect(eventsOf(served.delivered).map((one) => [one.resource, one.action, one.data.status])).toEqual([
      ["build", "create", "pending"],
      ["release", "create", "succeeded"],
      ["build", "update", "succeeded"],
    ]);
    const before = touches(app);
    await release(dashboard.platform, "instant-build", "one");
    await until(4);
    expect(touches(app)).toBe(before + 1);
    const { instant } = await read("instant-build");
    expect(instant).toMatchObject({ created_by: "ada@example.com", trusted: true });
    expect(Date.parse(instant?.last_delivery_at ?? "")).toBeGreaterThan(
      Date.parse(instant?.created_at ?? ""),
    );
  });

  test("creates one subscription, however often it is requested, and encrypts its secret", async () => {
    const { hook } = await instantApp("instant-once");
    const again = await dashboard.request(doors.POST, { app: "instant-once" }, { method: "POST" });
    expect(await listOf(again)).toMatchObject({ instant: { id: hook }, items: [] });
    const upstream = await dashboard.platform.call("GET", "/apps/instant-once/webhooks");
    expect(await upstream.json()).toMatchObject([
      { include: ["api:build", "api:release"], level: "sync", url: `${served.url}/api/webhooks/${hook}` },
    ]);
    const row = await db().selectFrom("webhooks").selectAll().where("id", "=", hook).executeTakeFirst();
    expect(row?.secret).toMatch(/^v1\./);
    expect(row?.secret).not.toContain((await signingSecret(hook)).secret);
  });

  test("receives deliveries missed during a restart", async () => {
    const { app } = await instantApp("instant-down");
    served.down = true;
    for (const value of ["one", "two"]) await release(dashboard.platform, "instant-down", value);
    const attempts = async () => (await deliveries(dashboard.platform, "instant-down"))[0]?.num_attempts;
    await expect.poll(attempts).toBeGreaterThan(1);
    const before = touches(app);
    served.down = false;
    await until(2);
    expect(eventsOf(served.delivered).map(({ data }) => data.version)).toEqual([2, 3]);
    expect(touches(app)).toBe(before + 2);
  });

  test("removes unknown subscriptions with this server's address, and no others", async () => {
    const name = "instant-others";
    await createApp(dashboard.heroku, { name });
    await subscribe(dashboard.platform, name, subscription(`${served.url}/api/webhooks/${randomUUID()}`));
    const chat = "https://chat.example.com/hooks?token=secret";
    const other = await subscribe(dashboard.platform, name, subscription(chat, { level: "notify" }));
    const answer = await dashboard.request(doors.POST, { app: name }, { method: "POST" });
    const text = await answer.text();
    expect(text).not.toContain("token");
    expect(WebhookList.parse(JSON.parse(text)).items).toMatchObject([
      { id: other.id, host: "chat.example.com", level: "notify" },
    ]);
  });
});

describe("a delivery", () => {
  test("with a wrong signature is refused, without revealing which ids exist", async () => {
    const { app, hook } = await instantApp("instant-forged");
    const before = touches(app);
    const body = notice(randomUUID(), "2026-11-21T10:00:00Z");
    const wrong = createHmac("sha256", "guessed").update(JSON.stringify(body)).digest("base64");
    const answers = await Promise.all([
      deliver(hook, body, wrong),
      deliver(hook, body, ""),
      deliver(randomUUID(), body),
      deliver("no id at all", body, wrong),
    ]);
    for (const answer of answers) {
      expect(answer.status).toBe(401);
      expect(await answer.text()).toBe("");
    }
    const heads = answers.map(({ headers }) => [...headers.keys()].join());
    expect(new Set(heads).size).toBe(1);
    expect(touches(app)).toBe(before);
  });

  test("that is repeated is accepted and processed once", async () => {
    const { app } = await instantApp("instant-again");
    await release(dashboard.platform, "instant-again", "one");
    await until(1);
    const first = served.delivered[0];
    const before = touches(app);
    const again = await fetch(served.url + first?.path, {
      method: "POST",
      body: first?.raw ?? null,
      headers: { "heroku-webhook-hmac-sha256": String(first?.headers["heroku-webhook-hmac-sha256"]) },
    });
    expect(again.status).toBe(204);
    expect(touches(app)).toBe(before);
  });

  test("that is older than a processed one of the same build is ignored", async () => {
    const { app, hook } = await instantApp("instant-older");
    const build = randomUUID();
    const times = ["10:00:05Z", "10:00:04Z", "10:00:05Z", "10:00:06+00:00", "09:00:00Z"];
    const woke: number[] = [];
    for (const time of times) {
      const before = touches(app);
      expect((await deliver(hook, notice(build, `2026-11-21T${time}`))).status).toBe(204);
      woke.push(touches(app) - before);
    }
    expect(woke).toEqual([1, 0, 1, 1, 0]);
    const before = touches(app);
    await deliver(hook, notice(randomUUID(), "2026-11-21T09:00:00Z"));
    expect(touches(app)).toBe(before + 1);
  });

  test("of an unknown shape counts as a change; one that is too large is refused", async () => {
    const { app, hook } = await instantApp("instant-odd");
    const before = touches(app);
    expect((await deliver(hook, "no JSON")).status).toBe(204);
    expect((await deliver(hook, { data: [] })).status).toBe(204);
    expect(touches(app)).toBe(before + 2);
    expect((await deliver(hook, "x".repeat(1024 * 1024 + 1))).status).toBe(413);
  });
});

test("reports deliveries that still go to an earlier address", async () => {
  const { hook } = await instantApp("instant-moved");
  expect((await read("instant-moved")).instant).toMatchObject({ id: hook, elsewhere: null });
  const upstream = await dashboard.platform.call("GET", "/apps/instant-moved/webhooks");
  const [made] = z.array(z.looseObject({ id: z.string() })).parse(await upstream.json());
  const body = { url: `https://old.example.com/api/webhooks/${hook}` };
  await dashboard.platform.call("PATCH", `/apps/instant-moved/webhooks/${made?.id}`, { body });
  expect((await read("instant-moved")).instant).toMatchObject({ id: hook, elsewhere: "old.example.com" });
});

describe("turned off", () => {
  test("the upstream subscription is deleted, and later deliveries are refused", async () => {
    const { app, hook } = await instantApp("instant-off");
    const body = notice(randomUUID(), "2026-11-21T10:00:00Z");
    const { secret } = await signingSecret(hook);
    const off = () =>
      dashboard.request(door.DELETE, { app: "instant-off", webhook: hook }, { method: "DELETE" });
    expect(await listOf(await off())).toMatchObject({ instant: null, items: [] });
    const upstream = await dashboard.platform.call("GET", "/apps/instant-off/webhooks");
    expect(await upstream.json()).toEqual([]);
    expect(isInstant(app, Date.now())).toBe(false);
    const signature = createHmac("sha256", secret).update(JSON.stringify(body)).digest("base64");
    expect((await deliver(hook, body, signature)).status).toBe(401);
    expect((await off()).status).toBe(404);
  });

  test("a subscription deleted elsewhere is noticed at the next read", async () => {
    const { app } = await instantApp("instant-gone");
    const upstream = await dashboard.platform.call("GET", "/apps/instant-gone/webhooks");
    const [hook] = z.array(z.looseObject({ id: z.string() })).parse(await upstream.json());
    await dashboard.platform.call("DELETE", `/apps/instant-gone/webhooks/${hook?.id}`);
    expect(await read("instant-gone")).toMatchObject({ instant: null, may_manage: true, obstacle: null });
    expect(isInstant(app, Date.now())).toBe(false);
  });
});

describe("a user with read access", () => {
  test("shows the state, and why it cannot be changed", async () => {
    const { app, hook } = await instantApp("instant-ben");
    await share(dashboard.platform, app, ben.id, "read");
    const asBen = await dashboardAs(dashboard, ben.id);
    expect(await readInstantUpdates(asBen, "instant-ben")).toMatchObject({
      instant: { id: hook },
      items: [],
      may_manage: false,
    });
    const { id } = await createApp(dashboard.heroku, { name: "instant-ben-off" });
    await share(dashboard.platform, id, ben.id, "read");
    await expect(turnOnInstantUpdates(asBen, "instant-ben-off", ben)).rejects.toMatchObject({
      id: "forbidden",
      message: expect.stringContaining("Only who may manage instant-ben-off"),
    });
    expect((await read("instant-ben-off")).instant).toBeNull();
  });
});

describe("the secret of a subscription", () => {
  const sealedOf = async (hook: string) =>
    (await db().selectFrom("webhooks").select("secret").where("id", "=", hook).executeTakeFirst())?.secret;

  test("survives a change of SECRET, and is invalid if no secret decrypts it", async () => {
    const { hook } = await instantApp("instant-sealed");
    const { secret } = await signingSecret(hook);
    const previous = "the secret before, of 32 characters";
    const sealed = seal(secret, previous, `${hook}:webhook`);
    await db().updateTable("webhooks").set({ secret: sealed }).where("id", "=", hook).execute();
    expect((await signingSecret(hook)).appId).toBeNull();
    env().secretPrevious = previous;
    await resealSecrets();
    env().secretPrevious = undefined;
    expect(await sealedOf(hook)).not.toBe(sealed);
    expect(await signingSecret(hook)).toMatchObject({ secret });
  });
});

describe("trust", () => {
  test("is restored after a restart", async () => {
    const { app } = await instantApp("instant-start");
    trustedUntil.reset();
    expect(isInstant(app, Date.now())).toBe(false);
    await refreshTrust();
    expect(isInstant(app, Date.now())).toBe(true);
    expect(isInstant(app, Date.now() + 25 * 60 * 60_000)).toBe(false);
  });

  test("ends with a change that no delivery reported, and returns with the next delivery", async () => {
    const { app, hook } = await instantApp("instant-doubt");
    await endTrustUnlessDelivered(app, new Date(), async () => {});
    expect(isInstant(app, Date.now())).toBe(false);
    await refreshTrust();
    expect(isInstant(app, Date.now())).toBe(false);
    expect((await read("instant-doubt")).instant).toMatchObject({ trusted: false });
    await deliver(hook, notice(randomUUID(), "2026-11-21T10:00:00Z"));
    expect(isInstant(app, Date.now())).toBe(true);
    expect((await read("instant-doubt")).instant).toMatchObject({ trusted: true });
  });

  test("survives a change whose delivery arrives just after the poll found it", async () => {
    const { app, hook } = await instantApp("instant-late");
    const arrives = () => deliver(hook, notice(randomUUID(), "2026-11-21T10:00:00Z"));
    await endTrustUnlessDelivered(app, new Date(), arrives);
    expect(isInstant(app, Date.now())).toBe(true);
  });
});
