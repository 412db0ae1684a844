import { Ellipsis } from "lucide-react";
import { Button } from "@/components/ui/button";
import { copyText } from "@/components/ui/copy";
import { Menu, MenuItem, MenuLine } from "@/components/ui/menu";
import { paths } from "@/lib/paths";
import { APP_NAME } from "@/lib/schemas/common";
import type { Promotion } from "@/lib/schemas/promotion";
import * as text from "@/lib/text/promotion";

/** Other actions: links to copy, and links to its source. */
export function PromotionMenu({ promotion }: { promotion: Promotion }) {
  const { id, pipeline, source } = promotion;
  return (
    <Menu
      label={text.more}
      trigger={
        <Button aria-label={text.more} className="w-8 px-0! pointer-coarse:w-11">
          <Ellipsis aria-hidden="true" size={16} strokeWidth={1.75} />
        </Button>
      }
    >
      <MenuItem onSelect={() => void copyText(`${location.origin}${paths.promotion(id)}`)}>
        {text.copyLink}
      </MenuItem>
      <MenuItem onSelect={() => void copyText(id)}>{text.copyPromotionId}</MenuItem>
      <MenuLine />
      {pipeline && <MenuItem href={paths.pipeline(pipeline.name)}>{text.openPipeline}</MenuItem>}
      {APP_NAME.test(source.app.name) && (
        <MenuItem href={paths.release(source.app.name, source.release.version)}>
          {text.openVersionOf(source.release.version, source.app.name)}
        </MenuItem>
      )}
    </Menu>
  );
}
