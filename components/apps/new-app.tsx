import { parseAsBoolean, useQueryState } from "nuqs";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Sheet } from "@/components/ui/sheet";
import { useToast } from "@/components/ui/toast";
import { DropOverlay } from "@/components/uploads/drop-overlay";
import { readDrop, refusalOf } from "@/components/uploads/pick-source";
import type { Refusal, Source } from "@/components/uploads/source";
import { useFileDrag } from "@/components/uploads/use-file-drag";
import * as text from "@/lib/text/app";
import { NewAppForm } from "./new-app-form";

/**
 * "New app…": opens the sheet, whose state is stored in the address so that the palette can open it too. A tarball
 * or folder dropped on the page opens it as well, and is checked on the new app's page.
 */
export function NewApp() {
  const [open, setOpen] = useQueryState("new", parseAsBoolean.withDefault(false));
  const [source, setSource] = useState<Source | null>(null);
  const toast = useToast();
  const change = (next: boolean) => {
    if (!next) setSource(null);
    setOpen(next || null).catch(() => {});
  };
  const pick = (picked: Source | Refusal) => {
    if (picked.kind === "refused") {
      toast({ kind: "bad", title: picked.message });
      return;
    }
    setSource(picked);
    change(true);
  };
  const dragging = useFileDrag({
    enabled: !open,
    onDrop: (data) => {
      readDrop(data, () => {})
        ?.catch(refusalOf)
        .then(pick, () => {});
    },
  });
  return (
    <>
      <Button acts onClick={() => change(true)}>
        {text.openNewApp}
      </Button>
      <Sheet open={open} onOpenChange={change} title={text.newApp}>
        <NewAppForm key={source?.name ?? ""} source={source} />
      </Sheet>
      {dragging && <DropOverlay title={text.dropToCreateApp} />}
    </>
  );
}
