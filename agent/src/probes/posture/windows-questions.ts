import type { Questions } from '../../machine/powershell.ts';

const CURRENT_VERSION = `HKLM:\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion`;
const FIREWALL = `HKLM:\\SYSTEM\\CurrentControlSet\\Services\\SharedAccess\\Parameters\\FirewallPolicy`;
const FIREWALL_OF_GROUP = `HKLM:\\SOFTWARE\\Policies\\Microsoft\\WindowsFirewall`;
const SERVICING = `HKLM:\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Component Based Servicing\\RebootPending`;
const UPDATE = `HKLM:\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\WindowsUpdate\\Auto Update\\RebootRequired`;

/** Categories of Windows Update: definitions of the antivirus, which come several times a day; security updates. */
const DEFINITIONS = 'e0789628-ce08-4437-be74-2495b842f43b';
const SECURITY = '0fa1201d-4330-4fa8-8ae9-b877473b6441';

const SEARCHER = `$s=(New-Object -ComObject Microsoft.Update.Session).CreateUpdateSearcher();$s.Online=$false;`;

/**
 * What is asked of Windows about its posture. Classes of CIM, the registry and the interface of Windows Update, of which
 * only figures and names that no language changes are taken; the names of antivirus products are their makers'. Nothing
 * goes to the network: Windows Update answers from what it found itself.
 */
export const POSTURE_QUESTIONS: Questions = {
  os: [
    `$o=Get-CimInstance Win32_OperatingSystem -Property @('BuildNumber','ProductType');$k=Get-ItemProperty '${CURRENT_VERSION}';`,
    `@{build=[int]$o.BuildNumber;type=[int]$o.ProductType;edition=[string]$k.EditionID;`,
    `release=[string]$k.DisplayVersion;installed=1000*[long]$k.InstallDate}`,
  ].join(''),
  firmware: `ms (Get-CimInstance Win32_BIOS -Property ReleaseDate).ReleaseDate`,
  searched: `ms ([datetime](New-Object -ComObject Microsoft.Update.AutoUpdate).Results.LastSearchSuccessDate)`,
  pending: [
    `${SEARCHER}$all=0;$security=0;`,
    `foreach($u in $s.Search('IsInstalled=0 and IsHidden=0 and Type=''Software''').Updates){`,
    `$c=@($u.Categories|ForEach-Object{$_.CategoryID});if($u.BrowseOnly -or $c -contains '${DEFINITIONS}'){continue};`,
    `$all++;if($c -contains '${SECURITY}'){$security++}};@{all=$all;security=$security}`,
  ].join(''),
  updated: [
    `${SEARCHER}$n=$s.GetTotalHistoryCount();$last=$null;`,
    `if($n -gt 0){foreach($h in $s.QueryHistory(0,[Math]::Min($n,300))){`,
    `if($h.Operation -ne 1 -or $h.ResultCode -ne 2){continue};`,
    `if(@($h.Categories|ForEach-Object{$_.CategoryID}) -contains '${DEFINITIONS}'){continue};`,
    // Times of the history are in UTC already.
    `$at=[long](([datetime]$h.Date-[datetime]'1970-01-01').TotalMilliseconds);if($last -eq $null -or $at -gt $last){$last=$at}}};`,
    `if($last -ne $null){$last}`,
  ].join(''),
  // Renames of files at the next start are no sign: half of all programs leave some.
  reboot: `[bool](Test-Path '${SERVICING}') -or [bool](Test-Path '${UPDATE}')`,
  antivirus: [
    `Get-CimInstance -Namespace root/SecurityCenter2 -ClassName AntiVirusProduct|`,
    `ForEach-Object{@{name=[string]$_.displayName;state=[long]$_.productState}}`,
  ].join(''),
  firewalls: [
    `Get-CimInstance -Namespace root/SecurityCenter2 -ClassName FirewallProduct|`,
    `ForEach-Object{[long]$_.productState}`,
  ].join(''),
  defender: [
    `$d=Get-CimInstance -Namespace root/Microsoft/Windows/Defender -ClassName MSFT_MpComputerStatus;`,
    `@{on=[bool]$d.AntivirusEnabled;live=[bool]$d.RealTimeProtectionEnabled;`,
    `signatures=$(if($d.AntivirusSignatureLastUpdated){ms $d.AntivirusSignatureLastUpdated}else{$null})}`,
  ].join(''),
  service: `[int](Get-Service MpsSvc).Status`,
  // What a domain's rules say counts before what is set here.
  profiles: [
    `foreach($p in 'DomainProfile','StandardProfile','PublicProfile'){`,
    `$g=(Get-ItemProperty ('${FIREWALL_OF_GROUP}\\'+$p) -ErrorAction SilentlyContinue).EnableFirewall;`,
    `$v=(Get-ItemProperty ('${FIREWALL}\\'+$p)).EnableFirewall;if($g -ne $null){[int]$g}elseif($v -ne $null){[int]$v}else{-1}}`,
  ].join(''),
  bitlocker: [
    `Get-CimInstance -Namespace root/CIMV2/Security/MicrosoftVolumeEncryption -ClassName Win32_EncryptableVolume|`,
    `Where-Object{$_.DriveLetter -eq $env:SystemDrive}|ForEach-Object{[int]$_.ProtectionStatus}`,
  ].join(''),
  // The same for those who may not ask: what the symbol of the drive shows.
  shell: [
    `$v=(New-Object -ComObject Shell.Application).NameSpace($env:SystemDrive+'\\').Self.`,
    `ExtendedProperty('System.Volume.BitLockerProtection');if($v -ne $null){[int]$v}`,
  ].join(''),
  disks: [
    `Get-CimInstance -Namespace root/Microsoft/Windows/Storage -ClassName MSFT_PhysicalDisk|`,
    `ForEach-Object{@{health=[int]$_.HealthStatus;bus=[int]$_.BusType}}`,
  ].join(''),
  // The first row ends in the leap indicator, a figure before a bracket: 3 is "not in sync" (RFC 5905).
  clock: [
    `$l=[string]@(& ($env:SystemRoot+'\\System32\\w32tm.exe') /query /status)[0];`,
    `if($LASTEXITCODE -eq 0 -and $l -match '(\\d)\\s*\\('){[int]$Matches[1]}`,
  ].join(''),
};
