import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

/** Unpacked; a long day of a table is a hundredth of that. */
const MAX_BYTES = 1024 * 1024 * 1024;

/** The text of a file of hands, unpacked where it is packed with gzip. @throws as the file system does, and for a damaged file. */
export function readHandFile(path: string): string {
  const bytes = readFileSync(path);
  const isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b;
  return (isPacked ? gunzipSync(bytes, { maxOutputLength: MAX_BYTES }) : bytes).toString('utf8');
}
