/** What leads besides the eyes: soft tones, made here, and a short vibration. Both are off until somebody wants them. */

export type Cue = 'in' | 'out' | 'wait' | 'end';

const TONES: Readonly<Record<Cue, readonly [from: number, to: number]>> = {
  in: [220, 330],
  out: [330, 220],
  wait: [277, 277],
  end: [262, 262],
};
const TOUCHES: Readonly<Record<Cue, readonly number[]>> = {
  in: [60],
  out: [30, 60, 30],
  wait: [20],
  end: [120, 80, 120],
};
const LOUD = 0.08;
const SWELL = 0.25;
const SECONDS = 1.4;

let sounds: AudioContext | null = null;

/** A tone that swells and fades. A browser that makes none leaves it out. */
export function sound(cue: Cue): void {
  try {
    sounds ??= new AudioContext();
    void sounds.resume();
    const [from, to] = TONES[cue];
    const [tone, swell] = [sounds.createOscillator(), sounds.createGain()];
    const now = sounds.currentTime;
    tone.frequency.setValueAtTime(from, now);
    tone.frequency.linearRampToValueAtTime(to, now + SECONDS);
    swell.gain.setValueAtTime(0, now);
    swell.gain.linearRampToValueAtTime(LOUD, now + SWELL);
    swell.gain.linearRampToValueAtTime(0, now + SECONDS);
    tone.connect(swell).connect(sounds.destination);
    tone.start(now);
    tone.stop(now + SECONDS);
  } catch {
    sounds = null;
  }
}

export function canTouch(): boolean {
  return 'vibrate' in navigator;
}

export function touch(cue: Cue): void {
  if (canTouch()) navigator.vibrate([...TOUCHES[cue]]);
}
