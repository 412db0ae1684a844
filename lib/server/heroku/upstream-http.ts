import http, { type ClientRequest, type IncomingMessage } from "node:http";
import https from "node:https";
import type { OnReadOpts } from "node:net";
import { publicLookup, type UpstreamUrl } from "./upstream-url";

type Options = {
  method: "GET" | "PUT";
  headers?: Record<string, string | number>;
  signal?: AbortSignal;
  /** Memory that all that comes is read into, and who takes it from there. */
  onread?: OnReadOpts;
};

/**
 * Begins a request to a stream or storage host: no token, no redirect followed, a connection of its own (so that
 * leaving closes it), and no private address unless the operator named the host. The caller ends it.
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

/** Sends a GET and resolves with the answer's head; its body is still to be read or destroyed. */
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

/** Reads a body as text, at most `maxBytes` of it and until `timeoutMs` have passed. */
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
