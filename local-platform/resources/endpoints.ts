import type { Endpoint } from "../http/endpoint";
import { accountEndpoints } from "./account";
import { appEndpoints } from "./apps";

/** The Platform API as far as we answer it; the order matters only where `:names` overlap. */
export const endpoints: Endpoint[] = [...accountEndpoints, ...appEndpoints];
