import { expect, test } from "vitest";
import { ApiFailure } from "./api";
import { findPromotion, isAmbiguous } from "./promotions";

const failure = (status: number, id = "some") =>
  new ApiFailure(status, { id, message: "No.", request_id: "r" });

/** Returns a request that gets these responses in order, the last one repeatedly, and its counter. */
function answering(...answers: (string | Error)[]) {
  const reads = { times: 0 };
  const read = async () => {
    const answer = answers[Math.min(reads.times, answers.length - 1)];
    reads.times += 1;
    if (answer instanceof Error) throw answer;
    return answer;
  };
  return { read, reads };
}
const wait = async () => {};

test("retries while the server is unreachable, and returns what was created", async () => {
  const { read, reads } = answering(failure(0), failure(503), failure(404), failure(0), "found");
  expect(await findPromotion(read, wait)).toBe("found");
  expect(reads.times).toBe(5);
});

test('requires five "not found" responses in a row', async () => {
  const { read, reads } = answering(failure(404));
  expect(await findPromotion(read, wait)).toBeNull();
  expect(reads.times).toBe(5);
  const late = answering(failure(404), failure(404), failure(404), failure(404), "found");
  expect(await findPromotion(late.read, wait)).toBe("found");
});

test("throws when the session has ended meanwhile", async () => {
  await expect(findPromotion(answering(failure(401)).read, wait)).rejects.toMatchObject({ status: 401 });
});

test("a refusal is unambiguous; a lost, truncated or unreadable response is not", () => {
  expect([409, 422, 423, 403, 401].map((status) => isAmbiguous(failure(status)))).not.toContain(true);
  expect(isAmbiguous(failure(503, "upstream_unavailable"))).toBe(false);
  expect(
    [failure(0, "unreachable"), failure(500, "internal"), failure(504, "upstream_timeout")].map(isAmbiguous),
  ).not.toContain(false);
  expect(isAmbiguous(new SyntaxError("not JSON"))).toBe(true);
});
