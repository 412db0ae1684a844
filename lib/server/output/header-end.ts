const MAX_HEAD = 64 * 1024;
const END = Buffer.from("\r\n\r\n");

/** Returns the offset after a response head; 0 while it is incomplete. Throws if it is too long. */
export function headEnd(bytes: Buffer): number {
  const at = bytes.indexOf(END);
  if (at === -1 && bytes.length > MAX_HEAD) throw new Error("the response head is too long");
  return at === -1 ? 0 : at + END.length;
}
