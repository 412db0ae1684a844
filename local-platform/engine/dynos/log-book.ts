import { EventEmitter } from "node:events";
import { Readable } from "node:stream";

export type LogFilter = { lines: number; tail: boolean; dyno?: string; source?: string };

/** The last lines of each app's dynos, in Logplex's form. */
export type LogBook = {
  /** `source` is `app` or `heroku`, `dyno` as in `web.1`. */
  write(appId: string, source: string, dyno: string, line: string): void;
  read(appId: string, filter: LogFilter): Readable;
  forget(appId: string): void;
  /** Ends all tailing readers. */
  close(): void;
};

type Line = { source: string; dyno: string; text: string };

/** Lines kept per app, as on Heroku. */
const kept = 1500;

export function createLogBook(now: () => Date): LogBook {
  const books = new Map<string, Line[]>();
  const events = new EventEmitter().setMaxListeners(0);

  return {
    write(appId, source, dyno, line) {
      const time = now().toISOString().replace("Z", "000+00:00");
      const entry = { source, dyno, text: `${time} ${source}[${dyno}]: ${line}\n` };
      const book = books.get(appId) ?? [];
      books.set(appId, book);
      book.push(entry);
      // Trims in batches, not for each line.
      if (book.length > kept * 2) book.splice(0, book.length - kept);
      events.emit(appId, entry);
    },
    read(appId, filter) {
      const past = (books.get(appId) ?? []).slice(-kept).filter((line) => passes(line, filter));
      const stream = new Readable({ read() {} });
      const wanted = Math.max(0, filter.lines);
      if (wanted > 0) for (const line of past.slice(-wanted)) stream.push(line.text);
      if (!filter.tail) {
        stream.push(null);
        return stream;
      }
      const add = (line: Line) => {
        if (passes(line, filter)) stream.push(line.text);
      };
      const end = () => stream.push(null);
      events.on(appId, add).once(ended(appId), end).once("close", end);
      stream.once("close", () => events.off(appId, add).off(ended(appId), end).off("close", end));
      return stream;
    },
    forget(appId) {
      books.delete(appId);
      events.emit(ended(appId));
    },
    close: () => void events.emit("close"),
  };
}

const ended = (appId: string) => `ended ${appId}`;

/** `dyno` may be one dyno (`web.1`) or a process type (`web`). */
function passes(line: Line, { dyno, source }: LogFilter): boolean {
  if (source !== undefined && line.source !== source) return false;
  return dyno === undefined || line.dyno === dyno || line.dyno.startsWith(`${dyno}.`);
}
