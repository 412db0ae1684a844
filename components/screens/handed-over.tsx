import { useRouter } from "next/navigation";
import { fullNameOf } from "@/lib/format/person-name";
import { paths } from "@/lib/paths";
import * as text from "@/lib/text/screen";
import { BackForm } from "./back-form";

/** An opened handover link; `screen` is null if the link is no longer valid. */
export type Handed = { link: string; screen: { id: string; name: string; from: string } | null };

/** Shows what the recipient of a handover link may do. */
export function HandedOver({ handed, byKey }: { handed: Handed; byKey: boolean }) {
  const router = useRouter();
  const { link, screen } = handed;
  if (!screen) {
    return (
      <p role="status" className="mt-4 rounded-panel bg-tint-warn px-3 py-2.5">
        {text.linkExpired}
      </p>
    );
  }
  return (
    <section
      aria-label={text.handedOverToYou}
      className="mt-4 max-w-120 rounded-panel border border-edge bg-panel p-4"
    >
      <h2 className="text-strong">{text.handsOver(fullNameOf({ email: screen.from }), screen.name)}</h2>
      <p className="mt-1 mb-4 text-ink-2">{text.handedOverEffect}</p>
      <BackForm
        screen={screen}
        link={link}
        byKey={byKey}
        onDone={(done) => router.replace(`${paths.screens()}?done=${encodeURIComponent(done)}`)}
      />
    </section>
  );
}
