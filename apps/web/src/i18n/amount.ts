/** Amounts as people read them: chips, or big blinds with at most one decimal, in the digits of their language. */
export type AmountUnit = 'chips' | 'bb';
export type AmountStyle = {
  readonly unit: AmountUnit;
  readonly bigBlind: number;
  readonly language: string;
  readonly isCompact?: boolean;
};

const formats = new Map<string, Intl.NumberFormat>();

function numberFormat(language: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${language} ${JSON.stringify(options)}`;
  const known = formats.get(key) ?? new Intl.NumberFormat(language, options);
  formats.set(key, known);
  return known;
}

export function formatChips(amount: number, language: string, isCompact = false): string {
  if (isCompact && Math.abs(amount) >= 100_000) {
    return numberFormat(language, { notation: 'compact', maximumFractionDigits: 1 }).format(amount);
  }
  return numberFormat(language, { maximumFractionDigits: 0 }).format(amount);
}

/** Big blinds carry their unit; chips need none at a table of chips. */
export function formatAmount(amount: number, style: AmountStyle): string {
  if (style.unit === 'chips') return formatChips(amount, style.language, style.isCompact);
  return `${numberFormat(style.language, { maximumFractionDigits: 1 }).format(amount / style.bigBlind)} BB`;
}
