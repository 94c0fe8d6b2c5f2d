/** Jobs' payloads are read when they run: what does not parse becomes a dead letter, `malformed`. */
import { err, ok, type Result } from '@aboveboard/kit';
import type { Refused } from '@aboveboard/streams';

/** What reads a payload: a schema of the protocol's. */
interface Schema<T> {
  safeParse(value: unknown): { readonly success: true; readonly data: T } | { readonly success: false; readonly error: Issues };
}
interface Issues {
  readonly issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[];
}

export function readPayload<T>(schema: Schema<T>, payload: string): Result<T, Refused> {
  const parsed = schema.safeParse(jsonOf(payload));
  if (parsed.success) return ok(parsed.data);
  const [issue] = parsed.error.issues;
  const where = issue?.path.join('.');
  return err({ reason: 'malformed', message: `the payload cannot be read: ${where ? `${where}: ` : ''}${issue?.message}` });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
