/** A file of hands, in whichever of the forms it is written. */
import { type PhhEntry, readPhh } from './phh/read-phh.ts';
import { BEGINS_HAND } from './text/header.ts';
import { readText } from './text/read-text.ts';

/** `text` for the histories of online rooms. */
export type HandForm = 'phh' | 'text';

/** Which form a file's text has: a first line of a history anywhere in it makes it one, as PHH has none outside of its strings. */
export function formOf(text: string): HandForm {
  return text.split(/\r?\n/).some((line) => BEGINS_HAND.test(line)) ? 'text' : 'phh';
}

/** Reads every hand of a file's text, in `form` or in the form it looks like. */
export function readHands(text: string, form: HandForm = formOf(text)): PhhEntry[] {
  return form === 'text' ? readText(text) : readPhh(text);
}
