import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import * as retry from "@/app/api/apps/[app]/builds/[build]/retry/route";
import * as builds from "@/app/api/apps/[app]/builds/route";
import * as configVars from "@/app/api/apps/[app]/config-vars/route";
import * as lift from "@/app/api/apps/[app]/holds/[hold]/route";
import * as holds from "@/app/api/apps/[app]/holds/route";
import * as uploads from "@/app/api/apps/[app]/uploads/route";
import { ApiError } from "@/lib/schemas/error";
import { Hold, HoldList } from "@/lib/schemas/hold";
import { createApp } from "@/lib/server/heroku/apps";
import { herokuFor } from "@/lib/server/heroku/client";
import { placeHold } from "@/lib/server/holds/app-holds";
import { ben } from "@/local-platform/seed/people";
import { appTarball, builtApp } from "@/test/harness/dashboard/builds";
import { type Dashboard, startDashboard } from "@/test/harness/dashboard/dashboard";
import { share, tokenFor } from "@/test/harness/platform/checked-call";

let dashboard: Dashboard;
beforeAll(async () => {
  dashboard = await startDashboard();
});
afterEach(() => dashboard.clearFaults());
afterAll(() => dashboard.stop());

async function hold(app: string, body: Record<string, unknown> = { reason: "quarter end" }): Promise<Hold> {
  const answer = await dashboard.request(holds.POST, { app }, { method: "POST", body });
  expect(answer.status).toBe(201);
  return Hold.parse(await answer.json());
}
const liftIt = (app: string, id: string) =>
  dashboard.request(lift.DELETE, { app, hold: id }, { method: "DELETE" });
const read = async (app: string) =>
  HoldList.parse(await (await dashboard.request(holds.GET, { app })).json());

describe("a hold", () => {
  test("is listed until it is lifted, which works once", async () => {
    await createApp(dashboard.heroku, { name: "held-once" });
    const placed = await hold("held-once");
    expect(placed).toMatchObject({
      kind: "app",
      app: { name: "held-once" },
      user: { email: "ada@example.com" },
    });
    expect((await read("held-once")).items).toEqual([placed]);
    const lifted = Hold.parse(await (await liftIt("held-once", placed.id)).json());
    expect(lifted).toMatchObject({ id: placed.id, lifted_by: { email: "ada@example.com" } });
    expect((await read("held-once")).items).toEqual([]);
    expect(await (await liftIt("held-once", placed.id)).json()).toEqual(lifted);
    await createApp(dashboard.heroku, { name: "held-never" });
    expect((await liftIt("held-never", placed.id)).status).toBe(404);
  });

  test("expires, and cannot end in the past", async () => {
    const { id } = await createApp(dashboard.heroku, { name: "held-until" });
    const begun = new Date("2026-11-21T12:00:00.000Z");
    const until = { reason: "lunch", expires_at: "2026-11-21T15:00:00+02:00" };
    const { activeHolds } = await import("@/lib/server/holds/holds");
    const placed = await placeHold(dashboard.heroku, id, until, ada(), begun);
    expect(placed.expires_at).toBe("2026-11-21T13:00:00.000Z");
    expect(await activeHolds([id], [], new Date("2026-11-21T12:59:59.000Z"))).toEqual([placed]);
    expect(await activeHolds([id], [], new Date("2026-11-21T13:00:00.000Z"))).toEqual([]);
    const late = { reason: "late", expires_at: "2026-11-21T11:59:00Z" };
    await expect(placeHold(dashboard.heroku, id, late, ada(), begun)).rejects.toMatchObject({ status: 400 });
  });

  test("can be placed with deploy access, not with view access", async () => {
    const { id } = await createApp(dashboard.heroku, { name: "held-by-whom" });
    await share(dashboard.platform, id, ben.id, "read");
    const token = await tokenFor(dashboard.platform, ben.id);
    const asBen = herokuFor({ ...dashboard.heroku.grant, id: "ben", accessToken: async () => token });
    await expect(placeHold(asBen, id, { reason: "no" }, ben)).rejects.toMatchObject({
      id: "forbidden",
      message: expect.stringContaining("Only who may deploy held-by-whom"),
    });
  });
});

const ada = () => ({ id: dashboard.heroku.grant.accountId, email: "ada@example.com" });

describe("a held app", () => {
  const url = "https://example.com/app.tgz";
  const attempts = {
    "a build": (app: string, override?: string) =>
      dashboard.request(builds.POST, { app }, { method: "POST", body: { source_blob: { url }, override } }),
    "a retry": async (app: string, override?: string, build = crypto.randomUUID()) =>
      dashboard.request(retry.POST, { app, build }, { method: "POST", query: query(override) }),
    "an upload": async (app: string, override?: string) => {
      const raw = await appTarball();
      const headers = { "content-length": String(raw.length) };
      return dashboard.request(
        uploads.POST,
        { app },
        { method: "POST", raw, headers, query: query(override) },
      );
    },
    "a config change": (app: string, override?: string) =>
      dashboard.request(
        configVars.PATCH,
        { app },
        { method: "PATCH", body: { A: "1" }, query: query(override) },
      ),
  };
  const query = (override?: string) => (override ? `?override=${encodeURIComponent(override)}` : "");

  test.each(Object.entries(attempts))("is not changed by %s", async (what, attempt) => {
    const app = `held-${what.split(" ")[1]}`;
    await createApp(dashboard.heroku, { name: app });
    const placed = await hold(app);
    const answer = await attempt(app);
    expect(answer.status).toBe(423);
    const error = ApiError.parse(await answer.json());
    expect(error).toMatchObject({ id: "held", holds: [placed] });
    expect(error.message).toContain("quarter end");
    expect((await (await dashboard.platform.call("GET", `/apps/${app}/builds`)).json()).length).toBe(0);
    expect((await (await dashboard.platform.call("GET", `/apps/${app}/releases`)).json()).length).toBe(1);
  });

  test("can be released on with a reason, which is stored; changes made elsewhere are flagged", async () => {
    const { build } = await builtApp(dashboard, "held-passed");
    const placed = await hold("held-passed");
    expect((await attempts["a config change"]("held-passed", "Fixes an outage")).status).toBe(200);
    const again = await attempts["a retry"]("held-passed", "Agreed with the owner", build.id);
    expect(again.status).toBe(201);
    const body = { C: "3" };
    await dashboard.platform.call("PATCH", "/apps/held-passed/config-vars", { body });
    const rollback = { release: build.release?.id };
    await dashboard.platform.call("POST", "/apps/held-passed/releases", { body: rollback });
    const passes = async () => (await read("held-passed")).passed.map(({ way, reason }) => [way, reason]);
    await expect.poll(passes, { timeout: 30_000 }).toEqual(
      expect.arrayContaining([
        ["elsewhere", null],
        ["override", "Agreed with the owner"],
        ["override", "Fixes an outage"],
      ]),
    );
    const { passed } = await read("held-passed");
    expect(passed).toHaveLength(3);
    expect(passed[0]?.hold).toEqual(placed);
  });
});
