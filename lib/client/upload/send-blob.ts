import { ApiFailure, failureOf } from "@/lib/client/api";

/** Bytes sent of `total`. `sent === total`: the server has all of it and is working on the rest. */
export type UploadProgress = { sent: number; total: number };

type Sent = {
  method: "POST" | "PUT";
  url: string;
  blob: Blob;
  /** What success is answered with. */
  status: 200 | 201;
  onProgress: ((progress: UploadProgress) => void) | undefined;
  signal: AbortSignal | undefined;
  /** Why the connection broke, before or after all was sent. */
  brokenOff: (all: boolean) => Promise<unknown>;
};

/**
 * Sends a file as a body and answers the text of the answer. Throws `ApiFailure`, also when the connection broke,
 * and the signal's reason when that was aborted. Not by fetch, which tells no upload progress.
 */
export async function sendBlob({ method, url, blob, status, ...options }: Sent): Promise<string> {
  const { onProgress, signal, brokenOff } = options;
  signal?.throwIfAborted();
  const request = new XMLHttpRequest();
  const outcome = new Promise<"answered" | "lost">((resolve, reject) => {
    request.onload = () => resolve("answered");
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
    // A type would be a Content-Type that means nothing here: the server forwards none.
    request.send(blob.slice(0, blob.size));
    if ((await outcome) === "lost") throw await brokenOff(sent === blob.size);
    if (request.status !== status) throw await failureOf(answerOf(request));
    return request.responseText;
  } finally {
    signal?.removeEventListener("abort", abort);
  }
}

/** A failure that never reached the server, or whose answer was lost. */
export function lostFailure(id: "upstream_timeout" | "upload_incomplete", message: string): ApiFailure {
  return new ApiFailure(0, { id, message, request_id: "none" });
}

function answerOf(request: XMLHttpRequest): Response {
  const requestId = request.getResponseHeader("request-id") ?? "none";
  return new Response(request.responseText, {
    status: Math.max(request.status, 200),
    headers: { "request-id": requestId },
  });
}
