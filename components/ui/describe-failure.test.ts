import { describe, expect, test } from "vitest";
import { ApiFailure } from "@/lib/client/api";
import { describeUnread } from "./describe-failure";

const clock = () => "14:03:22";
const failure = (status: number, id: string, message: string) =>
  new ApiFailure(status, { id, message, request_id: "none" });

describe("describeUnread", () => {
  test("returns the upstream status and the time without the advice to retry", () => {
    const error = failure(503, "upstream_unavailable", "Heroku answered 503. Try again in a moment.");
    expect(describeUnread(error, clock)).toBe("Heroku answered 503 at 14:03:22.");
  });

  test("returns the whole message of other errors", () => {
    const error = failure(
      403,
      "forbidden",
      "Your account may not do this. Ask an owner of the app for access.",
    );
    expect(describeUnread(error, clock)).toBe(
      "Your account may not do this. Ask an owner of the app for access (14:03:22).",
    );
  });
});
