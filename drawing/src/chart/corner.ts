/** 10·log10(1/2): half of the power, in decibels. */
export const HALF_POWER = 10 * Math.log10(0.5);

/** Where a magnitude passes its −3 dB level. */
export interface Corner {
  /** log10 of the frequency in hertz. */
  x: number;
  /** The level there in dB. */
  y: number;
  /** Whether the pass band lies below this frequency. */
  upper: boolean;
}

/**
 * The −3 dB points of a magnitude: the places nearest to its maximum, on either
 * side, where it has fallen by 3.01 dB below the maximum of the whole sweep.
 * Between points the magnitude is interpolated linearly in decibels over the
 * logarithm of the frequency. A magnitude that does not fall so far on a side
 * has no point on that side.
 * @param x log10 of the frequency, ascending
 * @param decibel magnitude in dB; −∞ (an exact zero) is taken as very small
 */
export function cornerFrequencies(x: ArrayLike<number>, decibel: ArrayLike<number>): Corner[] {
  let peak = -1;
  for (let index = 0; index < decibel.length; index++) {
    if (Number.isFinite(decibel[index]!) && (peak < 0 || decibel[index]! > decibel[peak]!)) peak = index;
  }
  if (peak < 0) return [];
  const level = decibel[peak]! + HALF_POWER;
  const corners: Corner[] = [];
  const crossing = (inside: number, outside: number): number => {
    const high = decibel[inside]!;
    const low = Math.max(decibel[outside]!, -1e4);
    return x[inside]! + ((x[outside]! - x[inside]!) * (high - level)) / (high - low);
  };
  for (let index = peak; index > 0; index--) {
    if (decibel[index - 1]! < level) {
      corners.push({ x: crossing(index, index - 1), y: level, upper: false });
      break;
    }
  }
  for (let index = peak; index < decibel.length - 1; index++) {
    if (decibel[index + 1]! < level) {
      corners.push({ x: crossing(index, index + 1), y: level, upper: true });
      break;
    }
  }
  return corners;
}
