import { z } from "zod";
import type { Caller } from "@/test/harness/platform/checked-call";
import { createPipeline } from "@/test/harness/platform/promotions";
import { createSlug } from "@/test/harness/platform/slugs";

const Made = z.object({ id: z.string() });
const Described = Made.extend({ description: z.string() });

/** What somebody else does to an app while a promotion is on its way, past Slipway. */
export type Move = { app: "source" | "target"; kind: "config" | "other slug" | "same slug"; at: number };
/** When in the order of calls a move was over, and the release that it made. */
export type Moved = Move & { over: number; release: string };

export type Lane = { source: string; target: string; pipeline: string; slugs: string[] };

/** Two apps of a pipeline, without releases; `slugs` are made when they are not there yet. */
export async function laneOf(platform: Caller, name: string, slugs: string[]): Promise<Lane> {
  const stages = { source: "staging", target: "production" };
  const { pipeline, app } = await createPipeline(platform, name, stages);
  const lane = { source: app("source"), target: app("target"), pipeline, slugs };
  while (slugs.length < 3) slugs.push(await createSlug(platform, lane.source));
  return lane;
}

/** Carries a move out; answers the id of the release that it made. */
export async function moveOn(
  platform: Caller,
  lane: Lane,
  { app, kind }: Move,
  reviewed: string,
  nonce: string,
): Promise<string> {
  const id = app === "source" ? lane.source : lane.target;
  if (kind !== "config") {
    const others = lane.slugs.filter((slug) => slug !== reviewed);
    const slug = kind === "same slug" ? reviewed : (others[nonce.length % others.length] ?? reviewed);
    const made = await platform.call("POST", `/apps/${id}/releases`, { body: { slug } });
    return Made.parse(await made.json()).id;
  }
  // By its name alone: a release of ours may come between the change and the look at what it made.
  const name = `NONCE_${nonce.replaceAll("-", "_")}`;
  const headers = { Range: "version ..; max=10, order=desc" };
  await platform.call("PATCH", `/apps/${id}/config-vars`, { body: { [name]: "1" } });
  const listed = await platform.call("GET", `/apps/${id}/releases`, { headers });
  const made = z.array(Described).parse(await listed.json());
  const own = made.find(({ description }) => new RegExp(`\\b${name}\\b`).test(description));
  if (!own) throw new Error(`no release set ${name}`);
  return own.id;
}
