import { Ellipsis } from "lucide-react";
import { Button } from "@/components/ui/button";
import { copyText } from "@/components/ui/copy";
import { Menu, MenuItem, MenuLine } from "@/components/ui/menu";
import { paths } from "@/lib/paths";
import { APP_NAME } from "@/lib/schemas/common";
import type { Promotion } from "@/lib/schemas/promotion";

/** Other actions: links to copy, and links to its source. */
export function PromotionMenu({ promotion }: { promotion: Promotion }) {
  const { id, pipeline, source } = promotion;
  return (
    <Menu
      label="More"
      trigger={
        <Button aria-label="More" className="w-8 px-0! pointer-coarse:w-11">
          <Ellipsis aria-hidden="true" size={16} strokeWidth={1.75} />
        </Button>
      }
    >
      <MenuItem onSelect={() => void copyText(`${location.origin}${paths.promotion(id)}`)}>
        Copy link
      </MenuItem>
      <MenuItem onSelect={() => void copyText(id)}>Copy promotion id</MenuItem>
      <MenuLine />
      {pipeline && <MenuItem href={paths.pipeline(pipeline.name)}>Open the pipeline</MenuItem>}
      {APP_NAME.test(source.app.name) && (
        <MenuItem href={paths.release(source.app.name, source.release.version)}>
          {`Open v${source.release.version} of ${source.app.name}`}
        </MenuItem>
      )}
    </Menu>
  );
}
