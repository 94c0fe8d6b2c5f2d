/** The keys of messaging. All of a space share one slot of a Redis Cluster, since one XREAD waits on all its streams. */
export interface StreamKeys {
  readonly stream: (name: string) => string;
  readonly book: (name: string) => string;
  readonly readers: (name: string) => string;
  readonly sent: (name: string, sender: string) => string;
}

export function streamKeys(space: string): StreamKeys {
  const prefix = `ab:{${space}}:`;
  return {
    stream: (name) => `${prefix}${name}`,
    book: (name) => `${prefix}${name}:book`,
    readers: (name) => `${prefix}${name}:readers`,
    sent: (name, sender) => `${prefix}${name}:sent:${sender}`,
  };
}
