/**
 * The page of a daily close as it is handed out: the report in one line, and below it who signed that line. It says all that is needed to
 * check the signature, and nothing by which the key could be trusted: that is known from elsewhere.
 * @see design/keys.md, Books key
 */
import { isSignedBy, parseHex, sign, toHex } from '@aboveboard/fairness';
import type { DayNo } from '@aboveboard/ledger';
import type { StoredClose } from '@aboveboard/storage';

/** `<host>/books`, Ed25519. */
export interface BooksKey {
  readonly name: string;
  readonly secret: Uint8Array;
  readonly publicKey: Uint8Array;
}

export type SignedReport = Pick<StoredClose, 'report' | 'keyName' | 'publicKey' | 'signature'>;

/** So that a signature over a close can never be taken for one over anything else. */
const TAG = 'aboveboard close 1\n';
const DAY_MS = 24 * 60 * 60_000;

/** @param report `closeText` of it */
export function signReport(report: string, key: BooksKey): SignedReport {
  return {
    report,
    keyName: key.name,
    publicKey: toHex(key.publicKey),
    signature: toHex(sign(signedBytes(report), key.secret)),
  };
}

/** Whether the key that is named has signed the report. */
export function isSignedReport({ report, publicKey, signature }: SignedReport): boolean {
  const [key, signed] = [parseHex(publicKey), parseHex(signature)];
  return key !== null && signed !== null && isSignedBy(key, signedBytes(report), signed);
}

/** Two lines of JSON, the first exactly as it is signed. */
export function pageText({ report, keyName, publicKey, signature }: SignedReport): string {
  return `${report}${JSON.stringify({ keyName, publicKey, signature })}\n`;
}

/** Reads a page; null for what is none. Whether its signature holds is another question. */
export function parsePage(text: string): SignedReport | null {
  const [report, seal, ...rest] = text.split('\n');
  if (!report || !seal || rest.join('') !== '') return null;
  try {
    const { keyName, publicKey, signature } = JSON.parse(seal) as Record<string, unknown>;
    if (typeof keyName !== 'string' || typeof publicKey !== 'string' || typeof signature !== 'string') return null;
    return { report: `${report}\n`, keyName, publicKey, signature };
  } catch {
    return null;
  }
}

/** `2026-11-20`. */
export function dateOf(day: DayNo): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** The day of a date such as `2026-11-20`. */
export function dayOfDate(date: string): DayNo {
  return Date.parse(`${date}T00:00:00Z`) / DAY_MS;
}

function signedBytes(report: string): Uint8Array {
  return new TextEncoder().encode(`${TAG}${report}`);
}
