import { messageOf } from "@/lib/errors/catalog";
import { api } from "@/lib/paths";
import { App } from "@/lib/schemas/app";
import { Build, type UploadQuery } from "@/lib/schemas/build";
import { ApiFailure, callApi, failureOf } from "./api";

/** Bytes sent of `total`. `sent === total`: the server has all of it and is starting the build. */
export type UploadProgress = { sent: number; total: number };

type Upload = {
  app: string;
  blob: Blob;
  query?: UploadQuery;
  onProgress?: (progress: UploadProgress) => void;
  signal?: AbortSignal;
};

/**
 * Sends a tarball and answers with the build it started. Throws `ApiFailure`, also when the connection broke,
 * and the signal's reason when that was aborted. Not by fetch, which tells no upload progress.
 */
export async function upload({ app, blob, query = {}, onProgress, signal }: Upload): Promise<Build> {
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
    request.open("POST", api.uploads(app, query));
    // A type would be a Content-Type that means nothing here: the server forwards none.
    request.send(blob.slice(0, blob.size));
    if ((await outcome) === "lost") throw await brokenOff(app, sent === blob.size);
    if (request.status !== 201) throw await failureOf(answerOf(request));
    return Build.parse(JSON.parse(request.responseText));
  } finally {
    signal?.removeEventListener("abort", abort);
  }
}

function answerOf(request: XMLHttpRequest): Response {
  const requestId = request.getResponseHeader("request-id") ?? "none";
  return new Response(request.responseText, {
    status: Math.max(request.status, 200),
    headers: { "request-id": requestId },
  });
}

/** Why a connection broke: a server that refuses early closes it, and its reason shows in the next request. */
async function brokenOff(app: string, all: boolean): Promise<unknown> {
  try {
    await callApi(api.app(app), App);
  } catch (error) {
    return error;
  }
  const id = all ? "upstream_timeout" : "upload_incomplete";
  const message = all
    ? "The whole file was sent, then the connection broke. The build may have started: look at the builds before you send it again."
    : messageOf(id);
  return new ApiFailure(0, { id, message, request_id: "none" });
}
