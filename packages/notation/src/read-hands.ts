/** A file of hands, in whichever of the forms it is written. */
import { type PhhEntry, phhEntries } from './phh/read-phh.ts';
import { BEGINS_HAND } from './text/header.ts';
import { textEntries } from './text/read-text.ts';

/** `text` for the histories of online rooms. */
export type HandForm = 'phh' | 'text';

/** Which form a file's text has: a first line of a history anywhere in it makes it one, as PHH has none outside of its strings. */
export function formOf(text: string): HandForm {
  return text.split(/\r?\n/).some((line) => BEGINS_HAND.test(line)) ? 'text' : 'phh';
}

/** Reads every hand of a file's text, in `form` or in the form it looks like. */
export function readHands(text: string, form: HandForm = formOf(text)): PhhEntry[] {
  return handEntries(text, form).map((read) => read());
}

/** As {@link readHands}, each hand read when it is asked for: for long files beside which something else goes on. */
export function handEntries(text: string, form: HandForm = formOf(text)): readonly (() => PhhEntry)[] {
  return form === 'text' ? textEntries(text) : phhEntries(text);
}
