import { Fact, Facts, MonoFact } from "@/components/ui/facts";
import { Age } from "@/components/ui/time";
import { formatBytes } from "@/lib/format/format";
import type { Slug } from "@/lib/schemas/slug";
import * as text from "@/lib/text/slug";

/** The contents of the slug, and its process types. */
export function SlugFacts({ slug }: { slug: Slug }) {
  const types = Object.entries(slug.process_types);
  return (
    <div className="flex flex-col gap-6">
      <Facts title={text.slug}>
        <Fact name="Id">
          <MonoFact value={slug.id} label={text.copyId} />
        </Fact>
        <Fact name="Commit">
          <MonoFact value={slug.commit} label={text.copyCommit} />
        </Fact>
        <Fact name="Description">{slug.commit_description ?? "–"}</Fact>
        <Fact name="Size">{slug.size === null ? text.notUploadedYet : formatBytes(slug.size)}</Fact>
        <Fact name="Checksum">
          <MonoFact value={slug.checksum} label={text.copyChecksum} />
        </Fact>
        <Fact name="Stack">{slug.stack?.name ?? "–"}</Fact>
        <Fact name="Buildpack">{slug.buildpack_provided_description ?? "–"}</Fact>
        <Fact name="Made">
          <Age at={slug.created_at} ago />
        </Fact>
      </Facts>
      <Facts title={text.processTypes}>
        {types.length === 0 && <p className="py-1 text-output text-ink-2">{text.nothingCanRun}</p>}
        {types.map(([type, command]) => (
          <Fact key={type} name={type} mono>
            <span className="font-mono text-meta">{command}</span>
          </Fact>
        ))}
      </Facts>
    </div>
  );
}
