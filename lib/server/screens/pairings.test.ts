import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { counters, limits } from "@/lib/server/limits/limits";
import { db } from "@/lib/server/store/db";
import { prepareStore } from "@/lib/server/store/prepare-store";
import {
  CODE_MS,
  closePairing,
  codeOf,
  deviceOfCode,
  formatCode,
  hashOfCode,
  newDevice,
  openPairing,
  parseCode,
  readPairing,
  reopenPairing,
} from "./pairings";

const noon = Date.parse("2026-11-21T12:00:00.000Z");
const at = (ms: number) => new Date(noon + ms);

beforeAll(async () => {
  vi.stubEnv("DATA_DIR", mkdtempSync(join(tmpdir(), "slipway-pairings-")));
  vi.stubEnv("LOCAL_CLIENT_ID", "client");
  vi.stubEnv("LOCAL_CLIENT_SECRET", "secret");
  await prepareStore();
});
beforeEach(async () => {
  counters.reset();
  await db().deleteFrom("pairings").execute();
});
afterAll(() => {
  vi.unstubAllEnvs();
});

describe("a waiting device", () => {
  test("shows one code for ten minutes, then another", async () => {
    const device = newDevice();
    const { code } = await openPairing(device, null, at(0));
    expect((await readPairing(device, at(CODE_MS - 1)))?.code).toBe(code);
    expect(await deviceOfCode(code, at(CODE_MS - 1))).toBe(device.id);
    expect(await deviceOfCode(code, at(CODE_MS))).toBeNull();
    const next = await readPairing(device, at(CODE_MS));
    expect(next?.code).not.toBe(code);
    expect(await deviceOfCode(next?.code ?? "", at(CODE_MS + 1))).toBe(device.id);
  });

  test("can be removed once", async () => {
    const device = newDevice();
    await openPairing(device, null, at(0));
    expect(await closePairing(db(), device.id)).toBe(true);
    expect(await closePairing(db(), device.id)).toBe(false);
    expect(await readPairing(device, at(1))).toBeNull();
  });

  test("stays marked as removed if it was a screen", async () => {
    const device = newDevice();
    await reopenPairing(db(), device.id, at(0));
    await openPairing(newDevice(), null, at(100 * CODE_MS));
    expect(await readPairing(device, at(100 * CODE_MS))).toMatchObject({ removed: true });
  });

  test("is limited per address, so that one address does not block the others", async () => {
    const open = (address: string, ms: number) => openPairing(newDevice(), address, at(ms));
    for (let count = 0; count < 10; count += 1) await open("192.0.2.1", count);
    for (let count = 0; count < 30; count += 1)
      await expect(open("192.0.2.1", 20)).rejects.toMatchObject({ id: "too_many_attempts", status: 429 });
    await expect(open("192.0.2.2", 20)).resolves.toMatchObject({ removed: false });
    await expect(open("192.0.2.1", 60_000)).resolves.toMatchObject({ removed: false });
  });

  test("gets a new code if too many wait, and is never rejected", async () => {
    const devices = Array.from({ length: 5 }, newDevice);
    const few = { ...limits, openPairings: 4 };
    for (const [index, device] of devices.entries()) await openPairing(device, null, at(index), few);
    const [oldest = newDevice(), ...others] = devices;
    expect(await readPairing(oldest, at(10))).toBeNull();
    for (const device of others) expect(await readPairing(device, at(10))).not.toBeNull();
    const { code } = await openPairing(oldest, null, at(10), few);
    expect(await deviceOfCode(code, at(11))).toBe(oldest.id);
  });
});

const issued = "2026-11-21T12:00:00.000Z";

describe("a pairing code", () => {
  test("has eight unambiguous characters, which parseCode accepts in any spelling", () => {
    fc.assert(
      fc.property(fc.string(), fc.string({ minLength: 1 }), (secret, device) => {
        const code = codeOf(`s${secret}`, device, issued);
        expect(code).toMatch(/^[2-9A-HJ-NP-Z]{8}$/);
        expect(parseCode(formatCode(code))).toBe(code);
        expect(parseCode(` ${formatCode(code).toLowerCase().replace("-", "  ")} `)).toBe(code);
      }),
    );
  });

  test("depends on the device, the time and the secret", () => {
    const codes = [
      codeOf("secret", "device", issued),
      codeOf("secret", "other", issued),
      codeOf("other", "device", issued),
      codeOf("secret", "device", "2026-11-21T12:10:00.000Z"),
    ];
    expect(new Set(codes).size).toBe(4);
  });

  test.each(["", "ABCD", "ABCD-EFG0", "ABCD-EFGO", "ABCD-EFG1", "ABCD-EFGI", "ABCD-EFGH-J", "ÄBCD-EFGH"])(
    "is not %j",
    (text) => {
      expect(parseCode(text)).toBeNull();
    },
  );

  test("is stored as a hash that depends on the secret", () => {
    expect(hashOfCode("secret", "ABCDEFGH")).toMatch(/^[0-9a-f]{64}$/);
    expect(hashOfCode("other", "ABCDEFGH")).not.toBe(hashOfCode("secret", "ABCDEFGH"));
  });
});
