const LONGEST_HEAD = 64 * 1024;
const END = Buffer.from("\r\n\r\n");

/** Returns the offset behind a response head; 0 while it is incomplete. Throws when it is too long. */
export function headEnd(bytes: Buffer): number {
  const at = bytes.indexOf(END);
  if (at === -1 && bytes.length > LONGEST_HEAD) throw new Error("the answer's head does not end");
  return at === -1 ? 0 : at + END.length;
}
