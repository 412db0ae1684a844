import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { SlipwayError } from "@/lib/errors/slipway-error";
import { prepareStore } from "@/lib/server/store/prepare-store";
import { count } from "@/test/harness/count";
import { actorWith } from "@/test/harness/dashboard/promotions";
import { type PlatformProcess, spawnPlatform } from "@/test/harness/platform/platform-process";
import { laneOf } from "@/test/harness/promotion-race/moves";
import { ours, playRound, type Round } from "@/test/harness/promotion-race/round";

const ROUNDS = count(200, 1_000);
const LANES = 4;
const ROUNDS_A_LANE = 15;

// In memory where there is such a folder: thousands of writes that wait for a disk are no part of the race.
const folder = mkdtempSync(join(existsSync("/dev/shm") ? "/dev/shm" : tmpdir(), "slipway-race-"));
let platform: PlatformProcess;
beforeAll(async () => {
  platform = await spawnPlatform(folder);
  process.env.DATA_DIR = join(folder, "dashboard");
  process.env.HEROKU_API_KEY = platform.token;
  process.env.HEROKU_API_URL = platform.api;
  await prepareStore();
  // Soon enough to be over, late enough for a move in between.
  await platform.call("POST", "/_control/faults", { body: { promotion_delay_ms: 1 } });
});
afterAll(async () => {
  await platform.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** What is wrong with a round, in words; nothing when it is as promised. */
function faultsOf(round: Round): string[] {
  const { slug, moves, read, sent, outcomes, twice, answer, made, reviewedVersion } = round;
  const faults: string[] = [];
  const own = ours(round);
  const last = sent[0] ?? Number.POSITIVE_INFINITY;
  if (own.some((release) => release.slug?.id !== slug)) faults.push("wrong slug");
  if (own.length > 1 || sent.length > 1) faults.push("double release");
  if (answer === "never sent" && own.length > 0) faults.push("double release");
  const seen = moves.filter(({ app, over }) => over < read[app] && read[app] < last);
  if (seen.length > 0 && sent.length > 0) faults.push("seen and ignored");
  const accepted = outcomes.filter((outcome) => !(outcome instanceof SlipwayError));
  const refusals = outcomes.filter((outcome) => outcome instanceof SlipwayError);
  if (accepted.length > 1) faults.push("accepted twice");
  if (refusals.some(({ id }) => id !== "conflict")) faults.push(`refused: ${refusals[0]?.message}`);
  if (sent.length === 0 && moves.length === 0 && !twice) faults.push("refused though nothing moved");
  if (sent.length === 0 && own.length > 0) faults.push("sent unseen");
  const target = accepted[0]?.targets[0];
  const [release] = own;
  if (accepted.length > 0 && (target?.release?.id ?? undefined) !== release?.id)
    faults.push("reported another release");
  if (release) {
    const between = made.filter(({ version }) => version > reviewedVersion && version < release.version);
    const named = target?.slipped_in.map(({ version }) => version) ?? [];
    if (named.join() !== between.map(({ version }) => version).join()) faults.push("slipped in untold");
  }
  return faults;
}

test(`${ROUNDS} interleavings of changes between review and request: exactly what was reviewed is released, once`, async () => {
  const actor = await actorWith();
  const found = new Map<string, number[]>();
  const counts = { sent: 0, refused: 0, slipped: 0, twice: 0, unanswered: 0, moves: 0 };
  const begun = Date.now();
  let seed = 0;
  const slugs: string[] = [];
  const first = await laneOf(platform, "race", slugs);
  const lanes = Array.from({ length: LANES }, async (_, index) => {
    let lane = first;
    for (let turn = 0; seed < ROUNDS; turn += 1) {
      // Fresh apps now and then: the local platform reads an app's whole history for a list.
      const name = `race-${index}-${turn}`;
      if (turn % ROUNDS_A_LANE === 0) lane = await laneOf(platform, name, slugs);
      const current = ++seed;
      const round = await playRound(platform, actor, lane, current);
      for (const fault of faultsOf(round)) found.set(fault, [...(found.get(fault) ?? []), current]);
      counts.sent += round.sent.length;
      counts.refused += round.sent.length === 0 ? 1 : 0;
      counts.moves += round.moves.length;
      counts.twice += round.twice ? 1 : 0;
      counts.unanswered += round.answer === "arrived" ? 0 : 1;
      const [release] = ours(round);
      counts.slipped += release && release.version > round.reviewedVersion + 1 ? 1 : 0;
    }
  });
  await Promise.all(lanes);
  const number = (fault: string) => found.get(fault)?.length ?? 0;
  process.stdout.write(
    `Race: ${ROUNDS} interleavings with ${counts.moves} moves, ${counts.twice} double clicks and ${counts.unanswered} ` +
      `lost calls in ${((Date.now() - begun) / 1000).toFixed(0)} s: ${counts.sent} sent (${counts.slipped} with a release ` +
      `slipped in, reported), ${counts.refused} refused; wrong slugs ${number("wrong slug")}, moves seen and ignored ` +
      `${number("seen and ignored")}, double releases ${number("double release")}.\n`,
  );
  expect(Object.fromEntries(found)).toEqual({});
  expect(counts.refused).toBeGreaterThan(ROUNDS / 10);
  expect(counts.slipped).toBeGreaterThan(ROUNDS / 50);
}, 900_000);
