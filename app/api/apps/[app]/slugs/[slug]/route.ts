import { z } from "zod";
import { AppParam, UuidParam } from "@/lib/schemas/common";
import { handler } from "@/lib/server/handler";
import { getSlug } from "@/lib/server/heroku/slugs";

const params = z.object({ app: AppParam, slug: UuidParam });

export const GET = handler({ params }, ({ params, shown }) => getSlug(shown, params.app, params.slug));
