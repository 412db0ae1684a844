import { expect, test } from "vitest";
import { ApiFailure } from "./api";
import { findPromotion, isAmbiguous } from "./promotions";

const failure = (status: number, id = "some") =>
  new ApiFailure(status, { id, message: "No.", request_id: "r" });

/** Gives these responses in order (the last one repeatedly) and counts the requests. */
function answering(...answers: (string | Error)[]) {
  const asked = { times: 0 };
  const ask = async () => {
    const answer = answers[Math.min(asked.times, answers.length - 1)];
    asked.times += 1;
    if (answer instanceof Error) throw answer;
    return answer;
  };
  return { ask, asked };
}
const wait = async () => {};

test("keeps asking while the server is unreachable, and finds what was created", async () => {
  const { ask, asked } = answering(failure(0), failure(503), failure(404), failure(0), "found");
  expect(await findPromotion(ask, wait)).toBe("found");
  expect(asked.times).toBe(5);
});

test('requires five "not found" responses in a row', async () => {
  const { ask, asked } = answering(failure(404));
  expect(await findPromotion(ask, wait)).toBeNull();
  expect(asked.times).toBe(5);
  const late = answering(failure(404), failure(404), failure(404), failure(404), "found");
  expect(await findPromotion(late.ask, wait)).toBe("found");
});

test("throws when the session has ended meanwhile", async () => {
  await expect(findPromotion(answering(failure(401)).ask, wait)).rejects.toMatchObject({ status: 401 });
});

test("a refusal is unambiguous; a lost, truncated or unreadable response is not", () => {
  expect([409, 422, 423, 403, 401].map((status) => isAmbiguous(failure(status)))).not.toContain(true);
  expect(isAmbiguous(failure(503, "upstream_unavailable"))).toBe(false);
  expect(
    [failure(0, "unreachable"), failure(500, "internal"), failure(504, "upstream_timeout")].map(isAmbiguous),
  ).not.toContain(false);
  expect(isAmbiguous(new SyntaxError("not JSON"))).toBe(true);
});
