import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { Failed, Skeleton } from "@/components/ui/panel-states";
import { configVarNamesQuery } from "@/lib/client/config-vars";
import { paths } from "@/lib/paths";
import * as text from "@/lib/text/app";
import { SidePanel } from "./side-panel";

const SHOWN = 4;

/** The number of config vars of the app and the first names, linked to the config page. */
export function ConfigPanel({ app }: { app: string }) {
  const vars = useQuery(configVarNamesQuery(app));
  const names = vars.data?.names ?? [];
  const link = (
    <Link href={paths.config(app)} className="text-ink-2 hover:underline">
      {names.length === 1 ? text.oneConfigVar : text.configVarCount(names.length)}
    </Link>
  );
  return (
    <SidePanel title={text.config} aside={vars.isSuccess ? link : undefined}>
      {vars.isError && <Failed what="Config vars" error={vars.error} onRetry={() => void vars.refetch()} />}
      {vars.isPending && <Skeleton rows={1} height={28} />}
      {vars.isSuccess && (
        <p className="text-output text-ink-2 wrap-anywhere">
          {names.length === 0 ? text.noConfigVars : `${names.slice(0, SHOWN).join(", ")} `}
          {names.length > SHOWN && text.andMoreNames(names.length - SHOWN)}
          <Link href={paths.config(app)} className="text-live underline underline-offset-2">
            {names.length === 0 ? text.setOne : text.edit}
          </Link>
        </p>
      )}
    </SidePanel>
  );
}
