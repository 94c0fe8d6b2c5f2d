/**
 * What Node and browsers alike have for giving something up and for doing it at the end of this turn, for the pure packages, which are
 * checked without either. The part that reads a clock, `AbortSignal.timeout`, is left out: there it is the Scheduler port that counts time.
 */
interface AbortSignal {
  readonly aborted: boolean;
  readonly reason: unknown;
  throwIfAborted(): void;
  addEventListener(type: 'abort', listener: () => void, options?: { readonly once?: boolean }): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

interface AbortController {
  readonly signal: AbortSignal;
  abort(reason?: unknown): void;
}

declare const AbortController: { new (): AbortController };

interface DOMException extends Error {
  readonly code: number;
}

declare const DOMException: { new (message?: string, name?: string): DOMException };

declare function queueMicrotask(callback: () => void): void;
