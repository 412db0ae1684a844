import { env } from "@/lib/server/env";
import { addableScopes } from "@/lib/server/session/auth/scopes";
import * as signInText from "@/lib/text/sign-in";

type Search = { scope?: string; denied?: string; error?: string; "signed-out"?: string };

/** Shows what led to this page: a denial, a failure, a sign-out or a missing scope; else nothing. */
export function Notice({ search, refused }: { search: Search; refused: string | null }) {
  const text = refused ?? noticeOf(search);
  if (!text && !search["signed-out"]) return null;
  return (
    <div
      role="status"
      className="mt-5 rounded-panel border border-line bg-panel px-3 py-2 text-body text-ink-2"
    >
      {search["signed-out"] ? <SignedOut revoked={search["signed-out"] === "revoked"} /> : text}
    </div>
  );
}

function noticeOf(search: Search): string | null {
  if (search.denied) return signInText.denied;
  if (search.error) return signInText.signInFailed;
  const scopes = addableScopes(search.scope);
  return scopes.length > 0 ? signInText.needsPermission(scopes.join(", ")) : null;
}

/** Lists the sessions and grants that the sign-out ended, and those that could not be revoked. */
function SignedOut({ revoked }: { revoked: boolean }) {
  if (revoked) return <>{signInText.signedOutEverywhere(env().mode === "local")}</>;
  if (env().mode === "local") return <>{signInText.signedOut}</>;
  return (
    <>
      {signInText.signedOutStillAuthorized}{" "}
      <a className="underline" href="https://dashboard.heroku.com/account/applications" rel="noreferrer">
        {signInText.authorizedApplications}
      </a>
      .
    </>
  );
}
