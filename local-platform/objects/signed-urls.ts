import type { Services } from "@/local-platform/services";

type Signing = Pick<Services, "context" | "signer">;

/** Signed URLs of the objects port. They work without a token until they expire. */
export function sourceUrl({ context, signer }: Signing, method: "GET" | "PUT", id: string): string {
  const path = `/sources/${id}`;
  const query = signer.sign(method, path, context.now(), context.limits.sourceUrlMs);
  return `${context.origins().objects}${path}${query}`;
}

export function slugUrl({ context, signer }: Signing, method: "GET" | "PUT", id: string): string {
  const path = `/slugs/${id}.tgz`;
  const query = signer.sign(method, path, context.now(), context.limits.sourceUrlMs);
  return `${context.origins().objects}${path}${query}`;
}

/** Returns an output stream's URL, signed again on each call, as on Heroku. */
export function outputUrl({ context, signer }: Signing, appId: string, id: string): string {
  const path = `/streams/${appId.slice(0, 2)}/${appId}/logs/${id.slice(0, 2)}/${id}.log`;
  return `${context.origins().objects}${path}${signer.sign("GET", path, context.now(), context.limits.outputUrlMs)}`;
}

export type LogWish = { lines: number; tail: boolean; dyno?: string; source?: string };

const LOG_URL_MS = 5 * 60_000;

export function logUrl(
  { context, signer }: Signing,
  appId: string,
  sessionId: string,
  wish: LogWish,
): string {
  const path = `/log-sessions/${appId}/${sessionId}`;
  const more: Record<string, string> = { lines: String(wish.lines), tail: String(wish.tail) };
  if (wish.dyno) more.dyno = wish.dyno;
  if (wish.source) more.source = wish.source;
  return `${context.origins().objects}${path}${signer.sign("GET", path, context.now(), LOG_URL_MS, more)}`;
}
