import { LinkButton } from "@/components/ui/button";
import { StandaloneMessage } from "@/components/ui/standalone-message";
import { paths } from "@/lib/paths";

/** An address without a page. */
export default function NotFound() {
  return (
    <StandaloneMessage
      title="There is no such page"
      text="The address may be mistyped, or what it named was renamed or deleted."
    >
      <LinkButton href={paths.apps()} variant="ink">
        All apps
      </LinkButton>
    </StandaloneMessage>
  );
}
