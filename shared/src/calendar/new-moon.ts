/**
 * Moon and sun as far as a lunisolar calendar needs them, from the published series of Jean Meeus, *Astronomical
 * Algorithms*, 2nd edition: chapter 49 (phases of the moon) and chapter 25 (solar coordinates, low accuracy). The day
 * is cut at UTC+7, as the Vietnamese calendar is by law; so nothing here may be used for the Chinese one.
 *
 * New moons come out within about half a minute for 1950 to 2050, the sun's longitude within 0.01° (a quarter of an
 * hour).
 */
import { DAY_MS, ZONE_OFFSET_MS } from './local-time.ts';

const RADIANS = Math.PI / 180;
/** Julian day of 1 January 1970, 0:00 UTC. */
const JULIAN_DAY_1970 = 2_440_587.5;
/** Julian day of the epoch J2000.0. */
const JULIAN_DAY_2000 = 2_451_545;
const DAYS_PER_CENTURY = 36_525;
const SECONDS_PER_DAY = 86_400;
const ZONE_DAYS = ZONE_OFFSET_MS / DAY_MS;

/** Mean length of a lunation in days. */
export const LUNATION_DAYS = 29.530588861;
/** Mean new moon of lunation 0, 6 January 2000, as a Julian day of terrestrial time. */
const FIRST_NEW_MOON = 2_451_550.09766;
const LUNATIONS_PER_CENTURY = 1236.85;

/**
 * Periodic terms: amplitude in days, then how often the sun's mean anomaly M, the moon's M', and its argument of
 * latitude F enter the angle. Terms with M shrink with the eccentricity of the Earth's orbit, once for each M.
 */
const NEW_MOON_TERMS: readonly (readonly [days: number, sun: number, moon: number, latitude: number])[] = [
  [-0.4072, 0, 1, 0],
  [0.17241, 1, 0, 0],
  [0.01608, 0, 2, 0],
  [0.01039, 0, 0, 2],
  [0.00739, -1, 1, 0],
  [-0.00514, 1, 1, 0],
  [0.00208, 2, 0, 0],
  [-0.00111, 0, 1, -2],
  [-0.00057, 0, 1, 2],
  [0.00056, 1, 2, 0],
  [-0.00042, 0, 3, 0],
  [0.00042, 1, 0, 2],
  [0.00038, 1, 0, -2],
  [-0.00024, -1, 2, 0],
  [-0.00007, 2, 1, 0],
  [0.00004, 0, 2, -2],
  [0.00004, 3, 0, 0],
  [0.00003, 1, 1, -2],
  [0.00003, 0, 2, 2],
  [-0.00003, 1, 1, 2],
  [0.00003, -1, 1, 2],
  [-0.00002, -1, 1, -2],
  [-0.00002, 1, 3, 0],
  [0.00002, 0, 4, 0],
];

/** Pull of the planets: amplitude in days, angle in degrees at lunation 0, degrees for each lunation. */
const PLANETARY_TERMS: readonly (readonly [days: number, angle: number, rate: number])[] = [
  [0.000325, 299.77, 0.107408],
  [0.000165, 251.88, 0.016321],
  [0.000164, 251.83, 26.651886],
  [0.000126, 349.42, 36.412478],
  [0.00011, 84.66, 18.206239],
  [0.000062, 141.74, 53.303771],
  [0.00006, 207.14, 2.453732],
  [0.000056, 154.84, 7.30686],
  [0.000047, 34.52, 27.261239],
  [0.000042, 207.19, 0.121824],
  [0.00004, 291.34, 1.844379],
  [0.000037, 161.72, 24.198154],
  [0.000035, 239.56, 25.513099],
  [0.000023, 331.55, 3.592518],
];

function sine(degrees: number): number {
  return Math.sin((degrees % 360) * RADIANS);
}

/**
 * Days that terrestrial time is ahead of universal time, after the polynomial of Espenak and Meeus for 2005 to 2050.
 * Off by half a minute in 1950; nobody knows it for 2100.
 */
function deltaTDays(century: number): number {
  const years = century * 100;
  return (62.92 + 0.32217 * years + 0.005589 * years ** 2) / SECONDS_PER_DAY;
}

/** Universal time of a new moon as a Julian day; lunation 0 is that of 6 January 2000. */
export function newMoonJulianDay(lunation: number): number {
  const k = lunation;
  const t = k / LUNATIONS_PER_CENTURY;
  const mean = FIRST_NEW_MOON + LUNATION_DAYS * k + 0.00015437 * t ** 2 - 0.00000015 * t ** 3;
  const eccentricity = 1 - 0.002516 * t - 0.0000074 * t ** 2;
  const sun = 2.5534 + 29.1053567 * k - 0.0000014 * t ** 2;
  const moon = 201.5643 + 385.81693528 * k + 0.0107582 * t ** 2 + 0.00001238 * t ** 3;
  const latitude = 160.7108 + 390.67050284 * k - 0.0016118 * t ** 2 - 0.00000227 * t ** 3;
  const node = 124.7746 - 1.56375588 * k + 0.0020672 * t ** 2;
  const periodic = NEW_MOON_TERMS.reduce(
    (sum, [days, m, n, f]) => sum + days * eccentricity ** Math.abs(m) * sine(m * sun + n * moon + f * latitude),
    -0.00017 * sine(node),
  );
  const planets = PLANETARY_TERMS.reduce((sum, [days, angle, rate]) => sum + days * sine(angle + rate * k), 0);
  return mean + periodic + planets - deltaTDays(t);
}

/** Day (from 1 January 1970 = 0, at UTC+7) in which a new moon falls: the first of a lunar month. */
export function newMoonDay(lunation: number): number {
  return Math.floor(newMoonJulianDay(lunation) - JULIAN_DAY_1970 + ZONE_DAYS);
}

/** The lunation whose month holds the day: its new moon is the last one not after the day. */
export function lunationOf(dayNumber: number): number {
  const mean = (dayNumber + JULIAN_DAY_1970 - FIRST_NEW_MOON) / LUNATION_DAYS;
  // A true new moon is at most 15 hours from the mean one.
  let lunation = Math.floor(mean) + 1;
  while (newMoonDay(lunation) > dayNumber) lunation--;
  return lunation;
}

/** Apparent longitude of the sun in degrees, 0 to 360, at the first instant (UTC+7) of a day. */
export function solarLongitude(dayNumber: number): number {
  const universal = (dayNumber + JULIAN_DAY_1970 - ZONE_DAYS - JULIAN_DAY_2000) / DAYS_PER_CENTURY;
  const t = universal + deltaTDays(universal) / DAYS_PER_CENTURY;
  const mean = 280.46646 + 36_000.76983 * t + 0.0003032 * t ** 2;
  const anomaly = 357.52911 + 35_999.05029 * t - 0.0001537 * t ** 2;
  const centre =
    (1.914602 - 0.004817 * t - 0.000014 * t ** 2) * sine(anomaly) +
    (0.019993 - 0.000101 * t) * sine(2 * anomaly) +
    0.000289 * sine(3 * anomaly);
  const apparent = mean + centre - 0.00569 - 0.00478 * sine(125.04 - 1934.136 * t);
  return ((apparent % 360) + 360) % 360;
}
