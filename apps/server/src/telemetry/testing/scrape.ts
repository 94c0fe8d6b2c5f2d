/** What Prometheus would read. */
export interface Scrape {
  readonly text: string;
  /** By metric, the names of the labels that any of its series has. */
  readonly labels: Readonly<Record<string, readonly string[]>>;
  /** Of one series, its labels as they stand in the braces; null when it is not there. */
  value(name: string, labels?: string): number | null;
}

export async function scraped(url: string): Promise<Scrape> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const lines = text.split('\n');
  return {
    text,
    labels: labelsOf(lines),
    value(name, labels) {
      const beginning = labels === undefined ? `${name} ` : `${name}{${labels}} `;
      const line = lines.find((each) => each.startsWith(beginning));
      return line === undefined ? null : Number(line.slice(beginning.length));
    },
  };
}

function labelsOf(lines: readonly string[]): Record<string, readonly string[]> {
  const labels: Record<string, readonly string[]> = {};
  let type = '';
  for (const line of lines) {
    const [, name, kind] = /^# TYPE (\S+) (\S+)/.exec(line) ?? [];
    type = kind ?? type;
    const [, series = '', inBraces = ''] = /^(\w+)(?:{(.*)})? \S+$/.exec(line) ?? [];
    const metric = name ?? (type === 'histogram' ? series.replace(/_(?:bucket|sum|count)$/, '') : series);
    if (metric === '') continue;
    const found = [...inBraces.matchAll(/(\w+)="/g)].flatMap(([, label]) => (label && label !== 'le' ? [label] : []));
    labels[metric] = [...new Set([...(labels[metric] ?? []), ...found])];
  }
  return labels;
}
