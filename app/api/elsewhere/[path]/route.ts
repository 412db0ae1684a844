import { NextResponse } from "next/server";
import { env } from "@/lib/server/env";
import { openHandler } from "@/lib/server/http/handler";
import { ownPath } from "@/lib/server/session/origin";

/** Redirects a page request for another host to the same path at PUBLIC_URL. proxy.ts rewrites to it. */
export const GET = openHandler(
  { answer: { contentType: null }, action: null, verb: null },
  async ({ request }) => {
    const { publicUrl } = env();
    const encoded = new URL(request.url).pathname.split("/").at(-1) ?? "";
    const path = Buffer.from(encoded, "base64url").toString();
    return NextResponse.redirect(publicUrl + ownPath(path, publicUrl), 307);
  },
);
