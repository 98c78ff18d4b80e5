/**
 * The days off that the law fixes, as a proposal for the editor of a new year: Labour Code 45/2019/QH14, article
 * 112(1), the day in lieu of article 111(3), and 24 November by resolution 28/2026/QH16, which has no day in lieu. The
 * yearly notice decides; what it adds (swapped days) cannot be foreseen.
 */
import type { HolidayDay, LocalDate } from '../model/index.ts';
import { addDays, dateOf, weekdayOf } from './local-time.ts';
import { hungKingsOf, tetOf } from './lunar.ts';

/** First year of the Culture Day. */
const CULTURE_DAY_SINCE = 2026;

/** Days of Tết counted from the first of the lunar year: its eve to the fourth, the choice of 2026. */
const TET_DAYS = [-1, 0, 1, 2, 3] as const;

interface NamedDay {
  date: LocalDate;
  name: string;
}

/** The days, oldest first, none of them confirmed; days in lieu included. */
export function suggestedHolidays(year: number): HolidayDay[] {
  const lawful = lawfulDays(year);
  const days = [
    ...lawful.map((day) => suggestion(day, 'holiday')),
    ...daysInLieu(lawful).map((day) => suggestion(day, 'substitute')),
  ];
  if (year >= CULTURE_DAY_SINCE) {
    days.push(suggestion({ date: dateOf(year, 11, 24), name: 'Ngày Văn hóa Việt Nam' }, 'holiday'));
  }
  return days.toSorted((a, b) => (a.date < b.date ? -1 : 1));
}

function suggestion({ date, name }: NamedDay, kind: HolidayDay['kind']): HolidayDay {
  return { date, kind, name, confirmed: false };
}

function lawfulDays(year: number): NamedDay[] {
  const nationalDay = dateOf(year, 9, 2);
  return [
    { date: dateOf(year, 1, 1), name: 'Tết Dương lịch' },
    ...TET_DAYS.map((offset) => ({ date: addDays(tetOf(year), offset), name: 'Tết Nguyên đán' })),
    { date: hungKingsOf(year), name: 'Giỗ Tổ Hùng Vương (10/3 âm lịch)' },
    { date: dateOf(year, 4, 30), name: 'Ngày Chiến thắng' },
    { date: dateOf(year, 5, 1), name: 'Ngày Quốc tế lao động' },
    { date: nationalDay, name: 'Quốc khánh' },
    { date: besideNationalDay(nationalDay), name: 'Quốc khánh (ngày liền kề)' },
  ];
}

/** The neighbour that is a working day, the earlier one where both are. */
function besideNationalDay(nationalDay: LocalDate): LocalDate {
  const before = addDays(nationalDay, -1);
  return isRestDay(before) ? addDays(nationalDay, 1) : before;
}

/** For each holiday on a day of rest the next working day that is not off already. */
function daysInLieu(holidays: readonly NamedDay[]): NamedDay[] {
  const off = new Set(holidays.map(({ date }) => date));
  return holidays
    .filter(({ date }) => isRestDay(date))
    .map(({ date, name }) => {
      let inLieu = addDays(date, 1);
      while (off.has(inLieu) || isRestDay(inLieu)) inLieu = addDays(inLieu, 1);
      off.add(inLieu);
      return { date: inLieu, name: `Nghỉ bù ${name}` };
    });
}

function isRestDay(date: LocalDate): boolean {
  const weekday = weekdayOf(date);
  return weekday === 'sat' || weekday === 'sun';
}
