import { Sheet } from "@/components/ui/sheet";
import type { Screen } from "@/lib/schemas/screen";
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
      title={<span className="truncate">Back {screen.name}</span>}
    >
      <p className="mb-5 text-ink-2">
        {screen.state === "no grant"
          ? "Nobody's grant works for this screen any more. With yours it is back within seconds; nothing has to be done at the screen."
          : "The screen then goes on when the others' grants end. It only ever reads, and you can stop at any time."}
      </p>
      <BackForm screen={screen} link={null} byKey={byKey} onDone={onClose} />
    </Sheet>
  );
}
