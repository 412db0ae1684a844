import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { Suspense } from "react";
import { z } from "zod";
import { Button } from "@/components/ui/button";
import { Logo } from "@/components/ui/logo";
import { TabState } from "@/components/ui/tab-state";
import { env } from "@/lib/server/env";
import { keyProblem } from "@/lib/server/session/key-session";
import { safePath } from "@/lib/server/session/origin";
import * as text from "@/lib/text/sign-in";
import { Notice } from "./notice";
import { Promises } from "./promises";
import { UpstreamLine } from "./upstream-line";

/** Anyone can craft a link to this page: a repeated parameter counts as absent. */
const Once = z.string().optional().catch(undefined);
const Search = z.object({ callbackUrl: Once, scope: Once, denied: Once, error: Once, "signed-out": Once });

/**
 * A line of an output (`#L3-L9`) never reaches the server: the browser keeps it on this page, and the form sends it.
 * Works before hydration; without scripts the user returns to the page without the line.
 */
const keepFragment = `addEventListener("submit",function(e){
var f=e.target.elements.callbackUrl;
if(f&&location.hash&&f.value.indexOf("#")<0)f.value+=location.hash;
},true)`;

/** The only page without a session. */
export default async function SignInPage({ searchParams }: { searchParams: Promise<unknown> }) {
  const search = Search.parse(await searchParams);
  const { mode, publicUrl } = env();
  const callbackUrl = safePath(search.callbackUrl, publicUrl);
  const nonce = (await headers()).get("x-nonce") ?? undefined;
  const refused = mode === "key" ? await keyProblem() : null;
  if (mode === "key" && !refused) redirect(callbackUrl);
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-100 flex-col justify-center px-5 pt-10 pb-[86px]">
      <TabState title={text.signIn} />
      <p className="flex items-center gap-2 text-large/5 font-semibold">
        <Logo />
        {text.slipway}
      </p>
      <h1 className="mt-[34px] text-display">{text.signInHeading}</h1>
      <p className="mt-2 text-body text-pretty text-ink-2">{text.whatSlipwayShows}</p>
      <Notice search={search} refused={refused} />
      {mode === "key" ? null : (
        <form method="post" action="/api/auth/signin/heroku" className="mt-6">
          {/* Browsers hide a nonce from scripts, so it never equals the one in the server's HTML. */}
          <script nonce={nonce} suppressHydrationWarning>
            {keepFragment}
          </script>
          <input type="hidden" name="callbackUrl" value={callbackUrl} />
          {search.scope ? <input type="hidden" name="scope" value={search.scope} /> : null}
          <Button type="submit" variant="ink" size="lg" className="w-full">
            {text.signInWithHeroku}
          </Button>
        </form>
      )}
      <Promises scope={search.scope} />
      <Suspense fallback={<p className="mt-4 text-meta text-ink-3">{text.checkingUpstream}</p>}>
        <UpstreamLine />
      </Suspense>
    </main>
  );
}
