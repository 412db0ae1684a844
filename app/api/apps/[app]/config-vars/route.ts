import { z } from "zod";
import { AppParam } from "@/lib/schemas/common";
import { ConfigVarName, ConfigVarsPatch } from "@/lib/schemas/config-var";
import { handler } from "@/lib/server/handler";
import { herokuFor } from "@/lib/server/heroku/client";
import { listConfigVarNames, patchConfigVars, readConfigVar } from "@/lib/server/heroku/config-vars";

const params = z.object({ app: AppParam });
const query = z.object({ name: ConfigVarName.optional() });

export const GET = handler({ params, query }, ({ params, query, session, request, requestId }) => {
  const heroku = herokuFor(session.grant, { signal: request.signal, requestId });
  return query.name ? readConfigVar(heroku, params.app, query.name) : listConfigVarNames(heroku, params.app);
});

export const PATCH = handler({ params, body: ConfigVarsPatch }, ({ params, body, session, requestId }) =>
  patchConfigVars(herokuFor(session.grant, { requestId }), params.app, body),
);
