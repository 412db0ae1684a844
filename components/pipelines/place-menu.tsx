import { Ellipsis } from "lucide-react";
import { Menu, MenuItem, MenuLine } from "@/components/ui/menu";
import type { PipelineDetails } from "@/lib/schemas/pipeline";
import * as text from "@/lib/text/pipeline";
import { useMoveApp } from "./use-move-app";

const stages = ["development", "staging", "production"];

type PlaceMenuProps = { pipeline: PipelineDetails; app: { id: string; name: string }; stage: string };

/** Moves an app to another stage of its pipeline, or removes it. Shows on hover and focus. */
export function PlaceMenu({ pipeline, app, stage }: PlaceMenuProps) {
  const place = useMoveApp(pipeline, app);
  if (!place) return null;
  return (
    <Menu
      label={text.stageOf(app.name)}
      trigger={
        <button
          type="button"
          aria-label={text.stageOf(app.name)}
          title={text.stageLabel}
          className="flex size-6 shrink-0 items-center justify-center rounded-control text-ink-3 opacity-0 group-hover/card:opacity-100 hover:bg-hover hover:text-ink focus-visible:opacity-100 aria-expanded:opacity-100 pointer-coarse:size-11 pointer-coarse:opacity-100"
        >
          <Ellipsis aria-hidden="true" size={14} strokeWidth={1.5} />
        </button>
      }
    >
      {stages
        .filter((other) => other !== stage)
        .map((other) => (
          <MenuItem key={other} onSelect={() => place.move(other)}>
            {text.moveTo(other)}
          </MenuItem>
        ))}
      <MenuLine />
      <MenuItem onSelect={() => place.takeOut()}>{text.takeOutOf(pipeline.name)}</MenuItem>
    </Menu>
  );
}
