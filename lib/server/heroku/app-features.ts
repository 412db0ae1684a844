import { z } from "zod";
import { SlipwayError } from "@/lib/errors/slipway-error";
import type { Heroku } from "./client";

/** `GET /apps/:app/features/preboot`: returns true if it is on; false when it cannot be read. */
export async function hasPreboot(heroku: Heroku, app: string): Promise<boolean> {
  const call = { params: { app }, schema: z.object({ enabled: z.boolean() }) };
  try {
    return (await heroku.request("preboot", call)).data.enabled;
  } catch (error) {
    if (error instanceof SlipwayError) return false;
    throw error;
  }
}
