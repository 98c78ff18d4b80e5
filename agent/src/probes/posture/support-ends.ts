/**
 * Last days of the makers' support. A table to be kept up by hand: a version that is missing is "not known" and nothing
 * worse, so a row is added whenever a maker publishes one. Read on 2026-11-24 from the sources named.
 */

/** Systems by the `ID` and `VERSION_ID` of os-release(5). */
interface LinuxRow {
  id: string;
  version: string;
  endsOn: string;
}

/**
 * Debian: end of long-term support, https://wiki.debian.org/LTS, as in `debian.csv` of the package distro-info-data.
 * Ubuntu: end of standard support, https://ubuntu.com/about/release-cycle, as in `ubuntu.csv` of the same package.
 */
export const LINUX_ENDS: readonly LinuxRow[] = [
  { id: 'debian', version: '10', endsOn: '2024-06-30' },
  { id: 'debian', version: '11', endsOn: '2026-08-31' },
  { id: 'debian', version: '12', endsOn: '2028-06-30' },
  { id: 'debian', version: '13', endsOn: '2030-06-30' },
  { id: 'ubuntu', version: '18.04', endsOn: '2023-05-31' },
  { id: 'ubuntu', version: '20.04', endsOn: '2025-05-29' },
  { id: 'ubuntu', version: '22.04', endsOn: '2027-06-01' },
  { id: 'ubuntu', version: '24.04', endsOn: '2029-05-31' },
  { id: 'ubuntu', version: '24.10', endsOn: '2025-07-10' },
  { id: 'ubuntu', version: '25.04', endsOn: '2026-01-15' },
  { id: 'ubuntu', version: '25.10', endsOn: '2026-07-09' },
  { id: 'ubuntu', version: '26.04', endsOn: '2031-05-29' },
];

/** How long an edition of Windows is served: Home and Pro; Enterprise and Education; the long-term channels; Server. */
export type WindowsService = 'general' | 'enterprise' | 'ltsc' | 'iot-ltsc' | 'server';

type WindowsRow = { build: number } & Partial<Record<WindowsService, string>>;

/**
 * Windows by its build. https://learn.microsoft.com/windows/release-health/windows11-release-information, the same for
 * Windows 10, and https://learn.microsoft.com/lifecycle/products/ for Windows Server (extended end). Updates that are
 * bought separately (ESU) are not support of the maker.
 */
export const WINDOWS_ENDS: readonly WindowsRow[] = [
  { build: 9600, server: '2023-10-10' },
  { build: 14393, ltsc: '2026-10-13', server: '2027-01-12' },
  {
    build: 17763,
    general: '2020-11-10',
    enterprise: '2021-05-11',
    ltsc: '2029-01-09',
    'iot-ltsc': '2029-01-09',
    server: '2029-01-09',
  },
  { build: 18363, general: '2021-05-11', enterprise: '2022-05-10' },
  { build: 19041, general: '2021-12-14', enterprise: '2021-12-14' },
  { build: 19042, general: '2022-05-10', enterprise: '2023-05-09' },
  { build: 19043, general: '2022-12-13', enterprise: '2022-12-13' },
  { build: 19044, general: '2023-06-13', enterprise: '2024-06-11', ltsc: '2027-01-12', 'iot-ltsc': '2032-01-13' },
  { build: 19045, general: '2025-10-14', enterprise: '2025-10-14' },
  { build: 20348, server: '2031-10-14' },
  { build: 22000, general: '2023-10-10', enterprise: '2024-10-08' },
  { build: 22621, general: '2024-10-08', enterprise: '2025-10-14' },
  { build: 22631, general: '2025-11-11', enterprise: '2026-11-10' },
  {
    build: 26100,
    general: '2026-10-13',
    enterprise: '2027-10-12',
    ltsc: '2029-10-09',
    'iot-ltsc': '2034-10-10',
    server: '2034-11-14',
  },
  { build: 26200, general: '2027-10-12', enterprise: '2028-10-10' },
];

/** Last day of support of a Linux system, as its midnight in UTC; null where it is not known. */
export function linuxSupportEnd(id: string, version: string): number | null {
  const row = LINUX_ENDS.find((one) => one.id === id && one.version === version);
  return row ? Date.parse(row.endsOn) : null;
}

/** Last day of support of a build of Windows, as its midnight in UTC; null where it is not known. */
export function windowsSupportEnd(build: number, service: WindowsService): number | null {
  const endsOn = WINDOWS_ENDS.find((one) => one.build === build)?.[service];
  return endsOn === undefined ? null : Date.parse(endsOn);
}
