export const nothingNewFromHeroku = "Nothing new has come from Heroku.";

/** Why data is not newer: Heroku fails, or Slipway reads rarely to save calls. */
export const whyOld = (fault: "heroku" | "slowed") =>
  fault === "heroku"
    ? "Heroku is not answering."
    : "Few of this hour's Heroku API calls are left, so Slipway reads more rarely until there are more again.";
