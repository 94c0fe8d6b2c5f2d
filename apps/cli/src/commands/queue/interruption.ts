/** Ctrl+C and SIGTERM as a wish to end soon and in order; the second one ends the process as usual. */
export interface Interruption extends Disposable {
  readonly signal: AbortSignal;
  isAsked(): boolean;
}

export function interruption(): Interruption {
  const controller = new AbortController();
  const onSignal = (): void => {
    stopListening();
    controller.abort();
  };
  const stopListening = (): void => {
    process.removeListener('SIGINT', onSignal);
    process.removeListener('SIGTERM', onSignal);
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  return { signal: controller.signal, isAsked: () => controller.signal.aborted, [Symbol.dispose]: stopListening };
}
