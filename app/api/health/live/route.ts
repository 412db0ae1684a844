import { Liveness } from "@/lib/schemas/health";
import { openHandler } from "@/lib/server/http/handler";

export const GET = openHandler(
  { answer: Liveness, action: null, verb: null },
  async (): Promise<Liveness> => ({
    status: "ok",
  }),
);
