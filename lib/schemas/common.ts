import { z } from "zod";
import { withoutBidiControls } from "./bidi";

/** An app's name: 3 to 30 characters (platform-api-schema: app/definitions/name). */
export const APP_NAME = /^[a-z][a-z0-9-]{1,28}[a-z0-9]$/;
export const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Text typed by a user and shown to others, without bidirectional controls. */
export const UserText = z.string().trim().transform(withoutBidiControls);

/** A path segment that identifies an app: its name or id. Anything else could reach another endpoint. */
export const AppParam = z
  .string()
  .refine((value) => APP_NAME.test(value) || UUID.test(value), "is neither an app's name nor its id");

/** A path segment that is an id. */
export const UuidParam = z.string().regex(UUID, "is not an id");

/** A path segment that identifies a build: its id, or `latest`. */
export const BuildParam = z
  .string()
  .refine((value) => value === "latest" || UUID.test(value), "is neither a build's id nor latest");

/** `SHA256:` and 64 hexadecimal digits, the format of builds and slugs. */
export const Checksum = z
  .string()
  .regex(/^SHA256:[0-9a-f]{64}$/i, "must be SHA256: and 64 hexadecimal digits");

/** Upstream mixes `Z` and `+00:00`; our routes return `Z`. Unreadable times become null. */
export const UpstreamTime = z
  .string()
  .nullish()
  .transform((text) => {
    const time = text ? Date.parse(text) : Number.NaN;
    return Number.isNaN(time) ? null : new Date(time).toISOString();
  });

/** A time that every object has; an unreadable one becomes the epoch so that sorting works. */
export const UpstreamRequiredTime = UpstreamTime.transform((time) => time ?? new Date(0).toISOString());

export const Time = z.iso.datetime();

/** `{id}` that upstream may return as null, as `{id: null}` or not at all. */
export const UpstreamRef = z
  .object({ id: z.string().nullish() })
  .nullish()
  .transform((ref) => (ref?.id ? { id: ref.id } : null));

export const Ref = z.object({ id: z.string() });

export const UpstreamUser = z
  .object({ id: z.string().nullish(), email: z.string().nullish() })
  .nullish()
  .transform((user) => ({ id: user?.id ?? null, email: user?.email ?? null }));

export const User = z.object({ id: z.string().nullable(), email: z.string().nullable() });
export type User = z.infer<typeof User>;

/** Parses a state leniently: an unknown one becomes `unknown`, never an error. */
export function stateOf<const T extends string>(...known: T[]) {
  const set = new Set<string>(known);
  return z
    .string()
    .nullish()
    .transform(
      (value): T | "unknown" => known.find((state) => state === value && set.has(state)) ?? "unknown",
    );
}

/** A list as returned by our routes. `next` is a cursor for `?after=`, or null. */
export function listOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), next: z.string().nullable() });
}

/** Returns a URL without its query and credentials: the query may contain a signature or a token. */
export function withoutQuery(url: string): string {
  const cut = url.search(/[?#]/);
  return (cut === -1 ? url : url.slice(0, cut)).replace(/\/\/[^/]*@/, "//");
}
