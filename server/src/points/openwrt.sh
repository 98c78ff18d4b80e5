#!/bin/sh
# Nhịp báo của điểm wifi chạy OpenWrt: mỗi phút gửi trạng thái về máy chủ Wardwatch.
# Push heartbeat of an OpenWrt point to the Wardwatch server, once a minute.
#
# Cài đặt / install:
#   1. Chép tệp này vào /usr/bin/wardwatch-push, rồi: chmod 700 /usr/bin/wardwatch-push
#   2. echo '@CRON@ /usr/bin/wardwatch-push' >> /etc/crontabs/root
#   3. /etc/init.d/cron enable; /etc/init.d/cron restart
#   4. Chạy thử: wardwatch-push; echo $?   (0 là đã gửi được)
# Cần gói ca-bundle và một gói libustream (mbedtls/openssl/wolfssl) để kiểm tra chứng chỉ của máy chủ.
# Gửi: thời gian chạy, số lần khởi động, đường mạng, số máy nối wifi (chỉ đếm), tải, tên model.
# Không gửi tên, địa chỉ hay bất cứ điều gì về người dùng. Mã thoát khác 0: chưa gửi được.
set -u
umask 077
URL='@PUSH_URL@'
KEY='@PUSH_KEY@'
PROC=${WARDWATCH_PROC:-/proc}
STATE=${WARDWATCH_STATE:-/tmp/wardwatch-push}
BOOTS_FILE=${WARDWATCH_BOOTS:-/etc/wardwatch-push.boots}
MAX_CHANGES=60
TIMEOUT=${WARDWATCH_TIMEOUT:-10}
EVERY_MS=${WARDWATCH_EVERY_MS:-@EVERY_MS@}

have() { command -v "$1" > /dev/null 2>&1; }

uptime_seconds() { cut -d' ' -f1 "$PROC/uptime" 2>/dev/null; }
boot_id() { cat "$PROC/sys/kernel/random/boot_id" 2>/dev/null || true; }
load_average() { cut -d' ' -f1 "$PROC/loadavg" 2>/dev/null; }

# Có đường mặc định hay không. / Whether there is a default route.
route4() { awk '$2 == "00000000" && $8 == "00000000" { f = 1 } END { exit !f }' /proc/net/route 2>/dev/null; }
route6() { awk '$1 ~ /^0+$/ && $2 == "00" && $10 != "lo" { f = 1 } END { exit !f }' /proc/net/ipv6_route 2>/dev/null; }

wan_state() {
  if have ubus && have jsonfilter &&
    [ "$(ubus call network.interface.wan status 2>/dev/null | jsonfilter -e '@.up' 2>/dev/null)" = true ]; then
    echo 1
  elif route4 || route6; then
    echo 1
  else
    echo 0
  fi
}

address_family() {
  if route4; then
    if route6; then echo '"both"'; else echo '"ipv4"'; fi
  elif route6; then
    echo '"ipv6"'
  else
    echo '"none"'
  fi
}

# Chỉ đếm số máy đang nối wifi. / A count, never who.
client_count() {
  count='' bss=''
  if have ubus && have jsonfilter; then
    for bss in $(ubus list 'hostapd.*' 2>/dev/null); do
      found=$(ubus call "$bss" get_clients 2>/dev/null | jsonfilter -e '@.clients[*].authorized' 2>/dev/null | grep -c .)
      count=$((${count:-0} + found))
    done
  fi
  if [ -z "$count" ] && have iwinfo; then
    for bss in $(iwinfo 2>/dev/null | awk '/ESSID/ { print $1 }'); do
      found=$(iwinfo "$bss" assoclist 2>/dev/null | grep -c dBm)
      count=$((${count:-0} + found))
    done
  fi
  echo "$count"
}

model_name() {
  cat /tmp/sysinfo/model 2>/dev/null
  printf ' '
  sed -n "s/^DISTRIB_DESCRIPTION='\(.*\)'/\1/p" /etc/openwrt_release 2>/dev/null
}

paste_lines() { awk '{ printf "%s%s", (NR > 1 ? "," : ""), $0 }'; }

# Chứng chỉ của máy chủ luôn được kiểm tra; wget của BusyBox không làm được, nên không dùng với https.
# The server's certificate is always checked; BusyBox' own wget cannot, and is not used with https.
send() {
  if have uclient-fetch; then
    # 8: mã HTTP khác 200; 5: chứng chỉ không hợp lệ. / An HTTP error; a certificate that is not good.
    uclient-fetch -q -T "$TIMEOUT" -O /dev/null --post-file="$1" "$URL" 2>/dev/null
    result=$?
    case $result in 5 | 8) answered=1 ;; esac
    return "$result"
  elif have curl; then
    status=$(curl -sS -m "$TIMEOUT" -o /dev/null -w '%{http_code}' -H 'Content-Type: application/json' --data-binary "@$1" "$URL")
    result=$?
    if [ "$result" = 0 ] && [ "$status" = 200 ]; then return 0; fi
    if [ "${status:-000}" != 000 ] || [ "$result" = 60 ]; then answered=1; fi
    [ "$result" != 0 ] || result=22
    return "$result"
  fi
  is_busybox=0
  if wget --help 2>&1 | grep -q BusyBox; then is_busybox=1; fi
  if [ "$is_busybox" = 1 ] && [ "${URL%%:*}" = https ]; then
    echo 'wardwatch-push: cần uclient-fetch, curl hoặc wget đầy đủ / needs a client that checks certificates' >&2
    return 77
  fi
  if have timeout; then limit="timeout $TIMEOUT"; else limit=''; fi
  # shellcheck disable=SC2086 # Hai từ hoặc không từ nào. / Two words, or none.
  said=$(LC_ALL=C $limit wget -q -O /dev/null --post-file="$1" "$URL" 2>&1)
  result=$?
  # wget đầy đủ có mã riêng, của BusyBox thì chỉ có câu. / The full one has codes for it, that of BusyBox only words.
  if [ "$is_busybox" = 0 ]; then
    case $result in 5 | 8) answered=1 ;; esac
  else
    case $said in *'server returned error: HTTP'*) answered=1 ;; esac
  fi
  return "$result"
}

@COMMON@
