import { KeyRound, Lock, LogOut, MonitorDot } from "lucide-react";
import type { ReactNode } from "react";
import { env } from "@/lib/server/env";
import { describeScopes } from "@/lib/server/session/auth/describe-scopes";
import { scopesToRequest } from "@/lib/server/session/auth/scopes";
import * as text from "@/lib/text/sign-in";

/** The requested permissions and the place of the token, shown before they are requested. */
export function Promises({ scope }: { scope: string | undefined }) {
  const asked = describeScopes(scopesToRequest(scope ?? null).split(" "));
  return (
    <ul className="mt-6 border-t border-line text-[0.8125rem]/5 text-ink-2">
      {env().mode === "local" ? (
        <Line icon={<MonitorDot size={16} strokeWidth={1.5} />}>{text.localPlatformPromise}</Line>
      ) : null}
      <Line icon={<Lock size={16} strokeWidth={1.5} />}>{text.tokenPromise}</Line>
      <Line icon={<KeyRound size={16} strokeWidth={1.5} />}>{text.scopesPromise(asked)}</Line>
      <Line icon={<LogOut size={16} strokeWidth={1.5} />}>{text.signOutPromise}</Line>
    </ul>
  );
}

function Line({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <li className="flex gap-3 min-h-[45px] border-b border-line py-2.5">
      <span className="mt-0.5 shrink-0 text-ink-3">{icon}</span>
      <span>{children}</span>
    </li>
  );
}
