import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import * as changesDoor from "@/app/api/apps/[app]/releases/[release]/config-changes/route";
import * as settingsDoor from "@/app/api/apps/[app]/settings/route";
import { ConfigChanges } from "@/lib/schemas/review";
import { createApp } from "@/lib/server/heroku/apps";
import { patchConfigVars } from "@/lib/server/heroku/config-vars";
import { changeAppSettings, readAppSettings } from "@/lib/server/review/app-settings";
import { readReviews } from "@/lib/server/review/read-reviews";
import { ben } from "@/local-platform/seed/people";
import { counted, type Dashboard, dashboardAs, startDashboard } from "@/test/harness/dashboard/dashboard";
import { share } from "@/test/harness/platform/checked-call";

const REPOSITORY = "https://github.com/acme/harbour";

let dashboard: Dashboard;
let app: string;
beforeAll(async () => {
  dashboard = await startDashboard();
  app = (await createApp(dashboard.heroku, { name: "settled" })).id;
});
afterEach(() => dashboard.clearFaults());
afterAll(() => dashboard.stop());

const patch = (body: unknown) =>
  dashboard.request(settingsDoor.PATCH, { app: "settled" }, { method: "PATCH", body });

describe("the settings of an app", () => {
  test("include its repository, which reviews then name", async () => {
    const before = await dashboard.request(settingsDoor.GET, { app: "settled" });
    expect(await before.json()).toEqual({ repository: null });
    expect(await (await patch({ repository: REPOSITORY })).json()).toEqual({ repository: REPOSITORY });
    const after = await dashboard.request(settingsDoor.GET, { app });
    expect(await after.json()).toEqual({ repository: REPOSITORY });
    const [review] = await readReviews(counted(dashboard).heroku, ["settled"]);
    expect(review?.repository).toBe(REPOSITORY);
    expect(await (await patch({ repository: null })).json()).toEqual({ repository: null });
  });

  test.each([
    "https://gitlab.com/acme/harbour",
    "javascript:alert(1)",
    "https://github.com/acme/harbour?token=x",
  ])("reject %s", async (repository) => {
    expect((await patch({ repository })).status).toBe(400);
  });

  test("can be changed only with more than view access", async () => {
    const asBen = await dashboardAs(dashboard, ben.id);
    await expect(readAppSettings(asBen, "settled")).rejects.toMatchObject({ id: "forbidden" });
    await share(dashboard.platform, app, ben.id, "read");
    expect(await readAppSettings(asBen, "settled")).toEqual({ repository: null });
    await expect(changeAppSettings(asBen, "settled", { repository: REPOSITORY })).rejects.toMatchObject({
      id: "forbidden",
    });
    expect(await readAppSettings(dashboard.heroku, "settled")).toEqual({ repository: null });
  });
});

describe("what a rollback would change of the config vars", () => {
  test("names the changed vars without their values", async () => {
    const secrets = ["value-one", "value-two", "value-three", "value-four"];
    const [one = "", two = "", three = "", four = ""] = secrets;
    await patchConfigVars(dashboard.heroku, "settled", { KEPT: one, CHANGED: two, GONE: three });
    await patchConfigVars(dashboard.heroku, "settled", { CHANGED: four, GONE: null, NEW: one });
    const answer = await dashboard.request(changesDoor.GET, { app: "settled", release: "v2" });
    const text = await answer.text();
    expect(ConfigChanges.parse(JSON.parse(text))).toEqual({
      added: ["GONE"],
      removed: ["NEW"],
      changed: ["CHANGED"],
    });
    for (const secret of secrets) expect(text).not.toContain(secret);
    const now = await dashboard.request(changesDoor.GET, { app: "settled", release: "3" });
    expect(await now.json()).toEqual({ added: [], removed: [], changed: [] });
  });

  test("is 404 for a release that does not exist", async () => {
    const answer = await dashboard.request(changesDoor.GET, { app: "settled", release: "99" });
    expect([answer.status, (await answer.json()).id]).toEqual([404, "not_found"]);
  });
});
