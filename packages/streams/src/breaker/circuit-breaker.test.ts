import { AssertionError } from '@aboveboard/kit';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Outcome } from './circuit.ts';
import { type Admission, type CircuitBreaker, circuitBreaker } from './circuit-breaker.ts';

function broken(startMs = 1_700_000_000_000) {
  const clock = { ms: startMs, nowMs: () => clock.ms };
  return { clock, breaker: circuitBreaker(clock) };
}

function admitted(breaker: CircuitBreaker): Admission {
  const asked = breaker.ask();
  if (!asked.ok) throw new Error(`refused, retry in ${asked.error.retryInMs} ms`);
  return asked.value;
}

function calls(breaker: CircuitBreaker, outcome: Outcome, times: number): void {
  for (let i = 0; i < times; i++) admitted(breaker).settle(outcome);
}

/** Open, its cooldown over. */
function due() {
  const { clock, breaker } = broken();
  calls(breaker, 'failed', 20);
  clock.ms += 30_000;
  return { clock, breaker };
}

test('[BREAKER-1] opens at half of twenty, and not before', () => {
  const { breaker } = broken();
  calls(breaker, 'succeeded', 10);
  calls(breaker, 'failed', 9);
  expect(breaker.status()).toMatchObject({ state: 'closed', samples: 19, failures: 9 });
  calls(breaker, 'failed', 1);
  expect(breaker.status().state).toBe('open');
});

test('[BREAKER-1] nineteen failures say nothing, and less than half neither', () => {
  const { breaker } = broken();
  calls(breaker, 'failed', 19);
  expect(breaker.status().state).toBe('closed');
  const most = broken().breaker;
  calls(most, 'succeeded', 100);
  calls(most, 'failed', 99);
  expect(most.status()).toMatchObject({ state: 'closed', failures: 99 });
  calls(most, 'failed', 1);
  expect(most.status().state).toBe('open');
});

test('[BREAKER-1] what is older than the window does not count', () => {
  const { clock, breaker } = broken();
  calls(breaker, 'failed', 19);
  clock.ms += 60_000;
  calls(breaker, 'failed', 19);
  expect(breaker.status()).toMatchObject({ state: 'closed', samples: 19 });
});

test('[BREAKER-2] [BREAKER-3] refuses for the cooldown, then lets one through', () => {
  const { clock, breaker } = broken();
  const openedMs = clock.ms;
  calls(breaker, 'failed', 20);
  expect(breaker.ask()).toEqual({ ok: false, error: { code: 'CIRCUIT_OPEN', retryInMs: 30_000 } });
  clock.ms = openedMs + 29_999;
  expect(breaker.ask()).toEqual({ ok: false, error: { code: 'CIRCUIT_OPEN', retryInMs: 1 } });
  clock.ms += 1;
  expect(admitted(breaker)).toMatchObject({ isProbe: true, deadlineInMs: 10_000 });
  expect(breaker.ask()).toEqual({ ok: false, error: { code: 'CIRCUIT_OPEN', retryInMs: 10_000 } });
});

test('[BREAKER-3] the failure of a probe opens it for another cooldown', () => {
  const { clock, breaker } = due();
  const probe = admitted(breaker);
  clock.ms += 400;
  probe.settle('failed');
  expect(breaker.status()).toEqual({ state: 'open', samples: 0, failures: 0, retryInMs: 30_000 });
});

test('[BREAKER-4] a probe with nothing to do is given back, and the next to ask is the probe', () => {
  const { breaker } = due();
  for (let i = 0; i < 5; i++) {
    const probe = admitted(breaker);
    expect([probe.isProbe, breaker.ask().ok]).toEqual([true, false]);
    probe.settle('unused');
  }
  admitted(breaker).settle('succeeded');
  expect(breaker.status().state).toBe('closed');
});

test('[BREAKER-4] a probe never heard of makes way at its deadline, and counts no more', () => {
  const { clock, breaker } = due();
  const lost = admitted(breaker);
  clock.ms += 9_999;
  expect(breaker.ask().ok).toBe(false);
  clock.ms += 1;
  const probe = admitted(breaker);
  lost.settle('succeeded');
  expect(breaker.status().state).toBe('half-open');
  probe.settle('succeeded');
  expect(breaker.status().state).toBe('closed');
});

test('[BREAKER-5] closing forgets the old window, and calls made before it', () => {
  const { breaker, clock } = broken();
  const slow = Array.from({ length: 40 }, () => admitted(breaker));
  calls(breaker, 'failed', 20);
  for (const call of slow.slice(0, 20)) call.settle('succeeded');
  expect(breaker.status().state).toBe('open');
  clock.ms += 30_000;
  admitted(breaker).settle('succeeded');
  for (const call of slow.slice(20)) call.settle('failed');
  expect(breaker.status()).toEqual({ state: 'closed', samples: 0, failures: 0, retryInMs: 0 });
  calls(breaker, 'failed', 19);
  expect(breaker.status().state).toBe('closed');
});

test('[BREAKER-6] what was not used does not count, and an admission is settled once', () => {
  const { breaker } = broken();
  calls(breaker, 'unused', 50);
  const call = admitted(breaker);
  call.settle('failed');
  call.settle('failed');
  expect(breaker.status()).toMatchObject({ samples: 1, failures: 1 });
});

test('[BREAKER-4] a clock set back by a day keeps nobody waiting for a day', () => {
  const { clock, breaker } = due();
  clock.ms -= 86_400_000;
  admitted(breaker);
  clock.ms -= 86_400_000;
  expect(admitted(breaker).isProbe).toBe(true);
});

type Step =
  | { readonly kind: 'ask' | 'status' }
  | { readonly kind: 'settle'; readonly which: number; readonly outcome: Outcome }
  | { readonly kind: 'pass'; readonly ms: number };

const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constantFrom('ask' as const, 'ask' as const, 'status' as const) }) },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('settle' as const),
      which: fc.nat(),
      outcome: fc.constantFrom<Outcome>('failed', 'failed', 'succeeded', 'unused'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('pass' as const), ms: fc.constantFrom(1, 900, 9_999, 10_000, 30_000) }),
  },
);

test('[BREAKER-3] [BREAKER-4] [BREAKER-8] whatever happens: one probe at a time, and always one again', () => {
  fc.assert(
    fc.property(fc.array(anyStep, { maxLength: 300 }), (steps) => {
      const clock = { ms: 1_700_000_000_000, nowMs: () => clock.ms };
      const breaker = circuitBreaker(clock, { minSamples: 4 });
      const open: { readonly call: Admission; readonly untilMs: number }[] = [];
      const probes = () => open.filter(({ call, untilMs }) => call.isProbe && untilMs > clock.ms).length;
      for (const step of steps) {
        if (step.kind === 'pass') clock.ms += step.ms;
        if (step.kind === 'settle') open.splice(step.which % Math.max(1, open.length), 1)[0]?.call.settle(step.outcome);
        if (step.kind === 'status') expect(breaker.status()).toEqual(breaker.status());
        if (step.kind === 'ask') {
          const { retryInMs, state } = breaker.status();
          const asked = breaker.ask();
          expect(asked.ok).toBe(retryInMs === 0);
          if (asked.ok) {
            expect(asked.value.isProbe).toBe(state !== 'closed');
            open.push({ call: asked.value, untilMs: clock.ms + (asked.value.deadlineInMs ?? 0) });
          }
        }
        expect(probes()).toBe(breaker.status().state === 'half-open' && breaker.status().retryInMs > 0 ? 1 : 0);
      }
      clock.ms += 40_000;
      expect(breaker.ask().ok).toBe(true);
    }),
    { numRuns: 300 },
  );
});

test('[BREAKER-1] opens exactly when the outcomes of the window say so', () => {
  const anyCall = fc.record({ afterMs: fc.nat(4_000), isFailure: fc.boolean() });
  fc.assert(
    fc.property(fc.array(anyCall, { maxLength: 120 }), (made) => {
      const { clock, breaker } = broken();
      const seen: { readonly atMs: number; readonly isFailure: boolean }[] = [];
      for (const { afterMs, isFailure } of made) {
        clock.ms += afterMs;
        admitted(breaker).settle(isFailure ? 'failed' : 'succeeded');
        seen.push({ atMs: clock.ms, isFailure });
        const slice = Math.floor(clock.ms / 2_000);
        const counting = seen.filter(({ atMs }) => Math.floor(atMs / 2_000) > slice - 30);
        const isTooMuch = counting.length >= 20 && counting.filter((call) => call.isFailure).length * 2 >= counting.length;
        expect(breaker.status().state).toBe(isTooMuch ? 'open' : 'closed');
        if (isTooMuch) return;
      }
    }),
  );
});

test('settings that make no sense are our own mistake', () => {
  const { clock } = broken();
  for (const wrong of [{ failureShare: 0 }, { failureShare: 1.1 }, { minSamples: 0 }, { cooldownMs: 0.5 }]) {
    expect(() => circuitBreaker(clock, wrong)).toThrow(AssertionError);
  }
});
