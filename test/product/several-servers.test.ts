import { Client } from "pg";
import { afterAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { ownerOf } from "@/lib/server/watch/rendezvous";
import { freePort } from "@/test/harness/free-port";
import { Launched, newDataDir, portsFrom } from "@/test/harness/launched-product";
import { spawnPlatform } from "@/test/harness/platform/platform-process";
import { startPostgres } from "@/test/harness/postgres";

const postgres = await startPostgres();
const stops: (() => unknown)[] = [];
afterAll(async () => {
  for (const stop of stops.reverse()) await stop();
  await postgres?.stop();
});

type Platform = Awaited<ReturnType<typeof spawnPlatform>>;

/** A built server that reads Heroku with the platform's key and shares the store. */
async function startServer(platform: Platform) {
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const launched = new Launched(
    [process.execPath, "node_modules/next/dist/bin/next", "start", "-H", "127.0.0.1"],
    newDataDir(),
    {
      NODE_ENV: "production",
      HEROKU_API_KEY: platform.token,
      HEROKU_API_URL: platform.api,
      DATABASE_URL: postgres?.url ?? "",
      SECRET: "the same on both servers, forty characters",
    },
    portsFrom(port),
  );
  stops.push(() => {
    const { exitCode, signalCode } = launched.child;
    if (exitCode === null && signalCode === null) launched.signalGroup("SIGKILL");
  });
  await launched.printed(/Slipway is up/);
  const versions: number[] = [];
  return {
    launched,
    versions,
    /** Collects the versions of the releases that its event stream reports. */
    async follow(app: string): Promise<void> {
      const response = await fetch(`${origin}/api/events?apps=${app}`);
      const text = response.body?.pipeThrough(new TextDecoderStream());
      const read = async () => {
        for await (const piece of text ?? [])
          versions.push(...[...piece.matchAll(/"version":(\d+)/g)].map(([, version]) => Number(version)));
      };
      read().catch(() => undefined);
    },
    async setVar(app: string, name: string): Promise<void> {
      const response = await fetch(`${origin}/api/apps/${app}/config-vars`, {
        method: "PATCH",
        headers: { origin, "content-type": "application/json" },
        body: JSON.stringify({ [name]: "1" }),
      });
      expect(response.status).toBe(200);
    },
  };
}

/** Returns the id of the server that is stored beside the known ones. */
async function newServerId(known: string[]): Promise<string> {
  const client = new Client({ connectionString: postgres?.url });
  await client.connect();
  const idsOfOthers = async () => {
    const { rows } = await client.query("select id from servers");
    return rows.map((row) => z.object({ id: z.string() }).parse(row).id).filter((id) => !known.includes(id));
  };
  await expect.poll(idsOfOthers, { timeout: 5_000, interval: 20 }).toHaveLength(1);
  const [id = ""] = await idsOfOthers();
  await client.end();
  return id;
}

describe.runIf(postgres)("two servers on one PostgreSQL", () => {
  test("pass changes on within a second, and one takes over from the other within 10 s of its death", async () => {
    const platform = await spawnPlatform(newDataDir());
    stops.push(() => platform.stop());
    const created = await platform.call("POST", "/apps", { body: { name: "harbour" } });
    const app = z.object({ id: z.string() }).parse(await created.json());
    const first = await startServer(platform);
    const firstId = await newServerId([]);
    const second = await startServer(platform);
    const secondId = await newServerId([firstId]);
    await first.follow("harbour");
    await second.follow("harbour");

    await second.setVar("harbour", "ONE");
    for (const { versions } of [first, second])
      await expect.poll(() => versions, { timeout: 1_000, interval: 10 }).toContain(2);

    const isFirst = ownerOf(app.id, [firstId, secondId]) === firstId;
    const [owner, other] = isFirst ? [first, second] : [second, first];
    owner.launched.signalGroup("SIGKILL");
    const died = performance.now();
    await other.setVar("harbour", "TWO");
    await expect.poll(() => other.versions, { timeout: 12_000, interval: 20 }).toContain(3);
    expect(performance.now() - died).toBeLessThan(10_000);
  });
});
