import { Glyph } from "@/components/ui/state";
import { env } from "@/lib/server/env";
import { checkUpstream } from "@/lib/server/health";
import * as text from "@/lib/text/sign-in";

/** Whether upstream currently responds, shown before an attempt to sign in. */
export async function UpstreamLine() {
  const { mode, herokuApiUrl } = env();
  const state = await checkUpstream();
  const host = new URL(herokuApiUrl).host;
  const name = mode === "local" ? `The local platform (${host})` : host;
  if (state === "ok") {
    return (
      <p className="mt-4 flex gap-1 text-meta text-ink-3">
        <Glyph kind="ok" /> {text.upstreamAnswers(name)}
      </p>
    );
  }
  return (
    <p className="mt-4 flex gap-1 text-meta text-bad">
      <Glyph kind="bad" /> {text.upstreamNotAnswering(name)}
    </p>
  );
}
