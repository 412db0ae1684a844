import { NumberList } from "@/lib/log-viewer/engine/bytes/number-list";
import { expressionOf, marksIn } from "@/lib/log-viewer/engine/search/query";
import type { FromRegexp, ToRegexp } from "./regexp-port";

/** Runs patterns, which may never end, in a worker that can be terminated without loss. */
addEventListener("message", (given: MessageEvent<MessagePort>) => {
  const port = given.data;
  port.onmessage = ({ data: { id, query, texts, marks } }: MessageEvent<ToRegexp>) => {
    const expression = expressionOf(query);
    const found = texts.map((text) => (expression ? marksIn(text, expression) : []));
    const lines = new NumberList();
    found.forEach((each, line) => {
      for (const _ of each) lines.push(line);
    });
    const answer: FromRegexp = { id, lines: lines.slice(0), marks: marks ? found : [] };
    port.postMessage(answer);
  };
});
