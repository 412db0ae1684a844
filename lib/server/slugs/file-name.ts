import type { Slug } from "@/lib/schemas/slug";

const HASH = /^[0-9a-f]{8,}$/i;

/** `example-app-cb6999d.tgz`: the app and the short commit (or its label), else the slug's id. */
export function slugFileName(app: string, { id, commit }: Pick<Slug, "id" | "commit">): string {
  const label = (commit ?? "").replace(/[^\w.-]+/g, "-").replace(/^[-.]+|[-.]+$/g, "");
  const short = HASH.test(label) ? label.slice(0, 7) : label.slice(0, 40);
  return `${app}-${short || id.slice(0, 8)}.tgz`;
}
