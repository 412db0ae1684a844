import { z } from "zod";
import { AppParam, UuidParam } from "@/lib/schemas/common";
import { Slug } from "@/lib/schemas/slug";
import { getSlug } from "@/lib/server/heroku/slugs";
import { handler } from "@/lib/server/http/handler";

const params = z.object({ app: AppParam, slug: UuidParam });

export const GET = handler({ params, answer: Slug, action: null, verb: "read" }, ({ params, shown }) =>
  getSlug(shown, params.app, params.slug),
);
