/** The DEC line drawing characters that replace ASCII from 0x60 on. */
export const DEC_GRAPHICS: readonly number[] = [..."◆▒␉␌␍␊°±␤␋┘┐┌└┼⎺⎻─⎼⎽├┤┴┬│≤≥π≠£·"].map((character) =>
  character.charCodeAt(0),
);
