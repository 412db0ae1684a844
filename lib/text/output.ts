export const findInOutput = "Find in output";

export const matchCase = "Match case";

export const wholeWords = "Whole words";

export const regularExpression = "Regular expression";
