import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { db, prepareStore } from "@/lib/server/store/db";
import { newDevice } from "./device";
import { CODE_MS, NEW_PAIRINGS_A_MINUTE, OPEN_PAIRINGS } from "./limits";
import { closePairing, deviceShowing, openPairing, readPairing, reopenPairing } from "./pairings";

const noon = Date.parse("2026-11-21T12:00:00.000Z");
const at = (ms: number) => new Date(noon + ms);

beforeAll(async () => {
  vi.stubEnv("DATA_DIR", mkdtempSync(join(tmpdir(), "slipway-pairings-")));
  vi.stubEnv("LOCAL_CLIENT_ID", "client");
  vi.stubEnv("LOCAL_CLIENT_SECRET", "secret");
  await prepareStore();
});
beforeEach(async () => {
  await db().deleteFrom("pairings").execute();
});
afterAll(() => {
  vi.unstubAllEnvs();
});

describe("a device that waits", () => {
  test("shows one code for ten minutes, then another", async () => {
    const device = newDevice();
    const { code } = await openPairing(device, at(0));
    expect((await readPairing(device, at(CODE_MS - 1)))?.code).toBe(code);
    expect(await deviceShowing(code, at(CODE_MS - 1))).toBe(device.id);
    expect(await deviceShowing(code, at(CODE_MS))).toBeNull();
    const next = await readPairing(device, at(CODE_MS));
    expect(next?.code).not.toBe(code);
    expect(await deviceShowing(next?.code ?? "", at(CODE_MS + 1))).toBe(device.id);
  });

  test("is taken once", async () => {
    const device = newDevice();
    await openPairing(device, at(0));
    expect(await closePairing(db(), device.id)).toBe(true);
    expect(await closePairing(db(), device.id)).toBe(false);
    expect(await readPairing(device, at(1))).toBeNull();
  });

  test("is told so when it was a screen, however long it was off", async () => {
    const device = newDevice();
    await reopenPairing(db(), device.id, at(0));
    await openPairing(newDevice(), at(100 * CODE_MS));
    expect(await readPairing(device, at(100 * CODE_MS))).toMatchObject({ removed: true });
  });

  test("is refused while too many are new, and while too many wait", async () => {
    const open = (ms: number) => openPairing(newDevice(), at(ms));
    for (let count = 0; count < NEW_PAIRINGS_A_MINUTE; count += 1) await open(0);
    await expect(open(1)).rejects.toMatchObject({ id: "too_many_attempts", status: 429 });
    let waiting = NEW_PAIRINGS_A_MINUTE;
    for (let minute = 1; waiting < OPEN_PAIRINGS; minute += 1) {
      for (let count = 0; count < NEW_PAIRINGS_A_MINUTE && waiting < OPEN_PAIRINGS; count += 1) {
        await open(minute * 60_000 + 1);
        waiting += 1;
      }
    }
    await expect(open(8 * 60_000)).rejects.toMatchObject({ id: "too_many_attempts" });
    await expect(open(30 * 60_000)).resolves.toMatchObject({ removed: false });
  });
});
