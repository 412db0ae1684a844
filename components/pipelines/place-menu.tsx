import { useMutation } from "@tanstack/react-query";
import { Ellipsis } from "lucide-react";
import { Menu, MenuItem, MenuLine } from "@/components/ui/menu";
import { useToast } from "@/components/ui/toast";
import { stageTitle } from "@/lib/apps/stages";
import { type CouplingChange, changeCouplingMutation } from "@/lib/client/pipelines";
import { type Coupling, CouplingCreate, type PipelineDetails } from "@/lib/schemas/pipeline";
import { movedTo } from "@/lib/text/app";
import * as common from "@/lib/text/common";
import * as text from "@/lib/text/pipeline";

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
          title={common.stageLabel}
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

type Act = { change: CouplingChange; done: string; undo?: CouplingChange };

/**
 * Returns a function that moves an app to another stage of its pipeline, or removes it; a toast confirms and offers
 * to undo it.
 */
function useMoveApp({ id, name, couplings, stages }: PipelineDetails, app: { id: string; name: string }) {
  const toast = useToast();
  const coupling = couplings.find((one) => one.app.id === app.id);
  const { mutate } = useMutation<Coupling, Error, Act>({
    ...changeCouplingMutation(id),
    onSuccess: (_coupling, { done, undo }) => {
      const back = text.isBack(app.name);
      const action = undo && { label: text.undo, onClick: () => mutate({ change: undo, done: back }) };
      toast({ kind: "ok", title: done, ...(action && { action }) });
    },
    onError: (error) => toast({ kind: "bad", title: text.staysWhereItIs(app.name), text: error.message }),
  });
  if (!coupling) return null;
  const stageOf = (stage: string) => CouplingCreate.shape.stage.parse(stage);
  const moveTo = (stage: string): CouplingChange => ({ move: coupling.id, to: { stage: stageOf(stage) } });
  return {
    move: (stage: string) =>
      mutate({
        change: moveTo(stage),
        done: movedTo(app.name, stageTitle(stage)),
        undo: moveTo(coupling.stage),
      }),
    takeOut: () => {
      const change = { remove: coupling.id };
      const done = text.takenOut(app.name, name);
      // Removing the last app that an account can see hides the pipeline from it, so the app cannot be added again.
      const others = stages.flatMap(({ apps }) => apps).filter((one) => one.app.id !== app.id);
      if (others.length > 0 && others.every(({ hidden }) => hidden))
        return mutate({ change, done: text.takenOutForGood(app.name, name) });
      return mutate({ change, done, undo: { add: { app: app.name, stage: stageOf(coupling.stage) } } });
    },
  };
}
