import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { Suspense } from "react";
import { env } from "@/lib/server/env";
import { safePath } from "@/lib/server/origin";
import { readSession } from "@/lib/server/session";
import { Notice } from "./notice";
import { Promises } from "./promises";
import { UpstreamLine } from "./upstream-line";

export const metadata: Metadata = { title: "Sign in · Slipway" };

type Search = {
  callbackUrl?: string;
  scope?: string;
  denied?: string;
  error?: string;
  "signed-out"?: string;
};

/** The only page without a session. */
export default async function SignInPage({ searchParams }: { searchParams: Promise<Search> }) {
  const search = await searchParams;
  const { mode, publicUrl } = env();
  const callbackUrl = safePath(search.callbackUrl, publicUrl);
  const refused =
    mode === "key"
      ? await readSession().then(
          () => null,
          (error: Error) => error.message,
        )
      : null;
  if (mode === "key" && !refused) redirect(callbackUrl);
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-[400px] flex-col justify-center px-5 py-10">
      <p className="text-base font-semibold">Slipway</p>
      <h1 className="mt-8 text-[28px] leading-9 font-semibold tracking-tight">Sign in to see what runs</h1>
      <p className="mt-2 text-ink-2">
        Builds, releases and promotions of the Heroku apps your account can see.
      </p>
      <Notice search={search} refused={refused} />
      {mode === "key" ? null : (
        <form method="post" action="/api/auth/signin/heroku" className="mt-6">
          <input type="hidden" name="callbackUrl" value={callbackUrl} />
          {search.scope ? <input type="hidden" name="scope" value={search.scope} /> : null}
          <button
            type="submit"
            className="h-10 w-full cursor-pointer rounded-md bg-ink text-sm font-semibold text-paper"
          >
            Sign in with Heroku
          </button>
        </form>
      )}
      <Promises scope={search.scope} />
      <Suspense fallback={<p className="mt-4 text-[13px] text-ink-3">Asking whether Heroku answers…</p>}>
        <UpstreamLine />
      </Suspense>
    </main>
  );
}
