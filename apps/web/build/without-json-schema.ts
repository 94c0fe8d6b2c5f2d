/**
 * Leaves zod's writer of JSON Schema out of the pages: 8 KB gzipped that hang on every schema and that no browser calls.
 *
 * zod ties `toJSONSchema` to each schema it makes, so no bundler can see that it goes unused. Here the two modules behind it keep
 * their exports and lose their insides.
 */
import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

const WRITERS = /\/zod\/v4\/core\/(json-schema-processors|to-json-schema)\.js$/;

export function withoutJsonSchema(): Plugin {
  return {
    name: 'aboveboard:without-json-schema',
    apply: 'build',
    enforce: 'pre',
    load(id) {
      if (!WRITERS.test(id)) return null;
      const names = [...readFileSync(id, 'utf8').matchAll(/^export (?:const|function) (\w+)/gm)].map((match) => match[1]);
      if (names.length === 0) this.error(`${id} exports nothing known: zod has changed, look again`);
      const missing = "const missing = () => () => { throw new Error('JSON Schema is not part of the pages'); };";
      return `${missing}\n${names.map((name) => `export const ${name} = missing;`).join('\n')}`;
    },
  };
}
