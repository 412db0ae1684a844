import { z } from "zod";
import {
  type Dyno,
  type DynoList,
  type FormationList,
  UpstreamDyno,
  UpstreamFormation,
} from "@/lib/schemas/dyno";
import type { Heroku } from "./client";
import { readAllPages } from "./pagination";

/** `GET /apps/:app/dynos`: dynos with state and release, in natural order of their names (`web.2` before `web.10`). */
export async function listDynos(heroku: Heroku, app: string): Promise<z.infer<typeof DynoList>> {
  const call = { params: { app }, schema: z.array(UpstreamDyno) };
  const items: Dyno[] = await readAllPages(heroku, "dynos", call, { field: "id", max: 1000, order: "asc" });
  items.sort((a, b) => a.name.localeCompare(b.name, "en", { numeric: true }));
  return { items, next: null };
}

/** `GET /apps/:app/formation`: process types with quantity and size. The app has a release phase when it has a `release` type. */
export async function listFormation(heroku: Heroku, app: string): Promise<z.infer<typeof FormationList>> {
  const call = { params: { app }, schema: z.array(UpstreamFormation) };
  const items = await readAllPages(heroku, "formation", call, { field: "id", max: 1000, order: "asc" });
  items.sort((a, b) => a.type.localeCompare(b.type, "en"));
  return { items, next: null };
}
