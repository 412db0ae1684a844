import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { closeSync, constants, open } from "node:fs";
import { rm } from "node:fs/promises";
import { Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { promisify } from "node:util";

const run = promisify(execFile);
const openDescriptor = promisify(open);

/**
 * Creates an operating system pipe. Node's `pipe` for a child is a socket, and a program that opens
 * `/dev/stdout` or `/dev/stderr` (shell scripts and web servers do) cannot open a socket.
 */
export async function openPipe(): Promise<{ output: Readable; writeEnd: number; closeWriteEnd(): void }> {
  const path = join(tmpdir(), `slipway-${randomUUID()}.pipe`);
  await run("mkfifo", ["-m", "600", path]);
  try {
    // Without O_NONBLOCK, opening would wait for a writer.
    const reading = await openDescriptor(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const writing = await openDescriptor(path, constants.O_WRONLY);
    const output = new Socket({ fd: reading, readable: true, writable: false });
    return { output, writeEnd: writing, closeWriteEnd: () => closeSync(writing) };
  } finally {
    await rm(path, { force: true });
  }
}
