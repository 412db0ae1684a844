import { randomUUID } from "node:crypto";
import { perProcess } from "./per-process";

/** The id of this server run in the store; distinguishes its work from what another run left unfinished. */
export const serverId = perProcess("server-id", (): string => randomUUID());
