#!/bin/sh
# Nhịp báo của một thiết bị có sh và curl: mỗi phút gửi trạng thái về máy chủ Wardwatch.
# Push heartbeat of any device with sh and curl to the Wardwatch server, once a minute.
#
# Cài đặt / install:
#   1. Chép tệp này vào /usr/local/bin/wardwatch-push, rồi: chmod 700 /usr/local/bin/wardwatch-push
#   2. crontab -e, thêm dòng: @CRON@ /usr/local/bin/wardwatch-push
#   3. Chạy thử: wardwatch-push; echo $?   (0 là đã gửi được)
# Gửi: thời gian chạy, số lần khởi động, đường mạng, tải, tên hệ điều hành. Không gửi gì về người dùng.
set -u
umask 077
URL='@PUSH_URL@'
KEY='@PUSH_KEY@'
PROC=${WARDWATCH_PROC:-/proc}
STATE=${WARDWATCH_STATE:-${HOME:-/tmp}/.wardwatch-push}
BOOTS_FILE=${WARDWATCH_BOOTS:-$STATE/boots-counted}
MAX_CHANGES=60
TIMEOUT=${WARDWATCH_TIMEOUT:-10}
EVERY_MS=${WARDWATCH_EVERY_MS:-@EVERY_MS@}

# Linux có /proc; BSD và macOS cho biết lúc khởi động. / Linux has /proc; BSD and macOS tell when they booted.
uptime_seconds() {
  if [ -r "$PROC/uptime" ]; then
    cut -d' ' -f1 "$PROC/uptime"
  else
    booted=$(sysctl -n kern.boottime 2>/dev/null | sed 's/^.*{ *sec = \([0-9]*\).*$/\1/')
    now=$(date +%s)
    echo $((now - ${booted:-now}))
  fi
}
boot_id() {
  cat "$PROC/sys/kernel/random/boot_id" 2>/dev/null || sysctl -n kern.bootsessionuuid 2>/dev/null || true
}
load_average() { if [ -r "$PROC/loadavg" ]; then cut -d' ' -f1 "$PROC/loadavg"; fi; }

wan_state() {
  if [ ! -r /proc/net/route ]; then
    if netstat -rn 2>/dev/null | grep -q '^default'; then echo 1; else echo 0; fi
  elif awk '$2 == "00000000" && $8 == "00000000" { f = 1 } END { exit !f }' /proc/net/route; then
    echo 1
  elif awk '$1 ~ /^0+$/ && $2 == "00" && $10 != "lo" { f = 1 } END { exit !f }' /proc/net/ipv6_route 2>/dev/null; then
    echo 1
  else
    echo 0
  fi
}

address_family() { :; }
client_count() { :; }
model_name() { uname -sr; }
paste_lines() { awk '{ printf "%s%s", (NR > 1 ? "," : ""), $0 }'; }

# Chứng chỉ của máy chủ luôn được kiểm tra. / The server's certificate is always checked.
# Mã HTTP khác 200, hay chứng chỉ không hợp lệ (60), vẫn là có trả lời. / Another status, or a bad certificate, answers.
send() {
  status=$(curl -sS -m "$TIMEOUT" -o /dev/null -w '%{http_code}' -H 'Content-Type: application/json' --data-binary "@$1" "$URL")
  result=$?
  if [ "$result" = 0 ] && [ "$status" = 200 ]; then return 0; fi
  if [ "${status:-000}" != 000 ] || [ "$result" = 60 ]; then answered=1; fi
  [ "$result" != 0 ] || result=22
  return "$result"
}

@COMMON@
