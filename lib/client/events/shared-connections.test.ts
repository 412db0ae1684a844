import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LONG_CONNECTIONS, localLocks, withConnection } from "./shared-connections";

type Tab = { held: boolean; leave: () => void; gone: Promise<unknown> };

/** A tab that holds a connection until `leave` is called. */
function tab(locks = localLocks()): Promise<Tab> {
  return new Promise((opened) => {
    let leave: () => void = () => undefined;
    const gone = withConnection(
      (held) =>
        new Promise<void>((resolve) => {
          leave = resolve;
          // Runs after withConnection has returned, when `gone` is assigned.
          queueMicrotask(() => opened({ held, leave, gone }));
        }),
      { locks },
    );
  });
}

describe("long-lived connections", () => {
  test("at most four are held per browser, whatever tabs open and close", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(30), { maxLength: 60 }), async (steps) => {
        const locks = localLocks();
        const tabs: Tab[] = [];
        for (const step of steps) {
          const [leaving] = step % 3 === 0 ? tabs.splice(step % Math.max(1, tabs.length), 1) : [];
          if (leaving) {
            leaving.leave();
            await leaving.gone;
          } else {
            const before = tabs.filter(({ held }) => held).length;
            const opened = await tab(locks);
            expect(opened.held).toBe(before < LONG_CONNECTIONS);
            tabs.push(opened);
          }
        }
        for (const one of tabs) one.leave();
        await Promise.all(tabs.map(({ gone }) => gone));
      }),
    );
  });

  test("a connection is released when its holder fails", async () => {
    const locks = localLocks();
    for (let n = 0; n < 10; n += 1) {
      const failing = withConnection((held) => Promise.reject(new Error(String(held))), { locks });
      await expect(failing).rejects.toThrow("true");
    }
  });
});
