import { ApiFailure, callApi, failureOf } from "@/lib/client/api";
import { messageOf } from "@/lib/errors/catalog";
import { api } from "@/lib/paths";
import { App } from "@/lib/schemas/app";
import { Build, type UploadQuery } from "@/lib/schemas/build";

type Upload = {
  app: string;
  blob: Blob;
  query?: UploadQuery;
  onProgress?: (progress: UploadProgress) => void;
  signal?: AbortSignal;
};

/**
 * Uploads a tarball and resolves with the build that it starts. Throws `ApiFailure`, also when the connection
 * breaks, and the signal's reason if it is aborted.
 */
export async function upload({ app, blob, query = {}, onProgress, signal }: Upload): Promise<Build> {
  const text = await sendBlob({
    method: "POST",
    url: api.uploads(app, query),
    blob,
    status: 201,
    onProgress,
    signal,
    breakReason: (all) => breakReason(app, all),
  });
  return Build.parse(JSON.parse(text));
}

/** Returns why a connection broke: a server that refuses early closes it, and the next request returns the reason. */
async function breakReason(app: string, all: boolean): Promise<unknown> {
  try {
    await callApi(api.app(app), App);
  } catch (error) {
    return error;
  }
  if (!all) return lostFailure("upload_incomplete", messageOf("upload_incomplete"));
  return lostFailure(
    "upstream_timeout",
    "The whole file was sent, then the connection broke. The build may have started: look at the builds before you send it again.",
  );
}

/** Bytes sent of `total`. `sent === total`: the server has received everything and is processing it. */
export type UploadProgress = { sent: number; total: number };

type Sent = {
  method: "POST" | "PUT";
  url: string;
  blob: Blob;
  /** The status of a successful response. */
  status: 200 | 201;
  onProgress: ((progress: UploadProgress) => void) | undefined;
  signal: AbortSignal | undefined;
  /** Returns the reason for a broken connection; `all` is true if everything was sent. */
  breakReason: (all: boolean) => Promise<unknown>;
};

/**
 * Sends a file as the request body and resolves with the response text. Throws `ApiFailure`, also when the
 * connection breaks, and the signal's reason if it is aborted. Uses XMLHttpRequest, because fetch reports no upload
 * progress.
 */
export async function sendBlob({ method, url, blob, status, ...options }: Sent): Promise<string> {
  const { onProgress, signal, breakReason } = options;
  signal?.throwIfAborted();
  const request = new XMLHttpRequest();
  const outcome = new Promise<"loaded" | "lost">((resolve, reject) => {
    request.onload = () => resolve("loaded");
    request.onerror = () => resolve("lost");
    request.onabort = () => reject(signal?.reason);
  });
  let sent = 0;
  request.upload.onprogress = ({ loaded, total }) => {
    sent = loaded;
    onProgress?.({ sent: loaded, total });
  };
  const abort = () => request.abort();
  signal?.addEventListener("abort", abort);
  try {
    request.open(method, url);
    // A blob's type would be sent as a Content-Type, which has no meaning here: the server forwards none.
    request.send(blob.slice(0, blob.size));
    if ((await outcome) === "lost") throw await breakReason(sent === blob.size);
    if (request.status !== status) throw await failureOf(responseOf(request));
    return request.responseText;
  } finally {
    signal?.removeEventListener("abort", abort);
  }
}

/** Returns the failure of a request that never reached the server, or whose response was lost. */
export function lostFailure(id: "upstream_timeout" | "upload_incomplete", message: string): ApiFailure {
  return new ApiFailure(0, { id, message, request_id: "none" });
}

function responseOf(request: XMLHttpRequest): Response {
  const requestId = request.getResponseHeader("request-id") ?? "none";
  return new Response(request.responseText, {
    status: Math.max(request.status, 200),
    headers: { "request-id": requestId },
  });
}
