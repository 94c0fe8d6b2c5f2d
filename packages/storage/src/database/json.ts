import { assert } from '@aboveboard/kit';

/** What goes into a JSON column. */
export function toJson(value: unknown): string {
  const text = JSON.stringify(value);
  assert(text !== undefined, 'not a JSON value');
  return text;
}

/** What a JSON column holds; whoever wrote it knows its shape. */
export function fromJson(text: string): unknown {
  return JSON.parse(text);
}

export function fromNullableJson(text: string | null): unknown {
  return text === null ? null : JSON.parse(text);
}
