import { z } from "zod";
import { UUID } from "@/lib/schemas/common";
import { invalid, notFound } from "@/local-platform/http/api-error";
import type { AppRow, ImageRow } from "@/local-platform/store/tables";
import { findApp, visibleAppIds } from "./app-queries";
import type { Call, Endpoint } from "./endpoint";
import { formatTime, stacks } from "./platform-facts";

const Process = z.object({
  name: z.string().optional(),
  command: z.string().optional(),
  display_cmd: z.string().optional(),
  working_dir: z.string().optional(),
  default: z.boolean().nullish(),
});
const Buildpacks = z.array(z.object({ id: z.string(), version: z.string(), homepage: z.string() }));
const Create = z.object({
  digest: z.string().regex(/^sha256:[0-9a-f]{64}$/, "must be sha256: and 64 hex digits"),
  commit: z.string().max(1000).default(""),
  commit_description: z.string().max(10_000).default(""),
  process_types: z.record(z.string().regex(/^[-\w]{1,128}$/), Process).default({}),
  buildpacks: Buildpacks.default([]),
  image_repo: z.string().default("registry.example.com/images"),
  base_image_name: z.string().default("heroku/heroku:24-cnb"),
  base_top_layer: z.string().default(`sha256:${"0".repeat(64)}`),
  architecture: z.string().nullish(),
});
const Commands = z.record(z.string(), z.string());

export const ociImageEndpoints: Endpoint[] = [
  { method: "POST", path: "/apps/:app/oci-images", needs: "write", status: 201, handle: create },
  {
    method: "GET",
    path: "/apps/:app/oci-images/:image",
    needs: "read",
    /** Heroku returns a list here, although the path names one image. */
    handle: async (call) => [
      present(await requireImage(call, call.param("image"), await findApp(call, "read"))),
    ],
  },
];

/**
 * Returns an image by id or digest, registered by or released on an app that the caller may see (only `ofApp`, if
 * given). Throws 404.
 */
export async function requireImage(call: Call, identity: string, ofApp?: AppRow): Promise<ImageRow> {
  const { db } = call.context;
  const image = await db
    .selectFrom("oci_images")
    .selectAll()
    .where(UUID.test(identity) ? "id" : "digest", "=", identity)
    .executeTakeFirst();
  if (!image) throw notFound("OCI image");
  const holders = db.selectFrom("releases").select("app_id").where("image_id", "=", image.id);
  const readable = await visibleAppIds(call)
    .where((where) => where.or([where("apps.id", "=", image.app_id), where("apps.id", "in", holders)]))
    .execute();
  if (!readable.some(({ id }) => ofApp === undefined || id === ofApp.id)) throw notFound("OCI image");
  return image;
}

async function create(call: Call): Promise<unknown> {
  const { context } = call;
  const app = await findApp(call, "write");
  if (app.generation !== "fir") throw invalid("Only Fir apps have OCI images; this is a Cedar app.");
  const wanted = await call.json(Create);
  const commands = Object.entries(wanted.process_types).map(([type, process]) => [
    type,
    process.display_cmd ?? process.command ?? "",
  ]);
  const now = context.now().toISOString();
  const image: ImageRow = {
    ...wanted,
    id: context.newId(),
    app_id: app.id,
    process_types: JSON.stringify(Object.fromEntries(commands)),
    buildpacks: JSON.stringify(wanted.buildpacks),
    architecture: wanted.architecture ?? null,
    created_at: now,
    updated_at: now,
  };
  await context.db.insertInto("oci_images").values(image).execute();
  return present(image);
}

function present({ app_id: _, ...image }: ImageRow) {
  const commands = Object.entries(Commands.parse(JSON.parse(image.process_types)));
  const processes = commands.map(([name, display_cmd]) => [
    name,
    {
      name,
      display_cmd,
      command: `/cnb/process/${name}`,
      working_dir: "/workspace",
      default: name === "web",
    },
  ]);
  return {
    ...image,
    buildpacks: Buildpacks.parse(JSON.parse(image.buildpacks)),
    process_types: Object.fromEntries(processes),
    stack: stacks.cnb,
    created_at: formatTime(image.created_at),
    updated_at: formatTime(image.updated_at),
    deleted_at: null,
  };
}
