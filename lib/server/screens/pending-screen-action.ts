import { z } from "zod";
import { StoredLayout } from "@/lib/server/store/screen-rows";

/**
 * Why a screen is given a grant: a device becomes a new screen, takes the place of a screen that lost its device, or
 * a screen gets a further backer.
 */
export const Errand = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("pair"), device: z.string(), name: z.string(), layout: StoredLayout }),
  z.object({ kind: z.literal("replace"), device: z.string(), screen: z.string() }),
  z.object({ kind: z.literal("back"), screen: z.string(), link: z.string().nullable() }),
]);
export type Errand = z.infer<typeof Errand>;
