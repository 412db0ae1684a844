"use client";

import { parseAsBoolean, useQueryState } from "nuqs";
import { Button } from "@/components/ui/button";
import { Sheet } from "@/components/ui/sheet";
import { NewAppForm } from "./new-app-form";

/** "New app…": opens the sheet; its state stands in the address, so that the palette can open it too. */
export function NewApp() {
  const [open, setOpen] = useQueryState("new", parseAsBoolean.withDefault(false));
  const change = (next: boolean) => {
    setOpen(next || null).catch(() => {});
  };
  return (
    <>
      <Button onClick={() => change(true)}>New app…</Button>
      <Sheet open={open} onOpenChange={change} title="New app">
        <NewAppForm />
      </Sheet>
    </>
  );
}
