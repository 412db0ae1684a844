import { usePathname, useRouter, useSearchParams } from "next/navigation";
import type { MouseEvent, ReactNode } from "react";
import { ApiFailure } from "@/lib/client/api";
import { paths } from "@/lib/paths";
import * as text from "@/lib/text/page";
import { LinkButton } from "./button";

/**
 * A sign-in link for errors that signing in resolves: again, or with a missing scope. Returns to this page
 * afterwards.
 */
export function SignInLink({ error }: { error: unknown }) {
  if (!(error instanceof ApiFailure)) return null;
  if (error.status === 401) return <SignInAgain />;
  if (error.id !== "missing_scope" || !error.scopes?.length) return null;
  return <Grant scopes={error.scopes} />;
}

export function SignInAgain() {
  return <SignInButton>{text.signInAgain}</SignInButton>;
}

function Grant({ scopes }: { scopes: readonly string[] }) {
  return <SignInButton scopes={scopes}>{text.grant(scopes.join(", "))}</SignInButton>;
}

function SignInButton({ scopes, children }: { scopes?: readonly string[]; children: ReactNode }) {
  const path = usePathname() ?? "";
  const search = useSearchParams()?.toString();
  const here = search ? `${path}?${search}` : path;
  const router = useRouter();
  // React does not observe changes of the fragment: the selected lines are read on demand.
  const withFragment = (event: MouseEvent): void => {
    if (!location.hash || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    router.push(paths.signIn(here + location.hash, scopes));
  };
  return (
    <LinkButton size="sm" href={paths.signIn(here, scopes)} prefetch={false} onClick={withFragment}>
      {children}
    </LinkButton>
  );
}
