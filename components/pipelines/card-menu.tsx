import { ArrowRightFromLine } from "lucide-react";
import { useRef } from "react";
import { Menu, MenuHeading, MenuItem } from "@/components/ui/menu";
import type { StageLane } from "@/lib/review/lanes";
import type { ReviewApp } from "@/lib/schemas/review";
import * as text from "@/lib/text/pipeline";

type CardMenuProps = {
  source: ReviewApp;
  lane: StageLane<ReviewApp>;
  /** Opens the lane with these targets selected; null selects those of the stage that run other code. */
  onChoose: (targets: readonly ReviewApp[] | null) => void;
  /** Called when the menu has closed after a choice: the lane takes the focus. */
  onChosen: () => void;
};

/** Promotes to the next stage or to one app of it; the equivalent of dragging the card for keyboards and touch. */
export function CardMenu({ source, lane, onChoose, onChosen }: CardMenuProps) {
  const { to, targets } = lane;
  const chosen = useRef(false);
  const choose = (picked: readonly ReviewApp[] | null) => {
    chosen.current = true;
    onChoose(picked);
  };
  return (
    <Menu
      label={text.promote(source.app.name)}
      onCloseAutoFocus={(event) => {
        if (!chosen.current) return;
        event.preventDefault();
        chosen.current = false;
        onChosen();
      }}
      trigger={
        <button
          type="button"
          aria-label={text.openPromote(source.app.name)}
          title={text.openPromoteTo}
          className="relative flex size-6 shrink-0 items-center justify-center rounded-control text-ink-3 hover:bg-hover hover:text-ink pointer-coarse:size-11"
        >
          <ArrowRightFromLine aria-hidden="true" size={14} strokeWidth={1.5} />
        </button>
      }
    >
      <MenuHeading>
        {text.promoteVersionTo(source.current ? text.releaseVersion(source.current.version) : "")}
      </MenuHeading>
      {targets.length > 1 && <MenuItem onSelect={() => choose(null)}>{text.allOf(to)}</MenuItem>}
      {targets.map((target) => (
        <MenuItem key={target.app.id} onSelect={() => choose([target])}>
          {target.app.name}…
        </MenuItem>
      ))}
    </Menu>
  );
}
