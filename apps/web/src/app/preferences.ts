/** What a person set up on this device. */
import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import type { AmountUnit } from '../i18n/amount.ts';
import type { MotionSpeed } from '../table/pacing/pacer.ts';

export type SoundName = 'turn' | 'time' | 'win';

export type Preferences = {
  readonly unit: AmountUnit;
  readonly motion: MotionSpeed;
  readonly isMuted: boolean;
  /** 0 to 1. */
  readonly volume: number;
  readonly sounds: Readonly<Record<SoundName, boolean>>;
  readonly letterKeys: boolean;
  readonly language: 'en' | 'de' | null;
  readonly hideFull: boolean;
};

const DEFAULTS: Preferences = {
  unit: 'chips',
  motion: 'normal',
  isMuted: false,
  volume: 0.6,
  sounds: { turn: true, time: true, win: true },
  letterKeys: true,
  language: null,
  hideFull: false,
};

export const usePreferences = create<Preferences>()(persist(() => DEFAULTS, { name: 'aboveboard:preferences' }));

export function prefer(changes: Partial<Preferences>): void {
  usePreferences.setState(changes);
}
