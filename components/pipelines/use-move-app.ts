"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useToast } from "@/components/ui/toast";
import { stageTitle } from "@/lib/apps/stages";
import { createCoupling, deleteCoupling, moveCoupling, pipelinesQuery } from "@/lib/client/pipelines";
import { CouplingCreate, type PipelineDetails } from "@/lib/schemas/pipeline";
import { movedTo } from "@/lib/text/app";

type Act = {
  run: () => Promise<unknown>;
  done: string;
  undo?: { label: string; run: () => Promise<unknown> };
};

/**
 * Returns a function that moves an app to another stage of its pipeline, or removes it; a toast confirms and offers
 * to undo it.
 */
export function useMoveApp(
  { id, name, couplings, stages }: PipelineDetails,
  app: { id: string; name: string },
) {
  const queries = useQueryClient();
  const toast = useToast();
  const coupling = couplings.find((one) => one.app.id === app.id);
  const act = useMutation({
    mutationFn: ({ run }: Act) => run(),
    onSuccess: (_answer, { done, undo }) => {
      toast({
        kind: "ok",
        title: done,
        ...(undo
          ? {
              action: {
                label: undo.label,
                onClick: () => act.mutate({ run: undo.run, done: `${app.name} is back` }),
              },
            }
          : {}),
      });
      return queries.invalidateQueries({ queryKey: pipelinesQuery().queryKey });
    },
    onError: (error) => toast({ kind: "bad", title: `${app.name} stays where it is`, text: error.message }),
  });
  if (!coupling) return null;
  const stageOf = (stage: string) => CouplingCreate.shape.stage.parse(stage);
  return {
    move: (stage: string) =>
      act.mutate({
        run: () => moveCoupling(id, coupling.id, { stage: stageOf(stage) }),
        done: movedTo(app.name, stageTitle(stage)),
        undo: {
          label: "Undo",
          run: () => moveCoupling(id, coupling.id, { stage: stageOf(coupling.stage) }),
        },
      }),
    takeOut: () => {
      const run = () => deleteCoupling(id, coupling.id);
      const done = `${app.name} is no longer in ${name}; it goes on running`;
      // An account that sees no other app of a pipeline loses sight of the pipeline, and cannot add anything to it.
      const others = stages.flatMap(({ apps }) => apps).filter((one) => one.app.id !== app.id);
      if (others.length > 0 && others.every(({ hidden }) => hidden))
        return act.mutate({ run, done: `${done}. Only an account that sees ${name} can put it back.` });
      return act.mutate({
        run,
        done,
        undo: {
          label: "Undo",
          run: () => createCoupling(id, { app: app.name, stage: stageOf(coupling.stage) }),
        },
      });
    },
  };
}
