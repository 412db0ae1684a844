import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Radios } from "@/components/ui/choices";
import { Field, Input } from "@/components/ui/field";
import { Sheet } from "@/components/ui/sheet";
import { serverNow } from "@/lib/client/clock";
import { broadcastLine, screensQuery } from "@/lib/client/screens";
import { formatCounted } from "@/lib/format/format";
import type { Screen } from "@/lib/schemas/screen";
import * as common from "@/lib/text/common";
import * as screenText from "@/lib/text/screen";

const HOUR_MS = 3_600_000;
const ENDS = [
  { value: "1", label: common.forAnHour },
  { value: "4", label: screenText.forFourHours },
  { value: "24", label: screenText.forADay },
];

type Props = { screens: Screen[]; person: { id: string } };

/** "Broadcast…": shows one line on every screen that the account backs, until it expires. */
export function Broadcast({ screens, person }: Props) {
  const [open, setOpen] = useState(false);
  const backed = screens.filter(({ backers }) =>
    backers.some(({ user, ended_at }) => user.id === person.id && ended_at === null),
  );
  if (backed.length === 0) return null;
  return (
    <>
      <Button onClick={() => setOpen(true)}>{screenText.openBroadcast}</Button>
      <Sheet open={open} onOpenChange={setOpen} title={screenText.broadcast}>
        <BroadcastForm screens={backed} onDone={() => setOpen(false)} />
      </Sheet>
    </>
  );
}

function BroadcastForm({ screens, onDone }: { screens: Screen[]; onDone: () => void }) {
  const now = screens.find(({ broadcast }) => broadcast)?.broadcast ?? null;
  const [text, setText] = useState(now?.text ?? "");
  const [hours, setHours] = useState("1");
  const queries = useQueryClient();
  const send = useMutation({
    mutationFn: (line: string | null) =>
      broadcastLine({
        text: line,
        expires_at: new Date(serverNow() + Number(hours) * HOUR_MS).toISOString(),
      }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: screensQuery().queryKey });
      onDone();
    },
  });
  const where = screens.length === 1 ? (screens[0]?.name ?? "") : formatCounted(screens.length, "screen");
  return (
    <form
      noValidate
      autoComplete="off"
      className="flex flex-col gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim()) send.mutate(text.trim());
      }}
    >
      <Field
        label={screenText.broadcastLine}
        hint={screenText.broadcastHint}
        error={send.error?.message ?? null}
      >
        <Input maxLength={120} value={text} onChange={(event) => setText(event.target.value)} />
      </Field>
      <Radios label={screenText.howLong} value={hours} options={ENDS} onChange={setHours} />
      <Button
        type="submit"
        variant="ink"
        size="lg"
        disabled={!text.trim()}
        busy={send.isPending}
        className="w-full"
      >
        <span className="min-w-0 truncate">{screenText.showItOn(where)}</span>
      </Button>
      {now && (
        <Button busy={send.isPending} onClick={() => send.mutate(null)}>
          {screenText.removeBroadcast}
        </Button>
      )}
    </form>
  );
}
