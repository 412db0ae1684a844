import { afterAll, vi } from "vitest";
import { discardProcessState } from "./process-state";

// The files of a project share modules, but not the state of a process.
discardProcessState();
afterAll(() => vi.unstubAllEnvs());
