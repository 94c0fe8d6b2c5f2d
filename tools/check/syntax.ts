/** A source file read by a real parser: its imports, and a walk over its nodes. Comments and strings cannot fool the checks. */
import { parseSync } from 'vite';

export interface Node {
  readonly type: string;
  readonly start: number;
  readonly [key: string]: unknown;
}

export interface Source {
  readonly imports: readonly { readonly specifier: string; readonly line: number }[];
  readonly program: Node;
  lineAt(offset: number): number;
}

export function parseSource(file: string, text: string): Source {
  const { program, module } = parseSync(file, text);
  const lineAt = (offset: number): number => text.slice(0, offset).split('\n').length;
  const statements = [...module.staticImports, ...module.staticExports.flatMap((e) => e.entries)];
  const fixed = statements.flatMap(({ moduleRequest }) =>
    moduleRequest ? [{ specifier: moduleRequest.value, line: lineAt(moduleRequest.start) }] : [],
  );
  const dynamic = module.dynamicImports.flatMap(({ moduleRequest }) => {
    const literal = /^['"`]([^'"`$]+)['"`]$/.exec(text.slice(moduleRequest.start, moduleRequest.end));
    return literal?.[1] ? [{ specifier: literal[1], line: lineAt(moduleRequest.start) }] : [];
  });
  return { imports: [...fixed, ...dynamic], program: program as unknown as Node, lineAt };
}

/** Visits every node, each with its parent and the name of the field it stands in. */
export function walk(node: Node, visit: (node: Node, parent: Node | null, field: string) => void): void {
  const step = (current: Node, parent: Node | null, field: string): void => {
    visit(current, parent, field);
    for (const [key, value] of Object.entries(current)) {
      for (const child of Array.isArray(value) ? value : [value]) {
        if (child && typeof child === 'object' && typeof (child as Node).type === 'string') step(child as Node, current, key);
      }
    }
  };
  step(node, null, '');
}
