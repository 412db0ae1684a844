import pino from "pino";
import { lineOf } from "./log-line";
import { redact } from "./redact";

// The launcher pipes our output and sets SLIPWAY_TERMINAL if it writes to a terminal.
const pretty = process.stdout.isTTY || process.env.SLIPWAY_TERMINAL === "1";

/** Logs one JSON line per event, or a short readable line in a terminal. Secrets are redacted. */
export const log = pino(
  { level: process.env.LOG_LEVEL || "info", base: null, timestamp: pino.stdTimeFunctions.isoTime },
  {
    write(json: string) {
      const line = redact(json);
      process.stdout.write(pretty ? lineOf(line) : line);
    },
  },
);
