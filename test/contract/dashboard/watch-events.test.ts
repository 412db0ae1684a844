import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import * as events from "@/app/api/events/route";
import { SlipwayError } from "@/lib/errors/slipway-error";
import { WatchEvent } from "@/lib/schemas/event";
import { createApp } from "@/lib/server/heroku/apps";
import { createBuild, getBuild } from "@/lib/server/heroku/builds";
import type { Heroku } from "@/lib/server/heroku/client";
import { herokuFor } from "@/lib/server/heroku/client";
import { endAll } from "@/lib/server/process/shutdown";
import { eventStream } from "@/lib/server/watch/event-stream";
import type { WatchLimits } from "@/lib/server/watch/limits";
import { Watch } from "@/lib/server/watch/watch";
import { ben } from "@/local-platform/seed/people";
import { appTarball, builtApp, uploadTo } from "@/test/harness/dashboard/builds";
import { type Dashboard, dashboardAs, startDashboard } from "@/test/harness/dashboard/dashboard";
import { share } from "@/test/harness/platform/checked-call";

let dashboard: Dashboard;
const leaving = new AbortController();
beforeAll(async () => {
  dashboard = await startDashboard();
});
afterEach(() => dashboard.clearFaults());
afterAll(async () => {
  leaving.abort();
  await dashboard.stop();
});

type Heard = { text: () => string; events: () => WatchEvent[]; ended: () => boolean };

/** Reads a stream of events for as long as it lasts. */
function hear(response: Response): Heard {
  let text = "";
  let ended = false;
  const read = async (): Promise<void> => {
    const decoder = new TextDecoder();
    for await (const piece of response.body ?? []) text += decoder.decode(piece, { stream: true });
  };
  read()
    .catch(() => undefined)
    .finally(() => {
      ended = true;
    });
  const data = () => [...text.matchAll(/^data: (.*)$/gm)].map((match) => match[1] ?? "");
  return {
    text: () => text,
    events: () => data().map((line) => WatchEvent.parse(JSON.parse(line))),
    ended: () => ended,
  };
}

const signedIn = { id: "session", stillSignedIn: async () => true };

async function listen(heroku: Heroku, apps: string[], limits: Partial<WatchLimits> = {}): Promise<Heard> {
  // An app that is looked at alone would else be asked about more rarely.
  const watch = new Watch({ limits: { pageCallsPerHour: 1_000_000, ...limits } });
  const options = { session: signedIn, signal: leaving.signal, watch };
  return hear(await eventStream(heroku, apps, options));
}

const of = (heard: Heard, type: WatchEvent["type"]) => heard.events().filter((event) => event.type === type);
const soon = { timeout: 10_000, interval: 20 };

describe("the stream of events", () => {
  test("starts with the ages, then sends changes, without signed URLs", async () => {
    await builtApp(dashboard, "ev-one");
    const query = "?apps=ev-one,no-such-app";
    const answer = await dashboard.request(events.GET, {}, { query, signal: leaving.signal });
    expect(answer.headers.get("content-type")).toContain("text/event-stream");
    expect(answer.headers.get("cache-control")).toBe("no-store, no-transform");
    const heard = hear(answer);
    await expect.poll(() => heard.events().length, soon).toBeGreaterThan(0);
    expect(heard.events()[0]).toMatchObject({
      type: "fresh",
      apps: [{ app: { name: "ev-one" }, fault: null }],
    });
    const { id } = await uploadTo(dashboard, "ev-one", await appTarball({ build: "sleep 1" }));
    const reported = () =>
      of(heard, "build").map((event) => event.type === "build" && [event.build.id, event.build.status]);
    await expect.poll(reported, soon).toEqual([
      [id, "pending"],
      [id, "succeeded"],
    ]);
    await expect.poll(() => of(heard, "release").length, soon).toBeGreaterThan(0);
    await expect.poll(() => of(heard, "dyno").length, { timeout: 20_000 }).toBeGreaterThan(0);
    expect(heard.text()).not.toMatch(/https?:|X-Amz|@/);
  });

  test("reports within 2.5 s the end of a build that started elsewhere", async () => {
    await builtApp(dashboard, "ev-else");
    const heard = await listen(dashboard.heroku, ["ev-else"], { pageMs: 1_000 });
    await expect.poll(() => heard.events().length, soon).toBeGreaterThan(0);
    const source = await dashboard.platform.call("POST", "/sources");
    const { source_blob } = await source.json();
    const body = Buffer.from(await appTarball({ build: "sleep 3" }));
    expect((await fetch(source_blob.put_url, { method: "PUT", body })).status).toBe(200);
    // With a watch of its own, this one is not touched.
    const build = await createBuild(dashboard.heroku, "ev-else", {
      source_blob: { url: source_blob.get_url },
    });
    await expect.poll(() => of(heard, "build").length, soon).toBe(1);
    const status = async () => (await getBuild(dashboard.heroku, "ev-else", build.id)).status;
    await expect.poll(status, { timeout: 20_000, interval: 20 }).toBe("succeeded");
    const ended = performance.now();
    await expect.poll(() => of(heard, "build").length, soon).toBe(2);
    expect(performance.now() - ended).toBeLessThanOrEqual(2_500);
  });

  test("drops an app that its grant can no longer read, and reports it once", async () => {
    const { app, build } = await builtApp(dashboard, "ev-lost");
    await share(dashboard.platform, build.app.id, ben.id, "read");
    const watch = new Watch({ limits: { permissionMs: 500, pageMs: 500 } });
    const options = { session: signedIn, signal: leaving.signal, watch };
    const [ada, bens] = await Promise.all([
      eventStream(dashboard.heroku, [app], options).then(hear),
      dashboardAs(dashboard, ben.id)
        .then((heroku) => eventStream(heroku, [app], options))
        .then(hear),
    ]);
    await expect.poll(() => of(bens, "fresh").length, soon).toBeGreaterThan(0);
    await dashboard.platform.platform.context.db
      .deleteFrom("collaborators")
      .where("account_id", "=", ben.id)
      .execute();
    await expect.poll(() => of(bens, "app"), soon).toMatchObject([{ change: "gone", app: { name: app } }]);
    const before = bens.events().length;
    const { id } = await uploadTo(dashboard, app, await appTarball());
    watch.touch(build.app.id);
    await expect
      .poll(() => of(ada, "build").some((e) => e.type === "build" && e.build.id === id), soon)
      .toBe(true);
    expect(bens.events()).toHaveLength(before);
  });

  test("reports that it slows down while the account has no calls left, and continues afterwards", async () => {
    await createApp(dashboard.heroku, { name: "ev-429" });
    const ada = await dashboard.platform.call("GET", "/account");
    const { email } = await ada.json();
    const limits = { pageMs: 100, permissionMs: 60_000, firstRetryMs: 100, lastRetryMs: 300 };
    const heard = await listen(dashboard.heroku, ["ev-429"], limits);
    const { faults } = await dashboard.platform
      .call("POST", "/_control/faults", { body: { person: email, drain_rate_limit: true } })
      .then((answer) => answer.json());
    expect(faults).toEqual([]);
    const fault = () => {
      const last = of(heard, "fresh").at(-1);
      return last?.type === "fresh" ? last.apps[0]?.fault : undefined;
    };
    await expect.poll(fault, soon).toBe("slowed");
    await dashboard.clearFaults();
    await expect.poll(fault, soon).toBeNull();
  });

  test("reports that Heroku is unreachable, and continues afterwards", async () => {
    await createApp(dashboard.heroku, { name: "ev-down" });
    const limits = { pageMs: 100, firstRetryMs: 100, lastRetryMs: 300 };
    const heard = await listen(dashboard.heroku, ["ev-down"], limits);
    await dashboard.fault({ path: "/apps/**", drop: true, ms: 600_000 });
    const fault = () => {
      const last = of(heard, "fresh").at(-1);
      return last?.type === "fresh" ? last.apps[0]?.fault : undefined;
    };
    await expect.poll(fault, soon).toBe("heroku");
    await dashboard.clearFaults();
    await expect.poll(fault, soon).toBeNull();
  });

  test("ends with its session, its grant, the browser's connection and the server", async () => {
    await createApp(dashboard.heroku, { name: "ev-end" });
    const { signal } = new AbortController();
    const over = { id: "over", stillSignedIn: async () => false };
    const ofSession = hear(
      await eventStream(dashboard.heroku, ["ev-end"], { session: over, signal, sessionMs: 20 }),
    );
    await expect.poll(ofSession.ended, soon).toBe(true);

    const leaves = new AbortController();
    const ofBrowser = hear(
      await eventStream(dashboard.heroku, ["ev-end"], { session: signedIn, signal: leaves.signal }),
    );
    leaves.abort();
    await expect.poll(ofBrowser.ended, soon).toBe(true);

    const refreshAfter401 = () => Promise.reject(new SlipwayError("unauthorized"));
    const grant = herokuFor({ ...(await dashboardAs(dashboard, ben.id)).grant, refreshAfter401 });
    const watch = new Watch({ limits: { permissionMs: 100 } });
    const ofGrant = hear(await eventStream(grant, ["ev-end"], { session: signedIn, signal, watch }));
    await dashboard.fault({ path: "/apps", status: 401, ms: 600_000 });
    await expect.poll(ofGrant.ended, soon).toBe(true);
    await dashboard.clearFaults();

    const ofServer = hear(await eventStream(dashboard.heroku, ["ev-end"], { session: signedIn, signal }));
    endAll();
    await expect.poll(ofServer.ended, soon).toBe(true);
  });

  test("accepts 1 to 200 apps", async () => {
    const many = Array.from({ length: 201 }, (_, at) => `app-${at}`).join(",");
    for (const query of ["?apps=", `?apps=${many}`, ""])
      expect((await dashboard.request(events.GET, {}, { query })).status).toBe(400);
  });
});
