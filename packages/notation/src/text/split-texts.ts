/** A text file cut into its hands: each begins with its first line, and what follows a summary after a blank line is no part of it. */
import { BEGINS_HAND } from './header.ts';

export interface TextSection {
  /** 1-based, in the file. */
  readonly firstLine: number;
  readonly lines: readonly string[];
}

/** Rulers between hands, and the sentence on top of a transcript. */
const DECORATION = /^(?:\*+ # \d+ \*+|Transcript for .*)$/;

export function splitTexts(text: string): TextSection[] {
  const sections: { firstLine: number; lines: string[] }[] = [];
  let open: { firstLine: number; lines: string[] } | null = null;
  for (const [index, raw] of text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .entries()) {
    const line = raw.replace(/^\uFEFF/, '').trimEnd();
    if (DECORATION.test(line)) continue;
    const isOver = open !== null && open.lines.at(-1) === '' && open.lines.includes('*** SUMMARY ***');
    if (line !== '' && (open === null || isOver || BEGINS_HAND.test(line))) {
      open = { firstLine: index + 1, lines: [] };
      sections.push(open);
    }
    open?.lines.push(line);
  }
  return sections;
}
