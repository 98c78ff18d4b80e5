# Nhịp báo của một máy Windows không cài tác tử: mỗi phút gửi trạng thái về máy chủ Wardwatch.
# Push heartbeat of a Windows machine without the agent, once a minute. Windows PowerShell 5.1.
#
# Cài đặt, trong cửa sổ lệnh của quản trị viên / install, as an administrator:
#   1. Chép tệp này vào C:\ProgramData\Wardwatch\wardwatch-push.ps1
#   2. schtasks /Create /TN WardwatchPush /SC MINUTE /MO 1 /RU SYSTEM /TR "powershell.exe -NoProfile -ExecutionPolicy Bypass -File C:\ProgramData\Wardwatch\wardwatch-push.ps1"
#   3. Chạy thử / try: powershell -NoProfile -ExecutionPolicy Bypass -File C:\ProgramData\Wardwatch\wardwatch-push.ps1
# Gửi: thời gian chạy, đường mạng, phiên bản Windows. Không gửi tên máy, tên người dùng hay địa chỉ.
$ErrorActionPreference = 'Stop'
[Net.ServicePointManager]::SecurityProtocol = [Net.SecurityProtocolType]::Tls12
$url = '@PUSH_URL@'
$key = '@PUSH_KEY@'
$maxChanges = 60
$folder = Join-Path $env:ProgramData 'Wardwatch'
$file = Join-Path $folder 'push-state.json'

# Chỉ một lần chạy tại một thời điểm. / One run at a time.
$lock = New-Object System.Threading.Mutex($false, 'Global\WardwatchPush')
if (-not $lock.WaitOne(0)) { exit 3 }
try {
  Start-Sleep -Seconds @JITTER@
  if (-not (Test-Path $folder)) { New-Item -ItemType Directory -Path $folder | Out-Null }

  # Đồng hồ đếm từ lúc khởi động, không đổi khi chỉnh giờ. / Counts from the start, whatever the clock says.
  $up = [Math]::Floor([Diagnostics.Stopwatch]::GetTimestamp() / [Diagnostics.Stopwatch]::Frequency)
  $gateways = @([Net.NetworkInformation.NetworkInterface]::GetAllNetworkInterfaces() | Where-Object {
    $_.OperationalStatus -eq 'Up' -and $_.GetIPProperties().GatewayAddresses.Count -gt 0
  })
  $wan = if ($gateways.Count -gt 0) { 1 } else { 0 }

  $changes = @()
  $last = $null
  if (Test-Path $file) {
    try { $last = Get-Content -Raw -Path $file | ConvertFrom-Json } catch { $last = $null }
  }
  # Sau khi khởi động lại, trạng thái cũ không còn giá trị. / After a restart the old state is void.
  if ($last -and $last.up -le $up) { $changes = @($last.changes | Where-Object { $_ }) } else { $last = $null }

  $push = [ordered]@{
    v = 1; key = $key; up = $up; everyMs = 60000; wan = $wan
    model = 'Windows ' + [Environment]::OSVersion.Version.ToString()
  }
  if ($changes.Count -gt 0) { $push.changes = $changes }
  $body = [Text.Encoding]::UTF8.GetBytes(($push | ConvertTo-Json -Compress -Depth 4))

  # Chứng chỉ của máy chủ luôn được kiểm tra. / The server's certificate is always checked.
  $sent = 0
  try {
    Invoke-RestMethod -Uri $url -Method Post -ContentType 'application/json' -Body $body -TimeoutSec 15 | Out-Null
    $sent = 1
    $changes = @()
  } catch {
    [Console]::Error.WriteLine('wardwatch-push: chưa gửi được / not sent: ' + $_.Exception.Message)
    if ((-not $last) -or $last.sent -ne 0 -or $last.wan -ne $wan) {
      if ($changes.Count -ge $maxChanges) { $changes = @($changes | Select-Object -First ($maxChanges - 1)) }
      $changes += [ordered]@{ up = $up; wan = $wan; sent = 0 }
    }
  }
  $state = [ordered]@{ up = $up; wan = $wan; sent = $sent; changes = $changes }
  Set-Content -Path $file -Value ($state | ConvertTo-Json -Compress -Depth 4) -Encoding UTF8
  $code = if ($sent -eq 1) { 0 } else { 1 }
} finally {
  $lock.ReleaseMutex()
}
exit $code
