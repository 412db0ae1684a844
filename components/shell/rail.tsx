import * as text from "@/lib/text/shell";
import { AccountMenu } from "./account-menu";
import { Brand } from "./brand";
import { LowBudget } from "./calls-left";
import { ConnectionChip } from "./connection-chip";
import { FindButton } from "./find-button";
import { NavLinks } from "./nav-links";
import type { Person } from "./person";
import { Pinned } from "./pinned";

/** 232 px at the left, 48 collapsed; fixed while the page scrolls. Replaced by the top bar below 1024 px. */
export function Rail({ person, onFind }: { person: Person; onFind: () => void }) {
  return (
    <aside
      aria-label={text.slipway}
      className="sticky top-0 hidden h-dvh w-58 shrink-0 flex-col border-r border-line px-3 folded:w-12 folded:px-1.5 lg:flex"
    >
      <Brand />
      <FindButton onFind={onFind} />
      <NavLinks />
      <div className="-mx-3 min-h-0 flex-1 overflow-y-auto px-3 folded:hidden">
        <Pinned />
      </div>
      <div className="flex flex-col gap-2 py-4 folded:mt-auto">
        <ConnectionChip />
        <LowBudget />
        <AccountMenu person={person} />
      </div>
    </aside>
  );
}
