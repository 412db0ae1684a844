import { callApi } from "@/lib/client/api";
import { messageOf } from "@/lib/errors/catalog";
import { api } from "@/lib/paths";
import { App } from "@/lib/schemas/app";
import { Build, type UploadQuery } from "@/lib/schemas/build";
import { lostFailure, sendBlob, type UploadProgress } from "./send-blob";

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
