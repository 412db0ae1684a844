/** Beside "Cancel build": what canceling leaves as it is. `running`: "v12". */
export const whileCanceling = (running: string | null) =>
  running ? `${running} keeps running.` : "Nothing will be released.";
