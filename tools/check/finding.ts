/** Something a check holds against a file: where, and what to do about it. */
export interface Finding {
  /** Path from the root of the repository. */
  readonly file: string;
  /** 1-based; 0 where the whole file is meant. */
  readonly line: number;
  readonly message: string;
}

export function formatFinding({ file, line, message }: Finding): string {
  return line > 0 ? `${file}:${line} ${message}` : `${file} ${message}`;
}
