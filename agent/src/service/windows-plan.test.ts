import { expect, test } from 'vitest';
import { asTyped } from './call.ts';
import {
  createCalls,
  removeProgramCall,
  rightsCalls,
  serviceCommand,
  startCall,
  stateOf,
  windowsPlaces,
} from './windows-plan.ts';

const places = windowsPlaces({ ProgramFiles: 'C:\\Program Files', ProgramData: 'D:\\Data', SystemRoot: 'C:\\Windows' });

test('the service is started by its full path, in quotes, with its own data folder', () => {
  expect(serviceCommand(places)).toBe(
    '"C:\\Program Files\\Wardwatch agent\\node.exe" --max-old-space-size=64 ' +
      '"C:\\Program Files\\Wardwatch agent\\wardwatch-agent.cjs" service --data "D:\\Data\\Wardwatch\\agent"',
  );
});

test('what Windows is asked for, call by call', () => {
  const typed = [...createCalls(places).slice(1), ...rightsCalls(places), startCall(places)].map(asTyped);
  expect(typed).toEqual([
    'C:\\Windows\\System32\\sc.exe description WardwatchAgent "Reports connectivity, power and health of this machine to the ward."',
    'C:\\Windows\\System32\\sc.exe sidtype WardwatchAgent unrestricted',
    'C:\\Windows\\System32\\sc.exe privs WardwatchAgent SeChangeNotifyPrivilege',
    'C:\\Windows\\System32\\sc.exe failure WardwatchAgent reset= 86400 actions= restart/5000/restart/30000/restart/60000',
    'C:\\Windows\\System32\\sc.exe failureflag WardwatchAgent 1',
    'C:\\Windows\\System32\\icacls.exe D:\\Data\\Wardwatch /inheritance:r /grant:r "*S-1-5-18:(OI)(CI)F" "*S-1-5-32-544:(OI)(CI)F" "NT SERVICE\\WardwatchAgent:(OI)(CI)M"',
    'C:\\Windows\\System32\\icacls.exe "D:\\Data\\Wardwatch\\*" /reset /T /Q',
    'C:\\Windows\\System32\\sc.exe start WardwatchAgent',
  ]);
  const [create] = createCalls(places);
  expect(create?.args).toEqual([
    'create',
    'WardwatchAgent',
    'type=',
    'own',
    'binPath=',
    serviceCommand(places),
    'start=',
    'delayed-auto',
    'obj=',
    'NT AUTHORITY\\LocalService',
    'DisplayName=',
    'Wardwatch agent',
  ]);
  expect(removeProgramCall(places).args.at(-1)).toContain('rmdir /s /q "C:\\Program Files\\Wardwatch agent"');
});

test.each([
  [
    '\r\nSERVICE_NAME: WardwatchAgent \r\n        TYPE               : 10  WIN32_OWN_PROCESS  \r\n        STATE              : 4  RUNNING \r\n',
    4,
  ],
  [
    '\r\nSERVICE_NAME: WardwatchAgent\r\n        LOẠI               : 10  WIN32_OWN_PROCESS\r\n        TRẠNG THÁI         : 1  STOPPED\r\n',
    1,
  ],
  ['[SC] EnumQueryServicesStatus:OpenService FAILED 1060:\r\n', undefined],
])('reads the state of a service in any language', (output, state) => {
  expect(stateOf(output)).toBe(state);
});
