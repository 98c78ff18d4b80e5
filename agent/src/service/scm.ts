/** SERVICE_STATUS of the Windows API (winsvc.h); the numbers are its own. */
export interface ServiceStatus {
  dwServiceType: number;
  dwCurrentState: number;
  dwControlsAccepted: number;
  dwWin32ExitCode: number;
  dwServiceSpecificExitCode: number;
  dwCheckPoint: number;
  /** Milliseconds until the next report is due while it is starting or stopping. */
  dwWaitHint: number;
}

/** The three calls by which a program is a Windows service. */
export interface ServiceControlManager {
  /**
   * Lends a thread to the service manager, which calls `main` at once; resolves when the service has stopped: true, or
   * false where no service manager started this process.
   */
  dispatch(name: string, main: () => void): Promise<boolean>;
  /** Has `handler` called with each control code and its event type; its result goes back to the manager. */
  register(name: string, handler: (control: number, eventType: number) => number): unknown;
  setStatus(handle: unknown, status: ServiceStatus): boolean;
}

/**
 * The service manager of this Windows, through the optional library `koffi`. Callbacks come from threads of the
 * manager; the library has them run on the main one, so the program around need not know.
 */
export async function windowsServiceManager(): Promise<ServiceControlManager> {
  const { default: koffi } = await import('koffi');
  const advapi = koffi.load('advapi32.dll');
  const serviceMain = koffi.proto('void __stdcall WardwatchServiceMain(uint32_t argc, void *argv)');
  const handlerEx = koffi.proto(
    'uint32_t __stdcall WardwatchHandlerEx(uint32_t control, uint32_t type, void *data, void *context)',
  );
  koffi.struct('WARDWATCH_SERVICE_STATUS', {
    dwServiceType: 'uint32_t',
    dwCurrentState: 'uint32_t',
    dwControlsAccepted: 'uint32_t',
    dwWin32ExitCode: 'uint32_t',
    dwServiceSpecificExitCode: 'uint32_t',
    dwCheckPoint: 'uint32_t',
    dwWaitHint: 'uint32_t',
  });
  koffi.struct('WARDWATCH_SERVICE_TABLE_ENTRY', { lpServiceName: 'str16', lpServiceProc: koffi.pointer(serviceMain) });
  const start = advapi.func('int __stdcall StartServiceCtrlDispatcherW(WARDWATCH_SERVICE_TABLE_ENTRY *table)');
  const register = advapi.func(
    'void * __stdcall RegisterServiceCtrlHandlerExW(str16 name, WardwatchHandlerEx *handler, void *context)',
  );
  const set = advapi.func('int __stdcall SetServiceStatus(void *handle, WARDWATCH_SERVICE_STATUS *status)');
  return {
    dispatch: (name, main) =>
      new Promise((resolve, reject) => {
        const proc = koffi.register(main, koffi.pointer(serviceMain));
        const table = [
          { lpServiceName: name, lpServiceProc: proc },
          { lpServiceName: null, lpServiceProc: null },
        ];
        start.async(table, (error: Error | null, done: number) => {
          koffi.unregister(proc);
          if (error) reject(error);
          else resolve(done !== 0);
        });
      }),
    // Never unregistered: the manager may call it until the process is gone.
    register: (name, handler) => register(name, koffi.register(handler, koffi.pointer(handlerEx)), null),
    setStatus: (handle, status) => set(handle, status) !== 0,
  };
}
