import { LinkButton } from "@/components/ui/button";
import { StandaloneMessage } from "@/components/ui/standalone-message";
import { paths } from "@/lib/paths";
import * as text from "@/lib/text/page";

/** An address without a page. */
export default function NotFound() {
  return (
    <StandaloneMessage
      title={text.noSuchPage}
      text="The address may be mistyped, or what it named was renamed or deleted."
    >
      <LinkButton href={paths.apps()} variant="ink">
        {text.allApps}
      </LinkButton>
    </StandaloneMessage>
  );
}
