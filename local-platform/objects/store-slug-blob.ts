import { join } from "node:path";
import type { Context } from "../context";
import { placeBlob, type Received } from "./receive-blob";
import { StorageError } from "./storage-error";

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
