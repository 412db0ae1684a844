import { KeyRound, Lock, LogOut, MonitorDot } from "lucide-react";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { type ReactNode, Suspense } from "react";
import { z } from "zod";
import { Button } from "@/components/ui/button";
import { Logo } from "@/components/ui/logo";
import { Glyph } from "@/components/ui/state";
import { TabState } from "@/components/ui/tab-state";
import { env } from "@/lib/server/env";
import { checkUpstream } from "@/lib/server/health";
import { describeScopes, scopesToRequest } from "@/lib/server/session/auth/scopes";
import { keyProblem } from "@/lib/server/session/find-session";
import { safePath } from "@/lib/server/session/origin";
import * as common from "@/lib/text/common";
import * as text from "@/lib/text/sign-in";
import { Notice } from "./notice";

/** A repeated parameter counts as absent: the link may come from another site. */
const Single = z.string().optional().catch(undefined);
const Search = z.object({
  callbackUrl: Single,
  scope: Single,
  denied: Single,
  error: Single,
  "signed-out": Single,
});

/**
 * The fragment of an output (`#L3-L9`) never reaches the server: the script adds it to `callbackUrl` on submit.
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
        {common.slipway}
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
      <AccessSummary scope={search.scope} />
      <Suspense fallback={<p className="mt-4 text-meta text-ink-3">{text.checkingUpstream}</p>}>
        <UpstreamLine />
      </Suspense>
    </main>
  );
}

/** Lists the permissions that will be requested, and where the token is stored. */
function AccessSummary({ scope }: { scope: string | undefined }) {
  const permissions = describeScopes(scopesToRequest(scope ?? null).split(" "));
  return (
    <ul className="mt-6 border-t border-line text-[0.8125rem]/5 text-ink-2">
      {env().mode === "local" ? (
        <Line icon={<MonitorDot size={16} strokeWidth={1.5} />}>{text.localPlatformNote}</Line>
      ) : null}
      <Line icon={<Lock size={16} strokeWidth={1.5} />}>{text.tokenNote}</Line>
      <Line icon={<KeyRound size={16} strokeWidth={1.5} />}>{text.scopesNote(permissions)}</Line>
      <Line icon={<LogOut size={16} strokeWidth={1.5} />}>{text.signOutNote}</Line>
    </ul>
  );
}

function Line({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <li className="flex gap-3 min-h-[45px] border-b border-line py-2.5">
      <span className="mt-0.5 shrink-0 text-ink-3">{icon}</span>
      <span>{children}</span>
    </li>
  );
}

/** Shows whether upstream currently responds. */
async function UpstreamLine() {
  const { mode, herokuApiUrl } = env();
  const state = await checkUpstream();
  const host = new URL(herokuApiUrl).host;
  const name = text.upstreamName(host, mode === "local");
  if (state === "ok") {
    return (
      <p className="mt-4 flex gap-1 text-meta text-ink-3">
        <Glyph kind="ok" /> {text.upstreamAnswers(name)}
      </p>
    );
  }
  return (
    <p className="mt-4 flex gap-1 text-meta text-bad">
      <Glyph kind="bad" /> {text.upstreamNotAnswering(name)}
    </p>
  );
}
