import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { buildQuery, buildsQuery } from "@/lib/client/builds";
import { paths } from "@/lib/paths";
import type { Build } from "@/lib/schemas/build";
import { type Job, useTransfer } from "./use-transfer";

/** Starts a build from a source, then goes to its page. A failure is cleared when `generation` changes. */
export function useSend(app: string, generation: number, onBuilt: () => void) {
  const queries = useQueryClient();
  const router = useRouter();
  const { sending, busy, run, cancel } = useTransfer(generation);

  const send = async (bytes: number, job: Job<Build>) => {
    const build = await run(bytes, job);
    if (!build) return;
    queries.setQueryData(buildQuery(app, build.id).queryKey, build);
    router.push(paths.build(app, build.id));
    onBuilt();
    await queries.invalidateQueries({ queryKey: buildsQuery(app).queryKey, exact: true });
  };

  return { sending, busy, send, cancel };
}
