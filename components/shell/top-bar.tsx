import { Search, TextAlignJustify } from "lucide-react";
import { useState } from "react";
import { Sheet } from "@/components/ui/sheet";
import * as text from "@/lib/text/shell";
import { AccountMenu } from "./account-menu";
import { Brand } from "./brand";
import { ConnectionChip } from "./connection-chip";
import { NavLinks } from "./nav-links";
import type { Person } from "./person";
import { Pinned } from "./pinned";

const icon = "flex size-10 items-center justify-center rounded-control text-ink hover:bg-hover";

/** The navigation below 1024 px; a sheet contains the rest of the rail. */
export function TopBar({ person, onFind }: { person: Person; onFind: () => void }) {
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <header className="sticky top-0 z-30 flex h-12 items-center border-b border-line bg-paper px-2 [&>a]:my-0 lg:hidden">
      <Brand />
      <div className="ml-auto flex items-center">
        <ConnectionChip />
        <button type="button" aria-label={text.find} className={icon} onClick={onFind}>
          <Search aria-hidden="true" size={18} strokeWidth={1.5} />
        </button>
        <button
          type="button"
          aria-label={text.menu}
          aria-expanded={open}
          className={icon}
          onClick={() => setOpen(true)}
        >
          <TextAlignJustify aria-hidden="true" size={18} strokeWidth={1.5} />
        </button>
      </div>
      <Sheet open={open} onOpenChange={setOpen} title={text.slipway} footer={<AccountMenu person={person} />}>
        <NavLinks onNavigate={close} />
        <Pinned onNavigate={close} />
      </Sheet>
    </header>
  );
}
