import { z } from "zod";
import { UploadQuery } from "@/lib/schemas/build";
import { AppParam } from "@/lib/schemas/common";
import { created, handler } from "@/lib/server/handler";
import { herokuFor } from "@/lib/server/heroku/client";
import { uploadTarball } from "@/lib/server/uploads/upload";

const params = z.object({ app: AppParam });

export const POST = handler(
  { params, query: UploadQuery },
  async ({ params, query, session, request, requestId }) => {
    const { body, headers, signal } = request;
    const upload = { body, contentLength: headers.get("content-length"), signal, query };
    return created(await uploadTarball(herokuFor(session.grant, { requestId }), params.app, upload));
  },
);
