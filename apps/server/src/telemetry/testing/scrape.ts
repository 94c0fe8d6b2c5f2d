/** What Prometheus would read. */
export interface Scrape {
  readonly text: string;
  /** Names of all metrics there are, as their TYPE lines say. */
  readonly names: readonly string[];
  /** Of one series, its labels as they stand in the braces; null when it is not there. */
  value(name: string, labels?: string): number | null;
}

export async function scraped(url: string): Promise<Scrape> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const lines = text.split('\n');
  return {
    text,
    names: lines.flatMap((line) => /^# TYPE (\S+)/.exec(line)?.[1] ?? []),
    value(name, labels) {
      const beginning = labels === undefined ? `${name} ` : `${name}{${labels}} `;
      const line = lines.find((each) => each.startsWith(beginning));
      return line === undefined ? null : Number(line.slice(beginning.length));
    },
  };
}
