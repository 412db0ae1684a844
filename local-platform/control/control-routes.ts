import { Hono } from "hono";
import { z } from "zod";
import { Fault, type FaultSwitches } from "../http/fault-switches";
import { readJson } from "../http/read-json";
import type { Services } from "../services";
import { Act, act } from "./acts";

/** `POST /_control/faults` sets a fault or acts at once, `GET` lists and `DELETE` clears all faults. Enabled by LOCAL_CONTROL=1. */
export function controlRoutes(services: Services, faults: FaultSwitches): Hono {
  const routes = new Hono();
  routes.post("/_control/faults", async (exchange) => {
    const wanted = await readJson(
      exchange.req.raw,
      z.union([Act.transform((act) => ({ act })), Fault.transform((fault) => ({ fault }))]),
    );
    if ("act" in wanted) await act(services, wanted.act);
    else faults.add(wanted.fault);
    return exchange.json({ faults: faults.list() }, 201);
  });
  routes.get("/_control/faults", (exchange) => exchange.json({ faults: faults.list() }));
  routes.delete("/_control/faults", (exchange) => {
    faults.clear();
    services.limiter.refill();
    return exchange.json({ faults: [] });
  });
  return routes;
}
