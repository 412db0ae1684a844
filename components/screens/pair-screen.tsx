import { parseAsString, useQueryState } from "nuqs";
import { Button } from "@/components/ui/button";
import { Sheet } from "@/components/ui/sheet";
import type { Screen } from "@/lib/schemas/screen";
import * as text from "@/lib/text/screen";
import { PairForm } from "./pair-form";

/** "Pair a screen…": the address contains the code, so that the QR code of a screen opens the sheet with it. */
export function PairScreen({ screens, byKey }: { screens: Screen[]; byKey: boolean }) {
  const [code, setCode] = useQueryState("code", parseAsString);
  const change = (next: string | null) => {
    setCode(next).catch(() => {});
  };
  return (
    <>
      <Button variant="ink" onClick={() => change("")}>
        {text.openPairing}
      </Button>
      <Sheet
        open={code !== null}
        onOpenChange={(open) => {
          if (!open) change(null);
        }}
        title={text.pairing}
      >
        <PairForm
          code={code ?? ""}
          byKey={byKey}
          screens={screens.filter(({ may_change }) => may_change)}
          onDone={() => change(null)}
        />
      </Sheet>
    </>
  );
}
