import type { LineStore } from "@/lib/log-viewer/engine/bytes/line-store";
import { copyOf } from "@/lib/log-viewer/engine/lines/copy-lines";
import { checksumOf } from "./checksum";
import { plainFile } from "./file";
import { WorkerFind } from "./find";
import type { LongLines } from "./long-lines";
import type { FromWorker, LateMessage } from "./messages";
import { WorkerReason } from "./reason";

/** The requests other than showing lines: find, copy, save, check. Loaded after the first line. */
export class LateRequests {
  readonly find: WorkerFind;
  readonly #store: LineStore;
  readonly #post: (message: FromWorker) => void;
  readonly #reason: WorkerReason;

  constructor(store: LineStore, long: LongLines, post: (message: FromWorker) => void) {
    this.#store = store;
    this.#post = post;
    this.find = new WorkerFind(store, long, post);
    this.#reason = new WorkerReason(store, post);
  }

  take(message: LateMessage): void {
    if (message.kind === "find") this.find.set(message.searchId, message.query, message.context);
    else if (message.kind === "step") this.find.step(message.by, message.current, message.line);
    else if (message.kind === "regexp") this.find.regexp.connect(message.port);
    else if (message.kind === "text") {
      const text = copyOf(this.#store, message.from, message.to, message.colours);
      this.#post({ kind: "text", id: message.id, text });
    } else if (message.kind === "file") {
      void plainFile(this.#store).then((file) => this.#post({ kind: "file", file }));
    } else this.#reason.request();
  }

  /** Called after lines were added; `over`: true if no more will come. */
  onGrow(over: boolean): void {
    this.find.onGrow(over);
    if (over) this.#reason.over();
  }

  /** True if the bytes have this SHA-256. */
  async isWhole(sha256: string): Promise<boolean> {
    return (await checksumOf(this.#store.bytes)) === sha256;
  }
}
