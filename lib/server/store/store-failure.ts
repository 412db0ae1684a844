import { z } from "zod";
import { SlipwayError } from "@/lib/errors/slipway-error";

const DriverError = z.object({ code: z.string().optional(), message: z.string() });

/** SQLSTATE classes of PostgreSQL: connection, resources (disk, memory, connections), shutdown. */
const POSTGRES = /^(?:08|53|57)\w{3}$/;
/** Of SQLite: the disk is full, or the file cannot be read, written, locked or is damaged. */
const SQLITE = /^SQLITE_(?:BUSY|CANTOPEN|CORRUPT|FULL|IOERR|NOTADB|READONLY)/;
const NETWORK = /^(?:EAI_AGAIN|ECONN\w+|EHOST\w+|ENETUNREACH|ENOTFOUND|EPIPE|ETIMEDOUT)$/;
/** The errors of pg without a code. */
const MESSAGE =
  /^(?:Connection terminated|timeout exceeded when trying to connect|Query read timeout|Client has encountered)/;
const FULL = /^(?:53100|SQLITE_FULL)$/;

/** Returns `store_unavailable` for a driver's error that says that the store cannot be used now, else the error itself. */
export function asStoreFailure(error: unknown): unknown {
  const { data } = DriverError.safeParse(error);
  if (!data) return error;
  const { code = "", message } = data;
  const isUnavailable =
    [POSTGRES, SQLITE, NETWORK].some((codes) => codes.test(code)) || MESSAGE.test(message);
  if (!isUnavailable) return error;
  const detail = FULL.test(code) ? "The disk of Slipway's store is full." : undefined;
  return new SlipwayError("store_unavailable", { cause: error, ...(detail && { detail }) });
}
