import type { Calendar, HolidayDay, Hours, WeekHours } from '../model/index.ts';

/** A week with the same hours from Monday to Friday, and others at the weekend. */
function weekOf(workday: Hours[], weekend: Hours[]): WeekHours {
  return { mon: workday, tue: workday, wed: workday, thu: workday, fri: workday, sat: weekend, sun: weekend };
}

/** First day of the ward in its present shape; the seeded hours are written down from there. */
const SINCE = '2025-07-01';

const OFFICE_WEEK = weekOf(
  [
    { from: '07:30', until: '11:30' },
    { from: '13:00', until: '17:00' },
  ],
  [],
);
const HOUSE_HOURS: Hours[] = [{ from: '07:00', until: '21:00' }];
const ALL_DAY: Hours[] = [{ from: '00:00', until: '24:00' }];

function seeded(id: string, name: string, week: WeekHours, observesHolidays: boolean): Calendar {
  return { id, name, versions: [{ version: 1, validFrom: SINCE, week, seasons: [], observesHolidays }], extra: [] };
}

/** Open at every instant, also on holidays: for what must never stop. */
export const ALWAYS: Calendar = seeded('always', 'Liên tục 24 giờ, cả tuần', weekOf(ALL_DAY, ALL_DAY), false);

/**
 * Calendars that a new installation starts with. Office hours are the common ones, to be checked by the officer: the
 * rule in force differs from place to place, and may have seasons.
 */
export const DEFAULT_CALENDARS: readonly Calendar[] = [
  seeded('hq', 'Giờ làm việc của trụ sở', OFFICE_WEEK, true),
  seeded('pvhcc', 'Giờ làm việc của Trung tâm Phục vụ hành chính công', OFFICE_WEEK, true),
  seeded('nvh', 'Giờ hoạt động của nhà văn hóa', weekOf(HOUSE_HOURS, HOUSE_HOURS), false),
  ALWAYS,
];

const NOTICE_2026 = 'Thông báo 9441/TB-BNV';
const NEW_YEAR_SWAP = 'Công văn 12729/VPCP-KGVX';
const CULTURE_DAY_LAW = 'Nghị quyết 28/2026/QH16';

/**
 * Special days of 2026 and 2027 as far as they are known. Tết of 2027 is not among them: its days off are set by a
 * notice; `suggestedHolidays` proposes them, and `holidayProblems` says that they are missing.
 */
export const HOLIDAY_SEED: readonly HolidayDay[] = [
  { date: '2026-01-01', kind: 'holiday', name: 'Tết Dương lịch', confirmed: true },
  {
    date: '2026-01-02',
    kind: 'swap-off',
    name: 'Nghỉ hoán đổi dịp Tết Dương lịch',
    confirmed: true,
    source: NEW_YEAR_SWAP,
  },
  { date: '2026-01-10', kind: 'swap-work', name: 'Làm bù cho ngày 02/01/2026', confirmed: false },
  ...['2026-02-16', '2026-02-17', '2026-02-18', '2026-02-19', '2026-02-20'].map((date): HolidayDay => ({
    date,
    kind: 'holiday',
    name: 'Tết Nguyên đán Bính Ngọ',
    confirmed: true,
    source: NOTICE_2026,
  })),
  { date: '2026-04-26', kind: 'holiday', name: 'Giỗ Tổ Hùng Vương (10/3 âm lịch)', confirmed: true },
  { date: '2026-04-27', kind: 'substitute', name: 'Nghỉ bù Giỗ Tổ Hùng Vương', confirmed: true },
  { date: '2026-04-30', kind: 'holiday', name: 'Ngày Chiến thắng', confirmed: true },
  { date: '2026-05-01', kind: 'holiday', name: 'Ngày Quốc tế lao động', confirmed: true },
  { date: '2026-08-22', kind: 'swap-work', name: 'Làm bù cho ngày 31/8/2026', confirmed: false },
  {
    date: '2026-08-31',
    kind: 'swap-off',
    name: 'Nghỉ hoán đổi dịp Quốc khánh',
    confirmed: true,
    source: NOTICE_2026,
  },
  { date: '2026-09-01', kind: 'holiday', name: 'Quốc khánh (ngày liền kề)', confirmed: true },
  { date: '2026-09-02', kind: 'holiday', name: 'Quốc khánh', confirmed: true },
  { date: '2026-11-24', kind: 'holiday', name: 'Ngày Văn hóa Việt Nam', confirmed: true, source: CULTURE_DAY_LAW },
  { date: '2027-01-01', kind: 'holiday', name: 'Tết Dương lịch', confirmed: true },
  { date: '2027-04-16', kind: 'holiday', name: 'Giỗ Tổ Hùng Vương (10/3 âm lịch)', confirmed: false },
  { date: '2027-04-30', kind: 'holiday', name: 'Ngày Chiến thắng', confirmed: true },
  { date: '2027-05-01', kind: 'holiday', name: 'Ngày Quốc tế lao động', confirmed: true },
  { date: '2027-05-03', kind: 'substitute', name: 'Nghỉ bù Ngày Quốc tế lao động', confirmed: false },
  { date: '2027-09-02', kind: 'holiday', name: 'Quốc khánh (ngày liền kề chờ thông báo)', confirmed: false },
  { date: '2027-11-24', kind: 'holiday', name: 'Ngày Văn hóa Việt Nam', confirmed: true, source: CULTURE_DAY_LAW },
];
