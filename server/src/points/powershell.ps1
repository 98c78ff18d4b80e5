# Nhịp báo của một máy Windows không cài tác tử: mỗi phút gửi trạng thái về máy chủ Wardwatch.
# Push heartbeat of a Windows machine without the agent, once a minute. Windows PowerShell 5.1.
#
# Cài đặt, trong cửa sổ lệnh cmd của quản trị viên / install, in cmd as an administrator:
#   1. Thư mục chỉ quản trị viên đọc và ghi được / a folder that only administrators can read and change:
#      mkdir "C:\Program Files\WardwatchPush"
#      icacls "C:\Program Files\WardwatchPush" /inheritance:r /grant *S-1-5-18:(OI)(CI)F *S-1-5-32-544:(OI)(CI)F
#   2. Chép tệp này vào đó / copy this file there: C:\Program Files\WardwatchPush\wardwatch-push.ps1
#   3. schtasks /Create /TN WardwatchPush /SC MINUTE /MO @MINUTES@ /RU SYSTEM /TR "powershell.exe -NoProfile -ExecutionPolicy Bypass -File \"C:\Program Files\WardwatchPush\wardwatch-push.ps1\""
#   4. Chạy thử / try: schtasks /Run /TN WardwatchPush
# Gửi: thời gian chạy, đường mạng, phiên bản Windows. Không gửi tên máy, tên người dùng hay địa chỉ.
$ErrorActionPreference = 'Stop'
[Net.ServicePointManager]::SecurityProtocol = [Net.SecurityProtocolType]::Tls12
$url = '@PUSH_URL@'
$key = '@PUSH_KEY@'
$maxChanges = 60
# Cạnh tệp này, nơi chỉ quản trị viên ghi được. / Beside this file, where only administrators write.
$folder = $PSScriptRoot
$file = Join-Path $folder 'push-state.json'

# Chỉ một lần chạy tại một thời điểm. / One run at a time.
$lock = New-Object System.Threading.Mutex($false, 'Global\WardwatchPush')
if (-not $lock.WaitOne(0)) { exit 3 }
try {
  Start-Sleep -Seconds @JITTER@

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
  $booted = [DateTimeOffset]::UtcNow.ToUnixTimeSeconds() - $up
  if ($last -and $last.up -le $up -and [Math]::Abs($last.booted - $booted) -lt 120) { $changes = @($last.changes | Where-Object { $_ }) } else { $last = $null }

  $push = [ordered]@{
    v = 1; key = $key; up = $up; everyMs = @EVERY_MS@; wan = $wan
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
    # Có trả lời mà không nhận thì đường mạng vẫn tốt. / Answered and not taken: the line itself works.
    $failure = $_.Exception
    if ($failure.Response -or $failure.Status -eq 'TrustFailure') { $sent = 2 }
    [Console]::Error.WriteLine('wardwatch-push: chưa gửi được / not sent: ' + $failure.Message)
    if ((-not $last) -or $last.sent -ne $sent -or $last.wan -ne $wan) {
      if ($changes.Count -ge $maxChanges) { $changes = @($changes | Select-Object -First ($maxChanges - 1)) }
      $change = [ordered]@{ up = $up; wan = $wan }
      if ($sent -eq 2) { $change.refused = 1 } else { $change.sent = 0 }
      $changes += $change
    }
  }
  $state = [ordered]@{ up = $up; booted = $booted; wan = $wan; sent = $sent; changes = $changes }
  Set-Content -Path $file -Value ($state | ConvertTo-Json -Compress -Depth 4) -Encoding UTF8
  $code = if ($sent -eq 1) { 0 } else { 1 }
} finally {
  $lock.ReleaseMutex()
}
exit $code
