import type { Context } from "./context";
import type { Engine, Events } from "./engine/engine";
import type { Deliverer } from "./engine/webhooks/create-webhooks";
import type { RateLimiter } from "./http/rate-limit";
import type { Signer } from "./http/signer";

/** Dependencies of the routes of every port. */
export type Services = {
  context: Context;
  engine: Engine;
  signer: Signer;
  limiter: RateLimiter;
  webhooks: Events & Deliverer;
  /** Moves the platform's clock forward, or back when negative, and runs what is due by then. */
  advance(ms: number): Promise<void>;
  /** Delay of the reported status of builds and releases (a fault switch), in ms. */
  lagMs(): number;
};
