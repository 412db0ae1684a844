import { SlipwayError } from "@/lib/errors/slipway-error";
import type { Release } from "@/lib/schemas/release";

/** Throws `release_expired` for a release whose slug was deleted: it can be neither promoted nor rolled back to. */
export function checkNotExpired({ status, version }: Release, app: string): void {
  if (status !== "expired") return;
  throw new SlipwayError("release_expired", {
    detail: `v${version} of ${app} has expired; nothing was sent.`,
  });
}
