/** Options of every bench that measures groups of things round by round: how much, how often, which, and where the report goes. */

export const ROUND_OPTIONS = {
  quick: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  keep: { type: 'boolean', default: false },
  rounds: { type: 'string' },
  only: { type: 'string', multiple: true },
} as const;

interface Said {
  readonly quick: boolean;
  readonly rounds?: string | undefined;
  readonly only?: readonly string[] | undefined;
}

interface Plan<Amounts, Group> {
  readonly full: Amounts;
  readonly quick: Amounts;
  readonly groups: readonly Group[];
}

/** What was asked for, groups in the order of the plan, or in a sentence what is wrong with it. */
export function readRounds<Amounts extends { readonly rounds: number }, Group extends string>(
  { quick, rounds, only }: Said,
  plan: Plan<Amounts, Group>,
): { readonly amounts: Amounts; readonly groups: readonly Group[] } | string {
  if (rounds !== undefined && !/^[1-9]\d{0,2}$/.test(rounds))
    return `--rounds wants a whole number from 1 to 999, not ${rounds}`;
  const unknown = only?.find((group) => !plan.groups.some((name) => name === group));
  if (unknown !== undefined) return `--only wants one of ${plan.groups.join(', ')}, not ${unknown}`;
  const amounts = quick ? plan.quick : plan.full;
  return {
    amounts: rounds === undefined ? amounts : { ...amounts, rounds: Number(rounds) },
    groups: plan.groups.filter((name) => only === undefined || only.includes(name)),
  };
}
