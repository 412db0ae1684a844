import { z } from "zod";
import { Build, UploadQuery } from "@/lib/schemas/build";
import { AppParam } from "@/lib/schemas/common";
import { herokuFor } from "@/lib/server/heroku/client";
import { checkAppHolds } from "@/lib/server/holds/check-holds";
import { handler } from "@/lib/server/http/handler";
import { uploadTarball } from "@/lib/server/uploads/upload-tarball";

const params = z.object({ app: AppParam });

export const POST = handler(
  { params, query: UploadQuery, answer: Build, status: 201, action: "build.create", verb: "build" },
  async ({ params, query, session, request, requestId }) => {
    const { body, headers, signal } = request;
    const { override, ...uploadQuery } = query;
    const upload = { body, contentLength: headers.get("content-length"), signal, query: uploadQuery };
    const heroku = herokuFor(session.grant, { requestId });
    const holds = await checkAppHolds(heroku, params.app, override);
    const build = await uploadTarball(heroku, params.app, upload);
    await holds.record(session.user, { build: build.id });
    return build;
  },
);
