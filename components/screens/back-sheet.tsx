import { Sheet } from "@/components/ui/sheet";
import type { Screen } from "@/lib/schemas/screen";
import * as text from "@/lib/text/screen";
import { BackForm } from "./back-form";

/** Gives a screen a grant of this account, in addition to its existing ones. */
export function BackSheet(props: { screen: Screen; byKey: boolean; onClose: () => void }) {
  const { screen, byKey, onClose } = props;
  return (
    <Sheet
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={<span className="truncate">{text.back(screen.name)}</span>}
    >
      <p className="mb-5 text-ink-2">
        {screen.state === "no grant" ? text.backWhenNoGrantWorks : text.backBesideOthers}
      </p>
      <BackForm screen={screen} link={null} byKey={byKey} onDone={onClose} />
    </Sheet>
  );
}
