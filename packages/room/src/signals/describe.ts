/** Evidence as a sentence for whoever has to judge it. */
import type { Evidence, EvidenceKind } from './assess.ts';

type Figures = Readonly<Record<string, number>>;

const SENTENCES: Readonly<Record<EvidenceKind, (from: string, to: string, figures: Figures) => string>> = {
  'one-way-chips': (from, to, { hands, bigBlinds }) =>
    `${from} lost ${said(bigBlinds)} big blinds to ${to} in ${said(hands)} hands together, more than luck and skill explain.`,
  'one-way-pots': (from, to, { hands, there, back }) =>
    `In ${said(hands)} hands together ${from} lost ${said(there)} large pots to ${to} and won ${said(back)} back.`,
  gifts: (from, to, { hands, gifts, returned, expected }) =>
    `${from} put in twenty big blinds or more and then folded to ${to} ${said(gifts)} times in ${said(hands)} hands together; ` +
    `${said(expected)} were to be expected. The other way it happened ${said(returned)} times.`,
  together: (a, b, { days, together, expected }) =>
    `${a} and ${b} sat at one table on ${said(together)} of ${said(days)} days on which both played; ` +
    `${said(expected)} were to be expected if each chose any table.`,
  'quick-replies': (a, b, { replies, instant, usualShare }) =>
    `${said(instant)} of ${said(replies)} calls and raises of ${a} and ${b} right after each other came within 0.7 s; ` +
    `with others it is ${Math.round((usualShare ?? 0) * 100)} of a hundred.`,
  'same-address': (a, b, { addresses }) => `${a} and ${b} came from ${networks(addresses)} that few others came from.`,
  'same-device': (a, b, { devices }) =>
    `${a} and ${b} came from ${networks(devices)} that few others came from, with the same kind of browser.`,
};

/** @param names of the two, by id. Old weeks count for less, so that counts are rounded. */
export function reasonOf(
  { kind, from, figures }: Evidence,
  [a, b]: readonly [string, string],
  nameOf: (id: string) => string,
): string {
  const [one, other] = from === b ? [b, a] : [a, b];
  return SENTENCES[kind](nameOf(one), nameOf(other), figures);
}

function said(value = 0): string {
  return value >= 10 ? String(Math.round(value)) : String(Math.round(value * 10) / 10);
}

function networks(count = 0): string {
  return count === 1 ? 'one network' : `${said(count)} networks`;
}
