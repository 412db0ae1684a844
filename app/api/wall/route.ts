import { handler } from "@/lib/server/handler";
import { herokuFor } from "@/lib/server/heroku/client";
import { wallPreview } from "@/lib/server/wall/preview";

export const GET = handler({}, ({ session, requestId }) =>
  wallPreview(herokuFor(session.grant, { requestId }), new Date()),
);
