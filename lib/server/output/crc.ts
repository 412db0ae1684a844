/** Returns the CRC-32 of two concatenated byte strings from their CRCs and the length of the second. */
export function joinedCrc(first: number, second: number, secondLength: number): number {
  return (apply(zeros(secondLength), first) ^ second) >>> 0;
}

type Matrix = readonly number[];

const POLYNOMIAL = 0xedb88320;
const memory = new Map<number, Matrix>();

/** Returns the effect of `length` zero bytes on a CRC, as a 32-column matrix over GF(2). */
function zeros(length: number): Matrix {
  const known = memory.get(length);
  if (known) return known;
  let result: Matrix | undefined;
  let power = oneBit();
  for (let bits = 1; bits < 8; bits *= 2) power = times(power, power);
  for (let left = length; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) result = result ? times(power, result) : power;
    power = times(power, power);
  }
  const matrix = result ?? Array.from({ length: 32 }, (_, bit) => 2 ** bit);
  if (memory.size < 8) memory.set(length, matrix);
  return matrix;
}

function oneBit(): Matrix {
  return Array.from({ length: 32 }, (_, bit) => (bit === 0 ? POLYNOMIAL : 2 ** (bit - 1)));
}

function times(left: Matrix, right: Matrix): Matrix {
  return right.map((column) => apply(left, column));
}

function apply(matrix: Matrix, vector: number): number {
  let sum = 0;
  for (let bit = 0, rest = vector; rest !== 0; bit += 1, rest >>>= 1) {
    if (rest & 1) sum ^= matrix[bit] ?? 0;
  }
  return sum >>> 0;
}
