import { z } from "zod";
import { StoredLayout } from "@/lib/server/store/screen-rows";

/**
 * The purpose of a screen's new grant: to pair a device as a new screen, to replace the device of a screen, or to add a
 * backer.
 */
export const PendingScreenAction = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("pair"), device: z.string(), name: z.string(), layout: StoredLayout }),
  z.object({ kind: z.literal("replace"), device: z.string(), screen: z.string() }),
  z.object({ kind: z.literal("back"), screen: z.string(), link: z.string().nullable() }),
]);
export type PendingScreenAction = z.infer<typeof PendingScreenAction>;
