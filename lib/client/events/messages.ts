import { z } from "zod";
import { WatchEvent } from "@/lib/schemas/event";

export const Message = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("wants"), tab: z.string(), apps: z.array(z.string()) }),
  z.object({ kind: z.literal("who") }),
  z.object({ kind: z.literal("event"), event: WatchEvent }),
  z.object({ kind: z.literal("state"), state: z.enum(["idle", "live", "lost"]) }),
]);
export type Message = z.infer<typeof Message>;

/** What the tab that holds the stream does with it. */
export type StreamListener = { onEvent: (event: WatchEvent) => void; onOpen: () => void };
