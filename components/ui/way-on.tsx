"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { ApiFailure } from "@/lib/client/api";
import { paths } from "@/lib/paths";
import { LinkButton } from "./button";

/** Where an error can be got past by signing in: once more, or with a scope that was missing. Comes back to this page. */
export function WayOn({ error }: { error: unknown }) {
  if (!(error instanceof ApiFailure)) return null;
  if (error.status === 401) return <SignInAgain />;
  if (error.id !== "missing_scope" || !error.scopes?.length) return null;
  return <Grant scopes={error.scopes} />;
}

export function SignInAgain() {
  return (
    <LinkButton size="sm" href={paths.signIn(useHere())} prefetch={false}>
      Sign in again…
    </LinkButton>
  );
}

function Grant({ scopes }: { scopes: readonly string[] }) {
  return (
    <LinkButton size="sm" href={paths.signIn(useHere(), scopes)} prefetch={false}>
      Grant {scopes.join(", ")}…
    </LinkButton>
  );
}

function useHere(): string {
  const path = usePathname() ?? "";
  const search = useSearchParams()?.toString();
  return search ? `${path}?${search}` : path;
}
