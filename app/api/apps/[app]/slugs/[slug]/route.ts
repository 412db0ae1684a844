import { z } from "zod";
import { AppParam, UuidParam } from "@/lib/schemas/common";
import { getSlug } from "@/lib/server/heroku/slugs";
import { handler } from "@/lib/server/http/handler";

const params = z.object({ app: AppParam, slug: UuidParam });

export const GET = handler({ params }, ({ params, shown }) => getSlug(shown, params.app, params.slug));
