import { afterAll, beforeAll, expect, test } from "vitest";
import * as screens from "@/app/api/screens/route";
import * as wall from "@/app/api/wall/route";
import { ScreenPairing } from "@/lib/schemas/screen";
import { WallState } from "@/lib/schemas/wall";
import { createApp } from "@/lib/server/heroku/apps";
import { type Dashboard, startDashboard } from "@/test/harness/dashboard/dashboard";

let dashboard: Dashboard;
beforeAll(async () => {
  dashboard = await startDashboard();
});
afterAll(() => dashboard.stop());

test("with HEROKU_API_KEY, a screen is paired without consent", async () => {
  const { id } = await createApp(dashboard.heroku, { name: "wall-by-key" });
  const look = async (query: string, cookie = "") => {
    const answer = await dashboard.request(wall.GET, {}, { query, headers: { cookie } });
    const [pair = ""] = answer.headers.getSetCookie()[0]?.split(";") ?? [];
    return { state: WallState.parse(await answer.json()), cookie: pair };
  };
  expect((await look("")).state).toMatchObject({ state: "paired", screen: { name: "Preview" } });
  const { state, cookie } = await look("?pair");
  const code = state.state === "unpaired" ? state.code : "";
  const body = { code, name: "Office", show: { kind: "apps", apps: [id] } };
  const answer = await dashboard.request(screens.POST, {}, { method: "POST", body });
  expect(answer.status).toBe(201);
  expect(ScreenPairing.parse(await answer.json())).toMatchObject({
    consent_url: null,
    screen: { name: "Office", backers: [{ via: "key", ended_at: null }] },
  });
  expect((await look("", cookie)).state).toMatchObject({
    state: "paired",
    screen: { name: "Office" },
    tiles: [{ app: "wall-by-key", word: "not deployed yet" }],
  });
});
