/** Short synthesised sounds. Browsers keep audio silent until the first gesture; until then nothing is played or queued. */
import { type SoundName, usePreferences } from '../app/preferences.ts';

/** Frequencies in Hz with their start and length in seconds. */
type Tone = { readonly hz: number; readonly at: number; readonly lasts: number };
const TONES: Readonly<Record<SoundName, readonly Tone[]>> = {
  turn: [
    { hz: 587, at: 0, lasts: 0.14 },
    { hz: 784, at: 0.1, lasts: 0.2 },
  ],
  time: [
    { hz: 440, at: 0, lasts: 0.07 },
    { hz: 440, at: 0.14, lasts: 0.07 },
  ],
  win: [
    { hz: 523, at: 0, lasts: 0.16 },
    { hz: 659, at: 0.09, lasts: 0.16 },
    { hz: 784, at: 0.18, lasts: 0.3 },
  ],
};

let audio: AudioContext | null = null;

function unlock(): void {
  audio ??= new AudioContext();
  void audio.resume();
}

/** Waits for the first gesture on the page; returns how to stop waiting. */
export function unlockOnGesture(): () => void {
  const gestures = ['pointerdown', 'keydown'] as const;
  for (const gesture of gestures) window.addEventListener(gesture, unlock, { once: true });
  return () => {
    for (const gesture of gestures) window.removeEventListener(gesture, unlock);
  };
}

export function play(name: SoundName): void {
  const { isMuted, volume, sounds } = usePreferences.getState();
  if (isMuted || !sounds[name] || audio?.state !== 'running') return;
  for (const tone of TONES[name]) sing(audio, tone, volume);
}

function sing(context: AudioContext, { hz, at, lasts }: Tone, volume: number): void {
  const start = context.currentTime + at;
  const oscillator = context.createOscillator();
  const gain = context.createGain();
  oscillator.type = 'triangle';
  oscillator.frequency.value = hz;
  gain.gain.setValueAtTime(0, start);
  gain.gain.linearRampToValueAtTime(volume * 0.3, start + 0.012);
  gain.gain.exponentialRampToValueAtTime(0.0001, start + lasts);
  oscillator.connect(gain).connect(context.destination);
  oscillator.start(start);
  oscillator.stop(start + lasts);
}
