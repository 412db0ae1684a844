import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import * as appsDoor from "@/app/api/apps/route";
import * as callback from "@/app/api/auth/callback/heroku/route";
import * as signOutDoor from "@/app/api/auth/signout/route";
import * as backersDoor from "@/app/api/screens/[screen]/backers/route";
import * as identifyDoor from "@/app/api/screens/[screen]/identify/route";
import * as linksDoor from "@/app/api/screens/[screen]/links/route";
import * as screenDoor from "@/app/api/screens/[screen]/route";
import * as broadcastDoor from "@/app/api/screens/broadcast/route";
import * as screensDoor from "@/app/api/screens/route";
import * as wallDoor from "@/app/api/wall/route";
import { ScreenLink, ScreenList, ScreenPairing } from "@/lib/schemas/screen";
import { WallState } from "@/lib/schemas/wall";
import { touchApp } from "@/lib/server/changes";
import { counters } from "@/lib/server/limits/limits";
import { db } from "@/lib/server/store/db";
import { rememberedWalls } from "@/lib/server/wall/last-content";
import { theWatch } from "@/lib/server/watch/process-watch";
import { ada, ben } from "@/local-platform/seed/people";
import {
  Browser,
  consent,
  jar,
  type OAuthDashboard,
  startOAuthDashboard,
  wallOf,
} from "@/test/harness/dashboard/signed-in-browser";
import { share, tokenFor } from "@/test/harness/platform/checked-call";

// Next's own, outside of Next: the cookies of the browser that makes the request.
vi.mock("next/headers", () => ({
  cookies: async () => ({
    get: (name: string) => {
      const value = jar.current.get(name);
      return value === undefined ? undefined : { name, value };
    },
    set: () => {},
    delete: () => {},
  }),
}));

let rig: OAuthDashboard;
let asAda: Browser;
let asBen: Browser;
let apps: { id: string; name: string }[];
let tv: Browser;

beforeAll(async () => {
  rig = await startOAuthDashboard();
  asAda = await rig.signIn(ada);
  asBen = await rig.signIn(ben);
  apps = await Promise.all(
    ["wall-staging", "wall-production"].map(async (name) => {
      const made = await rig.platform.call("POST", "/apps", { body: { name } });
      return made.json();
    }),
  );
  await share(rig.platform, apps[0]?.id ?? "", ben.id, "write");
});
beforeEach(() => {
  tv = new Browser();
  counters.reset();
});
afterAll(async () => {
  await rig.platform.stop();
  vi.unstubAllEnvs();
});

const look = async (screen = tv, query = "") => wallOf(await screen.request(wallDoor.GET, { query }));

async function codeOn(screen = tv): Promise<string> {
  const state = await look(screen);
  if (state.state === "unpaired") return state.code;
  if (state.state === "removed") return state.pairing.code;
  throw new Error("paired already");
}

const begin = (browser: Browser, body: unknown) =>
  browser.request(screensDoor.POST, { method: "POST", body });
const newScreen = (code: string, shown = apps) => ({
  code,
  name: "Office",
  show: { kind: "apps", apps: shown.map(({ id }) => id) },
});

async function pair(browser = asAda, person = ada, shown = apps, screen = tv): Promise<string> {
  const answer = await begin(browser, newScreen(await codeOn(screen), shown));
  expect(answer.status).toBe(202);
  const { consent_url } = ScreenPairing.parse(await answer.json());
  const landed = await consent(browser, consent_url ?? "", "authorize", person.id, callback.GET);
  expect(landed).toMatch(/^\/screens\?done=/);
  return landed.replace("/screens?done=", "");
}

async function back(screen: string, browser = asBen, person = ben, link?: string): Promise<string> {
  const body = link ? { link } : {};
  const answer = await browser.request(backersDoor.POST, { method: "POST", body, params: { screen } });
  expect(answer.status).toBe(202);
  const { consent_url } = ScreenPairing.parse(await answer.json());
  return consent(browser, consent_url ?? "", "authorize", person.id, callback.GET);
}

async function paired(screen = tv) {
  const state = await look(screen);
  if (state.state !== "paired") throw new Error(`it is ${state.state}`);
  return state;
}

const list = async (browser: Browser) =>
  ScreenList.parse(await (await browser.request(screensDoor.GET)).json()).items;

/** Has upstream forget the tokens of a backer, as when an account is locked out. */
async function killGrants(userId: string): Promise<void> {
  await rig.platform.platform.context.db
    .deleteFrom("tokens")
    .where("account_id", "=", userId)
    .where("scope", "=", "identity read")
    .execute();
  // It is looked at once a minute.
  theWatch.reset();
}

describe("pairing", () => {
  test("takes a code, a separate consent and one poll", async () => {
    const id = await pair();
    const state = await paired();
    expect(state.screen).toMatchObject({ id, name: "Office" });
    expect(state.tiles.map(({ app }) => app)).toEqual(["wall-staging", "wall-production"]);
    expect(state.fault).toBeNull();
    const [row] = await db().selectFrom("grants").selectAll().where("scope", "=", "identity read").execute();
    expect(row).toMatchObject({ user_id: ada.id });
    expect(JSON.stringify(await db().selectFrom("screens").selectAll().execute())).not.toContain(
      [...tv.cookies.values()][0],
    );
  });

  test("keeps the code while it is valid, in two groups without 0 O 1 I", async () => {
    const code = await codeOn();
    expect(code).toMatch(/^[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}$/);
    expect(await codeOn()).toBe(code);
    const stored = JSON.stringify(await db().selectFrom("pairings").selectAll().execute());
    expect(stored).not.toContain(code.replace("-", ""));
  });

  test("accepts the code in any spelling, until it expires", async () => {
    const code = await codeOn();
    const typed = code.toLowerCase().replace("-", " ");
    expect((await begin(asAda, newScreen(typed))).status).toBe(202);
    await db()
      .updateTable("pairings")
      .set({ expires_at: new Date(Date.now() - 1).toISOString() })
      .execute();
    const answer = await begin(asAda, newScreen(code));
    expect([answer.status, (await answer.json()).id]).toEqual([422, "wrong_code"]);
    expect(await codeOn()).not.toBe(code);
  });

  test("takes an app that was created after the account's apps were read", async () => {
    expect((await begin(asAda, newScreen(await codeOn()))).status).toBe(202);
    const created = await rig.platform.call("POST", "/apps", { body: { name: "just-created" } });
    const { id } = await created.json();
    const body = { ...newScreen(await codeOn()), show: { kind: "apps", apps: [id] } };
    expect((await begin(asAda, body)).status).toBe(202);
  });

  test("limits attempts to ten codes", async () => {
    const code = await codeOn();
    for (let tried = 0; tried < 10; tried += 1) {
      expect((await begin(asBen, newScreen("2222-2222"))).status).toBe(422);
    }
    expect((await begin(asBen, newScreen(code, apps.slice(0, 1)))).status).toBe(429);
    expect((await begin(asAda, newScreen(code))).status).toBe(202);
  });

  test("leaves the screen unpaired if the consent is denied, from another account, or for another screen", async () => {
    const code = await codeOn();
    const url = async () =>
      ScreenPairing.parse(await (await begin(asAda, newScreen(code))).json()).consent_url ?? "";
    expect(await consent(asAda, await url(), "deny", ada.id, callback.GET)).toBe("/screens?outcome=declined");
    expect(await consent(asAda, await url(), "authorize", ben.id, callback.GET)).toBe(
      "/screens?outcome=another-account",
    );
    const stranger = await rig.signIn(ben);
    const adas = await url();
    for (const [name, value] of asAda.cookies)
      if (name.includes("consent")) stranger.cookies.set(name, value);
    expect(await consent(stranger, adas, "authorize", ada.id, callback.GET)).toBe("/screens?outcome=late");
    expect(await codeOn()).toBe(code);
  });

  test("shows only apps that the user can read", async () => {
    const answer = await begin(asBen, newScreen(await codeOn()));
    expect([answer.status, (await answer.json()).id]).toEqual([404, "app_not_found"]);
  });
});

describe("a screen's grant", () => {
  test("outlives the session of its user", async () => {
    const session = await rig.signIn(ada);
    await pair(session);
    expect((await session.request(signOutDoor.POST, { method: "POST" })).status).toBe(303);
    theWatch.reset();
    expect((await paired()).fault).toBeNull();
  });

  test("is replaced by the next backer's when it ends; after the last one, the screen shows it", async () => {
    const shared = apps.slice(0, 1);
    const id = await pair(asAda, ada, shared);
    expect(await back(id)).toBe(`/screens?done=${id}`);
    await killGrants(ada.id);
    const taken = await paired();
    expect(taken.fault).toBeNull();
    expect(taken.tiles.map(({ app }) => app)).toEqual(["wall-staging"]);
    expect((await list(asBen)).find((screen) => screen.id === id)?.backers).toMatchObject([
      { user: { id: ada.id }, ended_at: expect.any(String) },
      { user: { id: ben.id }, ended_at: null },
    ]);
    await killGrants(ben.id);
    const ended = await paired();
    expect(ended.fault).toMatchObject({ kind: "no grant", detail: expect.stringContaining("Back it") });
    expect(ended.tiles).toHaveLength(1);
    expect(await back(id, asAda, ada)).toBe(`/screens?done=${id}`);
    expect((await paired()).fault).toBeNull();
  });

  test("can be a read-only token, but not one that can write", async () => {
    const give = async (scope: string) =>
      begin(asAda, { ...newScreen(await codeOn()), token: await tokenFor(rig.platform, ada.id, scope) });
    for (const scope of ["global", "identity write-protected", "identity read write", "identity"]) {
      const answer = await give(scope);
      expect([answer.status, (await answer.json()).id]).toEqual([422, "writing_token"]);
    }
    const answer = await give("read identity");
    expect(answer.status).toBe(201);
    expect(ScreenPairing.parse(await answer.json()).screen?.backers).toMatchObject([{ via: "token" }]);
    expect((await paired()).tiles).toHaveLength(2);
    const unknown = await begin(asAda, { ...newScreen(await codeOn(new Browser())), token: "HRKU-unknown" });
    expect(unknown.status).toBe(422);
  });

  test("is transferred by a link, once, to a user who cannot read all of its apps", async () => {
    const id = await pair();
    const refused = await asBen.request(backersDoor.POST, {
      method: "POST",
      body: {},
      params: { screen: id },
    });
    expect(refused.status).toBe(404);
    const made = await asAda.request(linksDoor.POST, { method: "POST", params: { screen: id } });
    const link = new URL(ScreenLink.parse(await made.json()).url).searchParams.get("link") ?? "";
    expect(await back(id, asBen, ben, link)).toBe(`/screens?done=${id}`);
    const again = await asBen.request(backersDoor.POST, {
      method: "POST",
      body: { link },
      params: { screen: id },
    });
    expect(again.status).toBe(404);
    await asAda.request(backersDoor.DELETE, { method: "DELETE", params: { screen: id } });
    const { tiles } = await paired();
    expect(tiles.map(({ app, word }) => [app, word])).toEqual([
      ["wall-staging", expect.not.stringContaining("cannot")],
      ["wall-production", "cannot be read"],
    ]);
  });
});

describe("a screen", () => {
  test("ends at its next poll after it is removed, and can be paired again", async () => {
    const id = await pair();
    const removed = await asAda.request(screenDoor.DELETE, { method: "DELETE", params: { screen: id } });
    expect(removed.status).toBe(200);
    const state = await look();
    expect(state.state).toBe("removed");
    expect(await db().selectFrom("screen_backers").selectAll().where("screen_id", "=", id).execute()).toEqual(
      [],
    );
    expect(await pair()).not.toBe(id);
  });

  test("is restored with its layout on a device that lost its cookie", async () => {
    const id = await pair(asAda, ada, apps.slice(1));
    const renewed = new Browser();
    const answer = await begin(asAda, { code: await codeOn(renewed), replaces: id });
    expect(answer.status).toBe(201);
    const { screen, tiles } = await paired(renewed);
    expect([screen.id, tiles.map(({ app }) => app)]).toEqual([id, ["wall-production"]]);
    expect((await look()).state).toBe("unpaired");
  });

  test("can be changed only by its backers", async () => {
    const id = await pair(asAda, ada, apps.slice(0, 1));
    const params = { screen: id };
    const attempts: [Parameters<Browser["request"]>[0], string, unknown?][] = [
      [screenDoor.PATCH, "PATCH", { name: "Ben's" }],
      [screenDoor.DELETE, "DELETE"],
      [identifyDoor.POST, "POST"],
      [linksDoor.POST, "POST"],
      [backersDoor.DELETE, "DELETE"],
    ];
    for (const [door, method, body] of attempts) {
      expect((await asBen.request(door, { method, body, params })).status).toBe(403);
    }
    const hidden = await pair(asAda, ada, apps, new Browser());
    const answer = await asBen.request(screenDoor.DELETE, { method: "DELETE", params: { screen: hidden } });
    expect(answer.status).toBe(404);
    expect((await list(asBen)).map((screen) => screen.id)).not.toContain(hidden);
    const body = { name: "Lobby", names: true, show: { kind: "apps", apps: [apps[1]?.id] } };
    expect((await asAda.request(screenDoor.PATCH, { method: "PATCH", body, params })).status).toBe(200);
    const { screen, tiles } = await paired();
    expect([screen.name, tiles.map(({ app }) => app)]).toEqual(["Lobby", ["wall-production"]]);
  });

  test("identifies itself and shows a message until it expires", async () => {
    const id = await pair();
    await asAda.request(identifyDoor.POST, { method: "POST", params: { screen: id } });
    const body = { text: "Freeze at five, ask HRKU-abcdefabcdef" };
    expect((await asAda.request(broadcastDoor.POST, { method: "POST", body })).status).toBe(200);
    const { screen, broadcast } = await paired();
    expect(Date.parse(screen.identify_until ?? "")).toBeGreaterThan(Date.now());
    expect(broadcast).toMatchObject({ text: "Freeze at five, ask …" });
    await asAda.request(broadcastDoor.POST, { method: "POST", body: { text: null } });
    expect((await paired()).broadcast).toBeNull();
  });

  test("gives access to no other route", async () => {
    const id = await pair();
    const doors: [Parameters<Browser["request"]>[0], string][] = [
      [appsDoor.GET, "GET"],
      [screensDoor.GET, "GET"],
      [screenDoor.DELETE, "DELETE"],
      [backersDoor.POST, "POST"],
      [broadcastDoor.POST, "POST"],
    ];
    for (const [door, method] of doors) {
      expect((await tv.request(door, { method, params: { screen: id } })).status).toBe(401);
    }
  });

  test("keeps the last state while upstream fails, and states since when", async () => {
    await pair();
    const before = await paired();
    const control = (method: string, body?: unknown) =>
      rig.platform.call(method, "/_control/faults", { body });
    expect((await control("POST", { path: "/apps/**", status: 503, ms: 60_000 })).ok).toBe(true);
    for (const { id } of apps) touchApp(id);
    const failing = await paired();
    await control("DELETE");
    expect(failing.fault).toMatchObject({ kind: "heroku", detail: "503" });
    expect(failing.tiles.map(({ app, read_at }) => [app, read_at])).toEqual(
      before.tiles.map(({ app, read_at }) => [app, read_at]),
    );
    for (const { id } of apps) touchApp(id);
    expect((await paired()).fault).toBeNull();
  });

  test("shows that it is slowed down when the account has few calls left", async () => {
    // Nobody else looks, whose calls could be used.
    theWatch.reset();
    await pair(asBen, ben, apps.slice(0, 1));
    const { tiles } = await paired();
    const body = { person: ben.email, drain_rate_limit: true };
    expect((await rig.platform.call("POST", "/_control/faults", { body })).ok).toBe(true);
    touchApp(apps[0]?.id ?? "");
    const state = await paired();
    expect(state.fault?.kind).toBe("slowed");
    expect(state.tiles.map(({ app, read_at }) => [app, read_at])).toEqual(
      tiles.map(({ app, read_at }) => [app, read_at]),
    );
    expect(state.period_ms).toBeGreaterThan(25_000);
  });

  test("shows a pipeline by its stages, and the names of its apps when it has no grant left", async () => {
    const call = async (path: string, body: unknown) =>
      (await rig.platform.call("POST", path, { body })).json();
    const owner = { id: ada.id, type: "user" };
    const pipeline = await call("/pipelines", { name: "wall-line", owner });
    for (const [index, stage] of ["staging", "production"].entries())
      await call("/pipeline-couplings", { app: apps[index]?.id, pipeline: pipeline.id, stage });
    const code = await codeOn();
    const body = { code, name: "Line", show: { kind: "pipeline", pipeline: pipeline.id } };
    const { consent_url } = ScreenPairing.parse(await (await begin(asAda, body)).json());
    await consent(asAda, consent_url ?? "", "authorize", ada.id, callback.GET);
    expect((await paired()).tiles.map(({ app, stage }) => [app, stage])).toEqual([
      ["wall-staging", "staging"],
      ["wall-production", "production"],
    ]);
    await killGrants(ada.id);
    rememberedWalls.reset();
    const { tiles, fault } = await paired();
    expect(fault?.kind).toBe("no grant");
    expect(tiles.map(({ app, kind }) => [app, kind])).toEqual([
      ["wall-staging", "unknown"],
      ["wall-production", "unknown"],
    ]);
  });

  test("receives no address, no output and no token", async () => {
    await pair();
    const text = JSON.stringify(await paired());
    expect(text).not.toMatch(/@|HRKU|output_stream|https?:/);
    expect(WallState.safeParse(JSON.parse(text)).success).toBe(true);
  });

  test("shows a preview to a signed-in browser, and pairs it on request", async () => {
    expect((await look(asAda)).state).toBe("paired");
    const browser = await rig.signIn(ada);
    expect((await look(browser, "?pair")).state).toBe("unpaired");
    expect((await look(browser)).state).toBe("paired");
    expect((await tv.request(wallDoor.GET, { query: "?preview" })).status).toBe(401);
  });
});
