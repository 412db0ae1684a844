import pino from "pino";
import { lineOf } from "./log-line";
import { redact } from "./redact";

// The launcher passes our lines on through a pipe and says whether a terminal is at its end.
const pretty = process.stdout.isTTY || process.env.SLIPWAY_TERMINAL === "1";

/** One JSON line an event; in a terminal one short readable line. Secrets never pass. */
export const log = pino(
  { level: process.env.LOG_LEVEL || "info", base: null, timestamp: pino.stdTimeFunctions.isoTime },
  {
    write(json: string) {
      const line = redact(json);
      process.stdout.write(pretty ? lineOf(line) : line);
    },
  },
);
