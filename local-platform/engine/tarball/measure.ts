import { createHash } from "node:crypto";
import { Transform } from "node:stream";

/** Returns a stream that passes bytes on, and their count and SHA-256 so far. Beyond `limit` bytes it fails with `tooLarge()`. */
export function measuring(limit: number, tooLarge: () => Error) {
  const hash = createHash("sha256");
  let bytes = 0;
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.byteLength;
      hash.update(chunk);
      done(bytes > limit ? tooLarge() : null, chunk);
    },
  });
  return { stream, result: () => ({ bytes, sha256: hash.digest("hex") }) };
}
