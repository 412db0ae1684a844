/**
 * The columns that Now and the table share: state, app (with stage and region), version, who, age, bars, pin. Not
 * used below 768 px, where a row has two lines.
 */
export const columns =
  "md:grid md:grid-cols-[124px_262px_minmax(0,1fr)_64px_44px_16px] md:items-center md:gap-x-3 lg:grid-cols-[124px_262px_minmax(0,1fr)_64px_44px_118px_16px] wide:grid-cols-[124px_320px_minmax(0,1fr)_128px_44px_118px_16px]";
