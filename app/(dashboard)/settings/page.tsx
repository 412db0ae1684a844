import { SettingsView } from "@/components/shell/settings-view";
import { paths } from "@/lib/paths";
import { requirePageSession } from "@/lib/server/http/page";

/** The preferences of this browser, and its account. */
export default async function SettingsPage() {
  const { user, grant } = await requirePageSession(paths.settings());
  return <SettingsView person={{ email: user.email, name: user.name }} scope={grant.scope} />;
}
