// A worker thread that validates uploads and computes their checksums. Each upload has a port.
import { createHash } from "node:crypto";
import { type MessagePort, parentPort } from "node:worker_threads";
import { TarballError } from "@/lib/tarball/tarball-error";
import { checkTarball, type TarballCheck } from "./tarball-check";
import { type FromWorker, OpenMessage, ToWorker } from "./validation-messages";

parentPort?.on("message", (data: unknown) => {
  const { port, limits, folder } = OpenMessage.parse(data);
  const check = checkTarball(limits, folder);
  const handle = handler(check);
  let handled = Promise.resolve();
  port.on("message", (message: unknown) => {
    handled = handled.then(() => handle(ToWorker.parse(message))).then((reply) => post(port, reply));
  });
  port.once("close", () => check.abandon());
});

/** Returns a function that returns the reply to each message of an upload. */
function handler(check: TarballCheck): (message: ToWorker) => Promise<FromWorker> {
  const hash = createHash("sha256");
  return async (message) => {
    try {
      if (message.kind === "end") {
        await check.finish();
        return { kind: "valid", digest: hash.digest("hex") };
      }
      const chunk = new Uint8Array(message.bytes, 0, message.length);
      const checked = check.write(chunk);
      // Node's thread pool unpacks meanwhile.
      hash.update(chunk);
      await checked;
      return { kind: "checked", bytes: message.bytes };
    } catch (error) {
      if (error instanceof TarballError) return { kind: "invalid", id: error.id, detail: error.detail };
      return { kind: "invalid", id: "internal", detail: String(error) };
    }
  };
}

function post(port: MessagePort, reply: FromWorker): void {
  port.postMessage(reply, reply.kind === "checked" ? [reply.bytes] : []);
}
