const LONGEST_HEAD = 64 * 1024;
const END = Buffer.from("\r\n\r\n");

/** Where the head of an answer ends in these bytes; 0 when it does not yet. Throws when it never will. */
export function headEnd(bytes: Buffer): number {
  const at = bytes.indexOf(END);
  if (at === -1 && bytes.length > LONGEST_HEAD) throw new Error("the answer's head does not end");
  return at === -1 ? 0 : at + END.length;
}
