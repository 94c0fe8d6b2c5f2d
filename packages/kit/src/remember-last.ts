/** What was read of the last few texts, for those who are told the same one after the other. */

/**
 * @param most texts whose readings are kept; whoever came first goes first
 * @param read gives the same for the same text, and nobody changes it afterwards
 */
export function rememberLast<T>(most: number, read: (text: string) => T): (text: string) => T {
  const readings = new Map<string, T>();
  return (text) => {
    const known = readings.get(text);
    if (known !== undefined) return known;
    const reading = read(text);
    const oldest = readings.keys().next();
    if (readings.size >= most && !oldest.done) readings.delete(oldest.value);
    readings.set(text, reading);
    return reading;
  };
}
