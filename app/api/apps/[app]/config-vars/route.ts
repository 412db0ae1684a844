import { z } from "zod";
import { AppParam } from "@/lib/schemas/common";
import { ConfigVar, ConfigVarName, ConfigVarNames, ConfigVarsPatch } from "@/lib/schemas/config-var";
import { OverrideReason } from "@/lib/schemas/hold";
import { herokuFor } from "@/lib/server/heroku/client";
import { listConfigVarNames, readConfigVar } from "@/lib/server/heroku/config-vars";
import { changeConfigVars } from "@/lib/server/holds/change-config-vars";
import { handler } from "@/lib/server/http/handler";

const params = z.object({ app: AppParam });
const query = z.object({ name: ConfigVarName.optional() });
// In the query, because the body is a flat map of config vars.
const change = z.object({ override: OverrideReason.optional() });

export const GET = handler(
  {
    params,
    query,
    answer: z.union([ConfigVarNames, ConfigVar]),
    action: null,
    verb: { by: "query", of: { name: null }, otherwise: "read" },
  },
  ({ params, query, session, request, requestId }) => {
    const heroku = herokuFor(session.grant, { signal: request.signal, requestId });
    return query.name
      ? readConfigVar(heroku, params.app, query.name)
      : listConfigVarNames(heroku, params.app);
  },
);

export const PATCH = handler(
  {
    params,
    query: change,
    body: ConfigVarsPatch,
    answer: ConfigVarNames,
    action: "config.update",
    verb: null,
  },
  ({ params, query, body, session, requestId }) =>
    changeConfigVars(herokuFor(session.grant, { requestId }), params.app, body, {
      override: query.override,
      by: session.user,
    }),
);
