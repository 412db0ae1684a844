import { z } from "zod";
import type { Caller } from "@/test/harness/platform/checked-call";
import { createPipeline } from "@/test/harness/platform/promotions";
import { createSlug } from "@/test/harness/platform/slugs";

const Made = z.object({ id: z.string() });
const Described = Made.extend({ description: z.string() });

/** What another client does to an app during a promotion, not through Slipway. */
export type Move = { app: "source" | "target"; kind: "config" | "other slug" | "same slug"; at: number };
/** Position of a move's end in the order of calls, and the release that it created. */
export type Moved = Move & { over: number; release: string };

export type Lane = { source: string; target: string; pipeline: string; slugs: string[] };

/** Two apps of a pipeline, without releases; missing `slugs` are created. */
export async function laneOf(platform: Caller, name: string, slugs: string[]): Promise<Lane> {
  const stages = { source: "staging", target: "production" };
  const { pipeline, app } = await createPipeline(platform, name, stages);
  const lane = { source: app("source"), target: app("target"), pipeline, slugs };
  while (slugs.length < 3) slugs.push(await createSlug(platform, lane.source));
  return lane;
}

/** Performs a move; returns the id of the release that it created. */
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
  // Found by its name: one of our releases may come between the change and this read.
  const name = `NONCE_${nonce.replaceAll("-", "_")}`;
  const headers = { Range: "version ..; max=10, order=desc" };
  await platform.call("PATCH", `/apps/${id}/config-vars`, { body: { [name]: "1" } });
  const listed = await platform.call("GET", `/apps/${id}/releases`, { headers });
  const made = z.array(Described).parse(await listed.json());
  const own = made.find(({ description }) => new RegExp(`\\b${name}\\b`).test(description));
  if (!own) throw new Error(`no release set ${name}`);
  return own.id;
}
