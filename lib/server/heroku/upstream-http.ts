import type { ClientRequest, IncomingMessage } from "node:http";
import http from "node:http";
import https from "node:https";
import type { OnReadOpts } from "node:net";
import { publicLookup, type UpstreamUrl } from "./upstream-url";

type Options = {
  method: "GET" | "PUT";
  headers?: Record<string, string | number>;
  signal?: AbortSignal;
  /** A buffer for all incoming data and the callback that consumes it. */
  onread?: OnReadOpts;
};

/**
 * Opens a request to a stream or storage host: without a token, without following redirects, on its own connection (so
 * that aborting closes it), and not to a private address unless the operator named the host. The caller ends it.
 */
export function openRequest({ url, trusted }: UpstreamUrl, options: Options): ClientRequest {
  const { request } = url.protocol === "https:" ? https : http;
  return request(url, {
    method: options.method,
    agent: false,
    headers: { "user-agent": "slipway", ...options.headers },
    ...(trusted ? {} : { lookup: publicLookup }),
    ...(options.signal ? { signal: options.signal } : {}),
    ...(options.onread ? { onread: options.onread } : {}),
  });
}

/** Sends a GET and resolves with the response once its headers arrive. The caller reads or destroys the body. */
export function get(
  target: UpstreamUrl,
  options: Omit<Options, "method"> & { timeoutMs: number },
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const request = openRequest(target, { ...options, method: "GET" });
    const timer = setTimeout(() => {
      request.destroy(Object.assign(new Error("no answer in time"), { name: "TimeoutError" }));
    }, options.timeoutMs);
    request.once("response", (response) => {
      clearTimeout(timer);
      resolve(response);
    });
    request.once("error", (error) => {
      clearTimeout(timer);
      reject(error);
    });
    request.end();
  });
}

/** Reads a body as text, at most `maxBytes` and for at most `timeoutMs`. */
export async function readText(
  response: IncomingMessage,
  { maxBytes, timeoutMs }: { maxBytes: number; timeoutMs: number },
): Promise<string> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  const timer = setTimeout(() => response.destroy(), timeoutMs);
  try {
    for await (const piece of response) {
      const chunk: Buffer = Buffer.from(piece);
      pieces.push(chunk);
      bytes += chunk.length;
      if (bytes >= maxBytes) break;
    }
  } catch (error) {
    if (bytes === 0 && !response.destroyed) throw error;
  } finally {
    clearTimeout(timer);
    response.destroy();
  }
  return Buffer.concat(pieces).subarray(0, maxBytes).toString("utf8");
}

/** Returns the parsed JSON, or null for an empty body, a proxy's HTML page or anything else that is not JSON. */
export function parseJson(text: string): unknown {
  if (text.trim() === "") return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
