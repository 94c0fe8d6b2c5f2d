/** Waits counted in classes each 1 % wider than the one before, so that a million of them take no more room than a thousand. */
const WIDTH = Math.log(1.01);

export interface WaitHistogram {
  add(ms: number): void;
  count(): number;
  /** The wait, in ms and within 1 %, that `share` of all waits did not exceed; 0 for none at all. */
  share(share: number): number;
}

export function waitHistogram(): WaitHistogram {
  const classes: number[] = [];
  let count = 0;
  return {
    add(ms) {
      const index = Math.ceil(Math.log1p(Math.max(0, ms)) / WIDTH);
      classes[index] = (classes[index] ?? 0) + 1;
      count += 1;
    },
    count: () => count,
    share(share) {
      let seen = 0;
      for (const [index, waits = 0] of classes.entries()) {
        seen += waits;
        if (seen >= share * count) return Math.round(Math.expm1(index * WIDTH) * 10) / 10;
      }
      return 0;
    },
  };
}
