import type { ReactNode } from "react";
import { Shell } from "@/components/shell/shell";
import { paths } from "@/lib/paths";
import { requirePageSession } from "@/lib/server/http/page";

/** Every page behind sign-in. Pages check the session themselves as well, with their own return address. */
export default async function DashboardLayout({ children }: { children: ReactNode }) {
  const { user } = await requirePageSession(paths.apps());
  return <Shell person={{ email: user.email, name: user.name }}>{children}</Shell>;
}
