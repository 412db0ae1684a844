import pino from "pino";
import { lineOf } from "./log-line";
import { redact } from "./redact";

/** One JSON line an event; in a terminal one short readable line. Secrets never pass. */
export const log = pino(
  { level: process.env.LOG_LEVEL || "info", base: null, timestamp: pino.stdTimeFunctions.isoTime },
  {
    write(json: string) {
      const line = redact(json);
      process.stdout.write(process.stdout.isTTY ? lineOf(line) : line);
    },
  },
);
