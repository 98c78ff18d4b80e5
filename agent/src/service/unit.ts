/** Where an installed agent lives on Linux, absolute, and as whom. */
export interface UnitPlaces {
  program: string;
  data: string;
  user: string;
}

/**
 * The systemd unit. The process holds no capability, sees the system read-only but for its own data folder, and can
 * neither gain rights nor make memory executable (which the launcher's `--lite-mode` is for).
 *
 * `CAP_NET_RAW` is in the bounding set alone, which gives it to nobody: without it the kernel would not even start
 * `ping`, whose file carries that capability. `ping` then works where the system lets everybody send echo requests
 * (`net.ipv4.ping_group_range`), and says that it cannot where it does not.
 *
 * A start that cannot succeed before a person acts (exit codes 2, 3, 6, 7) is not repeated.
 */
export function unitText({ program, data, user }: UnitPlaces): string {
  return `[Unit]
Description=Wardwatch agent
Wants=network-online.target
After=network-online.target nut-server.service apcupsd.service
StartLimitIntervalSec=0

[Service]
Type=exec
User=${user}
Group=${user}
ExecStart=${program}/wardwatch-agent run
Environment=WARDWATCH_AGENT_DATA=${data}
Environment=MALLOC_ARENA_MAX=1 UV_THREADPOOL_SIZE=2
WorkingDirectory=${data}
StateDirectory=${data.slice(data.lastIndexOf('/') + 1)}
StateDirectoryMode=0700
Restart=always
RestartSec=5
RestartPreventExitStatus=2 3 6 7
TimeoutStopSec=20
MemoryHigh=120M
MemoryMax=200M
TasksMax=32
CPUWeight=20
Nice=5

CapabilityBoundingSet=CAP_NET_RAW
AmbientCapabilities=
NoNewPrivileges=yes
MemoryDenyWriteExecute=yes
ProtectSystem=strict
ProtectHome=yes
PrivateTmp=yes
PrivateDevices=yes
PrivateIPC=yes
ProtectClock=yes
ProtectControlGroups=yes
ProtectHostname=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
ProtectProc=invisible
RestrictAddressFamilies=AF_INET AF_INET6 AF_NETLINK AF_UNIX
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
LockPersonality=yes
RemoveIPC=yes
KeyringMode=private
DevicePolicy=closed
SystemCallArchitectures=native
SystemCallFilter=@system-service
SystemCallFilter=~@privileged @resources
SystemCallErrorNumber=EPERM
UMask=0077

[Install]
WantedBy=multi-user.target
`;
}
