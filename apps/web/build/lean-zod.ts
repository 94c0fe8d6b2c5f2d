/**
 * Leaves out of the pages what zod brings and no browser calls: its writer of JSON Schema, 8 KB gzipped that hang on every schema, and its
 * English texts of errors, which nobody reads; what a page says comes from i18n/.
 *
 * zod ties both to each schema it makes, so no bundler can see that they go unused. Here the modules behind them keep their exports and
 * lose their insides.
 */
import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

const WRITERS = /\/zod\/v4\/core\/(json-schema-processors|to-json-schema)\.js$/;
const TEXTS = /\/zod\/v4\/locales\/en\.js$/;

export function leanZod(): Plugin {
  return {
    name: 'aboveboard:lean-zod',
    apply: 'build',
    enforce: 'pre',
    load(id) {
      if (TEXTS.test(id)) return "export default () => ({ localeError: () => 'Invalid input' });";
      if (!WRITERS.test(id)) return null;
      const names = [...readFileSync(id, 'utf8').matchAll(/^export (?:const|function) (\w+)/gm)].map((match) => match[1]);
      if (names.length === 0) this.error(`${id} exports nothing known: zod has changed, look again`);
      const missing = "const missing = () => () => { throw new Error('JSON Schema is not part of the pages'); };";
      return `${missing}\n${names.map((name) => `export const ${name} = missing;`).join('\n')}`;
    },
  };
}
