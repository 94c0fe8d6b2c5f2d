/** Bytes a text takes as UTF-8; a lone surrogate counts three, as it is written as U+FFFD. */
export function utf8Length(text: string): number {
  let bytes = text.length;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) continue;
    const isPair = unit >= 0xd800 && unit < 0xdc00 && (text.charCodeAt(i + 1) & 0xfc00) === 0xdc00;
    bytes += unit < 0x800 ? 1 : 2; // a pair: two units, four bytes, and the second unit is skipped
    if (isPair) i += 1;
  }
  return bytes;
}
