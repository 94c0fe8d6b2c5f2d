/** What a command's exit code says, the same for all of them. */
export const EXIT = {
  /** It was done, and the answer is yes. */
  GOOD: 0,
  /** It was done, and the answer is no: a mismatch, a receipt that is refused. */
  NEGATIVE: 1,
  /** It could not be done as asked: a wrong call, a file that is not there. */
  USAGE: 2,
  /** It was done, and the books do not hold: not to be taken for any other no. */
  DIFFERENCES: 3,
} as const;
