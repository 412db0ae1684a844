import { EventEmitter } from "node:events";
import { type FileHandle, open, stat } from "node:fs/promises";

/** State of one output stream in memory: its length, whether it is complete, and waiting readers. */
export type Channel = {
  readonly file: string;
  bytes: number;
  complete: boolean;
  /** Appends in the order of the calls; resolves once the bytes are in the file. */
  append(data: string | Uint8Array): Promise<void>;
  /** Flushes and closes the file; readers end only after `announce`. */
  seal(): Promise<void>;
  /** Closes the file; the next append reopens it. */
  pause(): Promise<void>;
  /** Notifies the readers that the stream is complete. */
  announce(): void;
  /** Resolves on the next append or `announce`, or when the signal aborts. */
  changed(signal: AbortSignal): Promise<void>;
};

/** Opens the channel of an output file and creates the file if needed. */
export async function openChannel(file: string, complete: boolean): Promise<Channel> {
  const events = new EventEmitter().setMaxListeners(0);
  const size = await stat(file).then(
    (found) => found.size,
    () => 0,
  );
  let handle: FileHandle | null = null;
  let last = Promise.resolve();

  async function write(data: string | Uint8Array) {
    if (channel.complete) return;
    handle ??= await open(file, "a");
    const bytes = typeof data === "string" ? Buffer.from(data) : data;
    await handle.appendFile(bytes);
    channel.bytes += bytes.byteLength;
    events.emit("changed");
  }

  async function sync() {
    if (channel.complete) return;
    handle ??= await open(file, "a");
    await handle.sync();
    await close();
  }

  async function close() {
    const opened = handle;
    handle = null;
    await opened?.close();
  }

  /** Writes are sequential, so that the file keeps the order of the appends. */
  function inOrder(job: () => Promise<void>): Promise<void> {
    const done = last.then(job);
    last = done.catch(() => {});
    return done;
  }

  const channel: Channel = {
    file,
    bytes: size,
    complete,
    append: (data) => inOrder(() => write(data)),
    seal: () => inOrder(sync),
    pause: () => inOrder(close),
    announce() {
      channel.complete = true;
      events.emit("changed");
    },
    changed: (signal) =>
      new Promise((resolve) => {
        const done = () => {
          events.off("changed", done);
          signal.removeEventListener("abort", done);
          resolve();
        };
        events.on("changed", done);
        signal.addEventListener("abort", done);
        if (signal.aborted) done();
      }),
  };
  return channel;
}
