import { WallState } from "@/lib/schemas/wall";
import { openHandler } from "@/lib/server/http/handler";
import { checkCaller } from "@/lib/server/session/origin";
import { wallResponse } from "@/lib/server/wall/wall-response";

/** The only route that a screen's cookie authorizes; see `WallState`. */
export const GET = openHandler(
  { answer: WallState, action: null, verb: null },
  async ({ request, requestId }) => {
    checkCaller(request.headers);
    return wallResponse(request, requestId, new Date());
  },
);
