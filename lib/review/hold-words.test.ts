import { describe, expect, test } from "vitest";
import { minute } from "@/test/builders/objects";
import { aHold } from "@/test/builders/promotions";
import { inForce, passedWords, untilWords } from "./hold-words";

const now = Date.parse(minute(0));
const until = (expires_at: string | null) => untilWords({ expires_at }, now, "utc");

describe("the text of a hold", () => {
  test("untilWords returns the shortest unambiguous time", () => {
    expect(until(null)).toBe("no end");
    expect(until(minute(90))).toBe("until 11:30");
    expect(until(minute(60 * 24 * 2))).toBe("until Thu 10:00");
    expect(until(minute(60 * 24 * 20))).toBe("until Mon 1 Jun 10:00");
  });

  test("a hold is in force until it expires or is lifted", () => {
    const hold = aHold({ expires_at: minute(10) });
    expect(inForce(hold, now)).toBe(true);
    expect(inForce(hold, Date.parse(minute(10)))).toBe(false);
    expect(inForce(aHold(), now)).toBe(true);
    expect(inForce(aHold({ lifted_at: minute(0) }), now)).toBe(false);
  });

  test("passedWords returns how a release bypassed a hold", () => {
    const release = { id: "r", version: 35 };
    const words = (way: "override" | "elsewhere", reason: string | null, hold = aHold()) =>
      passedWords({ release, way, reason, hold });
    expect(words("override", "Fixes an outage")).toBe("past the lock: Fixes an outage");
    expect(words("elsewhere", null)).toBe("past the lock, by git push or the CLI");
    const marked = aHold({ kind: "slug", slug: { id: "slug-1" } });
    expect(words("elsewhere", null, marked)).toBe("past “do not promote”, by git push or the CLI");
  });
});
