/**
 * The build fails when a page needs more JavaScript than design/figures.md allows.
 *
 * A page's share is everything it takes to show and play it: the entry, the page's own chunk and whatever these import
 * statically. Chunks that open later on a click (dialogs, the details of a proof, another language) are not counted, and are
 * listed so that nothing hides there.
 */
import { gzipSync } from 'node:zlib';
import type { Plugin, Rolldown } from 'vite';

export type Budget = { readonly page: string; readonly module: string; readonly maxKb: number };

export function budgets(pages: readonly Budget[]): Plugin {
  let say: (line: string) => void = () => {};
  return {
    name: 'aboveboard:budgets',
    apply: 'build',
    configResolved(config) {
      say = (line) => config.logger.info(line);
    },
    generateBundle(_options, bundle) {
      const chunks = Object.values(bundle).filter((output) => output.type === 'chunk');
      const over = pages.filter((page) => !isWithin(page, chunks, say));
      if (over.length > 0) this.error(`over budget: ${over.map((p) => `${p.page} (${p.maxKb} KB)`).join(', ')}`);
    },
  };
}

function isWithin(page: Budget, chunks: readonly Rolldown.OutputChunk[], say: (line: string) => void): boolean {
  const entry = chunks.filter((chunk) => chunk.isEntry);
  const own = chunks.filter((chunk) => chunk.moduleIds.some((id) => id.endsWith(page.module)));
  if (own.length === 0) throw new Error(`no chunk holds ${page.module}, so the budget of ${page.page} checks nothing`);
  const needed = closure([...entry, ...own], chunks);
  const kb = [...needed].reduce((sum, chunk) => sum + gzipSync(chunk.code, { level: 9 }).length, 0) / 1024;
  say(`${page.page}: ${kb.toFixed(1)} of ${page.maxKb} KB gzipped (${[...needed].map((c) => c.name).join(', ')})`);
  return kb <= page.maxKb;
}

/** `roots` and all they import statically, each once. */
function closure(roots: readonly Rolldown.OutputChunk[], chunks: readonly Rolldown.OutputChunk[]): Set<Rolldown.OutputChunk> {
  const byFile = new Map(chunks.map((chunk) => [chunk.fileName, chunk]));
  const seen = new Set<Rolldown.OutputChunk>();
  const visit = (chunk: Rolldown.OutputChunk | undefined): void => {
    if (!chunk || seen.has(chunk)) return;
    seen.add(chunk);
    for (const file of chunk.imports) visit(byFile.get(file));
  };
  roots.forEach(visit);
  return seen;
}

/** Lays a gzipped copy beside every text file of the build, so that the server need not compress the same bytes again and again. */
export function precompressed(): Plugin {
  return {
    name: 'aboveboard:precompressed',
    apply: 'build',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        for (const output of Object.values(bundle)) {
          const content = output.type === 'chunk' ? output.code : output.source;
          if (!/\.(js|css|html|svg)$/.test(output.fileName)) continue;
          this.emitFile({ type: 'asset', fileName: `${output.fileName}.gz`, source: gzipSync(content, { level: 9 }) });
        }
      },
    },
  };
}
