import { expect, test } from "vitest";
import { WallState } from "@/lib/schemas/wall";
import { isoAt, NOON, paired, promotion, tile } from "@/test/builders/wall";
import { readState } from "./read";

const pairing = {
  code: "K7QM-3XHP",
  expires_at: isoAt(NOON),
  address: "slipway.example.com/screens",
  url: "https://a.test",
};
const common = { server_time: isoAt(NOON), server_version: "1" };
test.each([
  { state: "unpaired", ...pairing, ...common },
  { state: "removed", pairing, ...common },
  paired([tile("a"), tile("b", { kind: "live", expected_ms: 70_000, hold: "frozen", error: "no" })], {
    promotions: [promotion(isoAt(NOON))],
    fault: { kind: "heroku", since: isoAt(NOON), detail: "503" },
    broadcast: { text: "Hello", expires_at: isoAt(NOON) },
    screen: { id: "a", name: "Office", identify_until: isoAt(NOON) },
  }),
])("reads what the schema calls right as it is: %#", (state) => {
  expect(readState(JSON.parse(JSON.stringify(state)))).toEqual(WallState.parse(state));
});

test.each([
  null,
  1,
  "{}",
  [],
  {},
  { ...common, state: "else" },
  { ...paired([]), tiles: null },
  { ...paired([]), server_time: "soon" },
])("takes %j for no answer", (given) => expect(readState(given)).toBeNull());

test.each([
  ["without a time of reading", { ...tile("a"), read_at: undefined }],
  ["of a kind nobody knows", { ...tile("a"), kind: "splendid" }],
  ["with a word that is none", { ...tile("a"), word: 7 }],
  ["of nothing but a name", { app: "a" }],
])("keeps a tile %s as one that cannot be read", (_, broken) => {
  const state = readState({ ...paired([]), tiles: [broken, tile("b")] });
  expect(state).toMatchObject({
    tiles: [
      { app: "a", kind: "unknown", word: "cannot be read", read_at: isoAt(0) },
      { app: "b", kind: "ok" },
    ],
  });
});
