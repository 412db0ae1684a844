import { cleanup } from "@testing-library/react";
import { afterEach } from "vitest";

// Testing Library does this by itself only where each file has its own modules.
afterEach(cleanup);
