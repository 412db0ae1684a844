import { Ellipsis } from "lucide-react";
import { Menu, MenuItem, MenuLine } from "@/components/ui/menu";
import type { PipelineDetails } from "@/lib/schemas/pipeline";
import { useMoveApp } from "./use-move-app";

const stages = ["development", "staging", "production"];

type PlaceMenuProps = { pipeline: PipelineDetails; app: { id: string; name: string }; stage: string };

/** Moves an app to another stage of its pipeline, or removes it. Shows on hover and focus. */
export function PlaceMenu({ pipeline, app, stage }: PlaceMenuProps) {
  const place = useMoveApp(pipeline, app);
  if (!place) return null;
  return (
    <Menu
      label={`Stage of ${app.name}`}
      trigger={
        <button
          type="button"
          aria-label={`Stage of ${app.name}`}
          title="Stage"
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
            Move to {other}
          </MenuItem>
        ))}
      <MenuLine />
      <MenuItem onSelect={() => place.takeOut()}>Take out of {pipeline.name}</MenuItem>
    </Menu>
  );
}
