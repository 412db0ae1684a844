import { createWriteStream } from "node:fs";
import { open } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { Agent, type Dispatcher, EnvHttpProxyAgent, request } from "undici";
import { startsWebPage } from "@/lib/tarball/format-of";
import type { Limits } from "@/local-platform/context";
import { measuring } from "@/local-platform/engine/tarball/measure";
import { BuildFailure } from "./build-report";
import { formatSize } from "./format-size";

export type FetchedSource = { bytes: number; sha256: string };

type FetchLimits = Pick<Limits, "redirects" | "fetchMs" | "sourceBytes">;

/**
 * Downloads a source blob to a file, through the proxy that HTTP_PROXY, HTTPS_PROXY and NO_PROXY name. `fetch` is
 * not used because it decodes `Content-Encoding`, which changes the bytes that the checksum covers.
 * @throws BuildFailure with what happened and what to do next
 */
export async function fetchSource(
  url: string,
  file: string,
  limits: FetchLimits,
  signal: AbortSignal,
): Promise<FetchedSource> {
  const late = AbortSignal.timeout(limits.fetchMs);
  const either = AbortSignal.any([signal, late]);
  try {
    const { response, from } = await follow(url, limits.redirects, either);
    const fetched = await store(response, file, limits.sourceBytes, either);
    if (await isWebPage(file, response)) throw webPage(url, from);
    return fetched;
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof BuildFailure) throw error;
    if (late.aborted) {
      throw new BuildFailure([
        `The source at ${shownUrl(url)} did not arrive within ${Math.round(limits.fetchMs / 1000)} s.`,
        "Check that the address answers, then build again.",
      ]);
    }
    const why = error instanceof Error ? error.message || error.name : String(error);
    throw new BuildFailure([
      `The source at ${shownUrl(url)} could not be fetched: ${why}.`,
      "Check the address, or upload the tarball, then build again.",
    ]);
  }
}

/** Returns a URL without its query, which is often a secret. */
export function shownUrl(url: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  return parsed ? `${parsed.origin}${parsed.pathname}` : "an address that is not a URL";
}

type Answer = Dispatcher.ResponseData;

/** Returns the response and its final URL. */
async function follow(
  url: string,
  redirects: number,
  signal: AbortSignal,
): Promise<{ response: Answer; from: string }> {
  const response = await get(url, signal);
  const status = response.statusCode;
  if (status === 200) return { response, from: url };
  response.body.on("error", () => {}).destroy();
  const location = [response.headers.location].flat()[0];
  if (status >= 300 && status < 400 && location && URL.canParse(location, url)) {
    if (redirects > 0) return follow(new URL(location, url).href, redirects - 1, signal);
    throw new BuildFailure([
      `The source was redirected too often, last from ${shownUrl(url)}.`,
      "Give the address that it leads to.",
    ]);
  }
  throw new BuildFailure([
    `The source at ${shownUrl(url)} could not be fetched: HTTP ${status}.`,
    [401, 403, 404, 410].includes(status)
      ? "The address may have expired (an upload's is valid for one hour) or need a permission: upload the tarball again."
      : "Try again later, or upload the tarball.",
  ]);
}

/** True if the file is not gzip and starts like HTML or has an HTML content type. */
async function isWebPage(file: string, { headers }: Answer): Promise<boolean> {
  const handle = await open(file);
  const { buffer } = await handle.read({ buffer: Buffer.alloc(512) }).finally(() => handle.close());
  if (buffer[0] === 0x1f && buffer[1] === 0x8b) return false;
  return (
    startsWebPage(buffer) ||
    /^\s*(text\/html|application\/xhtml\+xml)\b/i.test(String(headers["content-type"]))
  );
}

function webPage(url: string, from: string): BuildFailure {
  const redirect = from === url ? "" : ` after a redirect to ${shownUrl(from)}`;
  return new BuildFailure([
    `The address ${shownUrl(url)} answered a web page${redirect}, not a tarball.`,
    "It probably asks to sign in: give an address with a token in it or a public link, or upload the tarball.",
  ]);
}

async function get(url: string, signal: AbortSignal): Promise<Answer> {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (!parsed || !/^https?:$/.test(parsed.protocol)) {
    throw new BuildFailure([
      `The source's address ${shownUrl(url)} is not an http or https URL.`,
      "Correct it.",
    ]);
  }
  const dispatcher = dispatcherFor(parsed);
  const headers = { accept: "*/*", "accept-encoding": "identity", "user-agent": "slipway-local-platform" };
  const response = await request(parsed, { dispatcher, headers, signal });
  response.body.once("close", () => dispatcher.destroy());
  return response;
}

/** Uploads are on this machine, which a proxy cannot reach. The signal limits the duration. */
function dispatcherFor({ hostname }: URL): Dispatcher {
  const times = { headersTimeout: 0, bodyTimeout: 0 };
  const here = /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
  return here ? new Agent(times) : new EnvHttpProxyAgent({ ...times, proxyTunnel: false });
}

async function store(
  response: Answer,
  file: string,
  limit: number,
  signal: AbortSignal,
): Promise<FetchedSource> {
  const measured = measuring(limit, () => tooLarge(limit));
  if (Number(response.headers["content-length"] ?? 0) > limit) {
    response.body.on("error", () => {}).destroy();
    throw tooLarge(limit);
  }
  await pipeline(response.body, measured.stream, createWriteStream(file), { signal });
  return measured.result();
}

function tooLarge(limit: number): BuildFailure {
  return new BuildFailure([
    `The source is larger than ${formatSize(limit)}.`,
    "Leave out what the build does not need (node_modules, .git, media), then build again.",
  ]);
}
