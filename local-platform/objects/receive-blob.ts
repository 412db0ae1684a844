import { createHash, randomUUID } from "node:crypto";
import { mkdir, open, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Context } from "@/local-platform/context";
import { StorageError } from "./storage-error";

type Received = { path: string; bytes: number; sha256: string };

/**
 * Writes a request body to a file in `blobs/aside` and syncs it to disk. Throws, and deletes the file,
 * if the body is aborted, is shorter or longer than its Content-Length, or larger than `maxBytes`.
 */
export async function receiveBlob(blobs: string, request: Request, maxBytes: number): Promise<Received> {
  const announced = lengthOf(request);
  if (announced > maxBytes) throw tooLarge(announced, maxBytes);
  const path = join(blobs, "aside", randomUUID());
  await mkdir(dirname(path), { recursive: true });
  const hash = createHash("sha256");
  const file = await open(path, "wx");
  let bytes = 0;
  try {
    for await (const chunk of request.body ?? []) {
      hash.update(chunk);
      bytes += chunk.byteLength;
      if (bytes > announced) break;
      await file.writeFile(chunk);
    }
    if (bytes !== announced) throw incomplete();
    await file.sync();
  } catch (error) {
    await file.close();
    await rm(path, { force: true });
    throw error instanceof StorageError ? error : incomplete();
  }
  await file.close();
  return { path, bytes, sha256: hash.digest("hex") };
}

/** Moves the received file to its final path and syncs the folder. */
export async function placeBlob(received: Received, target: string): Promise<void> {
  await mkdir(dirname(target), { recursive: true });
  await rename(received.path, target);
  const folder = await open(dirname(target), "r");
  await folder.sync().finally(() => folder.close());
}

export async function dropBlob(received: Received): Promise<void> {
  await rm(received.path, { force: true });
}

/** Deletes partial files of an earlier run. */
export async function clearAside(blobs: string): Promise<void> {
  await rm(join(blobs, "aside"), { recursive: true, force: true });
}

function lengthOf(request: Request): number {
  const text = request.headers.get("content-length");
  if (text !== null && /^\d{1,15}$/.test(text)) return Number(text);
  throw new StorageError(411, "MissingContentLength", "You must provide the Content-Length HTTP header.");
}

const incomplete = () =>
  new StorageError(
    400,
    "IncompleteBody",
    "You did not provide the number of bytes specified by the Content-Length header.",
  );

const tooLarge = (bytes: number, maxBytes: number) =>
  new StorageError(400, "EntityTooLarge", "Your proposed upload exceeds the maximum allowed size.", {
    ProposedSize: String(bytes),
    MaxSizeAllowed: String(maxBytes),
  });

/**
 * Stores the tarball of a registered slug under its SHA-256. Repeating the same content succeeds (the response to the
 * first PUT may be lost). Content that differs from the earlier content or the registered checksum is rejected.
 */
export async function storeSlugBlob(
  context: Context,
  blobs: string,
  id: string,
  received: Received,
): Promise<void> {
  const slug = await context.db.selectFrom("slugs").selectAll().where("id", "=", id).executeTakeFirst();
  if (!slug) throw new StorageError(404, "NoSuchKey", "The specified key does not exist.");
  const checksum = `SHA256:${received.sha256}`;
  if (slug.checksum !== null && slug.checksum !== checksum) {
    const message =
      slug.key === null
        ? "The checksum that the slug was registered with does not match what was received."
        : "This slug has its content already; register another one.";
    throw new StorageError(400, "BadDigest", message, {
      ExpectedDigest: slug.checksum,
      CalculatedDigest: checksum,
    });
  }
  const key = `slugs/${received.sha256}`;
  await placeBlob(received, join(blobs, key));
  await context.db
    .updateTable("slugs")
    .set({ key, checksum, size: received.bytes, updated_at: context.now().toISOString() })
    .where("id", "=", id)
    .execute();
}

/** Deletes sources a while after their URLs expired: a queued build may still need its source. */
export async function sweepSources(context: Context): Promise<void> {
  const { db, dataDir, limits } = context;
  const before = new Date(context.now().getTime() - limits.sourceUrlMs - limits.buildMs).toISOString();
  const stale = await db
    .selectFrom("sources")
    .select(["id", "key"])
    .where("expires_at", "<", before)
    .execute();
  for (const { id, key } of stale) {
    await rm(join(dataDir, "blobs", key), { force: true });
    await db.deleteFrom("sources").where("id", "=", id).execute();
  }
}
