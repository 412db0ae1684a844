import { LinkButton } from "@/components/ui/button";
import { StandaloneMessage } from "@/components/ui/standalone-message";
import { paths } from "@/lib/paths";
import * as text from "@/lib/text/page";

/** An address without a page. */
export default function NotFound() {
  return (
    <StandaloneMessage title={text.noSuchPage} text={text.mistypedOrDeleted}>
      <LinkButton href={paths.apps()} variant="ink">
        {text.allApps}
      </LinkButton>
    </StandaloneMessage>
  );
}
